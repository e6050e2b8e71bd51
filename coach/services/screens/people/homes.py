"""The app's Home for one person: what waits, their projects, their next steps, how to start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from coach.services.people.mine import Mine
from coach.services.scene import Scene
from coach.services.screens.build import (
    bold,
    button,
    controls,
    is_lead,
    label,
    moment,
    press,
    project,
    project_name,
    text,
)
from coach.services.screens.cards.asking import draft_buttons, unknown_button, where
from coach.services.screens.cards.questions import stance_buttons
from coach.services.screens.channel.greeting import USUAL_ROUTE, WHAT_I_DO
from coach.services.screens.channel.quiet import is_stopped, trying
from coach.services.screens.leading.finding_out import by_day
from coach.services.screens.leading.to_find import what_words
from coach.services.screens.leading.what_next import first, in_a_line
from coach.services.screens.people.away import standing_still
from coach.services.screens.people.my_times import HEADING, home_lines
from coach.services.screens.people.naming import name_button
from coach.services.screens.people.standing import finding, my_steps
from coach.services.screens.seeing import closes, current_card, is_vote, open_for, question
from coach.services.screens.summing_up.summary_agree import step_words
from coach.views import Button, Controls, Divider, Heading, Home, Menu, Note, Part, Press, Text
from coach.words import plural, safe, shown

MOST_PROJECTS = 12
MOST_STEPS = 10
MOST_LEFT = 3


def home(
    person: str,
    scenes: Sequence[Scene],
    now: datetime,
    mine: Mine | None = None,
    left: Sequence[tuple[str, str]] = (),
) -> Home:
    """Return a person's Home; also for somebody without any project. `left`: id and name of projects they left."""
    active = [scene for scene in scenes if scene.state.status != "closed"]
    closed = [scene for scene in scenes if scene.state.status == "closed"]
    parts: list[Part] = []
    if active:
        parts += _waiting(person, active)
        parts += _steps(person, active)
        parts += _projects(person, active, mine)
    if mine is not None and scenes:
        parts += [Divider(), Heading(HEADING), *home_lines(mine)]
    if closed:
        names = " · ".join(project_name(scene) for scene in closed[:8])
        parts += [Divider(), Note(f"Closed, still here to read: {names}")]
        parts.append(_export_menu(closed[:8]))
    parts += _left(left)
    return Home((*parts, *_start(first=not scenes and not left)))


def _left(left: Sequence[tuple[str, str]]) -> list[Part]:
    """What somebody left: that it is so, that nothing is lost, and the way back."""
    parts: list[Part] = []
    for id_, called in left[:MOST_LEFT]:
        hint = label(f"Join again: {called}", 74)
        parts.append(Text(f"You are not in {bold(shown(called, 80))} any more. What you said stays."))
        parts.append(controls(Button("Join again", Press("join", id_), hint=hint)))
    return [Divider(), *parts] if parts else []


def _waiting(person: str, scenes: Sequence[Scene]) -> list[Part]:
    parts: list[Part] = [Heading("Waiting for you")]
    for scene in scenes:
        waiting = open_for(scene, person) if scene.state.status == "active" else ()
        if not waiting:
            continue
        asked = safe(question(scene, waiting[0]).ask)
        more = f" And {plural(len(waiting) - 1, 'more question')}." if len(waiting) > 1 else ""
        until = f" Until {found}." if (found := closes(scene, person)) else ""
        parts += [Text(f"{project(scene)}: {asked}{more}{until}"), _answer(scene, waiting[0])]
    if len(parts) == 1:
        parts.append(Text("Nothing waits for you. I'll write when something does."))
    return parts


def _answer(scene: Scene, wanted: str) -> Controls:
    found = question(scene, wanted)
    if found.mode == "consent" and not found.fields:
        return controls(*stance_buttons(scene, wanted))
    if found.mode == "confirm":
        return controls(*draft_buttons(scene, wanted))
    do, words = ("pick", "Pick") if is_vote(scene, wanted) else ("answer", "Answer")
    second = unknown_button(scene, wanted)
    second = replace(second, hint=_for(scene, f"{second.label}:"))
    return controls(button(scene, words, do, wanted, style="primary", hint=_for(scene, f"{words}:")), second)


def _for(scene: Scene, words: str) -> str:
    """A button's words with its project's name: buttons of several projects look alike to a screen reader."""
    return label(f"{words} {scene.name}", 74)


