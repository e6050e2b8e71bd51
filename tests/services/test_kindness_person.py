"""A kind moment keeps to a person's days, hours, nights, leave and quiet times, wherever they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from coach.services.kindness.person import Leave, PersonTimes, first_times, kind_moment, kind_now
from coach.services.kindness.person_words import away_words, back_on, in_words, settings_words, why_not_now
from coach.services.kindness.stored import times_from_plain, times_to_plain
from coach.services.kindness.wall import Period

LONDON = "Europe/London"
PLAIN = PersonTimes(calendar="none")


def at(wall: str, zone: str = LONDON) -> datetime:
    """A moment from the wall clock somewhere."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("due", "kind"),
    [
        ("2026-05-12T09:30", "2026-05-12T09:30"),
        ("2026-05-12T07:59", "2026-05-12T08:00"),
        ("2026-05-12T18:00", "2026-05-12T18:00"),
        ("2026-05-12T18:01", "2026-05-13T08:00"),
        ("2026-05-15T18:30", "2026-05-18T08:00"),  # Friday evening waits for Monday
        ("2026-03-28T12:00", "2026-03-30T08:00"),  # over the night when clocks go forward
        ("2026-10-24T12:00", "2026-10-26T08:00"),  # and back
        ("2028-02-28T19:00", "2028-02-29T08:00"),  # into a leap day
    ],
)
def test_the_first_kind_moment_at_or_after(due: str, kind: str) -> None:
    assert kind_moment(PLAIN, at(due)) == at(kind)


def test_hours_over_midnight_belong_to_the_day_they_start_on() -> None:
    late = replace(PLAIN, not_before=time(20), not_after=time(2))
    assert kind_moment(late, at("2026-05-16T01:30")) == at("2026-05-16T01:30")  # Friday's, though it is Saturday
    assert kind_moment(late, at("2026-05-17T01:30")) == at("2026-05-18T20:00")
    assert kind_moment(late, at("2026-05-18T01:00")) == at("2026-05-18T20:00")  # Sunday's are none


def test_on_nights_the_coach_writes_as_the_evening_starts_then_lets_them_rest() -> None:
    nights = replace(PLAIN, nights_until=date(2026, 5, 13))
    assert kind_moment(nights, at("2026-05-12T09:00")) == at("2026-05-12T19:00")
    assert kind_moment(nights, at("2026-05-12T21:01")) == at("2026-05-13T19:00")
    assert kind_moment(nights, at("2026-05-13T22:00")) == at("2026-05-14T14:00")
    assert kind_moment(nights, at("2026-05-14T18:30")) == at("2026-05-15T08:00")
    assert "on nights, so I'll wait until today at 19:00" in why_not_now(nights, at("2026-05-12T09:00"))
    assert "rest until 14:00" in why_not_now(nights, at("2026-05-14T09:00"))


def test_leave_ends_by_itself_and_is_seen_by_others() -> None:
    away = replace(PLAIN, leave=(Leave(date(2026, 8, 3), date(2026, 8, 14)),))
    now = at("2026-08-05T10:00")
    assert kind_moment(away, now) == at("2026-08-17T08:00")
    assert back_on(away, now) == date(2026, 8, 17)
    assert away_words(away, now) == "away, back on Monday 17 August"
    assert away_words(away, at("2026-08-17T09:00")) == ""
    assert why_not_now(away, now) == (
        "You're on leave until Friday 14 August, so I'll wait until Monday 17 August at 08:00."
    )


def test_quiet_times_hold_back_and_touch() -> None:
    quiet = [
        Period(at("2026-05-12T09:00"), at("2026-05-13T00:00")),
        Period(at("2026-05-13T00:00"), at("2026-05-14T12:00")),
    ]
    assert kind_moment(PLAIN, at("2026-05-12T08:59"), quiet_periods=quiet) == at("2026-05-12T08:59")
    assert kind_moment(PLAIN, at("2026-05-12T09:00"), quiet_periods=quiet) == at("2026-05-14T12:00")
    own = replace(PLAIN, paused_until=at("2026-05-16T00:00"))
    assert kind_moment(own, at("2026-05-12T09:00"), quiet_periods=quiet) == at("2026-05-18T08:00")
    assert why_not_now(own, at("2026-05-12T09:00")).startswith("It's a quiet time, so I'll wait until ")


