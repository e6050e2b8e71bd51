"""A person's times in words: why not now, what hour it is for them, what they have set, how long they are away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from coach.services.kindness.calendars import NONE, calendar_words, holiday_on
from coach.services.kindness.pauses import until_words
from coach.services.kindness.person import (
    EVERY_DAY,
    NIGHT_FROM,
    NIGHT_TO,
    RESTED,
    PersonTimes,
    after_nights,
    day_off,
    kind_moment,
    leave_on,
    on_nights,
    opening,
)
from coach.services.kindness.wall import DAYS, Period, utc, zone_words
from coach.words import first_up, joined, noun_for
from coach.words import in_words as number_words
from coach.words.days import clock, date_words, day_of, long_day, soon

NO_DAYS = "You have no working days set, so I count every day as one. To choose, type: days mon tue wed"


def why_not_now(times: PersonTimes, moment: datetime, *, quiet_periods: Iterable[Period] = ()) -> str:
    """Return why this moment is not a kind one and when the next is, in one sentence; empty when it is kind."""
    now, periods = utc(moment), tuple(quiet_periods)
    following = kind_moment(times, now, quiet_periods=periods)
    if following == now:
        return ""
    return f"{_reason(times, now, periods)}, so I'll wait until {soon(following, times.zone, now)}."


def on_words(moment: datetime, zone: str, now: datetime) -> str:
    """Return a moment as it follows a verb: "tomorrow at 09:00", "on Monday at 09:00"."""
    words = soon(moment, zone, now)
    return words if words.startswith(("today", "tomorrow")) else f"on {words}"


def in_words(times: PersonTimes, moment: datetime, for_zone: str) -> str:
    """Return what hour a moment of another zone is for this person: "that is 09:00 for you", with the day if it
    is another one there: "that is 23:30 on Monday for you".
    """
    day = day_of(moment, times.zone)
    other = "" if day == day_of(moment, for_zone) else f" on {DAYS[day.weekday()]}"
    return f"that is {clock(moment, times.zone)}{other} for you"


def settings_words(times: PersonTimes, now: datetime) -> tuple[str, ...]:
    """Return all that a person has set, a line each, as it stands at a moment."""
    lines = [f"I write to you {days_words(times.working_days)}, {_hours(times)}, {zone_words(times.zone)}."]
    lines += nights_and_leave(times, now)
    lines.append(_holidays(times.calendar))
    lines.append(ceiling_words(times.weekly_ceiling))
    if times.paused_until and times.paused_until > utc(now):
        lines.append(f"Quiet {until_words(times.paused_until, times.zone, now)}.")
    if not times.working_days:
        lines.append(NO_DAYS)
    return tuple(lines)


def nights_and_leave(times: PersonTimes, now: datetime) -> list[str]:
    """Return the nights a person is on and the leave they have, to come too, a line each."""
    today = day_of(now, times.zone)
    lines = []
    if on_nights(times, today) and times.nights_until:
        lines.append(f"{_nights(times, today)}: until then I write {_span(NIGHT_FROM, NIGHT_TO)}.")
    for leave in sorted(times.leave, key=lambda found: found.first):
        if leave.last >= today:
            lines.append(f"Leave: {_dates(leave.first, leave.last, today)}.")
    return lines


def ceiling_words(ceiling: int) -> str:
    """Return a weekly ceiling as a sentence."""
    if ceiling == 0:
        return "No weekly limit. To hear nothing for a while, type: quiet 2 weeks"
    return (
        f"At most {number_words(ceiling)} {noun_for(ceiling, 'message')} a week that I start, over all your projects. "
        "What the others wait for comes all the same."
    )


def days_words(days: frozenset[int]) -> str:
    """Return days of the week in words: "Monday to Friday", "Monday, Tuesday and Thursday", "every day"."""
    if days in (EVERY_DAY, frozenset()):
        return "every day"
    found = sorted(days)
    if len(found) > 2 and found[-1] - found[0] == len(found) - 1:
        return f"{DAYS[found[0]]} to {DAYS[found[-1]]}"
    return joined(DAYS[day] for day in found)


def back_on(times: PersonTimes, moment: datetime) -> date | None:
    """Return the first working day after the leave that a person is on, for the return notice; None when not away."""
    today = day_of(moment, times.zone)
    if leave_on(times, today) is None:
        return None
    return day_of(kind_moment(times, moment), times.zone)


def away_words(times: PersonTimes, moment: datetime) -> str:
    """Return what others may see of a leave: "away, back on Tuesday 18 August"; empty when the person is here.

    Quiet times, nights and hours are the person's own and are never shown to others.
    """
    back = back_on(times, moment)
    return "" if back is None else f"away, back on {_day(back, day_of(moment, times.zone))}"


def _reason(times: PersonTimes, now: datetime, periods: tuple[Period, ...]) -> str:
    if (times.paused_until and now < times.paused_until) or any(period.holds(now) for period in periods):
        return "It's a quiet time"
    today = day_of(now, times.zone)
    if (leave := leave_on(times, today)) is not None:
        return f"You're on leave until {_day(leave.last, today)}"
    off = day_off(times, today)
    if off == "holiday":
        return f"It's a bank holiday for you ({holiday_on(times.calendar, today)})"
    if off == "day":
        return f"{DAYS[today.weekday()]} isn't a working day for you"
    if on_nights(times, today):
        return "You're on nights"  # until when, and when I write then, stands above
    hours = opening(times, today)
    if after_nights(times, today) and hours and now < hours[0]:
        return f"You've just come off nights and I leave you to rest until {_at(RESTED)}"
    return f"It's outside your hours ({_hours(times)})"


def _nights(times: PersonTimes, today: date) -> str:
    until = times.nights_until
    return f"You're on nights until {_day(until, today)}" if until else ""


def _hours(times: PersonTimes) -> str:
    same = times.not_before == times.not_after
    return "at any hour" if same else f"{_at(times.not_before)} to {_at(times.not_after)}"


def _span(first: time, last: time) -> str:
    return f"between {_at(first)} and {_at(last)}"


def _holidays(calendar: str) -> str:
    if calendar == NONE:
        return "Bank holidays: none."
    return f"Bank holidays: {first_up(calendar_words(calendar))}."


def _dates(first: date, last: date, today: date) -> str:
    return date_words(first, today) if first == last else f"{date_words(first, today)} to {date_words(last, today)}"


def _day(day: date, today: date) -> str:
    """A day said in full; its year only when it is another one's."""
    return long_day(day, today if abs(day - today) > timedelta(days=300) else day)


def _at(hour: time) -> str:
    return hour.strftime("%H:%M")