def _steps(person: str, scenes: Sequence[Scene]) -> list[Part]:
    mine = [(scene, line) for scene in scenes for line in my_steps(scene, person)]
    finds = [(scene, one, tick) for scene in scenes for one, tick in finding(scene, person)]
    if not (mine or finds):
        return []
    parts: list[Part] = [Divider(), Heading("Your next steps")]
    for scene, line in mine[:MOST_STEPS]:
        parts.append(Text(f"{step_words(scene, line)}   ({project_name(scene)})"))
        parts.append(
            controls(button(scene, "Done", "action_done", "check_in.progress", line.id, hint="This step is done"))
        )
    for scene, one, tick in finds[:MOST_STEPS]:
        parts += [Text(f"To find out: {what_words(scene, one)}{by_day(scene, one)}   ({project_name(scene)})")]
        parts += [controls(tick)] if tick else []
    return parts


def _projects(person: str, scenes: Sequence[Scene], mine: Mine | None) -> list[Part]:
    parts: list[Part] = [Divider(), Heading("Your projects")]
    for scene in scenes[:MOST_PROJECTS]:
        lead = (
            button(scene, "Panel", "panel", hint=_for(scene, "Panel, for the lead:"))
            if is_lead(scene, person)
            else None
        )
        parts.append(Text("\n".join([f"{project(scene)}   {standing(scene)}", *standing_still(scene)])))
        if not current_card(scene) and (best := in_a_line(scene, first(scene), "I'd")):
            parts.append(Note(best))
        parts.append(
            controls(
                button(scene, "What next?", "next_best", hint=_for(scene, "What next?")),
                button(scene, "So far", "summary", arg="so_far", hint=_for(scene, "So far:")),
                lead,
                _more(scene, person, mine is not None and scene.project in mine.unreminded),
            )
        )
    if len(scenes) > MOST_PROJECTS:
        parts.append(Note(f"And {plural(len(scenes) - MOST_PROJECTS, 'more project')}."))
    return parts


def standing(scene: Scene) -> str:
    """Return in a few words where a project stands."""
    when = moment(scene, scene.state.back_at)
    if scene.state.status == "paused":
        return "resting"
    if is_stopped(scene):
        return f"stopped here, back on {when}" if when else "stopped here"
    if trying(scene):
        return f"out trying it, {moment(scene, scene.state.test_at)}"
    if current_card(scene):
        return where(scene)
    return f"quiet until {when}" if when else "nothing open just now"


def _more(scene: Scene, person: str, unreminded: bool) -> Menu:
    tick = name_button(scene, person)
    entries = (
        ("My next steps", press(scene, "actions")),
        ("Where are we?", press(scene, "status")),
        ("My check-in", press(scene, "check_in_mine")),
        _away(scene, person),
        ("Remind me again", press(scene, "remind_again"))
        if unreminded
        else ("Stop reminding me", press(scene, "stop_reminding")),
        (f"{tick.label}, in summaries", tick.press),
        ("Stop here", press(scene, "stop")),
        ("Someone could be harmed now", press(scene, "harm")),
        ("Take it with you", press(scene, "export")),
        ("Leave this project", press(scene, "leave")),
    )
    return Menu("More", entries, hint=label(f"More for {scene.name}", 74))


def _away(scene: Scene, person: str) -> tuple[str, Press]:
    """Away, or back: whichever is the other one."""
    member = scene.state.team.get(person)
    if member is not None and member.status == "away":
        return ("I'm back", press(scene, "back_here"))
    return ("I'm away for a while", press(scene, "away"))


def _export_menu(scenes: Sequence[Scene]) -> Controls:
    return controls(
        Menu("Read one", tuple((label(scene.name), press(scene, "summary", arg="round")) for scene in scenes))
    )


def _start(*, first: bool) -> list[Part]:
    parts: list[Part] = [] if first else [Divider()]
    if first:
        parts.append(Heading("From a problem to one small, safe try"))
        parts.append(
            Text(
                "Pick something that goes wrong for patients or staff. I ask short questions, show everybody's answers "
                "together, and write down what you decide. About 15 minutes to a first plan."
            )
        )
    parts.append(controls(Button("Start a project", Press("new"), "primary"), Button("Help", Press("help"))))
    found = text(WHAT_I_DO + " I never read channels.")
    return [*parts, *([found] if found and first else []), Note(USUAL_ROUTE)]
