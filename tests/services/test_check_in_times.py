"""When a check-in comes: after now, once, at its hour on the wall, never on a bank holiday, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.services.check_in.planning import LOOK_BACK, next_due
from coach.services.kindness.calendars import holiday_on
from coach.services.kindness.rhythm import SPREAD, Rhythm
from coach.words.days import local

ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC")
START = datetime(2024, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 4_000_000).map(lambda minutes: START + timedelta(minutes=minutes))
WEEKLY = st.builds(
    Rhythm,
    st.just("weeks"),
    st.times().filter(lambda at: at.fold == 0),
    st.sampled_from(ZONES),
    st.dates(date(2023, 1, 1), date(2023, 12, 31)),
    weekday=st.integers(0, 6),
    every=st.integers(1, 6),
)
MONTHLY = st.builds(
    Rhythm,
    st.just("date"),
    st.just(time(9, 30)),
    st.sampled_from(ZONES),
    st.just(date(2023, 1, 1)),
    day=st.sampled_from([1, 15, 29, 30, 31, -1]),
)
CALENDARS = st.sampled_from(["England", "Scotland", "none"])


@given(WEEKLY | MONTHLY, MOMENTS, CALENDARS)
def test_it_lies_ahead_and_never_on_a_bank_holiday(rhythm: Rhythm, now: datetime, calendar: str) -> None:
    due = next_due(rhythm, "P1", calendar, now, now - timedelta(days=400))
    assert due > now
    day = local(due - timedelta(seconds=SPREAD), rhythm.zone).date()
    assert not (holiday_on(calendar, day) and holiday_on(calendar, local(due, rhythm.zone).date()))
    if rhythm.kind == "date":
        assert local(due, rhythm.zone).weekday() < 5


@given(WEEKLY, MOMENTS, CALENDARS)
def test_each_comes_once_and_the_next_is_never_the_same_one(rhythm: Rhythm, now: datetime, calendar: str) -> None:
    first = next_due(rhythm, "P1", calendar, now, now)
    second = next_due(rhythm, "P1", calendar, first, first)
    assert second > first
    assert second - first > timedelta(weeks=rhythm.every) - LOOK_BACK - timedelta(hours=3)
    assert second - first < timedelta(weeks=rhythm.every) + LOOK_BACK + timedelta(hours=3)


@given(WEEKLY, MOMENTS, st.integers(1, 400))
def test_a_machine_that_was_off_has_one_next_and_not_many(rhythm: Rhythm, now: datetime, days: int) -> None:
    later = now + timedelta(days=days)
    due = next_due(rhythm, "P1", "none", later, now)
    assert due > later
    assert due - later <= timedelta(weeks=rhythm.every, hours=3)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 3, 24, 12, tzinfo=UTC), datetime(2026, 3, 31, 8, 30, tzinfo=UTC)),  # summer time has begun
        (datetime(2026, 10, 20, 12, tzinfo=UTC), datetime(2026, 10, 27, 9, 30, tzinfo=UTC)),  # and ended
        (datetime(2028, 2, 23, 12, tzinfo=UTC), datetime(2028, 2, 29, 9, 30, tzinfo=UTC)),  # a leap day
    ],
)
def test_the_hour_on_the_wall_stays(now: datetime, due: datetime) -> None:
    rhythm = Rhythm("weeks", time(9, 30), "Europe/London", date(2026, 1, 6), weekday=1)
    assert next_due(rhythm, "", "England", now, now) == due


def test_a_bank_holiday_moves_it_to_the_next_working_day_and_it_is_not_lost_meanwhile() -> None:
    mondays = Rhythm("weeks", time(9, 30), "Europe/London", date(2026, 1, 5))
    tuesday = datetime(2026, 5, 26, 8, 30, tzinfo=UTC)
    friday, that_noon = datetime(2026, 5, 22, 12, tzinfo=UTC), datetime(2026, 5, 25, 12, tzinfo=UTC)
    assert next_due(mondays, "", "England", friday, datetime(2026, 5, 18, 8, 30, tzinfo=UTC)) == tuesday
    assert next_due(mondays, "", "England", that_noon, datetime(2026, 5, 18, 8, 30, tzinfo=UTC)) == tuesday
    assert next_due(mondays, "", "England", tuesday, tuesday) == datetime(2026, 6, 1, 8, 30, tzinfo=UTC)
