"""How check-ins follow what happens to their project: paused and closed, going on, somebody acts after a silence."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.services.check_in import planning
from storage import check_ins, work

if TYPE_CHECKING:
    from coach.services.desk import Desk

A_DAY = timedelta(days=1)


def status_changed(desk: Desk) -> None:
    """A project that is paused or closed has no check-ins; one that goes on has its next one again."""
    if desk.state.status == "active":
        awake(desk)
        planning.plan(*desk.where, desk.at)
    else:
        work.cancel(*desk.where, planning.ALL, desk.at)


def acted(desk: Desk, last: datetime | None) -> None:
    """Somebody acted, `last` says when before: after a day or more it may end a silence."""
    if last is not None and desk.at - last >= A_DAY:
        awake(desk)


def awake(desk: Desk) -> None:
    """If the coach had fallen quiet after two silent check-ins, they come again, and silence is counted anew."""
    kept = check_ins.rhythm_of(*desk.where)
    if kept is not None and kept.quiet:
        check_ins.change_rhythm(*desk.where, quiet=False, set_at=desk.at)
        planning.plan(*desk.where, desk.at)
