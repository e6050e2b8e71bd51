"""What must hold of the second round of a choice: whose it is, what it weighs by, and that it stands on no card."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dialogues.authoring.parts import Parts
from dialogues.faults import Fault
from dialogues.model import Field, Question
from dialogues.modes import is_chosen_from

MOST_SIDES = 3  # four ideas by three sides are twelve taps: all that a phone bears


def seconds(parts: Parts) -> Iterator[Fault]:
    """A second round belongs to one choice of ideas, is put to everybody, and opens by itself."""
    carded = {name for _, step, _ in parts.every_step() for name in step.questions}
    seen: set[str] = set()
    for name, question in parts.questions.items():
        if (question.kind == "scores") != bool(question.second_of):
            key, says = ("second_of", "It isn't said which choice this is the second round of.")
            if question.second_of:
                key, says = ("kind", 'A second round is of the kind "scores".')
            yield parts.fault(name, (key,), says, 'A question of "kind: scores" has "second_of:", and no other has.')
        if not question.second_of:
            continue
        yield from _whose(parts, name, question)
        if question.second_of in seen:
            yield parts.fault(name, ("second_of",), "That choice has a second round.", "Put the two together.")
        seen.add(question.second_of)
        if name in carded:
            yield parts.fault(name, (), "A second round opens by itself.", "Take it off its card.")
        if question.kind == "scores":
            yield from _sides(parts, name, question)


def _whose(parts: Parts, name: str, question: Question) -> Iterator[Fault]:
    vote = parts.questions.get(question.second_of)
    if vote is not None and (not is_chosen_from(vote) or not vote.items_from):
        says = f"{vote.id} is no choice among ideas."
        yield parts.fault(name, ("second_of",), says, 'Name a question of "mode: vote" and "kind: several".')
    if question.mode != "vote":
        yield parts.fault(name, ("mode",), "Everybody weighs at once.", 'Write "mode: vote".')


def _sides(parts: Parts, name: str, question: Question) -> Iterator[Fault]:
    sets: list[tuple[tuple[int | str, ...], tuple[Field, ...]]] = [(("fields",), question.fields)]
    sets += [(("variants", n, "fields"), one.fields) for n, one in enumerate(question.variants) if one.fields]
    for path, fields in sets:
        if not 1 <= len(fields) <= MOST_SIDES:
            says = f"It weighs by {len(fields)} things."
            yield parts.fault(name, path, says, f"Write one to {MOST_SIDES} boxes; the first counts for an idea.")
        for n, box in enumerate(fields):
            if box.kind != "choice":
                says = f'"{box.id}" can\'t be weighed by.'
                yield parts.fault(name, (*path, n), says, "Make it a choice, its options from least to most.")


RULES: tuple[Callable[[Parts], Iterator[Fault]], ...] = (seconds,)
