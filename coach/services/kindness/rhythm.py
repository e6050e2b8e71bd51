"""How often a check-in comes: an RFC 5545 rule in an IANA zone, its next moment, its words."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from dateutil.rrule import rrulestr

from coach.errors import CoachError
from coach.services.kindness.wall import DAYS, at_wall, utc, zone_words
from coach.words.days import zone_of

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
LAST_DAY = -1
MOST_WEEKS = 52
SPREAD = 300
"""Seconds over which the Monday-09:00 herd is spread (engine.md, section 4)."""

Kind = Literal["weeks", "weekday", "date"]

_RULE = re.compile(r"DTSTART:(\d{8}T\d{6})\nRRULE:FREQ=(WEEKLY|MONTHLY);(\S+)")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, on which day, at what hour on the wall of which zone, counted from the day `first`.

    kind "weeks": `every` 1 to 52 weeks on `weekday` (Monday is 0) · "weekday": the `nth` (1 to 4, or -1 for the
    last) `weekday` of each month · "date": `day` 1 to 31 of each month, -1 for its last day; where a month has
    no such day, its last. ValueError for anything else. Seconds are not kept.
    """

    kind: Kind
    at: time
    zone: str
    first: date
    weekday: int = 0
    every: int = 1
    nth: int = 1
    day: int = 1

    def __post_init__(self) -> None:
        day_fits = self.day == LAST_DAY or 1 <= self.day <= 31
        if not (0 <= self.weekday <= 6 and 1 <= self.every <= MOST_WEEKS and self.nth in NTH and day_fits):
            raise ValueError("There is no such day or number of weeks.")
        object.__setattr__(self, "at", self.at.replace(second=0, microsecond=0, tzinfo=None, fold=0))

    @property
    def rule(self) -> str:
        """The RFC 5545 text to store beside `zone`: DTSTART on the wall, and RRULE."""
        start = datetime.combine(self.first, self.at).strftime("%Y%m%dT%H%M%S")
        return f"DTSTART:{start}\nRRULE:{_parts(self)}"

    @property
    def words(self) -> str:
        """The rhythm as people say it: "every second Tuesday at 09:30, London time"."""
        return f"{_day_words(self)} at {self.at.strftime('%H:%M')}, {zone_words(self.zone)}"


def rhythm_of(rule: str, zone: str) -> Rhythm:
    """Return the rhythm that was stored as rule and zone; CoachError when the rule is not one of ours."""
    found = _RULE.fullmatch(rule.strip())
    if found:
        start = datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        parts = dict(part.split("=", 1) for part in found[3].split(";") if "=" in part)
        try:
            rhythm = _read(found[2], parts, start, zone)
        except (KeyError, ValueError):
            rhythm = None
        if rhythm is not None and rhythm.rule == rule.strip():
            return rhythm
    raise CoachError("rhythm_unknown", "I can't read how often this check-in comes. Set it again: /coach checkin")


def next_after(rhythm: Rhythm, moment: datetime, *, spread_for: str = "") -> datetime:
    """Return the next time of a rhythm, in UTC, strictly after a moment.

    The hour on the wall is kept when clocks change: an hour that comes twice counts once, the first time; one
    that is left out comes with the offset before the leap (`wall.at_wall`). With `spread_for`, a project's id,
    each time comes up to 5 minutes later, always by the same number of seconds. Recompute after the zone or the
    time zone data have changed.
    """
    after = utc(moment)
    later = timedelta(seconds=spread_of(spread_for))
    rule = rrulestr(rhythm.rule)
    wall = after.astimezone(zone_of(rhythm.zone)).replace(tzinfo=None) - timedelta(days=2)
    while (found := rule.after(wall)) is not None:
        due = at_wall(found.date(), found.time(), rhythm.zone) + later
        if due > after:
            return due
        wall = found
    raise ValueError("The calendar has no later day.")


def spread_of(project: str) -> int:
    """Return the seconds, 0 to 300, by which a project's times are spread; 0 for an empty id."""
    if not project:
        return 0
    return int.from_bytes(hashlib.sha256(project.encode()).digest()[:4], "big") % (SPREAD + 1)


def ordinal(number: int) -> str:
    """Return "1st", "2nd", "3rd", "11th", "22nd"."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _parts(rhythm: Rhythm) -> str:
    code = DAY_CODES[rhythm.weekday]
    if rhythm.kind == "weeks":
        return f"FREQ=WEEKLY;INTERVAL={rhythm.every};BYDAY={code}"
    if rhythm.kind == "weekday":
        return f"FREQ=MONTHLY;BYDAY={rhythm.nth}{code}"
    if rhythm.day <= 28:
        return f"FREQ=MONTHLY;BYMONTHDAY={rhythm.day}"
    # RFC 5545 skips a month without such a day: offer it 28 to n and take the last that it has.
    days = ",".join(str(day) for day in range(28, rhythm.day + 1))
    return f"FREQ=MONTHLY;BYMONTHDAY={days};BYSETPOS=-1"


def _read(freq: str, parts: dict[str, str], start: datetime, zone: str) -> Rhythm:
    at, first = start.time(), start.date()
    if freq == "WEEKLY":
        weekday = DAY_CODES.index(parts["BYDAY"])
        return Rhythm("weeks", at, zone, first, weekday=weekday, every=int(parts["INTERVAL"]))
    if "BYDAY" in parts:
        code = parts["BYDAY"]
        return Rhythm("weekday", at, zone, first, weekday=DAY_CODES.index(code[-2:]), nth=int(code[:-2]))
    return Rhythm("date", at, zone, first, day=int(parts["BYMONTHDAY"].rsplit(",", 1)[-1]))


def _day_words(rhythm: Rhythm) -> str:
    day = DAYS[rhythm.weekday]
    if rhythm.kind == "weeks":
        return {1: f"every {day}", 2: f"every second {day}"}.get(rhythm.every, f"every {rhythm.every} weeks on {day}")
    if rhythm.kind == "weekday":
        return f"the {NTH[rhythm.nth]} {day} of each month"
    if rhythm.day in (LAST_DAY, 31):
        return "the last day of each month"
    return f"the {ordinal(rhythm.day)} of each month" + (" (or its last day)" if rhythm.day > 28 else "")
