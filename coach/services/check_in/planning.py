"""When the next check-in comes: one row of work a project, written with what causes it; a late one is harmless."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from coach.services.coming_due import kindly
from coach.services.kindness.calendars import holiday_on
from coach.services.kindness.rhythm import Rhythm, next_after, rhythm_of, spread_of
from coach.services.kindness.wall import at_wall
from coach.words.days import day_of, local
from storage import check_ins, work
from storage.work import Todo

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KIND, DUE, CLOSE = "check_in_time", "check_in:due", "check_in:close"
ALL = "check_in:"
"""What the keys of all its rows begin with."""
END_OF_DAY = time(17)
NEAR = timedelta(days=2)  # a check-in that waited comes by itself only so long before the next
A_SHIFT = timedelta(hours=3)  # no change of a zone's rules moves an hour further
LOOK_BACK = timedelta(days=5)  # a time that a bank holiday moved lies at most so far behind its own day


def plan(session: Session, workspace: str, project: str, now: datetime) -> datetime | None:
    """Write the row of the next check-in, in place of the one that waits; None, and none waits, when there is none.

    There is none while it is off, paused, or quiet after two silent ones.
    """
    kept = check_ins.rhythm_of(session, workspace, project)
    if kept is None or kept.status != "on" or kept.quiet:
        work.cancel(session, workspace, project, DUE, now)
        return None
    last = check_ins.latest(session, workspace, project)
    begun = max(kept.set_at, last.due_at) if last else kept.set_at
    due = next_due(rhythm_of(kept.rule, kept.zone), project, calendar_of(session, workspace, kept.set_by), now, begun)
    n = last.n + 1 if last else 1
    work.put(session, Todo(workspace, KIND, DUE, due, project, None, {"n": n, "do": "open"}), now)
    return due


def on_the_wall(session: Session, workspace: str, project: str, now: datetime) -> None:
    """Move the check-in that waits to its hour on the wall as its zone has it now: the zone's rules may have changed.

    One that waits for a quiet time to end, or for another day, is left where it is.
    """
    kept, waiting = check_ins.rhythm_of(session, workspace, project), work.open_keys(session, workspace, project)
    if kept is None or DUE not in waiting:
        return
    rhythm, calendar = rhythm_of(kept.rule, kept.zone), calendar_of(session, workspace, kept.set_by)
    last = check_ins.latest(session, workspace, project)
    begun = max(kept.set_at, last.due_at) if last else kept.set_at
    due = next_due(rhythm, project, calendar, now, begun)
    if due != waiting[DUE] and abs(due - waiting[DUE]) <= A_SHIFT:
        plan(session, workspace, project, now)


def postpone(session: Session, workspace: str, project: str, n: int, after: datetime, now: datetime) -> None:
    """Let a check-in that has come wait for a quiet time to end: its own hour on the first working day after it.

    Where the next one comes soon after or before that, it takes its place.
    """
    kept = check_ins.rhythm_of(session, workspace, project)
    if kept is None:
        return
    rhythm, calendar = rhythm_of(kept.rule, kept.zone), calendar_of(session, workspace, kept.set_by)
    usual = next_due(rhythm, project, calendar, now, now)
    day = day_of(after, kept.zone)
    while at_wall(day, rhythm.at, kept.zone) < after or day.weekday() >= 5 or holiday_on(calendar, day):
        day += timedelta(days=1)
    found = at_wall(day, rhythm.at, kept.zone) + timedelta(seconds=spread_of(project))
    due = usual if usual - found < NEAR else found
    work.put(session, Todo(workspace, KIND, DUE, due, project, None, {"n": n, "do": "open"}), now)


def next_due(rhythm: Rhythm, project: str, calendar: str, now: datetime, begun: datetime) -> datetime:
    """The next time after now: a bank holiday moves it to the next working day, a date on a weekend to Monday.

    Nothing up to `begun` comes again; a time that was missed while the machine was off does not come twice.
    """
    after = max(begun, now - LOOK_BACK)
    while True:
        after = next_after(rhythm, after, spread_for=project)
        found = _on_a_working_day(rhythm, after, calendar)
        if found > now:
            return found


def _on_a_working_day(rhythm: Rhythm, due: datetime, calendar: str) -> datetime:
    day = day_of(due, rhythm.zone)
    moved = day
    while holiday_on(calendar, moved) or (moved.weekday() >= 5 and (rhythm.kind == "date" or moved != day)):
        moved += timedelta(days=1)
    return due if moved == day else at_wall(moved, local(due, rhythm.zone).time(), rhythm.zone)


def closing_of(session: Session, workspace: str, kept: check_ins.Rhythm, now: datetime) -> datetime:
    """When a check-in that comes now closes: the end of the next working day."""
    calendar = calendar_of(session, workspace, kept.set_by)
    day = day_of(now, kept.zone) + timedelta(days=1)
    while day.weekday() >= 5 or holiday_on(calendar, day):
        day += timedelta(days=1)
    return at_wall(day, END_OF_DAY, kept.zone)


def calendar_of(session: Session, workspace: str, person: str) -> str:
    """The bank holidays that a team keeps: those of the person who set its rhythm."""
    return kindly.times_of(session, workspace, person).calendar


def close_later(session: Session, workspace: str, project: str, n: int, at: datetime, now: datetime) -> None:
    """Write the row that closes a check-in."""
    work.put(session, Todo(workspace, KIND, f"{CLOSE}:{n}", at, project, None, {"n": n, "do": "close"}), now)
