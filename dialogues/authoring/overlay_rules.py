"""What must hold of overlays: scales that widen standard in an order that works, experiences that only explain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import get_args

from dialogues.authoring.parts import Parts, Place
from dialogues.authoring.word_rules import ASK_WORDS, unkind
from dialogues.faults import Fault, nearest
from dialogues.model import Experience, Scale, ScaleOverlay
from dialogues.overlays import widened


def all_there(parts: Parts) -> Iterator[Fault]:
    """Whoever writes scales or experiences writes all of them, once, the scales from narrow to wide."""
    for listed_here, known in ((parts.scales, get_args(Scale)), (parts.experiences, get_args(Experience))):
        names = [one.id for one, _ in listed_here]
        if names and names != list(known):
            place = listed_here[0][1]
            says = f"I found {', '.join(names)}."
            yield Fault(place.file, place.line, "", says, f"Write {', '.join(known)}, in this order.")


def places(parts: Parts) -> Iterator[Fault]:
    """What a scale adds has a place to go, is written, and is not asked twice."""
    steps = [step for step, _ in parts.steps.get("standard", [])]
    for scale, place in parts.scales:
        ids = {step.id for step in steps}
        for n, step in enumerate(scale.steps):
            if step.behind not in ids:
                repair = nearest(step.behind, ids, "Use the id of a step of standard.")
                yield _at(place, ("steps", n, "behind"), f'There is no step "{step.behind[:60]}".', repair)
            if step.id in ids:
                yield _at(
                    place, ("steps", n, "id"), f'The step "{step.id[:60]}" is there twice.', "Give it another id."
                )
        asked = {name for step in (*steps, *scale.steps) for name in step.questions}
        for n, added in enumerate(scale.adds):
            if added.after not in asked:
                says = f'"{added.after[:60]}" isn\'t asked in standard at this scale.'
                yield _at(place, ("adds", n, "after"), says, nearest(added.after, asked, "Choose one that is."))
            asked.add(added.question)
        yield from _new(parts, scale, place, {name for step in steps for name in step.questions})
        steps = list(widened(steps, [scale]))


def _new(parts: Parts, scale: ScaleOverlay, place: Place, before: set[str]) -> Iterator[Fault]:
    wanted = Counter(
        [*(one.question for one in scale.adds), *(name for step in scale.steps for name in step.questions)]
    )
    for name, count in wanted.items():
        if name not in parts.places:
            repair = nearest(name, parts.places, "Take it out, or write the question.")
            yield _at(place, ("adds",), f'There is no question "{name[:60]}".', repair)
        elif name in before or count > 1:
            yield _at(place, ("adds",), f'"{name[:60]}" is asked twice at this scale.', "Take one out.")


def order(parts: Parts) -> Iterator[Fault]:
    """At every scale, what is built on another question comes after it."""
    steps = [step for step, _ in parts.steps.get("standard", [])]
    for scale, place in parts.scales:
        steps = list(widened(steps, [scale]))
        asked = {name: n for n, name in enumerate(name for step in steps for name in step.questions)}
        for name in (one for one in asked if one in parts.questions):
            question = parts.questions[name]
            for source in (*question.after, question.items_from):
                if source in asked and asked[source] > asked[name]:
                    says = f"At this scale {name} comes before {source}, which it is built on."
                    yield _at(place, ("adds",), says, "Move one of them.")


def needs(parts: Parts) -> Iterator[Fault]:
    """A scale raises numbers that a gate has."""
    known = {(need.check, need.question) for gate, _ in parts.gates for need in gate.needs}
    for scale, place in parts.scales:
        for n, need in enumerate(scale.needs):
            if (need.check, need.question) not in known:
                says = f'No phase looks at "{need.check[:60]}" of {need.question[:60]}.'
                yield _at(place, ("needs", n), says, "Use a check and question from gates.")


def words(parts: Parts) -> Iterator[Fault]:
    """Other words are for questions that are there, short and kind; so is all that a scale says."""
    for scale, place in parts.scales:
        for name in (*scale.words, *scale.each_of):
            if name not in parts.places:
                repair = nearest(name, parts.places, "Take it out, or write the question.")
                yield _at(place, ("words", name), f'There is no question "{name[:60]}".', repair)
        if scale.each_of and not scale.each:
            yield _at(place, ("each_of",), "It isn't said what each is.", 'Add "each: organisation" or "each: sector".')
        for name, variant in scale.words.items():
            count = len(variant.ask.split())
            if count > ASK_WORDS:
                yield _at(
                    place, ("words", name), f"The question has {count} words.", f"Say it in {ASK_WORDS} or fewer."
                )
    for where, path, said in _said(parts):
        for says, repair in unkind(said):
            yield _at(where, path, says, repair)


def _said(parts: Parts) -> Iterator[tuple[Place, tuple[int | str, ...], str]]:
    for scale, place in parts.scales:
        yield place, ("label",), scale.label
        yield place, ("signs",), scale.signs
        for name, variant in scale.words.items():
            yield place, ("words", name, "ask"), variant.ask
            yield place, ("words", name, "why"), variant.why
        for n, step in enumerate(scale.steps):
            yield place, ("steps", n, "title"), step.title
        for n, need in enumerate(scale.needs):
            yield place, ("needs", n, "thin"), need.thin
    for experience, place in parts.experiences:
        yield place, ("label",), experience.label


def _at(place: Place, path: tuple[int | str, ...], says: str, repair: str) -> Fault:
    return Fault(place.file, place.node.line_at(path), "", says, repair)


RULES: tuple[Callable[[Parts], Iterator[Fault]], ...] = (all_there, places, order, needs, words)
