"""A person's times from one typed line: "not before 9, days mon tue thu, nights until 12 dec, holidays scotland"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from coach.services.kindness.calendars import calendar_named
from coach.services.kindness.dates import read_date, read_length, read_span
from coach.services.kindness.person import Leave, PersonTimes
from coach.services.kindness.reading import number_of, read_time, read_weekdays, read_zone, tidy, unread, unsure
from coach.words import quoted
from coach.words.days import day_of

EXAMPLE = "not before 9, not after 17:30, days mon tue thu, holidays scotland, leave 3 aug to 17 aug, limit 2"
HIGHEST = 50
"""More a week than anybody could be sent: a larger number is a slip of the finger."""

_WORDS = re.compile(
    r"(?:^|(?<=[\s,;]))(?P<word>not before|not after|hours|(?:on )?nights?|(?:working )?days"
    r"|(?:bank )?holidays?|(?:on )?leave|away|(?:weekly )?(?:limit|ceiling)|(?:time ?)?zone)\b"
)
_LASTING = ("leave", "away", "nights", "night")
_OFF = {"off", "none", "over", "no"}


def read_times(text: str, times: PersonTimes, now: datetime) -> PersonTimes:
    """Return a person's times with what they typed; several settings may stand in one line.

    not before HOUR · not after HOUR · hours 9 to 17, hours any · days mon tue thu · nights until DAY, nights off ·
    leave DAY to DAY, leave off, away until DAY (back on it) · holidays NAME, holidays none ·
    limit N (0 or off: none) · zone NAME.
    CoachError naming the first part that could not be read; then nothing is changed.
    """
    bare = tidy(text)
    found = _parts(bare)
    before = bare[: found[0].start()] if found else bare
    if before.strip(" ,;"):
        raise unread(before, EXAMPLE)
    if not found:
        raise unread("", EXAMPLE)
    ends = [match.start() for match in found[1:]] + [len(bare)]
    for match, end in zip(found, ends, strict=True):
        said = re.sub(r"(?:[\s,;]|\band)+$", "", bare[match.end() : end]).strip(" :")
        times = _READERS[match["word"].split()[-1].removesuffix("s")](said, times, day_of(now, times.zone))
    return times


def _parts(bare: str) -> list[re.Match[str]]:
    """Where each setting starts; the "days" of "leave 10 days" starts none."""
    found: list[re.Match[str]] = []
    for match in _WORDS.finditer(bare):
        counted = number_of((bare[: match.start()].split() or [""])[-1]) is not None
        if not (match["word"] == "days" and counted and found and found[-1]["word"].endswith(_LASTING)):
            found.append(match)
    return found


def _not_before(said: str, times: PersonTimes, today: date) -> PersonTimes:
    return replace(times, not_before=read_time(said, "not before 9"))


def _not_after(said: str, times: PersonTimes, today: date) -> PersonTimes:
    return replace(times, not_after=_evening(said, times.not_before, "not after 17:30"))


def _hours(said: str, times: PersonTimes, today: date) -> PersonTimes:
    if said in {"any", "any time", "off", "all"}:
        return replace(times, not_before=time(), not_after=time())
    parts = re.split(r"\s*(?:\bto\b|\buntil\b|-|–)\s*", said.removeprefix("from "))
    if len(parts) != 2:
        raise unread(said, "hours 9 to 17")
    first = read_time(parts[0], "hours 9 to 17")
    if re.fullmatch(r"\d{1,2}", parts[1]) and int(parts[1]) <= first.hour and int(parts[1]) in range(1, 12):
        parts[1] = f"{parts[1]}pm"  # "9 to 5" is said by everybody
    return replace(times, not_before=first, not_after=read_time(parts[1], "hours 9 to 17"))


def _evening(said: str, first: time, example: str) -> time:
    """An hour to end on: a bare one that would come before the start may be meant for the evening."""
    last = read_time(said, example)
    if said.isdecimal() and len(said) < 3 and last.hour < 12 and last <= first:
        raise unsure(said, last.hour)
    return last


def _days(said: str, times: PersonTimes, today: date) -> PersonTimes:
    return replace(times, working_days=read_weekdays(said, "days mon tue thu"))


def _nights(said: str, times: PersonTimes, today: date) -> PersonTimes:
    if said in _OFF:
        return replace(times, nights_until=None)
    word = re.sub(r"^(?:until|till|to) ", "", said)
    after = read_length(word, today)
    last = after - timedelta(days=1) if after else read_date(word, today, "nights until 12 dec")
    return replace(times, nights_until=last)


def _leave(said: str, times: PersonTimes, today: date) -> PersonTimes:
    if said in _OFF:
        return replace(times, leave=())
    first, last = read_span(said, today)
    kept = (leave for leave in times.leave if leave.last >= today)
    return replace(times, leave=tuple(sorted({*kept, Leave(first, last)}, key=lambda leave: leave.first)))


def _away(said: str, times: PersonTimes, today: date) -> PersonTimes:
    """Away until a day is leave that ends the day before: people name the day they are back."""
    found = re.match(r"(?:from )?(?:until|till|back(?: on)?) ", said)
    if found is None:
        return _leave(said, times, today)
    back = read_date(said[found.end() :], today, "away until 17 aug")
    if back <= today:
        raise unread(said, "away until 17 aug", said="That day is today already.")
    return _leave(f"{today.isoformat()} to {(back - timedelta(days=1)).isoformat()}", times, today)


def _holidays(said: str, times: PersonTimes, today: date) -> PersonTimes:
    return replace(times, calendar=calendar_named(said))


def _limit(said: str, times: PersonTimes, today: date) -> PersonTimes:
    word = re.sub(r"(?: (?:a|per|each|every))? week$", "", said)
    number = 0 if word in _OFF else number_of(word)
    if number is None or number > HIGHEST:
        raise unread(said, "limit 2", said=f"I couldn't read the number in {quoted(said)}." if said else "")
    return replace(times, weekly_ceiling=number)


def _zone(said: str, times: PersonTimes, today: date) -> PersonTimes:
    return replace(times, zone=read_zone(said))


_READERS: dict[str, Callable[[str, PersonTimes, date], PersonTimes]] = {
    "before": _not_before,
    "after": _not_after,
    "hour": _hours,
    "day": _days,
    "night": _nights,
    "leave": _leave,
    "away": _away,
    "holiday": _holidays,
    "limit": _limit,
    "ceiling": _limit,
    "zone": _zone,
    "timezone": _zone,
}
