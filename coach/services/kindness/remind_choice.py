"""Remind me: later today, tomorrow, the next working day, a date, each to a kind moment for this person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from coach.errors import CoachError
from coach.services.kindness.dates import read_date
from coach.services.kindness.person import PersonTimes, day_off, kind_moment, opening
from coach.services.kindness.person_words import on_words
from coach.services.kindness.reading import tidy
from coach.services.kindness.wall import Period, at_wall, utc
from coach.words.days import day_of

Choice = Literal["later_today", "tomorrow", "next_working_day", "date"]
CHOICES: dict[Choice, str] = {
    "later_today": "later today",
    "tomorrow": "tomorrow",
    "next_working_day": "next working day",
    "date": "a date",
}
MORNING = time(9)
LATER = timedelta(hours=3)
AT_LEAST = timedelta(minutes=30)
"""Later today is three hours on, or the end of the person's hours if that is at least half an hour away."""
EXAMPLE = "later today, tomorrow, next working day, friday, 12 dec"


@dataclass(frozen=True, slots=True)
class Remind:
    """When the reminder comes (UTC), and one sentence that says so."""

    at: datetime
    words: str


def remind_at(
    choice: Choice, times: PersonTimes, now: datetime, *, day: date | None = None, quiet_periods: Iterable[Period] = ()
) -> Remind:
    """Return the kind moment of a choice, later than now; where it had to move, the words say why.

    `day` belongs to "date", in the person's own zone; CoachError when it is missing or has gone by.
    """
    now, periods = utc(now), tuple(quiet_periods)
    wish = _later_today(times, now) if choice == "later_today" else _on_day(choice, times, now, day)
    at = kind_moment(times, wish, quiet_periods=periods)
    said = f"I'll remind you {on_words(at, times.zone, now)}."
    meant = day_of(now if choice == "later_today" else wish, times.zone)
    if day_of(at, times.zone) == meant:
        return Remind(at, said)
    why = "Your hours leave no room for it today" if choice == "later_today" else _why(times, meant)
    return Remind(at, f"{why}. {said}")


def read_choice(text: str, times: PersonTimes, now: datetime) -> tuple[Choice, date | None]:
    """Read a typed choice: "later", "tomorrow", "next working day", or a day; CoachError when it is none."""
    bare = tidy(text).removeprefix("remind me ").removeprefix("on ")
    today = day_of(now, times.zone)
    if bare in {"later", "later today", "today", "this afternoon"}:
        return "later_today", None
    if bare in {"tomorrow", "next working day", "the next working day"}:
        return ("tomorrow" if bare == "tomorrow" else "next_working_day"), None
    day = read_date(bare, today, EXAMPLE)
    return ("later_today", None) if day == today else ("date", day)


def _later_today(times: PersonTimes, now: datetime) -> datetime:
    today = day_of(now, times.zone)
    for day in (today - timedelta(days=1), today):
        hours = opening(times, day)
        if hours and hours[0] <= now and now + AT_LEAST <= hours[1]:
            return min(now + LATER, hours[1])
    return now + LATER


def _on_day(choice: Choice, times: PersonTimes, now: datetime, day: date | None) -> datetime:
    """The morning of the day chosen; only ever after today."""
    today = day_of(now, times.zone)
    if choice == "tomorrow":
        day = today + timedelta(days=1)
    elif choice == "next_working_day":
        tomorrow = at_wall(today + timedelta(days=1), time(), times.zone)
        hours = opening(times, today)
        # Hours over midnight reach into tomorrow and still belong to today.
        after = tomorrow if hours is None else max(tomorrow, hours[1] + timedelta(minutes=1))
        day = day_of(kind_moment(times, after), times.zone)
    if day is None or day <= today:
        raise CoachError("remind_when", f"Which day after today? Try it like this: {EXAMPLE}")
    return at_wall(day, MORNING, times.zone)


def _why(times: PersonTimes, day: date) -> str:
    off = day_off(times, day)
    return {
        "leave": "You're on leave then",
        "holiday": "That is a bank holiday for you",
        "day": "That isn't a working day for you",
        "": "That is outside your hours or in a quiet time",
    }[off]
