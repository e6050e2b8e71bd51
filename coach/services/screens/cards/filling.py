"""What boxes start with and offer: earlier answers to choose among, first values drawn from them."""

from __future__ import annotations

from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import raw_name
from coach.services.screens.record import Line, as_text
from coach.services.screens.seeing import cell, question
from coach.services.screens.showing.picks import all_lines, item, source_of
from coach.words.days import day_of, parsed
from dialogues import choices, to_do
from dialogues.choices import BOX, TODAY
from dialogues.model import Option
from dialogues.next_best import where_next
from dialogues.plan import NEXT_PHASE

STEPS = "agree.actions"


def options_for(scene: Scene, wanted: str) -> tuple[tuple[str, str], ...]:
    """Return (id, words) of what may be picked or weighed, raw: earlier lines, today's way last, or fixed options."""
    if question(scene, wanted).kind == "scores":
        return tuple((one, words) for one in cell(scene, wanted).items if (words := item(scene, wanted, one)))
    found = choices.options_for(question(scene, wanted), scene.facts, scene.dialogue)
    return _in_full(scene, wanted, found)


def as_options(scene: Scene, wanted: str) -> tuple[Option, ...]:
    """Return what may be picked or weighed as options, their words cut to fit."""
    return tuple(Option(id=one, label=words[:75]) for one, words in options_for(scene, wanted))


def items_for(scene: Scene, wanted: str) -> tuple[tuple[str, str], ...]:
    """Return (id, words) of the earlier lines a question is about; what was taken of a vote, else what it was about."""
    return _in_full(scene, wanted, choices.items_of(question(scene, wanted), scene.facts, scene.dialogue))


def mine_only(scene: Scene, wanted: str, person: str) -> tuple[tuple[str, str], ...]:
    """Return the items a person is asked about: of next steps their own that are left (in the room all), else all."""
    items = items_for(scene, wanted)
    if question(scene, wanted).record != "action" or scene.state.way == "together":
        return items
    said = {
        one
        for kept in scene.facts.of(wanted)
        if kept.by == person and isinstance(kept.value, dict)
        for one in kept.value
    }
    left = {kept.id for kept in to_do.steps_left(scene.facts)} | said
    items = tuple(one for one in items if one[0] in left) or items
    every = (*scene.facts.earlier.get(STEPS, ()), *scene.facts.of(STEPS))
    owners = {kept.id: as_text(kept.value.get("who")) for kept in every if isinstance(kept.value, dict)}
    own = tuple(one for one in items if owners.get(one[0]) in {person, f"<@{person}>", raw_name(scene, person)})
    return own or items


def _in_full(scene: Scene, wanted: str, options: tuple[Option, ...]) -> tuple[tuple[str, str], ...]:
    """Options with their words uncut."""
    source = source_of(scene, wanted)
    known = all_lines(scene, source) if source else {}
    return tuple((one.id, _words(scene, known[one.id]) if one.id in known else one.label) for one in options)


def _words(scene: Scene, line: Line) -> str:
    """A line's words; of a step that was typed whole ("Tell the team; Ben; 24 sep") only what is to be done."""
    if line.question != STEPS:
        return line.words
    return to_do.as_typed(to_do.Step(line.id, line.words, line.get("who")), scene.state, scene.names).what


def prefilled(scene: Scene, wanted: str) -> dict[str, Any]:
    """Return what each box starts with, by box id; "" is the one box of a plain question.

    Where to go next starts with what the record suggests.
    """
    if wanted == NEXT_PHASE:
        return {"": where_next(scene.dialogue, scene.state, scene.facts, scene.now)[0]}
    found = choices.prefilled(question(scene, wanted), scene.facts, scene.state, scene.dialogue)
    return {"" if box == BOX else box: value for box, value in _ahead(scene, wanted, found).items()}


def _ahead(scene: Scene, wanted: str, found: dict[str, Any]) -> dict[str, Any]:
    """Without days that are over: a first step that was the try, and its day, start empty once that day is past."""
    asked, today = question(scene, wanted), day_of(scene.now, scene.state.zone)
    dates = {box.id for box in asked.fields if box.kind == "date"} | ({BOX} if asked.kind == "date" else set())
    over = {box for box in dates & set(found) if (day := parsed(str(found[box]))) is not None and day < today}
    if not over or asked.mode == "confirm":
        return found
    return {} if wanted == STEPS else {box: value for box, value in found.items() if box not in over}


__all__ = ["TODAY", "as_options", "items_for", "options_for", "prefilled"]
