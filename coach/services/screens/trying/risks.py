"""What could go wrong, in order: the worst and likeliest first."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.record import Line, lines

_LEVEL = {"high": 3, "middle": 2, "low": 1}


def ranked_risks(scene: Scene, pass_n: int) -> list[Line]:
    """Return risks, the worst and likeliest first, then those with a first sign, then first said."""

    def weight(line: Line) -> tuple[int, int, bool]:
        bad, likely = (_LEVEL.get(str(line.raw.get(field)), 0) for field in ("bad", "likely"))
        return (-bad, -likely, not line.get("sign"))

    return sorted(lines(scene, "evaluate.risks", pass_n), key=weight)
