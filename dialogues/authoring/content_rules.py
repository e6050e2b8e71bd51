"""What must hold of questions and between them: kinds, boxes, options, references, steps, gates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from dialogues.authoring import second_rules, step_rules
from dialogues.authoring.parts import Parts, every_field, every_option
from dialogues.faults import Fault, listed, nearest
from dialogues.model import PHASES, Field, Question
from dialogues.vocabulary import CONDITIONS, RECORDS

Path = tuple[int | str, ...]
_QUESTION_ID = re.compile(rf"({'|'.join((*PHASES, 'check_in'))})\.[a-z][a-z_]*")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_PROJECT = ("name", "problem")
_WORDS = ("text", "long_text")
_STANCES = {"yes", "can_live", "not_yet"}


def ids(parts: Parts) -> Iterator[Fault]:
    """Ids have their form: phase.word for questions, lower case for boxes and options, none twice."""
    for name in parts.places:
        if not _QUESTION_ID.fullmatch(name):
            yield parts.fault(name, (), "This id isn't phase.word.", f"Begin it with {listed(PHASES)} and a dot.")
    for name, question in parts.questions.items():
        inner = [(path, box.id) for path, box in every_field(question)]
        inner += [(path, option.id) for path, option in every_option(question)]
        for path, one in inner:
            if not _ID.fullmatch(one):
                repair = "Use small letters, figures and _, beginning with a letter."
                yield parts.fault(name, path, f'"{one[:60]}" can\'t be an id.', repair)
        for path, group in _groups(question):
            again = sorted({one for one in group if group.count(one) > 1})
            if again:
                yield parts.fault(name, path, f'"{again[0][:60]}" is used twice.', "Give one of them another id.")


def _groups(question: Question) -> Iterator[tuple[Path, list[str]]]:
    yield ("options",), [option.id for option in question.options]
    yield ("fields",), [box.id for box in question.fields]
    for path, box in every_field(question):
        yield path, [option.id for option in box.options]


def kinds(parts: Parts) -> Iterator[Fault]:
    """Each kind has what it needs and nothing it cannot use."""
    for name, question in parts.questions.items():
        for path, says, repair in _kind_faults(question):
            yield parts.fault(name, path, says, repair)


def _kind_faults(question: Question) -> Iterator[tuple[Path, str, str]]:
    kind = question.kind
    if kind == "fields" and not question.fields:
        yield ("kind",), 'A "fields" question has no boxes.', 'Add them under "fields:".'
    if question.fields and kind not in ("fields", "list", "scores"):
        yield ("fields",), f'A "{kind}" question can\'t have boxes.', 'Make it "fields" or "list", or take them out.'
    if kind in ("choice", "several") and not question.items_from and len(question.options) < 2:
        yield ("kind",), "There is nothing to choose from.", 'Add two "options:" or more, or "items_from:".'
    if kind == "each" and not (question.items_from and len(question.options) > 1):
        yield ("kind",), 'An "each" question needs items and options.', 'Add "items_from:" and "options:".'
    if question.options and kind not in ("choice", "several", "scale", "each"):
        yield ("options",), f'A "{kind}" question can\'t have options.', "Take them out, or change the kind."
    if question.mode == "consent" and {option.id for option in question.options} != _STANCES:
        yield ("options",), "An agreement needs its three answers.", "Use the ids yes, can_live and not_yet."
    if question.today_option and not question.items_from:
        yield ("today_option",), "Today's way has no list to stand in.", 'Add "items_from:".'
    if question.plus_days and question.kind != "date":
        yield ("plus_days",), "Only a date can be moved on by days.", "Take it out."


def boxes(parts: Parts) -> Iterator[Fault]:
    """Boxes: one main box of words in each set, options where there is something to pick."""
    for name, question in parts.questions.items():
        sets: list[tuple[Path, tuple[Field, ...]]] = [(("fields",), question.fields)]
        sets += [(("variants", n, "fields"), one.fields) for n, one in enumerate(question.variants)]
        for path, fields in sets:
            yield from _main(parts, name, path, fields)
        for path, box in every_field(question):
            if box.kind in ("choice", "several") and len(box.options) < 2:
                yield parts.fault(name, path, f'"{box.id}" has nothing to pick.', "Add two options or more.")
            if box.options and box.kind not in ("choice", "several", "scale"):
                yield parts.fault(name, path, f'"{box.id}" can\'t have options.', "Make it a choice, or take them out.")


def _main(parts: Parts, name: str, path: Path, fields: tuple[Field, ...]) -> Iterator[Fault]:
    if not fields or (name in parts.questions and parts.questions[name].kind == "scores"):
        return
    main = [box for box in fields if box.main]
    if len(main) != 1:
        says = "No box is the main one." if not main else "More than one box is the main one."
        yield parts.fault(name, path, says, 'Put "main: true" on the one that typed words go to.')
    elif main[0].kind not in _WORDS:
        yield parts.fault(name, path, "The main box can't take words.", "Choose a text box as the main one.")


def askers(parts: Parts) -> Iterator[Fault]:
    """Who is asked fits how it settles, and the limits fit each other."""
    for name, question in parts.questions.items():
        if question.mode in ("solo", "confirm") and question.asked == "everyone":
            repair = "Ask the lead or the runner, or make it gather."
            yield parts.fault(name, ("asked",), f'"{question.mode}" asks one person, not everyone.', repair)
        if question.mode in ("vote", "consent") and question.asked != "everyone":
            yield parts.fault(name, ("asked",), "Everybody has a say in this.", 'Write "asked: everyone".')
        most = question.at_most
        if most is not None and most < max(1, question.at_least):
            yield parts.fault(name, ("at_most",), "The limits don't fit each other.", "Make at_most the larger one.")
        for n, variant in enumerate(question.variants):
            if (variant.way, variant.depth, variant.lone) == (None, None, None):
                repair = 'Add "way:", "depth:" or "lone:".'
                yield parts.fault(name, ("variants", n), "These other words are for nobody.", repair)


def references(parts: Parts) -> Iterator[Fault]:
    """Every question, box, condition and record kind that is named is there."""
    for name, question in parts.questions.items():
        for path, target in _named(question):
            if target not in parts.places:
                repair = nearest(target, parts.places, "Take it out, or write the question.")
                yield parts.fault(name, path, f'There is no question "{target[:60]}".', repair)
            elif target == name:
                yield parts.fault(name, path, "This question points to itself.", "Take it out.")
        if question.ask_if and question.ask_if not in CONDITIONS:
            repair = nearest(question.ask_if, CONDITIONS, f"Use {listed(list(CONDITIONS))}.")
            yield parts.fault(name, ("ask_if",), f'I don\'t know the condition "{question.ask_if[:60]}".', repair)
        if question.record and question.record not in RECORDS:
            repair = nearest(question.record, RECORDS, "See the list in dialogues/vocabulary.py.")
            yield parts.fault(name, ("record",), f'I don\'t know the record "{question.record[:60]}".', repair)
        yield from _loop_moments(parts, name, question)


def _named(question: Question) -> Iterator[tuple[Path, str]]:
    for key in ("after", "hangs_on"):
        for n, target in enumerate(getattr(question, key)):
            yield (key, n), target
    for key in ("items_from", "second_of"):
        if getattr(question, key):
            yield (key,), getattr(question, key)
    for n, loop in enumerate(question.loops):
        yield ("loops", n, "to"), loop.to


def _loop_moments(parts: Parts, name: str, question: Question) -> Iterator[Fault]:
    known = {option.id for _, option in every_option(question)}
    for n, loop in enumerate(question.loops):
        if loop.when and loop.when not in known:
            repair = nearest(loop.when, known, "Use the id of one of its options.")
            yield parts.fault(name, ("loops", n, "when"), f'No option is called "{loop.when[:60]}".', repair)


def prefills(parts: Parts) -> Iterator[Fault]:
    """What a box starts with is there, and of a kind that fits."""
    for name, question in parts.questions.items():
        if question.prefill:
            yield from _prefill(parts, name, ("prefill",), question.prefill, question.kind)
        for path, box in every_field(question):
            if box.prefill:
                yield from _prefill(parts, name, (*path, "prefill"), box.prefill, box.kind)


def _prefill(parts: Parts, name: str, path: Path, source: str, kind: str) -> Iterator[Fault]:
    target, _, box_id = source.partition("#")
    if target.startswith("project."):
        if target.removeprefix("project.") not in _PROJECT or box_id:
            repair = "Use project.name or project.problem."
            yield parts.fault(name, path, f'The project has no "{source[:60]}".', repair)
        return
    if target not in parts.places:
        repair = nearest(target, parts.places, "Use question.id or question.id#box.")
        yield parts.fault(name, path, f'There is no question "{target[:60]}" to start from.', repair)
        return
    other = parts.questions.get(target)
    if other is None:
        return
    boxes = {box.id: box.kind for _, box in every_field(other)}
    if boxes and box_id not in boxes and (box_id or other.kind == "fields"):
        repair = nearest(box_id, boxes, f"Write {target}#{next(iter(boxes))}, for example.")
        yield parts.fault(name, path, f'{target} has no box "{box_id[:60]}".', repair)
    elif not _fits(kind, boxes.get(box_id) if box_id else other.kind):
        yield parts.fault(name, path, f'A {kind} can\'t start from "{source[:60]}".', "Choose a box of the same kind.")


def _fits(kind: str, source: str | None) -> bool:
    """Words take anything; a picker starts only from one of its own kind."""
    return kind in (*_WORDS, "list", "fields") or kind == source


def items(parts: Parts) -> Iterator[Fault]:
    """Items come from a list, or from a vote on one."""
    for name, question in parts.questions.items():
        source = parts.questions.get(question.items_from)
        if source is not None and source.kind != "list" and not source.items_from:
            repair = "Choose a list question, or a vote on one."
            yield parts.fault(name, ("items_from",), f"{source.id} gives no items.", repair)


def circles(parts: Parts) -> Iterator[Fault]:
    """Nothing waits for itself, by however long a way round."""
    for key in ("after", "hangs_on"):
        links = {name: getattr(question, key) for name, question in parts.questions.items()}
        for name in links:
            if _reaches(name, links):
                yield parts.fault(name, (key,), f'"{key}" goes round in a circle.', "Take one of the links out.")


def _reaches(start: str, links: dict[str, Iterable[str]]) -> bool:
    seen: set[str] = set()
    todo = [one for one in links[start] if one != start]
    while todo:
        name = todo.pop()
        if name == start:
            return True
        if name not in seen:
            seen.add(name)
            todo += links.get(name, ())
    return False


RULES: tuple[Callable[[Parts], Iterator[Fault]], ...] = (
    ids, kinds, boxes, askers, references, prefills, items, circles, *second_rules.RULES, *step_rules.RULES,
)  # fmt: skip
