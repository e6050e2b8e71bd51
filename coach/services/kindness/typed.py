"""What people type after /coach quiet: for whom, until when, or off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from coach.services.kindness.dates import read_date, read_length
from coach.services.kindness.pauses import Scope
from coach.services.kindness.reading import number_of, tidy, unread
from coach.services.kindness.wall import at_wall, utc
from coach.words.days import day_of

QUIET_EXAMPLE = "quiet until friday, quiet today, quiet team 2 weeks, quiet everyone until 5 jan, quiet off"
LONGEST = timedelta(days=366)

_SCOPES: tuple[tuple[Scope, re.Pattern[str]], ...] = (
    ("everyone", re.compile(r"\b(?:for )?(?:everyone|everybody|all|(?:the )?(?:whole )?workspace)\b")),
    ("team", re.compile(r"\b(?:for )?(?:the |this |my |our )?(?:whole )?(?:team|project)\b|\b(?:for )?us\b")),
    ("person", re.compile(r"\b(?:for )?(?:just |only )?(?:me|myself)\b")),
)
_HOURS = re.compile(r"(?:for )?(\w+) hours?")


@dataclass(frozen=True, slots=True)
class Quiet:
    """A quiet time that somebody asked for: for whom, and its end in UTC; None ends the one that holds."""

    scope: Scope
    until: datetime | None


def read_quiet(text: str, *, zone: str, now: datetime) -> Quiet:
    """Read "until friday", "2 weeks", "3 hours", "today", "off", with "team" or "everyone" before or after.

    "Until" a day ends as that day begins in `zone`, so the coach is back on it; "today" ends at midnight.
    A year at most. CoachError when it cannot be read, has no end or ends in the past.
    """
    scope, rest = _scope(tidy(text))
    if rest in {"off", "end", "over", "stop"}:
        return Quiet(scope, None)
    if not rest:
        raise unread(text, QUIET_EXAMPLE, said="Until when?")
    until = _until(rest, zone, utc(now))
    if until - utc(now) > LONGEST:
        raise unread(text, QUIET_EXAMPLE, said="A quiet time lasts a year at most.")
    return Quiet(scope, until)


def _scope(bare: str) -> tuple[Scope, str]:
    for scope, pattern in _SCOPES:
        if found := pattern.search(bare):
            return scope, " ".join(f"{bare[: found.start()]} {bare[found.end() :]}".split())
    return "person", bare


def _until(rest: str, zone: str, now: datetime) -> datetime:
    today = day_of(now, zone)
    if found := _HOURS.fullmatch(rest):
        hours = number_of(found[1])
        if hours and hours <= 24 * 7:
            return (now + timedelta(hours=hours)).astimezone(UTC)
    word = re.sub(r"^(?:until|till|to) ", "", rest)
    day = read_length(word, today) or read_date(word, today, QUIET_EXAMPLE)
    if day <= today:
        day = today + timedelta(days=1)
    return at_wall(day, time(), zone)
