"""The weekly ceiling: of what the coach wants to start with a person, what goes now and what waits in one digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from coach.services.kindness.person import PersonTimes, kind_moment
from coach.services.kindness.wall import Period, utc, week_of

SOON, USUAL, SOMETIME = 0, 1, 2
"""How pressing a wish is: something closes today or tomorrow, the usual, whenever there is room."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One message that the coach would start: its key, when it was due, how pressing (0 first).

    `safety` marks "did anything go wrong or nearly?" after a test: it is never held back, though it counts.
    """

    key: str
    due: datetime
    pressing: int = USUAL
    safety: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What goes now, each by itself; what is folded into one digest; when that digest goes (None without one)."""

    now: tuple[Wanted, ...] = ()
    digest: tuple[Wanted, ...] = ()
    digest_at: datetime | None = None


def sent_this_week(times: PersonTimes, sent: Iterable[datetime], now: datetime) -> int:
    """Count what the coach started in the person's own week, Monday to Sunday on their wall, up to now."""
    week = week_of(now, times.zone)
    return sum(1 for moment in sent if week.since <= utc(moment) <= utc(now))


def share(
    times: PersonTimes,
    sent: Iterable[datetime],
    wanted: Iterable[Wanted],
    now: datetime,
    *,
    quiet_periods: Iterable[Period] = (),
) -> Share:
    """Share out a week's room over all projects, most pressing first, then longest due.

    The digest is a message too and counts as one, so a ceiling of 3 is never 3 and a digest. Room for all: all
    go. Room for some: the last place is the digest's, now. No room: the digest waits for the first kind moment
    of the person's next week. A ceiling of 0 holds nothing back. `now` should itself be a kind moment.
    """
    ordered = sorted(wanted, key=lambda one: (not one.safety, one.pressing, utc(one.due), one.key))
    must = [one for one in ordered if one.safety]
    rest = [one for one in ordered if not one.safety]
    room = max(0, times.weekly_ceiling - sent_this_week(times, sent, now) - len(must))
    if times.weekly_ceiling == 0 or len(rest) <= room:
        return Share(tuple(ordered))
    if room:
        return Share((*must, *rest[: room - 1]), tuple(rest[room - 1 :]), utc(now))
    next_week = week_of(now, times.zone).until
    return Share(tuple(must), tuple(rest), kind_moment(times, next_week, quiet_periods=quiet_periods))
