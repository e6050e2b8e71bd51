"""What is still open: questions nobody knows yet, those not asked, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable

from coach.services.scene import Scene
from coach.services.screens.build import moment
from coach.services.screens.seeing import cell, every_step
from coach.words import first_down, joined, safe
from dialogues.model import PHASES
from dialogues.turns.steps import NOT_ASKED

PHASE_NAMES = {
    "explore": "Explore",
    "create": "Create",
    "evaluate": "Evaluate",
    "agree": "Agree",
    "check_in": "A look back",
}
WORTH_ASKING = (
    "explore.team",
    "explore.boundary",
    "explore.baseline",
    "explore.handoffs",
    "create.shut_out",
    "create.assumptions",
    "evaluate.side_effects",
)
"""What a quick run leaves out and a careful reader misses first."""
_MISSED = {
    "explore.team": "whose view is missing",
    "explore.boundary": "where your part begins and ends",
    "explore.baseline": "today's figures",
    "explore.themes": "what the needs have in common",
    "create.coverage": "which needs have no idea yet",
    "evaluate.needs_met": "how well the needs were met",
    "evaluate.whole_system": "whether it all fits together",
    "create.shut_out": "who it might leave out",
    "create.assumptions": "what must be true for it to work",
    "evaluate.side_effects": "what else may change",
    "agree.actions": "what happens first",
    "agree.review": "the day to look at it again",
}


def title(scene: Scene, question: str) -> str:
    """Return a question's title as it stands inside a sentence, safe."""
    found = scene.dialogue.questions.get(question)
    return _MISSED.get(question) or (safe(first_down(found.title)) if found else "")


def titles(scene: Scene, questions: Iterable[str], *, at_most: int = 4) -> str:
    """Return titles of questions in a list, in words."""
    return joined((title(scene, question) for question in questions), at_most=at_most)


def asked_here(scene: Scene, phase: str = "") -> tuple[str, ...]:
    """Return the questions of this depth in order, of one phase or of all."""
    return tuple(
        question for step in every_step(scene) for question in step.questions if phase in ("", _phase(question))
    )


def _phase(question: str) -> str:
    return question.split(".", 1)[0]


def left_out(scene: Scene, phase: str = "") -> tuple[str, ...]:
    """Return questions without an answer, most worth asking first: skipped ones, then what this depth leaves out."""

    def unanswered(question: str) -> bool:
        return not (scene.facts.of(question) or scene.facts.earlier.get(question)) and question not in scene.gaps

    skipped = [one for one in asked_here(scene, phase) if _was(scene, one, "skipped") and unanswered(one)]
    beyond = [one for one in WORTH_ASKING if phase in ("", _phase(one)) and unanswered(one)]
    known = scene.dialogue.questions
    skipped = [one for one in skipped if cell(scene, one).how != NOT_ASKED]
    return tuple(dict.fromkeys(one for one in (*skipped, *beyond) if one in known))


def _was(scene: Scene, question: str, status: str) -> bool:
    cell = scene.state.cells.get(question)
    return cell is not None and cell.status == status


def next_phase(phase: str) -> str:
    """Return the phase after this one; "" after the last."""
    place = PHASES.index(phase) + 1 if phase in PHASES else len(PHASES)
    return PHASES[place] if place < len(PHASES) else ""


def _beyond(scene: Scene, phase: str) -> bool:
    """Whether the work has gone past a phase already, so that it's no longer what comes next."""
    here = scene.state.walk.split(".", 1)[0]
    return here not in PHASES or PHASES.index(here) > PHASES.index(phase)


def last_line(scene: Scene, phase: str, *before: str) -> str:
    """Return the end of a phase's summary: what is to be found out, what was not asked, what comes next."""
    left = [one for one in left_out(scene, phase) if one != "explore.team"]  # "Not heard" says it
    asked = f"*Not asked yet*  {titles(scene, left, at_most=3)}." if left else ""
    return "   ".join(part for part in (*before, asked, next_line(scene, phase)) if part)


def next_line(scene: Scene, phase: str) -> str:
    """Return what comes next and when, if a day is known."""
    after = next_phase(phase)
    if not after or _beyond(scene, after):
        return ""
    when = moment(scene, scene.state.back_at)
    return f"Next: {PHASE_NAMES[after]}, {when}." if when else f"Next: {PHASE_NAMES[after]}."
