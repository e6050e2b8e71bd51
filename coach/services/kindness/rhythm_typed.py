"""How often a check-in comes, from short typed words: "weekly tue 9:30", "monthly first monday 9", "off"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from coach.errors import CoachError
from coach.services.kindness.reading import (
    DAY,
    NUMBERS,
    is_zone,
    number_of,
    read_time,
    read_weekday,
    read_zone,
    tidy,
    unread,
)
from coach.services.kindness.rhythm import LAST_DAY, MOST_WEEKS, NTH, Rhythm, next_after
from coach.words import quoted
from coach.words.days import day_of

EXAMPLE = "weekly tue 9:30, fortnightly monday 10am, every 3 weeks friday 14:00, monthly first monday 9, monthly 15th"
AT = time(10)
"""The hour when none is typed."""
OFF = {"off", "none", "never", "stop", "no check-in", "no check-ins", "no checkin"}

_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_NTH_DAY = re.compile(rf"\b({'|'.join(_ORDINALS)}|fifth|5th) ({DAY})\b")
_EVERY_NTH = re.compile(rf"\bevery (third|3rd|fourth|4th|fifth|5th) ({DAY})\b")
_FORTNIGHT = re.compile(r"\b(?:fortnightly|every fortnight|every (?:other|second|2nd)(?: week)?)\b")
_WEEKS = re.compile(rf"\bevery (\d+|{'|'.join(NUMBERS[1:])}) weeks?\b")
_WEEKLY = re.compile(rf"\b(?:weekly|(?:every|each|once a) week|every(?= {DAY}\b))")
_MONTHLY = re.compile(r"\b(?:monthly|(?:of )?(?:every|each|the|once a|a) month|every(?= (?:first|1st|last)))\b")
_LAST_DAY = re.compile(r"\blast(?: day)?\b")
_DATE = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b|\b(\d{1,2})(?![\d:.]|\s*[ap]m)\b")
_FILLERS = re.compile(r"\b(?:on|at|the|of|o'clock|and|day|month|please)\b|,")


class _Left(NamedTuple):
    """What was read so far: the days, and the words not read yet."""

    rhythm: dict[str, int | str]
    words: str


def read_rhythm(text: str, *, zone: str, now: datetime) -> Rhythm | None:
    """Read how often, day and hour (10:00 if none is typed); None for "off".

    A zone may be typed after them ("Europe/Madrid", "Madrid time"). Counting starts with the next such day after
    `now`. CoachError with an example when it cannot be read, or says less or more than one rhythm.
    """
    bare = tidy(text)
    if bare in OFF:
        return None
    bare, place = _take_zone(bare, zone)
    left = _days(bare, text)
    rest = " ".join(_FILLERS.sub(" ", left.words).split())
    at = read_time(rest, EXAMPLE) if rest else AT
    return _counted(left.rhythm, at, place, now)


def _days(bare: str, text: str) -> _Left:
    if found := _EVERY_NTH.search(bare):
        weeks = number_of(re.sub(r"\D", "", found[1])) or {"third": 3, "fourth": 4}.get(found[1], 5)
        nth = f"monthly {found[1]} {found[2]}" if weeks < 5 else f"monthly last {found[2]}"
        said = f"{quoted(found[0])} could mean two things."
        raise unread(text, f"every {weeks} weeks {found[2]}, or: {nth}", said=said)
    nth_day = _NTH_DAY.search(bare)
    fortnight = _FORTNIGHT.search(bare)
    if fortnight is None and ((monthly := _MONTHLY.search(bare)) or nth_day):
        return _month(_without(bare, monthly), text)
    weeks, found = 1, _WEEKLY.search(bare)
    if fortnight:
        weeks, found = 2, fortnight
    elif counted := _WEEKS.search(bare):
        weeks, found = number_of(counted[1]) or 0, counted
    if found is None and not re.fullmatch(rf"(?:on )?{DAY}\b.*", bare):
        raise unread(text, EXAMPLE, said=f"I couldn't read how often in {quoted(text)}." if bare else "")
    if not 1 <= weeks <= MOST_WEEKS:
        raise unread(text, EXAMPLE, said=f"A check-in can come every 1 to {MOST_WEEKS} weeks.")
    return _week(_without(bare, found), weeks, text)


def _week(bare: str, weeks: int, text: str) -> _Left:
    days = list(re.finditer(rf"\b{DAY}\b", bare))
    if not days:
        raise unread(text, EXAMPLE, said=f"I couldn't find a day of the week in {quoted(text)}.")
    if len(days) > 1:
        raise unread(text, EXAMPLE, said="A check-in has one day.")
    weekday = read_weekday(days[0][0]) or 0
    return _Left({"kind": "weeks", "every": weeks, "weekday": weekday}, _without(bare, days[0]))


def _month(bare: str, text: str) -> _Left:
    if found := _NTH_DAY.search(bare):
        nth, weekday = _ORDINALS.get(found[1]), read_weekday(found[2]) or 0
        if nth not in NTH:
            raise unread(text, f"monthly last {found[2]}", said=f"Not every month has a {found[1]} one.")
        return _Left({"kind": "weekday", "nth": nth, "weekday": weekday}, _without(bare, found))
    if found := _LAST_DAY.search(bare):
        return _Left({"kind": "date", "day": LAST_DAY}, _without(bare, found))
    found = _DATE.search(bare)
    if found is None:
        raise unread(text, EXAMPLE, said=f"I couldn't find a day of the month in {quoted(text)}.")
    day = int(found[1] or found[2])
    if not 1 <= day <= 31:
        raise unread(text, EXAMPLE, said=f"No month has a day {day}.")
    return _Left({"kind": "date", "day": day}, _without(bare, found))


def _counted(days: dict[str, int | str], at: time, zone: str, now: datetime) -> Rhythm:
    """The rhythm, counted from its next day: fortnights start with the next such weekday."""
    today = day_of(now, zone)
    rhythm = _made(days, at, zone, today)
    if rhythm.kind != "weeks":
        return rhythm
    every_week = _made({**days, "every": 1}, at, zone, today - timedelta(days=7))
    return _made(days, at, zone, day_of(next_after(every_week, now), zone))


def _made(days: dict[str, int | str], at: time, zone: str, first: date) -> Rhythm:
    numbers = {name: int(number) for name, number in days.items() if name != "kind"}
    if days["kind"] == "weeks":
        return Rhythm("weeks", at, zone, first, **numbers)
    return Rhythm("weekday" if days["kind"] == "weekday" else "date", at, zone, first, **numbers)


def _take_zone(bare: str, zone: str) -> tuple[str, str]:
    """The words without the zone at their end, and that zone, or the one given."""
    words = bare.split()
    for count in (4, 3, 2, 1):
        tail = " ".join(words[-count:])
        named = "/" in tail or tail.endswith(" time")
        if named and len(words) > count and is_zone(tail):
            return " ".join(words[:-count]).rstrip(","), read_zone(tail)
    if words and re.fullmatch(r"[a-z_]+(?:/[a-z_+-]+)+|time", words[-1]):
        raise _no_zone(words[-1] if words[-1] != "time" else " ".join(words[-2:]))
    return bare, zone


def _no_zone(text: str) -> CoachError:
    return unread(text, "weekly tue 9:30 Europe/Madrid", said=f"I don't know the time zone {quoted(text)}.")


def _without(text: str, found: re.Match[str] | None) -> str:
    return text if found is None else f"{text[: found.start()]} {text[found.end() :]}"
