"""Remind me: each choice comes at a kind moment, and the words say when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from coach.errors import CoachError
from coach.services.kindness.person import Leave, PersonTimes
from coach.services.kindness.remind_choice import CHOICES, Choice, read_choice, remind_at

TIMES = PersonTimes()


def at(wall: str) -> datetime:
    """A moment from the wall clock in London."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)


@pytest.mark.parametrize(
    ("choice", "now", "when", "words"),
    [
        ("later_today", "2026-05-12T10:00", "2026-05-12T13:00", "I'll remind you today at 13:00."),
        ("later_today", "2026-05-12T16:30", "2026-05-12T18:00", "I'll remind you today at 18:00."),
        (
            "later_today",
            "2026-05-12T17:45",
            "2026-05-13T08:00",
            "Your hours leave no room for it today. I'll remind you tomorrow at 08:00.",
        ),
        ("later_today", "2026-05-12T03:00", "2026-05-12T08:00", "I'll remind you today at 08:00."),
        ("tomorrow", "2026-05-12T17:00", "2026-05-13T09:00", "I'll remind you tomorrow at 09:00."),
        (
            "tomorrow",
            "2026-05-15T17:00",
            "2026-05-18T08:00",
            "That isn't a working day for you. I'll remind you on Monday at 08:00.",
        ),
        (
            "tomorrow",
            "2026-04-02T17:00",
            "2026-04-07T08:00",
            "That is a bank holiday for you. I'll remind you on Tuesday at 08:00.",
        ),
        ("next_working_day", "2026-05-15T17:00", "2026-05-18T09:00", "I'll remind you on Monday at 09:00."),
        ("next_working_day", "2026-05-12T07:00", "2026-05-13T09:00", "I'll remind you tomorrow at 09:00."),
        ("next_working_day", "2026-04-02T17:00", "2026-04-07T09:00", "I'll remind you on Tuesday at 09:00."),
    ],
)
def test_a_choice_becomes_a_kind_moment(choice: Choice, now: str, when: str, words: str) -> None:
    found = remind_at(choice, TIMES, at(now))
    assert (found.at, found.words) == (at(when), words)


def test_a_date_in_a_leave_waits_for_the_return() -> None:
    away = replace(TIMES, leave=(Leave(date(2026, 8, 3), date(2026, 8, 14)),))
    found = remind_at("date", away, at("2026-05-12T10:00"), day=date(2026, 8, 5))
    assert found.at == at("2026-08-17T08:00")
    assert found.words == "You're on leave then. I'll remind you on Monday 17 August at 08:00."


@pytest.mark.parametrize("day", [None, date(2026, 5, 12), date(2026, 5, 1)])
def test_a_date_must_come_after_today(day: date | None) -> None:
    with pytest.raises(CoachError, match="remind_when"):
        remind_at("date", TIMES, at("2026-05-12T10:00"), day=day)


def test_hours_over_midnight_still_belong_to_today() -> None:
    late = replace(TIMES, not_before=time(20), not_after=time(2))
    now = at("2026-05-12T21:00")
    assert remind_at("later_today", late, now).at == at("2026-05-13T00:00")
    assert remind_at("later_today", late, at("2026-05-13T00:30")).at == at("2026-05-13T02:00")
    assert remind_at("next_working_day", late, now).at == at("2026-05-13T20:00")
    friday = remind_at("next_working_day", late, at("2026-05-15T21:00"))
    assert (friday.at, friday.words) == (at("2026-05-18T20:00"), "I'll remind you on Monday at 20:00.")


def test_on_nights_tomorrow_is_tomorrow_evening() -> None:
    nights = replace(TIMES, nights_until=date(2026, 5, 20))
    assert remind_at("tomorrow", nights, at("2026-05-12T19:30")).at == at("2026-05-13T19:00")


def test_the_choices_that_a_reminder_shows_can_be_typed() -> None:
    now = at("2026-05-12T10:00")
    for choice, words in CHOICES.items():
        if choice != "date":
            assert read_choice(words, TIMES, now) == (choice, None)
    assert read_choice("remind me later", TIMES, now) == ("later_today", None)
    assert read_choice("on friday", TIMES, now) == ("date", date(2026, 5, 15))
    assert read_choice("12 dec", TIMES, now) == ("date", date(2026, 12, 12))
    with pytest.raises(CoachError) as caught:
        read_choice("whenever", TIMES, now)
    assert '"whenever"' in caught.value.words
