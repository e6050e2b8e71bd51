"""Answer kinds: what each takes, put in order; or a Problem that names the box and says kindly what would fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dialogues.aim_words import parts_of
from dialogues.closing import day_of
from dialogues.inputs import Value
from dialogues.model import Field, Option, Question
from dialogues.picking import Wrong, by_words, judged, match, named, numbered, numbers
from dialogues.recall import number
from dialogues.weighing import key, read_typed
from dialogues.wording import main_box

LONGEST = 3000
_BULLET = re.compile(r"^\s*(?:[-*•‣▪·–—](?:\s+|$)|\(?\d{1,3}[.)](?:\s+|$))")
_HALF = re.compile("[\ud800-\udfff\x00]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is not right: the box ("" for the whole answer), a code for the log, and words that name the fix."""

    field: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a kind needs to know: what there is to pick, how many at most, and the boxes."""

    options: tuple[Option, ...] = ()
    items: tuple[Option, ...] = ()
    at_most: int | None = None
    fields: tuple[Field, ...] = ()


def normalise(value: object) -> Any:
    """Clean one value all through: no half characters or NULs, no outer spaces; None when it is no value at all."""
    if isinstance(value, str):
        return _HALF.sub("", value.replace("\r\n", "\n")).strip()
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return value if abs(value) < 1e15 else None  # no NaN or infinity: JSON has none
    if isinstance(value, list | tuple):
        cleaned = [normalise(one) for one in value]
        return [one for one in cleaned if isinstance(one, str) and one]
    if isinstance(value, Mapping):
        inside = {normalise(name): normalise(one) for name, one in value.items() if isinstance(name, str)}
        return {name: one for name, one in inside.items() if one not in (None, "", []) and not isinstance(one, dict)}
    return None


def cleaned(values: object) -> tuple[Value, ...]:
    """The values of an answer, cleaned, empty ones left out; empty when it holds none. Never raises."""
    every = values if isinstance(values, list | tuple) else (values,)
    found = (normalise(one) for one in every)
    return tuple(one for one in found if one not in (None, "", [], {}))


def accepts(
    question: Question, values: Sequence[Value] | Value, items: Sequence[Option] = ()
) -> tuple[Value, ...] | Problem:
    """The clean values of an answer to a question as it is worded, or the first Problem.

    A list gives one value for each line; plain text goes to the main box of a form; picks may be ids, words or
    numbers of `items` (else of the question's own options).
    """
    given = cleaned(values)
    if not given:
        return Problem("", "nothing_said", "There's nothing in it yet. A few words are enough.")
    try:
        options = question.options if question.kind == "each" else tuple(items) or question.options
        if question.record == "aim":
            given = tuple(_aim(one, question.fields) for one in given)
        return _KINDS[question.kind](_Asked(options, tuple(items), question.at_most, question.fields), given)
    except Wrong as wrong:
        box, _, code = wrong.code.rpartition(":")
        return Problem(box, code, wrong.words)


def _aim(value: Value, boxes: tuple[Field, ...]) -> Value:
    """An aim told in one line is read into its boxes; one that fills more than the main box stays as it is."""
    main = main_box(boxes)
    alone = isinstance(value, dict) and main is not None and set(value) == {main.id}
    words = str(value[main.id]) if alone and isinstance(value, dict) and main is not None else value
    if not isinstance(words, str) or main is None:
        return value
    found = parts_of(words)
    return found if set(found) <= {box.id for box in boxes} else value


def _text(asked: _Asked, given: tuple[Value, ...]) -> tuple[Value, ...]:
    return (_short("\n".join(_plain(one) for one in given)),)


def _lines(asked: _Asked, given: tuple[Value, ...]) -> tuple[Value, ...]:
    found: list[Value] = []
    for one in given:
        if isinstance(one, dict):
            found.append(_boxes(asked.fields, one) if asked.fields else _plain(one))
            continue
        text = "\n".join(one) if isinstance(one, list) else str(one)
        found += [_short(line) for line in (_BULLET.sub("", line).strip() for line in text.split("\n")) if line]
    if not found:
        raise Wrong("nothing_said", "There's nothing in it yet. A few words are enough.")
    return tuple(found)


def _choice(asked: _Asked, given: tuple[Value, ...]) -> tuple[Value, ...]:
    chosen = _picked(given, asked.options)
    if len(chosen) != 1:
        raise Wrong("pick_one", f"Please pick one of these: {named(asked.options)}.")
    return (chosen[0],)


def _several(asked: _Asked, given: tuple[Value, ...]) -> tuple[Value, ...]:
    chosen = _picked(given, asked.options)
    if asked.at_most is not None and len(chosen) > asked.at_most:
        raise Wrong("too_many", f"That's {len(chosen)}. Please pick {asked.at_most} at most.")
    return (chosen,)


def _picked(given: tuple[Value, ...], options: tuple[Option, ...]) -> list[str]:
    wanted: list[str] = []
    for one in given:
        wanted += one if isinstance(one, list) else [_plain(one)]
    chosen: list[str] = []
    for words in wanted:
        whole = match(words, options)
        matches = [whole] if whole else [numbered(each, options) for each in numbers(words)]
        found = by_words(words, options) if None in matches else [each for each in matches if each is not None]
        if found is None:
            raise Wrong("not_in_the_list", f"I can't find “{words[:60]}” in the list. {_HOW_TO_PICK}")
        chosen += found
    return list(dict.fromkeys(chosen))


_HOW_TO_PICK = "Please pick from it, or type the number, like 2."


def _scale(asked: _Asked, given: tuple[Value, ...]) -> tuple[Value, ...]:
    return _choice(asked, given) if asked.options else _number(asked, given)


def _number(asked: _Asked, given: tuple[Value, ...]) -> tuple[Value, ...]:
    found = number(given[-1]) if isinstance(given[-1], str | int | float) else None
    if found is None or normalise(found) is None:
        raise Wrong("not_a_number", "Please write a number, for example 12.")
    return (found,)


def _date(asked: _Asked, given: tuple[Value, ...]) -> tuple[Value, ...]:
    day = day_of(given[-1])
    if day is None:
        raise Wrong("not_a_date", "Please give a day like 2026-05-19.")
    return (day.isoformat(),)


def _person(asked: _Asked, given: tuple[Value, ...]) -> tuple[Value, ...]:
    return (_short(_plain(given[-1])),)


def _fields(asked: _Asked, given: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(_boxes(asked.fields, one) for one in given)


def _each(asked: _Asked, given: tuple[Value, ...]) -> tuple[Value, ...]:
    known = {option.id for option in asked.options}
    found: dict[str, Any] = {}
    for one in given:
        each = one if isinstance(one, dict) else judged(asked.items, asked.options, _lines_of(one))
        for item, wanted in each.items():
            chosen = match(str(wanted), asked.options)
            if chosen not in known:
                raise Wrong(f"{item}:pick_one", f"Please pick one of these: {named(asked.options)}.")
            found[item] = chosen
    return (found,)


def _scores(asked: _Asked, given: tuple[Value, ...]) -> tuple[Value, ...]:
    known = {key(item.id, box.id): box for item in asked.options for box in asked.fields}
    found: dict[str, Any] = {}
    for one in given:
        levels = one if isinstance(one, dict) else read_typed(asked.fields, asked.options, _lines_of(one))
        if levels is None:
            raise Wrong("one_each", _HOW_TO_WEIGH.format(_named_sides(asked.fields)))
        for name, level in levels.items():
            if name not in known:
                raise Wrong("not_in_the_list", "One of these isn't weighed any more. Please open it again.")
            found[name] = _level(name, known[name], level)
    return (found,)


_HOW_TO_WEIGH = "Please write a line for each: its number, then low, middle or high for {}. Like: 1 high low low."


def _named_sides(fields: Sequence[Field]) -> str:
    return ", ".join(box.label.lower() for box in fields)


def _lines_of(value: Value) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


def _level(name: str, box: Field, level: Any) -> str:
    chosen = match(str(level), box.options)
    if chosen is None:
        raise Wrong(f"{name}:pick_one", f"Please pick one of these: {named(box.options)}.")
    return chosen


_KINDS: Mapping[str, Callable[[_Asked, tuple[Value, ...]], tuple[Value, ...]]] = {
    "text": _text,
    "list": _lines,
    "choice": _choice,
    "several": _several,
    "scale": _scale,
    "number": _number,
    "date": _date,
    "person": _person,
    "fields": _fields,
    "each": _each,
    "scores": _scores,
}


def _boxes(boxes: tuple[Field, ...], value: Value) -> dict[str, Any]:
    """One form: every box checked by its kind; plain text goes to the main box."""
    main = main_box(boxes)
    given = value if isinstance(value, dict) else {main.id if main else "text": _plain(value)}
    found: dict[str, Any] = {}
    for box in boxes:
        if given.get(box.id) in (None, "", []):
            if box.required:
                raise Wrong(f"{box.id}:needed", f"Please fill in “{box.label}”.")
            continue
        found[box.id] = _box(box, given[box.id])
    unknown = [name for name in given if all(box.id != name for box in boxes)]
    if unknown:
        raise Wrong(f"{unknown[0]}:unknown_box", f"This question has no box “{str(unknown[0])[:60]}”.")
    if not found:
        raise Wrong("nothing_said", "There's nothing in it yet. One box is enough.")
    return found


def _box(box: Field, value: Any) -> Any:
    kind = "text" if box.kind == "long_text" else box.kind
    try:
        found = _KINDS[kind](_Asked(box.options), (value,))[0]
    except Wrong as wrong:
        raise Wrong(f"{box.id}:{wrong.code}", wrong.words) from None
    if isinstance(found, str) and len(found) > box.max_length:
        raise Wrong(f"{box.id}:too_long", f"That's longer than {box.max_length} letters. Please cut it a little.")
    return found


def _plain(value: Value) -> str:
    if isinstance(value, dict):
        return ", ".join(_plain(one) for one in value.values())
    return ", ".join(value) if isinstance(value, list) else str(value)


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise Wrong("too_long", f"That's longer than {LONGEST} letters. Please cut it, or send it in two parts.")
    return text
