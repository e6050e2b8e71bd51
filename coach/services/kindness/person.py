"""A person's times, and the first kind moment for something that the coach starts itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from coach.services.kindness.calendars import NONE, calendar_for, holiday_on
from coach.services.kindness.wall import LONG_AGO, Period, at_wall, merged, past, utc
from coach.words.days import day_of

WEEKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))
CEILING = 3
"""What the coach starts itself, at most, in one person's week over all projects (peers.md 6.6)."""

NIGHT_FROM, NIGHT_TO = time(19), time(21)
"""On nights a person sleeps by day and works from about 20:00 to 07:00: the coach writes as the evening starts."""
RESTED = time(14)
"""On the day after the last night nobody is written to before this hour."""

HORIZON = 800
"""Days looked through, leave not counted, before working days and bank holidays are set aside."""

DayOff = Literal["", "leave", "holiday", "day"]


@dataclass(frozen=True, slots=True)
class Leave:
    """Days away, the first and the last both included; ValueError when the last comes before the first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("Leave ends before it begins.")


@dataclass(frozen=True, slots=True)
class PersonTimes:
    """When a person may be written to: days, hours and dates are wall time in `zone`.

    `working_days` counts Monday as 0. Both ends of the hours are allowed; `not_before` after `not_after` is a
    stretch over midnight that belongs to the day it starts on; both alike is the whole day. `nights_until` and
    leave are dates that are included. `weekly_ceiling` 0 is no ceiling. `paused_until` is their own quiet time.
    """

    zone: str = "Europe/London"
    working_days: frozenset[int] = WEEKDAYS
    not_before: time = time(8)
    not_after: time = time(18)
    nights_until: date | None = None
    leave: tuple[Leave, ...] = ()
    calendar: str = "England"
    weekly_ceiling: int = CEILING
    paused_until: datetime | None = None

    def __post_init__(self) -> None:
        if self.weekly_ceiling < 0 or not self.working_days <= EVERY_DAY:
            raise ValueError("A ceiling is 0 or more; a day of the week is 0 to 6.")
        if self.paused_until is not None:
            object.__setattr__(self, "paused_until", utc(self.paused_until))


def first_times(zone: str) -> PersonTimes:
    """Return the times of somebody who has said nothing yet, from Slack's zone for them."""
    return PersonTimes(zone=zone, calendar=calendar_for(zone))


def kind_moment(times: PersonTimes, due: datetime, *, quiet_periods: Iterable[Period] = ()) -> datetime:
    """Return the first allowed moment at or after `due`, in UTC: never earlier, and there always is one.

    With no working days at all every day counts as one, and `person_words.settings_words` tells the person so;
    with working days that are always bank holidays these are set aside too. Hours, leave and quiet times hold.
    """
    quiet = _quiet(times, quiet_periods)
    start = past(quiet, utc(due))
    found = _search(times, start, quiet)
    if found is None:
        found = _search(replace(times, working_days=EVERY_DAY, calendar=NONE), start, quiet)
    return start if found is None else found


def kind_now(times: PersonTimes, moment: datetime, *, quiet_periods: Iterable[Period] = ()) -> bool:
    """Say whether this very moment is a kind one: ask again just before sending."""
    return kind_moment(times, moment, quiet_periods=quiet_periods) == utc(moment)


def leave_on(times: PersonTimes, day: date) -> Leave | None:
    """Return the leave that a day belongs to, the one that lasts longest if there are several."""
    return max((leave for leave in times.leave if leave.first <= day <= leave.last), key=_last, default=None)


def day_off(times: PersonTimes, day: date) -> DayOff:
    """Return why nobody writes to the person on a day, empty when it is a working day."""
    if leave_on(times, day) is not None:
        return "leave"
    if times.working_days and day.weekday() not in times.working_days:
        return "day"
    return "holiday" if holiday_on(times.calendar, day) else ""


def on_nights(times: PersonTimes, day: date) -> bool:
    """Say whether the person works nights on that day."""
    return times.nights_until is not None and day <= times.nights_until


def after_nights(times: PersonTimes, day: date) -> bool:
    """Say whether the person came off their last night that morning."""
    return times.nights_until is not None and day == times.nights_until + timedelta(days=1)


def opening(times: PersonTimes, day: date) -> tuple[datetime, datetime] | None:
    """Return the first and the last allowed moment of a working day, both included; None when it has none."""
    if day_off(times, day):
        return None
    start, end = times.not_before, times.not_after
    if on_nights(times, day):
        start, end = NIGHT_FROM, NIGHT_TO
    over_midnight = end <= start
    if after_nights(times, day) and not over_midnight:
        start = max(start, RESTED)
    first = at_wall(day, start, times.zone)
    last = at_wall(day + timedelta(days=1) if over_midnight else day, end, times.zone)
    return (first, last) if first <= last else None


def _search(times: PersonTimes, start: datetime, quiet: tuple[Period, ...]) -> datetime | None:
    """Walk day by day from the day before (its hours may reach over midnight) to the first that has room."""
    moment = start
    day = day_of(start, times.zone) - timedelta(days=1)
    for _ in range(HORIZON + len(times.leave) + 2 * len(quiet)):
        leave = leave_on(times, day)
        if leave is not None:
            day = leave.last
        elif (hours := opening(times, day)) is not None and moment <= hours[1]:
            moment = past(quiet, max(moment, hours[0]))
            if moment <= hours[1]:
                return moment
            day = max(day, day_of(moment, times.zone) - timedelta(days=2))
        day += timedelta(days=1)
    return None


def _quiet(times: PersonTimes, periods: Iterable[Period]) -> tuple[Period, ...]:
    own = () if times.paused_until is None else (Period(LONG_AGO, max(LONG_AGO, times.paused_until)),)
    return merged((*periods, *own))


def _last(leave: Leave) -> date:
    return leave.last
