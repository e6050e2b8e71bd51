"""An agreement to a try is over before the day it is about."""

from __future__ import annotations

from datetime import datetime

from dialogues.closing import day_of, in_time_for
from dialogues.plan import TEST_PLAN
from dialogues.recall import box
from dialogues.turns.work import Work


def in_time(work: Work, closes: datetime) -> datetime:
    """When a set may close: with an agreement open, before the planned day; the lead may still give it more time."""
    state, day = work.state, day_of(box(work.record(), TEST_PLAN, "when"))
    agrees = any(cell.status == "open" and work.question(name).mode == "consent" for name, cell in state.cells.items())
    if not agrees or day is None or state.extended:
        return closes
    return in_time_for(day, closes, work.at, state.zone)
