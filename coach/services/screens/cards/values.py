"""From boxes to values: the inverse of the forms of questions, with kind words at the box that needs another look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coach.services.scene import Scene
from coach.services.screens.cards.boxes import MOST
from coach.services.screens.cards.filling import as_options
from coach.services.screens.cards.lines_typed import as_typed, lines_of, split_need
from coach.services.screens.record import as_text, main_field
from coach.services.screens.seeing import question
from coach.views import Press
from dialogues.answers import Problem, accepts
from dialogues.facts import Kept
from dialogues.inputs import Value
from dialogues.model import Question
from dialogues.weighing import key

Errors = tuple[tuple[str, str], ...]
NOTHING = "There's nothing in it yet. Write a line, or press Not now."
MOST_LINES = 50
"""Nine people with five lines each are 45: more than that at once from one person is most likely a table, pasted by
mistake, and nobody reads it. Our guess, the same at every way in; nothing else hangs on it."""


def too_many(lines: int) -> str:
    """Return the words for a paste that is no list of anybody's."""
    return f"That's {lines} lines, more than a team can read. Leave those that matter most, {MOST_LINES} at most."


def too_many_typed(lines: int) -> str:
    """Return the same for a message: what was typed can't be left in a box, it has to be sent anew."""
    return (
        f"That's {lines} lines, more than a team can read. I've kept none of it, and your message is still there: "
        f"please send me the lines that matter most, {MOST_LINES} at most."
    )


def _too_long(found: Question, lines: int) -> Problem | None:
    """The problem with so many lines in one form; None when it is a list that people read."""
    return Problem(main_field(found), "too_many_lines", too_many(lines)) if lines > MOST_LINES else None


@dataclass(frozen=True, slots=True)
class Typed:
    """One box that came back with something in it: its question and field, and what stands behind the second "#"."""

    box: str
    question: str
    field: str
    row: str
    value: Any


def boxes_to_values(scene: Scene, press: Press, boxes: Mapping[str, Any]) -> dict[str, tuple[Value, ...]] | Errors:
    """Return the values of each question in a form, or the errors at its boxes; what is empty is left out.

    `fix_save` with everything emptied returns no values: every line is taken back.
    """
    by_question: dict[str, list[Typed]] = {}
    for box, value in boxes.items():
        one = _typed(scene, box, value)
        if one is not None:
            by_question.setdefault(one.question, []).append(one)
    if not by_question:
        first = next((box for box in boxes if "#" in box), next(iter(boxes), press.question))
        return {press.question: ()} if press.do == "fix_save" else ((first, NOTHING),)
    found: dict[str, tuple[Value, ...]] = {}
    errors: list[tuple[str, str]] = []
    for wanted, ones in by_question.items():
        made = _values(scene, press, wanted, ones)
        if isinstance(made, Problem):
            errors.append((_place(made, ones), made.words))
        else:
            found[wanted] = made
    return tuple(errors) if errors else found


def _typed(scene: Scene, box: str, value: Any) -> Typed | None:
    wanted, mark, rest = box.partition("#")
    if not mark or wanted not in scene.dialogue.questions or value in (None, "", []):
        return None
    if isinstance(value, str) and not value.strip():
        return None
    field, _, row = rest.partition("#")
    return Typed(box, wanted, field, row, value)


def _place(problem: Problem, ones: list[Typed]) -> str:
    """The box an error stands at: the one it names, else the first."""
    named = (one.box for one in ones if problem.field in {one.field, key(one.field, one.row)})
    return next(named, ones[0].box) if problem.field else ones[0].box


def _values(scene: Scene, press: Press, wanted: str, ones: list[Typed]) -> tuple[Value, ...] | Problem:
    found = question(scene, wanted)
    if found.kind == "list" and press.do == "fix_save":
        return _too_long(found, sum(len(lines_of(str(one.value))) for one in ones)) or _fixed(scene, found, ones)
    if found.kind == "list":
        rows = _rows(found, ones)
        return _too_long(found, len(rows)) or (accepts(found, rows) if rows else Problem("", "nothing_said", NOTHING))
    if found.kind == "scores":
        given: Any = {key(one.field, one.row): one.value for one in ones}
    elif found.fields or found.kind == "each":
        given = {one.field: one.value for one in ones}
    else:
        given = ones[0].value
    return accepts(found, (given,), as_options(scene, wanted))


def _rows(found: Question, ones: list[Typed]) -> tuple[Value, ...]:
    """The rows of a list form; the first row's main box may hold several lines."""
    main = main_field(found)
    rows: dict[str, dict[str, Any]] = {}
    for one in ones:
        rows.setdefault(one.row, {})[one.field] = one.value
    values: list[Value] = []
    for row in rows.values():
        lines = lines_of(str(row.pop(main, "")))
        for place, line in enumerate(lines):
            rest = row if place == 0 or set(row) <= {"who", "known"} else {}
            values.append({main: line, **rest} if rest and main else line)
        if not lines and not set(row) <= {"known", "sure", "who"}:
            values.append(dict(row))
    return tuple(values)


def _fixed(scene: Scene, found: Question, ones: list[Typed]) -> tuple[Value, ...]:
    """One's own lines after fixing: an untouched one stays exactly as it was, a changed one keeps its other fields.

    Boxes carry the id of their line; lines too many for the form stay as they are.
    """
    by_id = {kept.id: kept for kept in scene.facts.of(found.id)}
    values: list[Value] = []
    for one in ones:
        old = by_id.get(one.row)
        for line in lines_of(str(one.value)):
            values.append(_changed(scene, found, old, line) if old else line)
            old = None
    owner = next((by_id[one.row].by for one in ones if one.row in by_id), "")
    mine = [kept for kept in scene.facts.of(found.id) if kept.by == owner]
    return (*(kept.value for kept in mine[:-MOST]), *values)


def _changed(scene: Scene, found: Question, old: Kept, line: str) -> Value:
    if line == as_typed(scene, old):
        return old.value
    if not isinstance(old.value, dict):
        return line
    if old.value.get("who") or old.value.get("so_that"):
        parts = split_need(line)
        return {**old.value, **parts} if parts else {**old.value, main_field(found): line}
    return {**old.value, main_field(found): line}


def typed_values(scene: Scene, wanted: str, words: str) -> list[Value]:
    """Return typed words as values: a list's lines each by itself; picks, days and numbers read; else as they are."""
    found = question(scene, wanted)
    if found.kind == "list":
        return list(lines_of(words))
    bare = words.strip()
    if not bare:
        return []
    made = accepts(found, (bare,), as_options(scene, wanted))
    return [as_text(bare)] if isinstance(made, Problem) else list(made)
