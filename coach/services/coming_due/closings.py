"""When an open set may close: nobody loses their working day to a bank holiday, a quiet time, or their own rota.

The engine knows weekdays alone; here its closing time is moved on for what only the memory knows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from coach.services.coming_due import kindly
from coach.services.kindness.calendars import holiday_on
from coach.services.kindness.person import PersonTimes, opening
from coach.services.kindness.wall import Period, at_wall
from coach.words.days import day_of
from dialogues.closing import LONGEST, MORNING
from dialogues.state import ConversationState

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WHOLE = 2  # the second working day: everybody has had one whole day between
WORK_FROM, WORK_TO = time(9), time(17)
FAR = timedelta(days=400)
_DAY = timedelta(days=1)


def fair(session: Session, workspace: str, project: str, state: ConversationState, at: datetime) -> datetime | None:
    """Return the moment to which the open set should move; None when it closes late enough as it is.

    Conversation rule 3: ten o'clock on the second working day, moved (to the fifth at most) so that each person asked
    has had one shift. A quiet time moves it without that limit.
    """
    closes, zone = state.closes_at, state.zone
    if closes is None or state.way != "apart" or state.status != "active":
        return None
    team = kindly.manner(session, workspace, "", project, at)

    def counts(day: date) -> bool:
        free = day.weekday() < 5 and not holiday_on(team.times.calendar, day)
        return free and not _touched(day, zone, team.quiet)

    wanted = [closes, _tenth(_nth(day_of(at, zone), WHOLE, counts), zone)]
    last = _tenth(_nth(day_of(state.opened_at or at, zone), LONGEST, counts), zone)
    for person, member in state.team.items():
        if member.status == "here":
            times = kindly.times_of(session, workspace, person)
            wanted.append(min(last, _after_shift(times, at, zone, counts)))
    found = _tenth(_on_or_after(day_of(max(wanted), zone), counts), zone)
    found = max(found, *wanted) if counts(day_of(max(wanted), zone)) else found
    return found if found > closes else None


def _after_shift(times: PersonTimes, at: datetime, zone: str, counts: Callable[[date], bool]) -> datetime:
    """Ten o'clock on the working day after a person's next whole shift."""
    day = day_of(at, times.zone) + _DAY
    end = day + FAR
    while day < end and opening(times, day) is None:
        day += _DAY
    return _tenth(_nth(day, 1, counts), zone)


def _nth(day: date, count: int, counts: Callable[[date], bool]) -> date:
    for _ in range(count):
        day = _on_or_after(day + _DAY, counts)
    return day


def _on_or_after(day: date, counts: Callable[[date], bool]) -> date:
    end = day + FAR
    while day < end and not counts(day):
        day += _DAY
    return day


def _touched(day: date, zone: str, quiet: tuple[Period, ...]) -> bool:
    """Whether a quiet time takes a part of a day's working hours."""
    since, until = at_wall(day, WORK_FROM, zone), at_wall(day, WORK_TO, zone)
    return any(period.since < until and since < period.until for period in quiet)


def _tenth(day: date, zone: str) -> datetime:
    return at_wall(day, MORNING, zone)
