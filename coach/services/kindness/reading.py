"""Short typed words for hours, days of the week and zones; an error names what could not be read, and an example."""

from __future__ import annotations

import re
from datetime import time
from functools import cache
from zoneinfo import available_timezones

from coach.errors import CoachError
from coach.services.kindness.wall import DAYS
from coach.words import quoted

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
"""A day of the week, short or long, as a pattern."""

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?|(\d{2})(\d{2})")
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_IN_FULL = {"wk": "week", "wks": "weeks", "mth": "month", "mths": "months", "nxt": "next", "xmas": "christmas"}
_IN_FULL |= dict.fromkeys(("tmrw", "tmr", "tomoz", "tomoro", "2moro", "2morrow", "tomorow"), "tomorrow")
_UNSURE = range(1, 7)
"""A bare hour in this range may be meant for the afternoon: better asked than guessed."""
_AREAS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
_ALSO = {"uk": "Europe/London", "england": "Europe/London", "bst": "Europe/London", "utc": "UTC", "gmt": "GMT"}


def unread(text: str, example: str, *, said: str = "") -> CoachError:
    """Return the error for words that could not be read: what they were, then an example of what can be."""
    why = said or (f"I couldn't read {quoted(text)}." if text.strip() else "I need a little more.")
    return CoachError("cannot_read", f"{why} Try it like this: {example}")


def tidy(text: str) -> str:
    """Return typed words small, with single spaces, without fancy marks or a stop at the end; short ones in full."""
    small = text.casefold().replace("’", "'").replace("a.m.", "am").replace("p.m.", "pm")
    return " ".join(_IN_FULL.get(word, word) for word in small.split()).rstrip(" .!?")


def number_of(word: str) -> int | None:
    """Return a count in figures or in words ("a" is one); None when it is neither."""
    if word.isdecimal():
        return int(word)
    if word in {"a", "an"}:
        return 1
    return NUMBERS.index(word) if word in NUMBERS[1:] else None


def read_time(text: str, example: str) -> time:
    """Read an hour: "9", "9:30", "9.30", "0930", "10am", "2 pm", "noon"; CoachError when it is none or unsure."""
    bare = tidy(text)
    if bare in _NAMED:
        return _NAMED[bare]
    found = _CLOCK.fullmatch(bare)
    if found is None:
        raise unread(text, example)
    hour, minute, half = int(found[1] or found[4]), int(found[2] or found[5] or 0), found[3]
    if not half and len(bare) == 1 and hour in _UNSURE:
        raise unsure(bare, hour)
    if half:
        if not 1 <= hour <= 12:
            raise unread(text, example, said=f"There is no {quoted(text)} on a clock.")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise unread(text, example, said=f"There is no {quoted(text)} on a clock.")
    return time(hour, minute)


def unsure(text: str, hour: int) -> CoachError:
    """Return the error for an hour that may be meant for the morning or the evening."""
    return CoachError(
        "which_half",
        f"{quoted(text)} could be {hour:02}:00 or {hour + 12}:00. Type {hour}am or {hour + 12}:00.",
    )


def read_weekday(word: str) -> int | None:
    """Return a day of the week, Monday as 0, from "tue", "tuesday" or "tuesdays"; None when it is none."""
    return _weekday(word) if re.fullmatch(DAY, word) else None


def read_weekdays(text: str, example: str) -> frozenset[int]:
    """Read days of the week: "mon tue thu", "mon-fri", "monday to friday", "weekdays", "every day"; else CoachError."""
    bare = tidy(text)
    if bare in {"every day", "all", "all week", "any", "any day"}:
        return frozenset(range(7))
    if bare in {"weekdays", "working days"}:
        return frozenset(range(5))
    bare = re.sub(rf"({DAY})\s*(?:to|until|-|–)\s*({DAY})", r"\1-\2", bare)
    found: set[int] = set()
    for word in re.sub(r"[,;&+/]|\band\b", " ", bare).split():
        first, _, last = word.partition("-")
        start, end = read_weekday(first), read_weekday(last or first)
        if start is None or end is None:
            raise unread(word, example)
        found |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    if not found:
        raise unread(text, example)
    return frozenset(found)


def read_zone(text: str, example: str = "zone Europe/Madrid") -> str:
    """Read a time zone: an IANA name, or its city: "Europe/Madrid", "madrid", "New York time"; else CoachError."""
    bare = tidy(text).removesuffix(" time").strip().replace(" ", "_")
    found = _zones().get(bare)
    if found is None:
        raise unread(text, example, said=f"I don't know the time zone {quoted(text)}.")
    return found


def is_zone(text: str) -> bool:
    """Say whether words name a time zone."""
    return tidy(text).removesuffix(" time").strip().replace(" ", "_") in _zones()


def _weekday(word: str) -> int:
    return next(place for place, day in enumerate(DAYS) if day.casefold().startswith(word[:3]))


@cache
def _zones() -> dict[str, str]:
    """Every zone by its small name, and by its city alone where only one has it."""
    names = sorted(available_timezones())
    cities: dict[str, list[str]] = {}
    for name in names:
        area, _, city = name.partition("/")
        if city and area in _AREAS:
            cities.setdefault(city.rsplit("/", 1)[-1].casefold(), []).append(name)
    found = {city: zones[0] for city, zones in cities.items() if len(zones) == 1}
    return found | {name.casefold(): name for name in names} | _ALSO
