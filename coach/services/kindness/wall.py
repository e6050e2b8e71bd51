"""Wall time and UTC: the one place where a day and an hour somewhere become a moment, and spans of moments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from coach.words.days import zone_of

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""The beginning of a span that has no beginning of its own."""


def utc(moment: datetime) -> datetime:
    """Return a moment in UTC; ValueError for one without a zone, which nobody could place."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment.astimezone(UTC)


def at_wall(day: date, at: time, zone: str) -> datetime:
    """Return the one moment when the wall clock of a zone shows this day and hour.

    RFC 5545, 3.3.5: an hour that comes twice (clocks go back) is its first coming; one that is left out
    (clocks go forward) is read with the offset before the leap, so 01:30 becomes 02:30 summer time.
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=zone_of(zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of moments in UTC: `since` is in it, `until` no more. ValueError when a zone is missing."""

    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "since", utc(self.since))
        object.__setattr__(self, "until", utc(self.until))

    def holds(self, moment: datetime) -> bool:
        """Say whether a moment is in it."""
        return self.since <= moment < self.until


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return spans in order of time, those that touch or overlap made one, empty ones left out."""
    found: list[Period] = []
    for period in sorted((p for p in periods if p.since < p.until), key=lambda p: p.since):
        if found and period.since <= found[-1].until:
            found[-1] = Period(found[-1].since, max(found[-1].until, period.until))
        else:
            found.append(period)
    return tuple(found)


def past(periods: Iterable[Period], moment: datetime) -> datetime:
    """Return the moment itself, or the end of the merged span that holds it."""
    return next((period.until for period in periods if period.holds(moment)), moment)


def week_of(moment: datetime, zone: str) -> Period:
    """Return the week that a moment falls in there, from Monday 00:00 to Monday 00:00 on the wall."""
    day = utc(moment).astimezone(zone_of(zone)).date()
    monday = day - timedelta(days=day.weekday())
    return Period(at_wall(monday, time(), zone), at_wall(monday + timedelta(days=7), time(), zone))


def zone_words(zone: str) -> str:
    """Return a zone as people say it: "London time", "New York time", "UTC"."""
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    return city if "/" not in zone or zone.startswith("Etc/") else f"{city} time"
