"""Stopping well: what was learned, who should know, what stays. Stopped is not failed, and it reads like that."""

from __future__ import annotations

from typing import Any

from coach.services.scene import Scene
from coach.services.screens.build import is_lead, name, note
from coach.services.screens.leading.forms_team import made
from coach.services.screens.leading.to_find import everything
from coach.services.screens.record import one
from coach.services.screens.rows import Row, counted, row, together
from coach.services.screens.summing_up.rounds import how_far
from coach.services.screens.summing_up.summary_agree import aim_line
from coach.services.screens.summing_up.summary_create import the_try
from coach.services.screens.summing_up.summary_evaluate import we_saw
from coach.services.screens.summing_up.summary_explore import problem_words
from coach.views import Box, Form, Press, Text
from coach.words import ended, quoted, shown

LEARNED = "Say in a line what you learned. It's what the next team will look for."


def stop_well(scene: Scene, press: Press, person: str, context: dict[str, Any]) -> Form:
    """Return the form of a good end: three short boxes; for somebody who doesn't lead, a page that says who does."""
    if not is_lead(scene, person):
        said = f"{name(scene, scene.state.lead)}, who leads this, ends it. Tell them what you would keep of it."
        return Form(Press("status", scene.project), "Stop well", parts=(Text(said),), submit="", close="Close")
    before = scene.ending
    boxes = (
        Box("learned", "What did you learn?", "long_text", value=(before.learned if before else "") or None,
            required=True, max_length=600, focus=True, hint="What didn't work counts as much as what did."),
        Box("tell", "Who should know?", value=(before.tell if before else "") or None, max_length=200,
            hint="A role is enough: the ward next door, whoever gave you the time."),
        Box("leave", "What do you leave behind?", value=(before.leave if before else "") or None, max_length=300,
            hint="A sheet that works, a habit, a question for the next team."),
    )  # fmt: skip
    closed = scene.state.status == "closed"
    ends = "" if closed else "This ends the project. To rest for a while, press Stop here instead."
    said_above = note("Stopping for a good reason is a result. Everything stays here to read and to pass on.", ends)
    return made(press, "stop_well_save", "Stop well", boxes, said_above, submit="Save" if closed else "Stop well")


def ending_rows(scene: Scene, pass_n: int) -> list[Row | None]:
    """Return the lines of the page that a project leaves behind."""
    said = scene.ending
    tries = [plan for n in range(1, pass_n + 1) if (plan := _try_of(scene, n))]
    return [
        row("We wanted", aim_line(scene, pass_n) or _problem(scene, pass_n), "agree.aim"),
        row("We tried", counted(tries), "evaluate.test_plan"),
        row("We saw", together(we_saw(scene, pass_n), how_far(scene, pass_n, "we")), "evaluate.results"),
        Row("We learned", ended(shown(said.learned, 600)) if said and said.learned else "not said yet", kept=True),
        Row("Who should know", ended(shown(said.tell, 200)) if said and said.tell else "not said yet", kept=True),
        row("What stays", ended(shown(said.leave, 300)) if said else ""),
        row("Still open", everything(scene)),
    ]


def _problem(scene: Scene, pass_n: int) -> str:
    words = problem_words(scene, pass_n)
    return quoted(words) if words else ""


def _try_of(scene: Scene, pass_n: int) -> str:
    """The try of one round, not one that stands from an earlier round."""
    found = one(scene, "evaluate.test_plan", pass_n)
    rounds = {kept.id: kept.pass_n for kept in _every(scene)}
    return the_try(scene, found) if found.words and rounds.get(found.id) == pass_n else ""


def _every(scene: Scene) -> tuple[Any, ...]:
    plan = "evaluate.test_plan"
    return (*scene.facts.earlier.get(plan, ()), *scene.facts.of(plan))
