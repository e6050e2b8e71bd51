"""A person's own times: what they have set, in words; the form that changes it; another time zone with one tap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coach.services.kindness.calendars import NONE, calendar_words
from coach.services.kindness.pauses import pause_words
from coach.services.kindness.person_words import back_on, nights_and_leave, settings_words, why_not_now
from coach.services.kindness.rhythm import next_after
from coach.services.kindness.wall import DAYS, zone_words
from coach.services.people.mine import Held, Mine
from coach.services.screens.build import controls, label, message, note, text
from coach.views import Box, Button, Controls, Form, Menu, Message, Part, Press
from coach.words import first_up, shown
from coach.words.days import clock, day_of, long_day, short_day

HEADING = "When I write to you"
ALWAYS = "I always answer what you type or press, at any hour."
MOST_ZONES = 8


def my_times(mine: Mine, head: str = "") -> Message:
    """Return everything a person has set, as sentences, with what changes it; `head` says what was just done."""
    return message(
        text(head),
        text(f"*{HEADING}*", *settings_words(mine.times, mine.now)),
        text(_hour(mine), *_meetings(mine)),
        *(part for held in mine.held if held.pause.scope != "person" for part in quiet_line(mine, held)),
        note(why_not_now(mine.times, mine.now, quiet_periods=()), ALWAYS),
        buttons(mine),
    )


def buttons(mine: Mine) -> Controls:
    """Return what changes a person's times."""
    own = [held for held in mine.held if held.pause.scope == "person"]
    quiet = Button("End the quiet time", end_press(own[0])) if own else Button("Quiet for a while", Press("quiet"))
    return controls(Button("Change my times", Press("times"), "primary"), quiet, zone_menu(mine))


def zone_menu(mine: Mine) -> Menu | None:
    """Return the other time zones: Slack's, those of the people one works with, or any other by the form."""
    others = [zone for zone in mine.zones if zone not in (mine.times.zone, mine.slack_zone)][:MOST_ZONES]
    entries = [(first_up(zone_words(zone)), Press("time_zone", arg=zone)) for zone in others]
    if mine.times.zone != mine.slack_zone:
        entries.insert(0, (f"{zone_words(mine.slack_zone)}, as in Slack", Press("time_zone")))
    entries.append(("Somewhere else", Press("times")))
    return Menu("Another time zone", tuple((label(words), press) for words, press in entries), hint="Your time zone")


def quiet_line(mine: Mine, held: Held) -> list[Part]:
    """Return one quiet time as a line, with the way to end it for those who may."""
    said = pause_words(held.pause, mine.times.zone, mine.now, name=shown(held.name, 80))
    by = f" {shown(held.by, 60)} asked for it." if held.by and held.pause.by != mine.person else ""
    end = controls(Button("End it now", end_press(held))) if held.may_end else None
    return [part for part in (text(f"{said}{by}"), end) if part is not None]


def end_press(held: Held) -> Press:
    """Return the press that ends a quiet time."""
    project = held.pause.about if held.pause.scope == "team" else ""
    return Press("quiet_off", project, arg=held.pause.scope)


def _hour(mine: Mine) -> str:
    """The hour on the person's own wall, so that a wrong zone is seen at once."""
    where = zone_words(mine.times.zone)
    slack = ", as in Slack" if mine.times.zone == mine.slack_zone else ", as you chose"
    return f"It's {clock(mine.now, mine.times.zone)} for you now ({where}{slack})."


def _meetings(mine: Mine) -> list[str]:
    """When each project looks in, and what hour that is for this person where it differs."""
    found = []
    for name, rhythm in mine.rhythms:
        due = next_after(rhythm, mine.now)
        here = clock(due, mine.times.zone)
        yours = f"; that is {here} for you" if here != clock(due, rhythm.zone) else ""
        found.append(f"{shown(name, 80)} looks in {rhythm.words}{yours}.")
    return found


def form(mine: Mine, press: Press) -> Form:
    """Return the one form of a person's times, filled with what holds now."""
    times, today = mine.times, day_of(mine.now, mine.times.zone)
    leave = next((one for one in sorted(times.leave, key=lambda one: one.first) if one.last >= today), None)
    nights = times.nights_until if times.nights_until and times.nights_until >= today else None
    boxes = (
        Box("days", "On which days do you work?", "checks", _days(), [str(day) for day in sorted(times.working_days)]),
        Box("from", "Not before", "time", value=times.not_before.strftime("%H:%M"), required=True),
        Box("to", "Not after", "time", value=times.not_after.strftime("%H:%M"), required=True, hint=_SAME),
        Box("nights", "On nights until", "date", value=_iso(nights), hint=_NIGHTS),
        Box("leave_from", "On leave from", "date", value=_iso(leave.first if leave else None)),
        Box("leave_to", "Last day of leave", "date", value=_iso(leave.last if leave else None), hint=_LEAVE),
        Box("holidays", "Bank holidays", value=_calendar(times.calendar), hint=_HOLIDAYS),
        Box("limit", "Messages a week that I start", "number", value=times.weekly_ceiling, hint="0 for no limit."),
        Box("zone", "Time zone", value=_own_zone(mine), hint=f"{_CITY} {zone_words(mine.slack_zone)}."),
    )
    return Form(Press("times_save"), "My times", boxes, tuple(filter(None, (note(ALWAYS),))))


_SAME = "The same hour twice means at any hour."
_NIGHTS = "Until then I write between 19:00 and 21:00. Empty: no nights."
_LEAVE = "Your teams see you as away, and nobody waits for you. You're back by yourself the day after."
_HOLIDAYS = "England, Wales, Scotland, Northern Ireland, any other country, or none."
_CITY = "A city is enough: London, Madrid. Empty: as in Slack, which says"


def _days() -> tuple[tuple[str, str], ...]:
    return tuple((str(place), day) for place, day in enumerate(DAYS))


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


def _calendar(calendar: str) -> str:
    return NONE if calendar == NONE else calendar_words(calendar)


def _own_zone(mine: Mine) -> str | None:
    return mine.times.zone if mine.times.zone != mine.slack_zone else None


def leave_said(mine: Mine, changed: int) -> str:
    """Return what a leave that is on means for the teams; empty when they see nothing of it."""
    back = back_on(mine.times, mine.now)
    if back is None:
        return "Your teams see you as here again." if changed else ""
    return (
        f"Your teams see you as away. You're back by yourself on {long_day(back, day_of(mine.now, mine.times.zone))}."
    )


def home_lines(mine: Mine) -> list[Part]:
    """Return the part of Home about a person's own times: in short, and what holds now."""
    away = back_on(mine.times, mine.now)
    today = day_of(mine.now, mine.times.zone)
    leave = f"You're on leave; your teams see you as away until {short_day(away, today)}." if away else ""
    parts: Iterable[Part | None] = (
        text(*settings_words(mine.times, mine.now)[:1], _hour(mine), *nights_and_leave(mine.times, mine.now), leave),
        *(part for held in mine.held for part in quiet_line(mine, held)),
        controls(
            Button("My times", Press("my_times")),
            Button("Quiet for a while", Press("quiet")),
            zone_menu(mine),
        ),
    )
    return [part for part in parts if part is not None]