def test_a_quiet_time_of_years_after_the_due_moment_still_ends() -> None:
    long = [Period(at("2026-05-12T19:00"), at("2031-05-12T19:00"))]
    assert kind_moment(PLAIN, at("2026-05-12T18:30"), quiet_periods=long) == at("2031-05-13T08:00")
    parental = replace(PLAIN, leave=(Leave(date(2026, 1, 1), date(2030, 1, 1)),))
    assert kind_moment(parental, at("2026-05-12T18:30")) == at("2030-01-02T08:00")


def test_somebody_who_travels_is_judged_where_they_are_when_it_is_sent() -> None:
    london = PLAIN
    worked_out = kind_moment(london, at("2026-05-12T07:00"))
    assert worked_out == at("2026-05-12T08:00")
    new_york = replace(london, zone="America/New_York")
    assert not kind_now(new_york, worked_out)  # 03:00 there
    assert kind_moment(new_york, worked_out) == at("2026-05-12T08:00", "America/New_York")
    sydney = replace(london, zone="Australia/Sydney")
    assert kind_now(sydney, worked_out)  # 17:00 there


def test_no_working_days_count_as_every_day_and_it_says_so() -> None:
    nobody = replace(PLAIN, working_days=frozenset())
    assert kind_moment(nobody, at("2026-05-16T07:00")) == at("2026-05-16T08:00")
    assert any("no working days set" in line for line in settings_words(nobody, at("2026-05-16T07:00")))
    assert not any("no working days set" in line for line in settings_words(PLAIN, at("2026-05-16T07:00")))


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ("2026-05-12T09:00", ""),
        ("2026-05-16T09:00", "Saturday isn't a working day for you, so I'll wait until Monday at 08:00."),
        ("2026-05-12T22:00", "It's outside your hours (08:00 to 18:00), so I'll wait until tomorrow at 08:00."),
        ("2026-04-03T09:00", "It's a bank holiday for you (Good Friday), so I'll wait until Tuesday at 08:00."),
    ],
)
def test_why_not_now_says_it_in_one_sentence(moment: str, why: str) -> None:
    assert why_not_now(PersonTimes(), at(moment)) == why


def test_an_hour_is_shown_back_in_their_own_words() -> None:
    madrid = PersonTimes(zone="Europe/Madrid")
    assert in_words(madrid, at("2026-05-12T08:00"), LONDON) == "that is 09:00 for you"
    los_angeles = PersonTimes(zone="America/Los_Angeles")
    assert in_words(los_angeles, at("2026-05-12T07:30"), LONDON) == "that is 23:30 on Monday for you"


def test_all_that_is_set_is_said() -> None:
    times = replace(
        PersonTimes(),
        working_days=frozenset({0, 1, 3}),
        leave=(Leave(date(2025, 1, 1), date(2025, 1, 2)), Leave(date(2026, 8, 3), date(2026, 8, 17))),
        weekly_ceiling=0,
        calendar="ES",
        nights_until=date(2026, 5, 20),
        paused_until=at("2026-05-13T00:00"),
    )
    assert settings_words(times, at("2026-05-12T10:00")) == (
        "I write to you Monday, Tuesday and Thursday, 08:00 to 18:00, London time.",
        "You're on nights until Wednesday 20 May: until then I write between 19:00 and 21:00.",
        "Leave: 3 August to 17 August.",
        "Bank holidays: Spain.",
        "No weekly limit. To hear nothing for a while, type: quiet 2 weeks",
        "Quiet for the rest of today.",
    )


def test_somebody_new_has_their_zones_bank_holidays() -> None:
    assert first_times(LONDON).calendar == "England"
    assert first_times("Europe/Madrid") == PersonTimes(zone="Europe/Madrid", calendar="none")


def test_times_are_kept_as_plain_values_and_come_back() -> None:
    times = PersonTimes(
        zone="Europe/Madrid",
        working_days=frozenset({1, 5}),
        not_before=time(20),
        not_after=time(2, 30),
        nights_until=date(2026, 5, 13),
        leave=(Leave(date(2026, 8, 3), date(2026, 8, 14)),),
        calendar="none",
        weekly_ceiling=0,
        paused_until=at("2026-05-16T00:00"),
    )
    assert times_from_plain(times_to_plain(times)) == times
    assert times_from_plain({"zone": "Europe/Madrid", "unheard_of": 1}) == PersonTimes(zone="Europe/Madrid")


def test_leave_that_ends_before_it_begins_is_none() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Leave(date(2026, 8, 3), date(2026, 8, 2))
