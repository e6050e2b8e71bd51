"""What the scale and the team's experience change: more questions, other words, other least numbers, less explained.

Pure and cheap; whoever asks often keeps the answer (a plan per dialogue and scale).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dialogues.model import (
    AddedStep,
    Depth,
    Dialogue,
    Experience,
    ExperienceOverlay,
    Need,
    Question,
    Scale,
    ScaleOverlay,
    Step,
    Variant,
)

_SAID = ("ask", "why", "fields", "mode", "asked", "at_least", "at_most")


@dataclass(frozen=True, slots=True)
class Least:
    """How many kinds of people, and how many others with a say, a record should name at one scale."""

    groups: int
    others: int


def up_to(scales: Sequence[ScaleOverlay], scale: str) -> tuple[ScaleOverlay, ...]:
    """The overlays of this scale and of every narrower one; none for a scale that nobody wrote."""
    names = [one.id for one in scales]
    return tuple(scales[: names.index(scale) + 1]) if scale in names else ()


def steps_for(dialogue: Dialogue, depth: Depth, scale: Scale) -> tuple[Step, ...]:
    """The steps of a depth at a scale: standard takes in what the scale adds, the others are as they are."""
    steps = dialogue.steps_of(depth)
    return widened(steps, up_to(dialogue.scales, scale)) if depth == "standard" else steps


def widened(steps: Sequence[Step], scales: Iterable[ScaleOverlay]) -> tuple[Step, ...]:
    """Steps with what these overlays add, in their order; what has no place to go is left out."""
    found = list(steps)
    for overlay in scales:
        places: dict[str, int] = {}
        for step in overlay.steps:
            found = _with_step(found, step, places)
        for added in overlay.adds:
            found = [_with_card(step, added.after, added.question) for step in found]
    return tuple(found)


def _with_step(steps: list[Step], added: AddedStep, places: dict[str, int]) -> list[Step]:
    """The steps with one more; two behind the same step keep their order."""
    for place, step in enumerate(steps):
        if step.id == added.behind:
            at = place + 1 + places.get(added.behind, 0)
            places[added.behind] = places.get(added.behind, 0) + 1
            plain = Step(**added.model_dump(exclude={"behind"}))
            return [*steps[:at], plain, *steps[at:]]
    return steps


def _with_card(step: Step, after: str, question: str) -> Step:
    """The step with the question on a card of its own behind the card of `after`; as it is when `after` isn't there."""
    if after not in step.questions or question in step.questions:
        return step
    cards: list[tuple[str, ...]] = []
    for card in step.cards:
        cards.append(card)
        if after in card:
            cards.append((question,))
    return step.model_copy(update={"cards": tuple(cards)})


def needs_for(dialogue: Dialogue, depth: Depth, scale: Scale, phase: str) -> tuple[Need, ...]:
    """What a phase should have before it closes, with the least numbers of this scale."""
    wider = {(need.check, need.question): need for one in up_to(dialogue.scales, scale) for need in one.needs}
    found = (need for gate in dialogue.gates if (gate.phase, gate.depth) == (phase, depth) for need in gate.needs)
    if depth == "quick":
        return tuple(found)
    return tuple(wider.get((need.check, need.question), need) for need in found)


def least_for(dialogue: Dialogue, scale: Scale) -> Least:
    """The least numbers at a scale, as standard asks for them."""
    needs = {(need.check, need.question): need.at_least for need in needs_for(dialogue, "standard", scale, "explore")}
    return Least(needs.get(("groups", "explore.people"), 1), needs.get(("lines", "explore.stakeholders"), 1))


def said_at(dialogue: Dialogue, question: Question, scale: Scale, lone: bool = False) -> Question:
    """A question in the words of this scale, over those of depth and way; a team of one keeps its own.

    Give it a question that is already worded for the team. The widest scale that has words for it wins.
    """
    having = [one.words[question.id] for one in up_to(dialogue.scales, scale) if question.id in one.words]
    return question.model_copy(update=_changes(having[-1])) if having and not lone else question


def _changes(words: Variant) -> dict[str, object]:
    return {name: getattr(words, name) for name in _SAID if getattr(words, name)}


def asked_each(dialogue: Dialogue, question: str, scale: Scale) -> Literal["", "organisation", "sector"]:
    """Whether a question is asked once for each organisation or sector, its answers side by side; empty: once."""
    scales = up_to(dialogue.scales, scale)
    if not any(question in one.each_of for one in scales):
        return ""
    return scales[-1].each


def at_scale(dialogue: Dialogue, scale: Scale) -> ScaleOverlay | None:
    """The overlay of one scale: its label, usual depth, whose yes it takes, days between looks back."""
    return next((one for one in dialogue.scales if one.id == scale), None)


def explains(dialogue: Dialogue, experience: Experience) -> ExperienceOverlay:
    """How much is explained to a team with this experience; nothing about it changes what is stored."""
    found = next((one for one in dialogue.experiences if one.id == experience), None)
    return found or ExperienceOverlay(id=experience, label=experience)
