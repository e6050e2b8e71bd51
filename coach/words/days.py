"""Days and moments in words, in a project's own time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name; London's when there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("Europe/London")


def local(moment: datetime, zone: str) -> datetime:
    """Return a moment as the clock on the wall shows it there."""
    return moment.astimezone(zone_of(zone))


def day_of(moment: datetime, zone: str) -> date:
    """Return the day a moment falls on there."""
    return local(moment, zone).date()


def date_words(day: date, today: date | None = None) -> str:
    """Return "12 May", with the year when it is not this year's (or when today is not given: without it)."""
    words = f"{day.day} {_MONTHS[day.month - 1]}"
    return words if today is None or day.year == today.year else f"{words} {day.year}"


def short_day(day: date, today: date | None = None) -> str:
    """Return "Tue 12 May"."""
    return f"{_DAYS[day.weekday()][:3]} {date_words(day, today)}"


def long_day(day: date, today: date | None = None) -> str:
    """Return "Tuesday 12 May"."""
    return f"{_DAYS[day.weekday()]} {date_words(day, today)}"


def clock(moment: datetime, zone: str) -> str:
    """Return "13:30"."""
    return local(moment, zone).strftime("%H:%M")


def short_moment(moment: datetime, zone: str, now: datetime | None = None) -> str:
    """Return "Tue 12 May, 13:30"."""
    today = day_of(now, zone) if now else None
    return f"{short_day(day_of(moment, zone), today)}, {clock(moment, zone)}"


def long_moment(moment: datetime, zone: str, now: datetime | None = None) -> str:
    """Return "Tuesday 12 May, 13:30"."""
    today = day_of(now, zone) if now else None
    return f"{long_day(day_of(moment, zone), today)}, {clock(moment, zone)}"


def soon(moment: datetime, zone: str, now: datetime) -> str:
    """Return a close moment as people say it: "today at 16:00", "tomorrow at 10:00", "Thursday at 10:00"."""
    day, today = day_of(moment, zone), day_of(now, zone)
    if day == today:
        return f"today at {clock(moment, zone)}"
    if day == today + timedelta(days=1):
        return f"tomorrow at {clock(moment, zone)}"
    if today < day < today + timedelta(days=7):
        return f"{_DAYS[day.weekday()]} at {clock(moment, zone)}"
    return f"{long_day(day, today)} at {clock(moment, zone)}"


def ago(moment: datetime, zone: str, now: datetime) -> str:
    """Return how long ago a day was: "today", "yesterday", "6 days ago", "3 weeks ago", "13 months ago"."""
    days = (day_of(now, zone) - day_of(moment, zone)).days
    for longest, length, noun in ((14, 1, "day"), (60, 7, "week"), (730, 30, "month")):
        if days < longest:
            number = days // length
            return ("today", "yesterday")[number] if noun == "day" and 0 <= number < 2 else f"{number} {noun}s ago"
    return f"{days // 365} years ago"


def parsed(text: str) -> date | None:
    """Return the day of an ISO date ("2026-05-19", with or without a time); None when it is none."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def in_words(text: str, today: date | None = None) -> str:
    """Return an ISO date as "Tue 19 May"; other words as they are."""
    day = parsed(text)
    return short_day(day, today) if day else text
