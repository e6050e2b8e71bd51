"""Checks on figures over time: a shift nobody explains, a change that moved nothing, work done and nothing better.

The shift is the run-chart rule (six useful points in a row on one side of the median, ten points at least; points on
the median count for neither: coaching-rules 2.1). Never said of fewer points: two points are two points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import fmean, median

from dialogues.checks.remark import Remark

SHIFT, ENOUGH, SINCE = 6, 10, 8
_NEAR = 3
_WIDTH = 2.66
Points = Sequence[tuple[date, float]]


@dataclass(frozen=True, slots=True)
class Shift:
    """Where a run of six or more begins (a place in the points), and whether it lies above the median."""

    at: int
    above: bool


def shifts(values: Sequence[float]) -> tuple[Shift, ...]:
    """Every run of six or more useful points on one side of the median; none under ten points."""
    if len(values) < ENOUGH:
        return ()
    middle = median(values)
    found: list[Shift] = []
    run: list[int] = []
    useful = [place for place, value in enumerate(values) if value != middle]
    for place in useful:
        if run and (values[place] > middle) != (values[run[-1]] > middle):
            run = []
        run.append(place)
        if len(run) == SHIFT:
            found.append(Shift(run[0], values[place] > middle))
    return tuple(found)


def limits(values: Sequence[float]) -> tuple[float, float] | None:
    """What the process does by chance: mean less and plus 2.66 mean moving ranges; None under ten points."""
    if len(values) < ENOUGH:
        return None
    middle = fmean(values)
    width = _WIDTH * fmean(abs(after - before) for before, after in pairwise(values))
    return middle - width, middle + width


def check_series(points: Points, changed: Sequence[date]) -> list[Remark]:
    """Return the remarks on one measure's figures, oldest first; `changed` are the days on which something was changed."""
    values = [value for _, value in points]
    found = shifts(values)
    # half of a shifted series lies on the other side of its median: what needs a reason is where the side changes
    unexplained = [one for one in found if one.at > 0 and not _noted(points, one.at, changed)]
    remarks: list[Remark] = []
    if unexplained:
        day = points[unexplained[-1].at][0]
        said = f"{day.day} {day:%B}"
        remarks.append(
            Remark("data.signal_without_change_note", "ask", said, "Something moved about then. What happened?")
        )
    since = [place for place, (day, _) in enumerate(points) if changed and day > max(changed)]
    if len(since) >= SINCE and len(values) >= ENOUGH and not any(one.at >= since[0] - _NEAR for one in found):
        ask = "The figures haven't moved since you changed it. Change it more, try it harder, or let it go?"
        remarks.append(Remark("data.change_without_signal", "ask", f"{len(since)} points", ask))
    return remarks


def _noted(points: Points, place: int, changed: Sequence[date]) -> bool:
    first, last = points[max(0, place - _NEAR)][0], points[min(len(points) - 1, place + _NEAR)][0]
    return any(first - timedelta(days=1) <= day <= last for day in changed)


def check_doing_and_better(doing: Sequence[float], better: Sequence[float], words: str) -> list[Remark]:
    """Return a remark when what is done has shifted and what should get better has not, over eight points or more."""
    if shifts(doing) and len(better) >= SINCE and not shifts(better):
        ask = "You do it more, and this hasn't moved yet. Is the link between the two as you thought?"
        return [Remark("data.process_up_outcome_flat", "ask", words[:60], ask)]
    return []


def check_target(to: float, values: Sequence[float], said: str) -> list[Remark]:
    """Return a remark when the figure to reach is one the process shows by chance already."""
    found = limits(values)
    if found and found[0] <= to <= found[1]:
        ask = "Your figures go there by chance already. How far would be a real change?"
        return [Remark("aim.target_beyond_possible", "strong", said, ask)]
    return []
