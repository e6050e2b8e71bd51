"""The boxes of questions: one for each field, several rows for a list, one for each item to judge.

Box ids are "question#field", with "#2", "#3" behind for further rows of a list; "question#" for a plain kind.
"""

from __future__ import annotations

from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import label
from coach.services.screens.cards.drafts import at_most
from coach.services.screens.cards.filling import items_for, mine_only, options_for, prefilled
from coach.services.screens.people.partner_screens import each_of
from coach.services.screens.record import as_text, main_field
from coach.services.screens.seeing import question
from coach.views import Box, BoxKind
from coach.words import cut, first_down, one_line
from coach.words.days import parsed
from dialogues.model import Field, Question
from dialogues.weighing import key

MOST = 10
_KINDS: dict[str, BoxKind] = {
    "text": "text",
    "long_text": "long_text",
    "choice": "choice",
    "several": "several",
    "scale": "choice",
    "number": "number",
    "date": "date",
    "person": "person",
}
_LINES_HINT = "One line each. Two or three is plenty."
_STEPS, _STEPS_HINT = "explore.parts", "One line each, as many as it takes."


def boxes_for(scene: Scene, wanted: str, person: str, room: int = MOST) -> tuple[Box, ...]:
    """Return the boxes of one question, filled with what is known already; at most `room` of them."""
    found = question(scene, wanted)
    if found.kind == "list":
        return list_boxes(scene, wanted, room)
    if found.kind == "each":
        return each_boxes(scene, wanted, person)[:room]
    if found.kind == "scores":
        return score_boxes(scene, wanted, person)
    each = scene.state.way == "together" and found.mode == "gather" and each_of(scene, wanted)
    values = prefilled(scene, wanted) if each else own_values(scene, wanted, person) or prefilled(scene, wanted)
    if found.fields:
        return tuple(field_box(wanted, field, values.get(field.id)) for field in found.fields)[:MOST]
    return (plain_box(scene, wanted, values.get(main_field(found), values.get(""))),)


def box_count(scene: Scene, wanted: str) -> int:
    """Return how many boxes a question takes at least: one row of a list, every field of a form."""
    found = question(scene, wanted)
    return min(MOST, len(items_for(scene, wanted)) if found.kind == "each" else max(1, len(found.fields)))


def own_values(scene: Scene, wanted: str, person: str) -> dict[str, Any]:
    """Return what this person has answered already, by box id; empty when nothing stands."""
    mine = [kept for kept in scene.facts.of(wanted) if kept.by == person]
    if not mine:
        return {}
    value = mine[-1].value
    return dict(value) if isinstance(value, dict) else {main_field(question(scene, wanted)): value}


def field_box(wanted: str, field: Field, value: Any = None, row: int = 1, *, many: bool = False) -> Box:
    """Return one field as a box; `many` makes the main box of a list take one item a line."""
    kind: BoxKind = "long_text" if many else _KINDS[field.kind]
    return Box(
        id=f"{wanted}#{field.id}" + (f"#{row}" if row > 1 else ""),
        label=_row_label(field.label, row),
        kind=kind,
        options=tuple((option.id, label(option.label)) for option in field.options),
        value=starting(kind, field.options and {option.id for option in field.options}, value),
        hint=cut(field.hint or (_lines_hint(wanted) if many else ""), 149) if row == 1 else "",
        max_length=min(field.max_length, 3000),
    )


def _row_label(words: str, row: int) -> str:
    return words if row == 1 else f"{row}. {words}"


def starting(kind: str, allowed: Any, value: Any) -> Any:
    """Return what a box starts with, in the shape its kind takes; None when there is nothing that fits."""
    if value in (None, "", []):
        return None
    if kind in {"several", "checks", "people"}:
        picked = value if isinstance(value, list) else [value]
        return [as_text(one) for one in picked if not allowed or as_text(one) in allowed] or None
    words = as_text(value)
    if kind == "date":
        day = parsed(words)
        return day.isoformat() if day else None
    if kind in {"choice", "radio"}:
        return words if not allowed or words in allowed else None
    if kind == "number":
        return words if words.replace(".", "", 1).lstrip("-").isdecimal() else None
    if kind == "person":
        return words if words and " " not in words else None
    return str(value)[:3000] if isinstance(value, str) else words


