"""Quiet for a while, for a person, a team or everyone: the form, what is said back, and the line in the channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from coach.services.kindness.pauses import Pause, Scope, until_words
from coach.services.people.mine import Held, Mine
from coach.services.scene import Scene
from coach.services.screens.build import button, controls, label, message, name, note, project, text
from coach.services.screens.leading.forms_team import working
from coach.services.screens.people.my_times import quiet_line
from coach.views import Box, Button, Form, Message, Part, Press
from coach.words import shown
from coach.words.days import day_of

STILL = "What you type or press still counts, at any hour."


def form(mine: Mine, press: Press) -> Form:
    """Return the form: for whom, and the day it ends; what holds already stands above it."""
    whom = [("person", "Just me"), *((f"team:{id}", label(f"The team of {name}")) for id, name in mine.projects[:8])]
    if mine.may_all:
        whom.append(("everyone", "Everyone here"))
    first = f"team:{press.project}" if press.project in dict(mine.projects) else "person"
    back = working(day_of(mine.now, mine.times.zone) + timedelta(days=7))
    boxes = (
        Box("whom", "Quiet for whom?", "radio", tuple(whom), first, required=True),
        Box("until", "Until which day?", "date", value=back.isoformat(), required=True, hint="I'm back that morning."),
    )
    above: list[Part] = [part for held in mine.held for part in quiet_line(mine, held)]
    said = note("I start nothing before then: no questions, no reminders, no check-ins. It all waits. " + STILL)
    return Form(Press("quiet_save", press.project), "Quiet for a while", boxes, (*above, *([said] if said else [])))


def kept(mine: Mine, pause: Pause, about: str = "") -> Message:
    """Return what was asked for, with its end and the way to end it sooner; `about` is the project's name."""
    held = Held(pause, about)
    whom = {"team": " I've said so in the channel.", "everyone": " Everybody sees it in their Home tab."}
    said, *end = quiet_line(mine, held)
    more = whom.get(pause.scope, "")
    return message(said, *end, note(f"It ends by itself.{more}"))


def over(scope: Scope, count: int, about: str = "") -> str:
    """Return what is said when a quiet time was ended; about which project, for a team."""
    if not count:
        return "There's no quiet time to end."
    whom = {"person": "you", "team": f"the team of {about}" if about else "the team", "everyone": "everyone here"}
    return f"The quiet time for {whom[scope]} is over. What waited comes at an hour that suits each of you."


def still_held(mine: Mine) -> Message:
    """Return what holds when somebody has no quiet time of their own to end."""
    lines = [part for held in mine.held for part in quiet_line(mine, held)]
    return message(text("You have no quiet time of your own."), *lines)


def only_some(mine: Mine, words: str) -> Message:
    """Return that quiet for everyone is not theirs to ask for, with what is: their own teams, for as long."""
    teams = [
        Button(label(f"The team of {name}"), Press("quiet_set", id, arg=f"team {words}"[:40]))
        for id, name in mine.projects[:5]
    ]
    said = "Quiet for everyone here is for those who look after this Slack, its owners and admins."
    return message(
        text(said, "Your own team can have it now, and so can you." if teams else "You can have it for yourself."),
        controls(*teams, Button("Just me", Press("quiet_set", arg=f"me {words}"[:40]))),
    )


def which_team(found: Sequence[tuple[str, str]], words: str) -> Message:
    """Return the choice between teams, when somebody is in several."""
    teams = [Button(label(name), Press("quiet_set", id, arg=f"team {words}"[:40])) for id, name in found[:10]]
    return message(text("Which team should have quiet?"), controls(*teams))


def announced(scene: Scene, about: str) -> Message:
    """Return the line in the channel when a team's quiet time begins or is ended early; `about` is "person/end"."""
    person, _, end = about.partition("/")
    who = name(scene, person)
    if not end:
        return message(text(f"{project(scene)}: {who} has ended the quiet time. I carry on."))
    until = until_words(datetime.fromisoformat(end), scene.state.zone, scene.now)
    return message(
        text(f"{project(scene)}: quiet {until}. {who} asked for it. I start nothing before then, and nothing is lost."),
        note(STILL),
        controls(button(scene, "End it now", "quiet_off", arg="team")),
    )


def for_team(scene: Scene) -> str:
    """Return that a quiet time holds for this team, for its status and the lead's panel; "" when none does."""
    if scene.quiet_until is None:
        return ""
    return f"Quiet {until_words(scene.quiet_until, scene.state.zone, scene.now)}: I start nothing, and nothing is lost."


def team_name(mine: Mine, project_id: str) -> str:
    """Return a project's name for words about its team."""
    return shown(dict(mine.projects).get(project_id, ""), 80)
