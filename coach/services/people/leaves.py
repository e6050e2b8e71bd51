"""Leave: a person who is on leave is away in each of their projects, and back by themselves when it ends."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from coach.services.coming_due import kindly
from coach.services.desk import Desk, desks_of, open_desk
from coach.services.kindness.person import Leave, PersonTimes, kind_moment, leave_on
from coach.services.kindness.wall import at_wall
from coach.services.room import Room
from coach.services.sending import outbox
from coach.words.days import day_of
from dialogues import inputs as i

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KIND = "leave"


def follow(room: Room, session: Session, workspace: str, person: str, before: PersonTimes) -> int:
    """Let every open project of a person know of their leave as they have set it now; in how many it changed something.

    Called in the transaction that keeps their times; `before` are those they had.
    """
    now = room.clock.now()
    times = kindly.times_of(session, workspace, person)
    changed = 0
    for desk in desks_of(room, session, workspace, person):
        outbox.forget(*desk.where, f"{KIND}:{person}:", now)
        for leave in times.leave:
            if leave.first > day_of(now, times.zone):
                _plan(desk, person, leave, times)
        was_on = leave_on(before, day_of(now, before.zone)) is not None
        changed += _now(desk, person, times) or (was_on and _back(desk, person, times))
    return changed


def begin(room: Room, workspace: str, project: str, person: str) -> None:
    """A leave that was set begins: nothing happens if it has been taken back since."""
    with room.transactions.write() as session:
        desk = open_desk(room, session, workspace, project, person="")
        _now(desk, person, kindly.times_of(session, workspace, person))


def _plan(desk: Desk, person: str, leave: Leave, times: PersonTimes) -> None:
    payload: dict[str, object] = {"kind": KIND, "about": person}
    key = f"{KIND}:{person}:{leave.first.isoformat()}"
    outbox.remind(*desk.where, key, at_wall(leave.first, time(), times.zone), payload, desk.at)
    desk.room.queue.ring(desk.session)


def _now(desk: Desk, person: str, times: PersonTimes) -> bool:
    """Make the state follow a leave that is on: away until they are back at work, or longer if they said so here."""
    member = desk.state.team.get(person)
    leave = leave_on(times, day_of(desk.at, times.zone))
    if member is None or leave is None or member.status not in {"here", "away"}:
        return False
    until = back_at(times, desk.at, leave)
    if member.status == "away" and (member.until is None or member.until >= until):
        return False
    return desk.take(i.Away("", desk.at, until=until, who=person))


def _back(desk: Desk, person: str, times: PersonTimes) -> bool:
    """Somebody took their leave back while it was on: they are here again."""
    member = desk.state.team.get(person)
    if member is None or member.status != "away" or leave_on(times, day_of(desk.at, times.zone)) is not None:
        return False
    return desk.take(i.Return(person, desk.at))


def back_at(times: PersonTimes, now: datetime, leave: Leave) -> datetime:
    """Return the first moment of the person's work after a leave."""
    return kind_moment(times, max(now, at_wall(leave.last + timedelta(days=1), time(), times.zone)))
