"""When things close and come back: ten o'clock on working days in a project's own time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

MORNING = time(10)
AFTERNOON = time(16)
LONGEST = 5  # a step stays open until its fifth working day at most
SOME_HOURS = timedelta(hours=4)
_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def zone_of(name: str) -> tzinfo:
    """The time zone of an IANA name; UTC when there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def is_working(day: date) -> bool:
    """Whether a day is from Monday to Friday."""
    return day.weekday() < 5


def at_hour(day: date, zone: str, hour: time = MORNING) -> datetime:
    """A day at ten (or another hour) in a zone, as an aware UTC moment."""
    return datetime.combine(day, hour, zone_of(zone)).astimezone(UTC)


def working_day_after(moment: datetime, zone: str, count: int) -> datetime:
    """Ten o'clock on the count-th working day after a moment's day; the day itself is not counted."""
    day = moment.astimezone(zone_of(zone)).date()
    for _ in range(count):
        day += _DAY
        while not is_working(day):
            day += _DAY
    return at_hour(day, zone)


def working_day_before(moment: datetime, zone: str) -> datetime:
    """Ten o'clock on the last working day before a moment's day."""
    day = moment.astimezone(zone_of(zone)).date() - _DAY
    while not is_working(day):
        day -= _DAY
    return at_hour(day, zone)


def closing_time(opened: datetime, zone: str) -> datetime:
    """When a step closes: ten on the second working day, so that everyone asked has had one whole working day."""
    return working_day_after(opened, zone, 2)


def in_time_for(day: date, closes: datetime, at: datetime, zone: str) -> datetime:
    """A closing that is over before a day: four on the working day before it, if people have some hours till then."""
    before = working_day_before(at_hour(day, zone), zone).astimezone(zone_of(zone)).date()
    last = at_hour(before, zone, AFTERNOON)
    return min(closes, last) if last - at >= SOME_HOURS else closes


def moved(closes: datetime, opened: datetime, asked: datetime, zone: str) -> datetime:
    """A closing time moved for somebody asked later: they get a working day too, up to the step's fifth."""
    latest = working_day_after(opened, zone, LONGEST)
    return max(closes, min(closing_time(asked, zone), latest))


def half_way(opened: datetime, closes: datetime, zone: str) -> datetime | None:
    """The moment for one nudge: the middle, moved into a working day's hours; None when that is too late."""
    middle = opened + (closes - opened) / 2
    local = middle.astimezone(zone_of(zone))
    if not (is_working(local.date()) and MORNING <= local.time() <= AFTERNOON):
        middle = working_day_after(middle - _DAY if local.time() < MORNING else middle, zone, 1)
    return middle if middle < closes else None


def working_days_between(earlier: datetime, later: datetime, zone: str) -> int:
    """How many whole working days lie between two moments (the same hour counts as whole)."""
    count, moment = 0, earlier.astimezone(zone_of(zone))
    last = later.astimezone(zone_of(zone))
    while moment + _DAY <= last and count < 1000:
        moment += _DAY
        count += is_working(moment.date())
    return count


def day_of(value: object) -> date | None:
    """The date in an answer: an ISO date or moment as text, else None."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None