def plain_box(scene: Scene, wanted: str, value: Any = None) -> Box:
    """Return the one box of a question without fields."""
    found = question(scene, wanted)
    kinds: dict[str, BoxKind] = {"text": "long_text", "list": "long_text", "several": "several", "choice": "choice"}
    kind: BoxKind = kinds.get(found.kind) or _KINDS.get(found.kind, "text")
    options = choosable(scene, wanted)
    most = at_most(scene, wanted) if found.kind == "several" else None
    return Box(
        id=f"{wanted}#",
        label=cut(found.title, 149),
        kind=kind,
        options=options,
        value=starting(kind, {one for one, _ in options}, value),
        hint=f"Up to {most}." if most and most > 1 else "Pick one." if most else "",
        at_most=most,
        focus=True,
    )


def choosable(scene: Scene, wanted: str) -> tuple[tuple[str, str], ...]:
    """Return (id, label) of what may be picked: earlier lines with their numbers, or the fixed options."""
    found = question(scene, wanted)
    options = options_for(scene, wanted)[:100]
    if not found.items_from:
        return tuple((one, label(words)) for one, words in options)
    return tuple((one, label(f"{number} {words}")) for number, (one, words) in enumerate(options, 1))


def list_boxes(scene: Scene, wanted: str, room: int = MOST) -> tuple[Box, ...]:
    """Return rows of boxes for a list: as many rows as fit, three at most; the first takes several lines at once."""
    found = question(scene, wanted)
    if not found.fields:
        return (Box(f"{wanted}#", cut(found.title, 149), "long_text", hint=_lines_hint(wanted), focus=True),)
    rows = max(1, min(3, room // len(found.fields)))
    first = prefilled(scene, wanted) if scene.facts.latest(wanted) is None else {}
    return tuple(
        field_box(wanted, field, first.get(field.id) if row == 1 else None, row, many=_many(found, field) and row == 1)
        for row in range(1, rows + 1)
        for field in found.fields
    )


def _many(found: Question, field: Field) -> bool:
    return field.id == main_field(found) and field.kind in {"text", "long_text"}


def each_boxes(scene: Scene, wanted: str, person: str) -> tuple[Box, ...]:
    """Return one choice for every item to judge."""
    found, mine = question(scene, wanted), _judged_so_far(scene, wanted, person)
    options = tuple((option.id, label(option.label)) for option in found.options)
    ids = {option.id for option in found.options}
    return tuple(
        Box(
            f"{wanted}#{item}",
            cut(one_line(words), 149),
            "choice",
            options,
            value=starting("choice", ids, mine.get(item)),
        )
        for item, words in mine_only(scene, wanted, person)[:MOST]
    )


def _judged_so_far(scene: Scene, wanted: str, person: str) -> dict[str, Any]:
    """What this person has said of each item; in the room, where one types for all, the last word of anybody."""
    if scene.state.way != "together":
        return own_values(scene, wanted, person)
    every = [kept.value for kept in scene.facts.of(wanted) if isinstance(kept.value, dict) and not kept.private]
    return {item: how for said in every for item, how in said.items()}


def score_boxes(scene: Scene, wanted: str, person: str) -> tuple[Box, ...]:
    """Return one choice for every side of every idea that is weighed, ideas one after the other."""
    mine = own_values(scene, wanted, person)
    return tuple(
        Box(
            f"{wanted}#{key(item, side.id)}",
            f"{number} {cut(one_line(words), 100)}: {first_down(side.label)}",
            "choice",
            tuple((option.id, label(option.label)) for option in side.options),
            value=starting("choice", {option.id for option in side.options}, mine.get(key(item, side.id))),
        )
        for number, (item, words) in enumerate(options_for(scene, wanted), 1)
        for side in question(scene, wanted).fields
    )


def _lines_hint(wanted: str) -> str:
    """What stands under a box for lines; the steps of the work are as many as there are."""
    return _STEPS_HINT if wanted == _STEPS else _LINES_HINT
