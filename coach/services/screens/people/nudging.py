"""Nudges about a step or a day to come back, and the digest of what found no room in somebody's week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coach.services.scene import Scene
from coach.services.screens.build import alone, button, controls, message, name, note, press, project, rows, text
from coach.services.screens.cards.drafts import agreed_thing, agreement_question
from coach.views import Button, Controls, Menu, Message, Part, Text
from coach.words import in_words as number_words
from coach.words import noun_for, quoted
from coach.words.counting import first_up
from coach.words.days import day_of, long_day

Stage = Literal["before", "today", "past"]
PROGRESS = "check_in.progress"
MOST_ITEMS = 15


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing in a digest: its words, and what opens it."""

    words: str
    buttons: tuple[Button | Menu, ...]


def step(scene: Scene, step_id: str, what: str, due: date, stage: Stage, today: date) -> Message:
    """Return one nudge about a step: what it was, which day, and no word of blame; `today` is its person's."""
    words = quoted(what, 140)
    said = {
        "before": f"{project(scene)}: your step {words} is for {_when(due, today)}.",
        "today": f"{project(scene)}: your step {words} is for today.",
        "past": f"{project(scene)}: your step {words} was for {long_day(due, today)}. How is it going?",
    }[stage]
    return message(
        text(said),
        note("If the day no longer fits, that's fine: tell me a new one." if stage != "before" else ""),
        controls(
            *step_buttons(scene, step_id),
            button(scene, "Stuck", "step_stuck", PROGRESS, step_id, hint="This step is stuck"),
            button(scene, "New date", "step_date", PROGRESS, step_id, hint="A new day for this step"),
        ),
        controls(later_menu(scene, step_id), *leave_me(scene, step_id)),
    )


def step_buttons(scene: Scene, step_id: str) -> tuple[Button, ...]:
    """Return what can be said about a step with one press."""
    return (button(scene, "Done", "action_done", PROGRESS, step_id, style="primary", hint="This step is done"),)


def back(scene: Scene) -> Message:
    """Return the nudge on the day somebody chose to come back."""
    where = "Your card is here." if alone(scene) else "The card is in the channel."
    return message(
        text(f"{project(scene)}: this is the day you chose to come back to it. {where}"),
        note("Not today after all? Choose another day, and nothing is lost."),
        controls(
            button(scene, "Where were we?", "status", style="primary"),
            later_menu(scene, "back"),
            *leave_me(scene, "back"),
        ),
    )


def later_menu(scene: Scene, about: str) -> Menu:
    """Return the moments to be reminded at; `about` is the step's answer, or "back"."""
    times = (("Later today", "later"), ("Tomorrow", "tomorrow"), ("Next working day", "working_day"))
    entries = [(words, press(scene, "remind_me", "", f"{when}/{about}")) for words, when in times]
    return Menu("Remind me", (*entries, ("On a date", press(scene, "remind_date", "", f"/{about}"))), hint="Remind me")


def leave_me(scene: Scene, about: str) -> tuple[Button, Button]:
    """Return the two ways to hear no more: of this one, of this project."""
    return (
        button(scene, "Skip this one", "skip_nudge", arg=about, hint="Say no more about this one"),
        button(scene, "Stop reminding me", "stop_reminding"),
    )


def agreed(scene: Scene) -> str:
    """Return the question of the agreement with what is agreed, so that nobody says yes to they don't know what."""
    return rows([agreement_question(scene), agreed_thing(scene)])


def question_line(scene: Scene, asked: str, until: str) -> str:
    """Return a digest's line for an open question."""
    return f"{project(scene)}: {asked}" + (f" Until {until}." if until else "")


def step_line(scene: Scene, what: str, due: date) -> str:
    """Return a digest's line for a step."""
    today = day_of(scene.now, scene.state.zone)
    was = "was" if due < today else "is"
    return f"{project(scene)}: your step {quoted(what, 140)} {was} for {_when(due, today)}."


def check_in_line(scene: Scene) -> str:
    """Return a digest's line for a check-in."""
    return f"{project(scene)}: how are your steps going? Two minutes."


def back_line(scene: Scene) -> str:
    """Return a digest's line for the day somebody chose to come back."""
    return f"{project(scene)}: the day you chose to come back to it has come."


def invited_line(scene: Scene) -> str:
    """Return a digest's line for an invitation."""
    return f"{name(scene, scene.state.lead)} would like you to join {project(scene)}."


def digest(found: Sequence[Waiting]) -> Message:
    """Return everything that found no room in a week, in one message, each with its button."""
    waits = "waits" if len(found) == 1 else "wait"
    return message(
        text(f"{_things(found)} {waits} for you."),
        *_each(found),
        note("I keep what I send you to a few messages a week, so this is the rest in one."),
    )


def welcome_back(scene: Scene, person: str, found: Sequence[Waiting]) -> Message:
    """Return the first word to somebody who is back from leave, with what is theirs, each with its button."""
    are = "is" if len(found) == 1 else "are"
    return message(
        text(f"Welcome back, {name(scene, person)}. {_things(found)} {are} here for you when you're ready."),
        *_each(found),
        note(f"Take your time. {'' if alone(scene) else 'Your team knew you were away, and '}nothing is lost."),
    )


def _things(found: Sequence[Waiting]) -> str:
    return f"{first_up(number_words(len(found)))} {noun_for(len(found), 'thing')}"


def _each(found: Sequence[Waiting]) -> list[Part | None]:
    parts: list[Part | None] = []
    for one in found[:MOST_ITEMS]:
        parts += [Text(one.words), Controls(one.buttons) if one.buttons else None]
    if len(found) > MOST_ITEMS:
        parts.append(text(f"And {len(found) - MOST_ITEMS} more, in my Home tab under Waiting for you."))
    return parts


def _when(due: date, today: date) -> str:
    days = (due - today).days
    return {0: "today", 1: "tomorrow"}.get(days, long_day(due, today))
