"""Leaving a project, asked once; what is said to somebody who has left; and the way back in."""

from __future__ import annotations

from collections.abc import Sequence

from coach.services.scene import Scene
from coach.services.screens.build import button, controls, is_lead, label, message, name, note, project, team, text
from coach.services.screens.replying.echoes import echo
from coach.services.screens.replying.refusing import refusal
from coach.services.screens.seeing import card_of, question
from coach.views import Button, Message, Press
from coach.words import joined, safe, shown
from dialogues.rights import in_team

MOST = 3


def leave(scene: Scene, person: str) -> Message:
    """Return the question before somebody leaves: what stays, who leads then; for somebody outside, how to join."""
    if not in_team(scene.state, person):
        words, join = refusal(scene, "join_first", "")
        return message(text(words), controls(join))
    return message(
        text(f"Leave {project(scene)}? What you said stays, and you can join again whenever you like."),
        text(_who_leads_then(scene, person)),
        controls(
            button(scene, "Leave", "leave_save", hint=label(f"Leave {scene.name}", 74)),
            button(scene, "Stay", "stay", style="primary", hint=label(f"Stay in {scene.name}", 74)),
        ),
    )


def _who_leads_then(scene: Scene, person: str) -> str:
    if len(team(scene)) < 2:
        return "Nobody is left in it then, so it rests until somebody is back."
    if not is_lead(scene, person):
        return ""
    second = scene.state.second
    return f"You lead it. {name(scene, second) if second else 'Another of you'} leads it then."


def left(scene: Scene, person: str, *, led: bool) -> Message:
    """Return the word to somebody who has just left; `led`: they led it until now."""
    words = f"You've left {project(scene)}. What you said stays."
    return message(
        text(f"{words} {_who_leads_now(scene, person)}" if led else words),
        controls(button(scene, "Join again", "join")),
    )


def card_left(scene: Scene, person: str, wanted: str) -> Message:
    """Return what the card of a question becomes for somebody who has left: what they said to it, and no buttons."""
    said = [words for one in card_of(scene, wanted) if (words := echo(scene, person, one))]
    title = safe(question(scene, wanted).title)
    return message(
        text(project(scene), *(said or [f"{title}: nothing is asked of you any more."])),
        note("You've left, and what you said stays. Type join to come back."),
    )


def not_in(scene: Scene) -> Message:
    """Return the word to somebody from outside who says that it is not for them."""
    return message(text(f"You're not in {project(scene)}, so nothing is asked of you."))


def _who_leads_now(scene: Scene, person: str) -> str:
    lead = scene.state.lead
    if lead == person:
        return "Nobody is left in it, so it rests. Join again, and you lead it as before."
    who = name(scene, lead)
    return f"{who} leads it now. You can join again, and {who} can hand it back to you."


def stays(scene: Scene) -> Message:
    """Return the word to somebody who stays after all."""
    return message(text(f"You're still in {project(scene)}. Nothing has changed."))


def not_in_any(projects: Sequence[tuple[str, str]]) -> Message:
    """Return the word to somebody who has left every project they were in: (id, name) of each, newest first."""
    names = joined(f"*{shown(called, 80)}*" for _, called in projects[:MOST])
    again = [
        Button(label("Join again" if len(projects) == 1 else f"Join again: {called}"), Press("join", id_))
        for id_, called in projects[:MOST]
    ]
    return message(
        text(f"You're not in {names} any more. What you said stays."),
        note("To start another one, type /coach new in your team's channel, or to me here if it's just you."),
        controls(*again, Button("Start a project", Press("new"))),
    )
