"""How far we are, in a few lines: what was tried and learned, what is planned, who has a step, when I'm back."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import name
from coach.services.screens.leading.to_find import everything
from coach.services.screens.record import line_of, lines
from coach.services.screens.rows import Row, counted, labelled, quotes, row, together
from coach.services.screens.showing.differing import views_differ
from coach.services.screens.showing.picks import ranked_needs
from coach.services.screens.summing_up.rounds import how_far, saw
from coach.services.screens.summing_up.summary_agree import (
    BETWEEN_STEPS,
    back,
    cleared,
    not_asked,
    open_steps,
    step_words,
)
from coach.services.screens.summing_up.summary_create import the_try, we_take
from coach.services.screens.summing_up.summary_explore import how_we_know, problem_words
from coach.services.screens.trying.tries import last_run, planned, tried_out
from coach.words import ended, quoted, shown
from dialogues.to_do import LEARNED, said_in

UNSAID = "nobody has said yet how it went"
_MOST_LEARNED = 2


def so_far_rows(scene: Scene, pass_n: int) -> list[Row | None]:
    """Return the lines of the short summary: only what there is, the next step, the day to come back."""
    needs = [quoted(line.words) for line in ranked_needs(scene, pass_n)]
    known = labelled("How we know", how_we_know(scene, pass_n)) if needs else ""
    ideas = counted([quoted(line.words) for line in lines(scene, "create.ideas", pass_n)])
    return [
        row("Problem", quotes([problem_words(scene, pass_n)], 1), "explore.problem"),
        row("They need", together(counted(needs), known), "explore.needs"),
        row("Ideas", ideas, "create.ideas"),
        row(_taking(scene), we_take(scene), "create.choose"),
        row("We tried", tried(scene, pass_n), "evaluate.results"),
        row("We learned", learned(scene)),
        *_the_plan(scene, pass_n),
        Row("Next step", next_step(scene) or "not named yet", kept=True),
        row("Views differ", views_differ(scene, "round")),
        row("To find out", everything(scene)),
        row("Not asked yet", not_asked(scene)),
        Row("Back", back(scene, 0), kept=True),
    ]


def _taking(scene: Scene) -> str:
    """What was taken is a thing of the past once it was tried, until the team has chosen anew."""
    return "We took" if tried_out(scene, chosen_in(scene)) else "We take"


def chosen_in(scene: Scene) -> int:
    """Return the last round in which something was taken of the ideas; the first where none was."""
    return next((n for n in range(scene.state.pass_n, 1, -1) if scene.taken_in.get(n)), 1)


def tried(scene: Scene, pass_n: int = 0) -> str:
    """Return the last try that was run, what was seen, and how far that brought us; "" while none was."""
    found = last_run(scene, pass_n)
    if found is None:
        return ""
    seen = together(ended(saw(scene, found.pass_n)), how_far(scene, found.pass_n, "we"), between=" ")
    return together(the_try(scene, found.line), labelled("We saw", seen))


def learned(scene: Scene) -> str:
    """Return what was learned last, in people's words, the newest first; figures are no such words."""
    found = [kept for kept in said_in(scene.facts, LEARNED) if isinstance(kept.value, str)]
    return quotes([line_of(scene, kept).words for kept in reversed(found)], _MOST_LEARNED)


def _the_plan(scene: Scene, pass_n: int) -> list[Row | None]:
    """The try that is planned, and who said yes to it; one whose day has passed unsaid is no plan any more."""
    found = planned(scene, pass_n)
    if found is None or found.stage == "run":
        return []
    words, asked = the_try(scene, found.line), "evaluate.test_plan"
    yes = row("Cleared by", cleared(scene, pass_n), "evaluate.go_ahead")
    if found.stage == "unsaid":
        old = found.pass_n != scene.state.pass_n
        return [row("The try", f"{words}; {UNSAID}", asked), None if old else yes]
    return [row("Next try" if last_run(scene, pass_n) else "We'd try", words, asked), yes]


def next_step(scene: Scene) -> str:
    """Return the step named at the stop, while the team rests; else the agreed steps that are not done."""
    step = scene.next_step
    named = shown(step[0]) + (f" - {name(scene, step[1])}" if step[1] else "") if step and step[0] else ""
    if named and scene.state.stopped:
        return named
    return counted([step_words(scene, line) for line in open_steps(scene)], 2, BETWEEN_STEPS) or named
