"""What must hold of steps and gates: every question asked somewhere, in an order that can work."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dialogues.authoring.parts import Parts, Place
from dialogues.faults import Fault, listed, nearest
from dialogues.model import PHASES
from dialogues.vocabulary import CHECKS

IN_DEPTH_MOST = 6


def known_questions(parts: Parts) -> Iterator[Fault]:
    """Each card has one to three questions, and all of them are written."""
    for _, step, place in parts.every_step():
        if not step.cards:
            yield _at(place, ("cards",), f'The step "{step.id}" asks nothing.', "Add a card.")
        for n, card in enumerate(step.cards):
            if not 1 <= len(card) <= 3:
                yield _at(place, ("cards", n), f"This card has {len(card)} questions.", "Put one to three on a card.")
            for m, name in enumerate(card):
                if name not in parts.places:
                    repair = nearest(name, parts.places, "Take it out, or write the question.")
                    yield _at(place, ("cards", n, m), f'There is no question "{name[:60]}".', repair)


def every_question_asked(parts: Parts) -> Iterator[Fault]:
    """No question is written and never asked."""
    asked = {name for _, step, _ in parts.every_step() for name in step.questions}
    for name in parts.places:
        second = parts.questions[name].second_of if name in parts.questions else ""
        if name not in asked and not second:
            yield parts.fault(name, (), "No step asks this question.", "Put it on a card in improvement.yaml.")


def once(parts: Parts) -> Iterator[Fault]:
    """A depth asks each question once; only one that is confirmed may come twice (drafted, then confirmed)."""
    for depth in parts.steps:
        seen: set[str] = set()
        for of, step, place in parts.every_step():
            for name in step.questions if of == depth else ():
                question = parts.questions.get(name)
                if name in seen and (question is None or question.mode != "confirm"):
                    yield _at(place, ("cards",), f'"{name[:60]}" is asked twice at this depth.', "Take one out.")
                seen.add(name)


def step_words(parts: Parts) -> Iterator[Fault]:
    """Steps have their own ids, a phase in its order, and a sensible length."""
    seen: set[tuple[str, str]] = set()
    last: dict[str, int] = {}
    for depth, step, place in parts.every_step():
        if (depth, step.id) in seen:
            yield _at(place, ("id",), f'The step "{step.id[:60]}" is there twice.', "Give one another id.")
        seen.add((depth, step.id))
        if not 1 <= step.minutes <= 60:
            yield _at(place, ("minutes",), "A step takes 1 to 60 minutes.", "Write how many minutes it takes a person.")
        phases = PHASES if depth else ("check_in",)
        if step.phase not in phases:
            yield _at(place, ("phase",), f'I don\'t know the phase "{step.phase[:60]}".', f"Write {listed(phases)}.")
        elif phases.index(step.phase) < last.get(depth, 0):
            yield _at(place, ("phase",), "The phases are out of order.", f"Keep the order {', '.join(phases)}.")
        else:
            last[depth] = phases.index(step.phase)


def few(parts: Parts) -> Iterator[Fault]:
    """An in-depth step asks six questions at most, so that it can be done in one sitting."""
    for step, place in parts.steps.get("in-depth", []):
        count = len(step.questions)
        if count > IN_DEPTH_MOST:
            says = f'The step "{step.id[:60]}" asks {count} questions.'
            yield _at(place, ("cards",), says, f"Keep an in-depth step to {IN_DEPTH_MOST}; make two of it.")


def order(parts: Parts) -> Iterator[Fault]:
    """What is built on another question, or picks from it, is asked after it."""
    for depth in parts.steps:
        place = parts.order(depth)
        for name, question in parts.questions.items():
            earlier = [*(("after", one) for one in question.after), ("items_from", question.items_from)]
            for key, source in earlier:
                if name in place and source in place and place[source] >= place[name] and source != name:
                    says = f"At {depth} depth it comes before {source}, which it is built on."
                    yield parts.fault(name, (key,), says, "Change the order of the cards.")


def gates(parts: Parts) -> Iterator[Fault]:
    """Each gate is of a known phase, once a depth, and looks at questions that are asked there."""
    seen: set[tuple[str, str]] = set()
    for gate, place in parts.gates:
        if gate.phase not in PHASES:
            yield _at(place, ("phase",), f'I don\'t know the phase "{gate.phase[:60]}".', f"Write {listed(PHASES)}.")
        if (gate.phase, gate.depth) in seen:
            yield _at(place, ("phase",), f"{gate.phase} is there twice at this depth.", "Put the two together.")
        seen.add((gate.phase, gate.depth))
        asked = parts.order(gate.depth)
        for n, need in enumerate(gate.needs):
            if need.check not in CHECKS:
                repair = nearest(need.check, CHECKS, f"Use {listed(list(CHECKS))}.")
                yield _at(place, ("needs", n, "check"), f'I don\'t know the check "{need.check[:60]}".', repair)
            if need.question not in asked:
                says = f'"{need.question[:60]}" isn\'t asked at {gate.depth} depth.'
                yield _at(place, ("needs", n, "question"), says, nearest(need.question, asked, "Take it out."))


def _at(place: Place, path: tuple[int | str, ...], says: str, repair: str) -> Fault:
    return Fault(place.file, place.node.line_at(path), "", says, repair)


RULES: tuple[Callable[[Parts], Iterator[Fault]], ...] = (
    known_questions, every_question_asked, once, step_words, few, order, gates,
)  # fmt: skip
