"""What the coach does for itself: once a day it forgets what is past its time (storage/README.md says which), and works
out anew when things come, for a zone's rules may have changed. Somebody who has travelled is looked at at once.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.services.check_in import planning
from coach.services.coming_due import kindly, nudges
from coach.services.desk import open_desk
from coach.services.people import leaves, own_times
from coach.services.room import CHORE, MOVED, Room
from coach.services.sending import outbox
from coach.services.sending.doing import Again, Done, Settled
from storage import projects, retention, work, workspaces
from storage.work import Todo
from storage.work_claims import Work

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KIND, PRUNE, ANEW, EVERY = CHORE, "chore:prune", "chore:anew", timedelta(days=1)
NOBODY = ""  # the workspace of what belongs to none
AT_ONCE = 25
"""Projects looked at in one go, so that a large workspace holds nobody up."""


def plan(session: Session, now: datetime) -> None:
    """Plan the daily chore, a day from now; one that is planned already stays, however often the coach is started."""
    workspaces.ensure_workspace(session, NOBODY, now)
    if PRUNE not in work.open_keys(session, NOBODY, ""):
        work.put(session, Todo(NOBODY, KIND, PRUNE, now + EVERY), now)


def do(room: Room, row: Work) -> Settled:
    """Do one of them."""
    if row.key.startswith(MOVED):
        return _moved(room, row.workspace, str(row.payload.get("person", "")))
    return _anew(room, row) if row.key == ANEW else _daily(room)


def _daily(room: Room) -> Settled:
    """Forget what is past its time, have each workspace looked at, and come back tomorrow."""
    now = room.clock.now()
    with room.transactions.write() as session:
        retention.prune(session, now)
        for workspace in workspaces.here(session):
            work.put(session, Todo(workspace, KIND, ANEW, now), now)
        room.queue.ring(session)
    return Again(now + EVERY, counts=False)


def _anew(room: Room, row: Work) -> Settled:
    """Work out anew when the check-ins and nudges of a workspace's projects come; each in its own transaction."""
    after, now = str(row.payload.get("after", "")), room.clock.now()
    with room.transactions.read() as session:
        every = sorted(one.id for one in projects.projects(session, row.workspace) if one.status == "active")
    mine = [one for one in every if one > after][:AT_ONCE]
    for project in mine:
        with suppress(CoachError), room.transactions.write() as session:  # deleted meanwhile, or only to be read
            desk = open_desk(room, session, row.workspace, project, person="")
            planning.on_the_wall(session, row.workspace, project, now)
            nudges.plan(desk)
            room.queue.ring(session)
    if len(mine) == AT_ONCE:
        with room.transactions.write() as session:
            work.put(session, Todo(row.workspace, KIND, ANEW, now, payload={"after": mine[-1]}), now)
            room.queue.ring(session)
    return Done()


def _moved(room: Room, workspace: str, person: str) -> Settled:
    """Slack says another time zone for somebody: their nudges, leave and what was held back follow them there."""
    now = room.clock.now()
    with suppress(CoachError), room.transactions.write() as session:
        leaves.follow(room, session, workspace, person, kindly.times_of(session, workspace, person))
        own_times.plan_anew(room, session, workspace, person)
        outbox.look_again(session, workspace, now, person=person)
        room.queue.ring(session)
    return Done()
