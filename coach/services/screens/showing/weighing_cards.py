"""While a choice is weighed: the lead's panel and message, the form to name two others, and what everybody is shown."""

from __future__ import annotations

from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import button, controls, message, note, project, team, text
from coach.services.screens.cards.asking import in_room
from coach.services.screens.leading.forms_team import made
from coach.services.screens.seeing import cell, question
from coach.services.screens.showing.deciding import choosing, result
from coach.services.screens.showing.weighed import heading, second_of, waits, weighed
from coach.views import Box, Button, Controls, Form, Menu, Message, Press
from coach.words import safe

ALOUD = '"For each of these: low, middle or high? Show it at once, then we talk where we differ."'
NEEDNT_WAIT = "You needn't wait for it: the others stay on the list either way."


def weigh_panel(scene: Scene, second: str, heard: list[str], others: Menu) -> Message:
    """Return the lead's panel while the best ideas are weighed: who is in, and every way on."""
    vote = question(scene, second).second_of
    return message(
        text(f"{project(scene)} · {safe(question(scene, second).title)}", result(scene, vote)),
        text(*heard),
        text(f"To say aloud: {ALOUD}") if scene.state.way == "together" else None,
        controls(
            button(scene, "Show now", "show_now", second, style="primary") if not in_room(scene) else None,
            *ways_on(scene, second),
            button(scene, "More time", "more_time", hint="One more working day") if not in_room(scene) else None,
            button(scene, "Nudge once", "nudge_once", second) if not in_room(scene) else None,
        ),
        controls(others),
        note("Only you see this. The others know that you see who is in, never who said what."),
    )


def ways_on(scene: Scene, second: str) -> tuple[Button | None, ...]:
    """Return the lead's ways past the second round: choose at once, or weigh it as three."""
    vote = question(scene, second).second_of
    now = button(scene, "Take these now", "take_these", vote, hint="Choose now, without weighing")
    three = button(scene, "Just three of us", "weigh_with", second, hint="You and two others weigh them")
    many = len(team(scene)) > 3 and scene.state.way == "apart" and len(cell(scene, second).asked_of) != 3
    return (now if waits(scene, second) else None, three if many else None)


def weighed_first(scene: Scene, vote: str) -> Message:
    """Return what the lead hears when the picks are in and the best of them are weighed before anything is taken."""
    second = second_of(scene, vote)
    return message(
        text(
            f"{project(scene)}: the picks are in.",
            result(scene, vote),
            "I've asked everybody how much the best ones help, how much effort they are, and how safe they feel.",
        ),
        note(NEEDNT_WAIT),
        controls(*ways_on(scene, second)) if second else choosing(scene, vote),
    )


def weigh_with(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form to name the two who weigh with the lead."""
    box = Box("people", "Who weighs with you?", "people", required=True, at_most=2, hint="Two of the team.", focus=True)
    said = note("Nobody else is asked then. What the others have said already counts too.")
    return made(press, "weigh_with_save", "Just three of us", (box,), said, submit="Ask them")


def weighed_reveal(scene: Scene, second: str, talk: str, below: Controls) -> Message:
    """Return the second round shown: where people differ first, never whose view is whose."""
    vote = question(scene, second).second_of
    said = weighed(scene, second)
    return message(
        text(heading(scene, second), said or "Nobody had a view on these."),
        text(talk) if said else None,
        choosing(scene, vote) if waits(scene, second) else below,
    )


def nothing_to_choose(scene: Scene, vote: str) -> Message:
    """Return what the lead hears when a choice is left out because there are no ideas yet."""
    ideas = question(scene, vote).items_from if vote in scene.dialogue.questions else ""
    return message(
        text(f"{project(scene)}: there are no ideas to choose from yet, so I've left the choice out."),
        note("Ask again for ideas, or go on without. The first idea that everybody can see brings the choice back."),
        controls(
            button(scene, "Ask again for ideas", "look_again", ideas, style="primary") if ideas else None,
            button(scene, "What next?", "next_best"),
        ),
    )
