"""The tries of a project: which was run and what came of it, which lies ahead, and whose yes it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coach.services.scene import Scene
from coach.services.screens.record import Line, kept_of, line_of, standing
from coach.services.screens.rows import is_past
from dialogues.facts import Kept
from dialogues.marks import is_another
from dialogues.plan import GO_AHEAD, TEST_PLAN

_TOLD = ("evaluate.results", "evaluate.safety")
_NO_PLAN = Line("", TEST_PLAN, "", "", {})
Stage = Literal["ahead", "unsaid", "run"]


@dataclass(frozen=True, slots=True)
class Try:
    """One planned try and its round. `stage`: it lies ahead, its day has passed unsaid, or it was run."""

    line: Line
    pass_n: int
    stage: Stage


def tried_out(scene: Scene, pass_n: int) -> bool:
    """Say whether anybody has told what happened in this round, so that there is something to look back on."""
    return bool(_told(scene, pass_n or scene.state.pass_n))


def _told(scene: Scene, pass_n: int) -> list[Kept]:
    every = (kept for question in _TOLD for kept in kept_of(scene, question, pass_n))
    return [kept for kept in every if kept.pass_n == pass_n]


def planned(scene: Scene, pass_n: int = 0) -> Try | None:
    """Return the newest plan of a try up to a round; one made over after a result is another try, still to come."""
    kept = standing(scene, TEST_PLAN, pass_n)
    line = line_of(scene, kept) if kept else None
    if kept is None or line is None or not line.words:
        return None
    told = _told(scene, kept.pass_n)
    if told and not all(is_another(kept, one) for one in told):
        return Try(line, kept.pass_n, "run")
    return Try(line, kept.pass_n, "unsaid" if is_past(scene, line.get("when")) else "ahead")


def still_to_run(scene: Scene, pass_n: int = 0) -> Line:
    """Return the plan of a try of which nobody has told what came of it; an empty line when there is none."""
    found = planned(scene, pass_n)
    return found.line if found and found.stage != "run" else _NO_PLAN


def agreed_try(scene: Scene, pass_n: int = 0) -> Line:
    """Return the try that a round agreed on; one of an earlier round only while it lies ahead."""
    found = planned(scene, pass_n)
    return found.line if found and agreed_in(scene, pass_n) else _NO_PLAN


def agreed_in(scene: Scene, pass_n: int = 0) -> int:
    """Return in which round the try that a round agreed on was planned; 0 when it agreed on none."""
    found, wanted = planned(scene, pass_n), pass_n or scene.state.pass_n
    return found.pass_n if found and (found.pass_n == wanted or found.stage == "ahead") else 0


def last_run(scene: Scene, pass_n: int = 0) -> Try | None:
    """Return the last try that was run up to a round.

    Of a round that plans another try the plan is the new one's: then its line is empty, and what was seen tells of it.
    """
    for n in range(pass_n or scene.state.pass_n, 0, -1):
        if not _told(scene, n):
            continue
        found = planned(scene, n)
        mine = found is not None and found.pass_n == n and found.stage == "run"
        return Try(found.line if found and mine else _NO_PLAN, n, "run")
    return None


def go_ahead(scene: Scene, pass_n: int = 0) -> Line:
    """Return who said yes to the newest try, and what stops it; a yes to the try of another round is none to this."""
    kept, own = standing(scene, GO_AHEAD, pass_n), agreed_in(scene, pass_n)
    found = kept is not None and kept.pass_n == (own or pass_n or scene.state.pass_n)
    return line_of(scene, kept) if kept is not None and found else Line("", GO_AHEAD, "", "", {})
