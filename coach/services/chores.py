"""What the coach does for itself: once a day it forgets what is past its time (storage/README.md says which)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.services.doing import Again, Settled
from coach.services.room import Room
from storage import retention, work, workspaces
from storage.work import Todo

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KIND, PRUNE, EVERY = "chore", "chore:prune", timedelta(days=1)
NOBODY = ""  # the workspace of what belongs to none


def plan(session: Session, now: datetime) -> None:
    """Plan the daily chore, a day from now; one that is planned already stays, however often the coach is started."""
    workspaces.ensure_workspace(session, NOBODY, now)
    if PRUNE not in work.open_keys(session, NOBODY, ""):
        work.put(session, Todo(NOBODY, KIND, PRUNE, now + EVERY), now)


def do(room: Room) -> Settled:
    """Forget what is past its time, and come back tomorrow."""
    now = room.clock.now()
    with room.transactions.write() as session:
        retention.prune(session, now)
    return Again(now + EVERY, counts=False)
