"""Forms of starting, of the team, and of the lead: few boxes, kind labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import note
from coach.services.screens.cards.costs import DEPTH_NAMES, cost, deeper_depths
from coach.views import Box, Form, Part, Press
from coach.words.days import day_of
from dialogues.overlays import at_scale

WAYS = (
    ("together", "Together now: one of us types"),
    ("apart", "Each in our own time"),
    ("alone", "Just me, in private"),
)


def made(press: Press, save: str, title: str, boxes: Sequence[Box], *parts: Part | None, submit: str = "Save") -> Form:
    """Return a form whose Save carries the same place as the press that opened it."""
    sent = Press(save, press.project, press.question, press.asked, press.arg)
    return Form(sent, title, tuple(boxes), tuple(part for part in parts if part is not None), submit)


def new(scene: Scene | None, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the three fields that start a project: what it is called, who is with you, how you work."""
    way = context.get("way") or ("alone" if context.get("dm") else "together")
    boxes = (
        Box(
            "name",
            "What shall we call it?",
            required=True,
            max_length=80,
            placeholder="Take-home medicines",
            focus=True,
        ),
        Box("people", "Who is with you?", "people", hint="You can add people later. Leave it empty if it's just you."),
        Box("way", "How are you doing this?", "radio", WAYS, way, required=True, hint="You can switch at any time."),
    )
    said = note("About 15 minutes to a first plan. Stop whenever you like; it keeps.")
    return made(press, "start", "Start a project", boxes, said, submit="Start")


SCALES = (
    ("service", "One team or service"),
    ("organisation", "Several teams of one organisation"),
    ("cross-organisation", "Several organisations"),
    ("cross-sector", "Health, care and others together"),
)
EXPERIENCES = (("new", "New to it: explain as you go"), ("some", "Some of us have"), ("experienced", "Old hands"))
_WHICH = "Organisations or sectors, one on each line. You can say it later."
_CLOSELY = "Minutes are for each person. Shared by several organisations? In-depth shows best where they differ."


def deeper(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to go deeper: how closely and what that costs, how far it reaches, how used you are to it."""
    state, depths = scene.state, deeper_depths(scene)
    usual = at_scale(scene.dialogue, state.scale)  # type: ignore[arg-type]  # an unknown scale has none
    first = usual.depth if usual and usual.depth in depths else next(iter(depths), None)
    options = tuple((one, f"{DEPTH_NAMES[one]}: {cost(scene, one)}") for one in depths)
    boxes = (
        Box("depth", "How closely?", "radio", options, first, required=True, hint=_CLOSELY) if options else None,
        Box("scale", "How far does this reach?", "radio", SCALES, state.scale, required=True),
        Box("experience", "Have you done this kind of work?", "radio", EXPERIENCES, state.experience, required=True),
        Box("partners", "If others share it: which ones?", "long_text", hint=_WHICH, max_length=900),
    )
    said = note("Every answer so far is kept, and I ask only what is new.")
    return made(press, "deeper_save", "Go deeper", [one for one in boxes if one], said, submit="Go deeper")


def invite(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to bring people in."""
    said = note("I'll ask each of them by message. Nobody is counted before they say yes.")
    box = Box("people", "Whom shall I ask?", "people", required=True, focus=True)
    return made(press, "invite_save", "Bring people in", (box,), said, submit="Ask them")


def away(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to be away."""
    every = (("all", "All my projects: I'm on leave"), ("here", "Only this one"))
    boxes = (
        Box("until", "Which day are you back?", "date", hint="Leave it empty if you don't know yet."),
        Box("where", "Away from what?", "radio", every, "all", required=True),
    )
    said = note("I won't ask you anything, and nobody waits for you. What you said stays.")
    return made(press, "away_save", "I'm away", boxes, said)


def hand_over(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to hand over the lead, or name who stands in."""
    boxes = (
        Box("to", "Who?", "person", required=True, focus=True),
        Box("second", "What for?", "checks", (("second", "Only to stand in when I'm away"),)),
    )
    return made(press, "hand_over_save", "Hand over", boxes, note("They must be in the team. I'll let them know."))


def close(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to close a project for good."""
    box = Box(
        "reason", "Why, in a line?", hint="Stopping for a good reason is a result too.", max_length=300, focus=True
    )
    said = note("Closing is for good. Everything stays here to read. To rest for a while, press Stop here.")
    return made(press, "close_save", "Close the project", (box,), said, submit="Close it")


def export(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to take the project with you."""
    kinds = (("page", "A page to read or print"), ("text", "Plain text"), ("record", "The whole record, as data"))
    box = Box("format", "What would you like?", "radio", kinds, "page", required=True)
    said = note("Where names are hidden, they're hidden here too.")
    return made(press, "export_save", "Take it with you", (box,), said, submit="Send it to me")


def send_to(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to pass a summary on."""
    box = Box("people", "Who should see it?", "people", required=True, focus=True)
    said = note("They get the summary by message, as it stands now. They needn't be in the project.")
    return made(press, "send_to_save", "Send to someone", (box,), said, submit="Send")


def remind_date(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to be reminded on a day."""
    day = working(day_of(scene.now, scene.state.zone) + timedelta(days=2))
    box = Box("date", "On which day?", "date", value=day.isoformat(), required=True)
    return made(press, "remind_date_save", "Remind me", (box,), submit="Remind me")


def working(day: date) -> date:
    """Return the day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
