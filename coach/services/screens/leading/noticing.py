"""Something noticed in an answer, one gentle line that quotes; and everything noticed, for somebody who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coach.services.scene import Scene
from coach.services.screens.build import (
    alone,
    bold,
    button,
    controls,
    is_lead,
    label,
    message,
    note,
    project,
    rows,
    text,
)
from coach.services.screens.seeing import is_open, question
from coach.views import Button, Message
from coach.words import ended, quoted, safe
from dialogues.checks.remark import Remark

EVERYTHING, MAIN_THINGS = "Say everything as we go", "Only the main things"
_MOST, _MOST_BUTTONS = 6, 3


@dataclass(frozen=True, slots=True)
class Noticed:
    """One thing noticed, the question it belongs to, and whose answer it is ("" for the whole record's)."""

    question: str
    remark: Remark
    by: str = ""


def remark(scene: Scene, wanted: str, found: Remark, note_id: int = 0) -> Message:
    """Return one gentle line on an answer, quoting the words that set it off; changing it is offered, never asked."""
    if wanted not in scene.dialogue.questions:
        return message(text(safe(found.ask)))
    start = f"You wrote {quoted(found.quoted, 80)}. " if found.quoted.strip() else ""
    add = question(scene, wanted).kind == "list"
    return message(
        text(f"{start}{ended(safe(found.ask))}"),
        controls(
            button(scene, "Change mine", "fix", wanted),
            button(scene, "Add a line", "answer", wanted) if add else None,
            _set_aside(scene, "Keep mine", wanted, note_id),
            button(scene, "Not helpful", "not_helpful", wanted, arg=str(note_id)) if note_id else None,
        ),
    )


def _set_aside(scene: Scene, words: str, wanted: str, note_id: int) -> Button | None:
    """Return the button that leaves an answer as it is; in a page over the card it is what closes the page."""
    return replace(button(scene, words, "keep_mine", wanted, arg=str(note_id)), ends=True) if note_id else None


def of_the_whole(scene: Scene, wanted: str, found: Remark, note_id: int = 0) -> Message:
    """Return one line on a whole list, for the lead: what it shows, and the ways on."""
    if wanted not in scene.dialogue.questions:
        return message(text(safe(found.ask)))
    said = f"{bold(safe(question(scene, wanted).title))}: {ended(safe(found.ask))}"
    more = button(scene, "Add a line", "answer", wanted) if is_open(scene, wanted) else None
    return message(
        text(said),
        controls(
            more or button(scene, "Ask for more", "look_again", wanted),
            button(scene, "Someone told me", "add_for", wanted),
            _set_aside(scene, "It's fine as it is", wanted, note_id),
            button(scene, "Not helpful", "not_helpful", wanted, arg=str(note_id)) if note_id else None,
        ),
    )


def everything(scene: Scene, person: str, found: Sequence[Noticed], *, says_all: bool) -> Message:
    """Return what the coach would look at, the firmest first, for one person; and how much it says by itself."""
    chosen = found[:_MOST]
    left = len(found) - len(chosen)
    lead = is_lead(scene, person)
    switch = (
        button(scene, MAIN_THINGS, "say_main", hint="I say only the main things by myself")
        if says_all
        else button(scene, EVERYTHING, "say_everything", hint="I say everything I notice, two at most on an answer")
    )
    how = "I say all I notice in this project." if says_all else "By myself I say only the main things."
    if not chosen:
        words = f"{project(scene)}: there is nothing I'd look at again just now. Who outside your team could read it?"
        return message(text(words), note(how), controls(switch) if lead else None)
    return message(
        text(f"{project(scene)}: what I'd look at"),
        text(rows([_row(scene, one) for one in chosen])),
        text(f"And {left} smaller." if left else ""),
        controls(*_ways(scene, person, chosen)),
        note("Only you see this. They are questions, not faults: you know the work, and I only read words.", how),
        controls(switch) if lead else None,
    )


def _row(scene: Scene, one: Noticed) -> str:
    start = f"{quoted(one.remark.quoted, 60)} " if one.remark.quoted.strip() else ""
    return f"•  {bold(safe(question(scene, one.question).title))}: {start}{ended(safe(one.remark.ask))}"


def _ways(scene: Scene, person: str, chosen: Sequence[Noticed]) -> list[Button]:
    """A button for each of the first questions: one's own answer to change, one that is open, or the lead's look."""
    found: dict[str, Button] = {}
    for one in chosen:
        title = question(scene, one.question).title
        mine = any(kept.by == person for kept in scene.facts.of(one.question))
        if mine and one.by in {"", person} and question(scene, one.question).kind != "scores":
            found.setdefault(one.question, button(scene, label(f"Change: {title}"), "fix", one.question))
        elif is_open(scene, one.question):
            found.setdefault(one.question, button(scene, label(f"Answer: {title}"), "answer", one.question))
        elif is_lead(scene, person) or alone(scene):
            found.setdefault(one.question, button(scene, label(f"Look at: {title}"), "look_again", one.question))
    return list(found.values())[:_MOST_BUTTONS]
