"""The next time of a rhythm is exact: over clock changes, short months, leap days and a change of zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from coach.errors import CoachError
from coach.services.kindness.rhythm import Rhythm, next_after, rhythm_of, spread_of


def weekly(at: str, zone: str, first: str, every: int = 1) -> Rhythm:
    """A weekly rhythm on the weekday of its first day."""
    day = date.fromisoformat(first)
    return Rhythm("weeks", time.fromisoformat(at), zone, day, weekday=day.weekday(), every=every)


def coming(rhythm: Rhythm, after: str, count: int) -> list[str]:
    """The next times in UTC, as short text."""
    return [moment.strftime("%Y-%m-%d %H:%M") for moment in _moments(rhythm, after, count)]


@pytest.mark.parametrize(
    ("zone", "first", "at", "times"),
    [
        # clocks go back: 01:30 comes twice, the check-in once, the first time
        ("Europe/London", "2026-10-18", "01:30", ["2026-10-18 00:30", "2026-10-25 00:30", "2026-11-01 01:30"]),
        # clocks go forward: 01:30 does not exist on 29 March, the check-in comes once all the same (02:30 BST)
        ("Europe/London", "2026-03-22", "01:30", ["2026-03-22 01:30", "2026-03-29 01:30", "2026-04-05 00:30"]),
        ("Europe/London", "2026-03-24", "09:30", ["2026-03-24 09:30", "2026-03-31 08:30"]),
        ("America/New_York", "2026-11-01", "01:30", ["2026-11-01 05:30", "2026-11-08 06:30"]),
        ("America/New_York", "2026-03-08", "02:30", ["2026-03-08 07:30", "2026-03-15 06:30"]),
        ("Australia/Sydney", "2026-04-05", "02:30", ["2026-04-04 15:30", "2026-04-11 16:30"]),
        ("Australia/Sydney", "2026-10-04", "02:30", ["2026-10-03 16:30", "2026-10-10 15:30"]),
        # Lord Howe moves its clocks by half an hour
        ("Australia/Lord_Howe", "2026-04-05", "01:45", ["2026-04-04 14:45", "2026-04-11 15:15"]),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", ["2026-10-03 15:45", "2026-10-10 15:15"]),
    ],
)
def test_each_week_once_over_a_clock_change(zone: str, first: str, at: str, times: list[str]) -> None:
    day_before = (date.fromisoformat(first) - timedelta(days=2)).isoformat()
    assert coming(weekly(at, zone, first), day_before, len(times)) == times


def test_nothing_fires_again_within_the_hour_that_comes_twice() -> None:
    rhythm = weekly("01:30", "Europe/London", "2026-10-18")
    for minutes in range(0, 120, 5):
        moment = datetime(2026, 10, 25, 0, 30, tzinfo=UTC) + timedelta(minutes=minutes)
        assert next_after(rhythm, moment) == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)


def test_fortnights_count_from_the_first_day_over_the_turn_of_the_year() -> None:
    rhythm = weekly("10:00", "Europe/London", "2026-12-14", every=2)
    assert coming(rhythm, "2026-12-14T10:00", 3) == ["2026-12-28 10:00", "2027-01-11 10:00", "2027-01-25 10:00"]
    assert coming(rhythm, "2020-01-01", 1) == ["2026-12-14 10:00"]


@pytest.mark.parametrize(
    ("day", "times"),
    [
        (31, ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]),
        (30, ["2027-12-30", "2028-01-30", "2028-02-29", "2028-03-30", "2028-04-30"]),
        (29, ["2027-12-29", "2028-01-29", "2028-02-29", "2028-03-29", "2028-04-29"]),
        (28, ["2027-12-28", "2028-01-28", "2028-02-28", "2028-03-28", "2028-04-28"]),
        (-1, ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]),
    ],
)
def test_a_month_without_the_day_has_its_last(day: int, times: list[str]) -> None:
    rhythm = Rhythm("date", time(12), "UTC", date(2027, 12, 1), day=day)
    assert [found[:10] for found in coming(rhythm, "2027-12-02", 5)] == times
    assert coming(rhythm, "2029-02-02", 1) == ["2029-02-28 12:00"]


@pytest.mark.parametrize(
    ("nth", "weekday", "times"),
    [(2, 1, ["2026-05-12", "2026-06-09", "2026-07-14"]), (-1, 4, ["2026-05-29", "2026-06-26", "2026-07-31"])],
)
def test_monthly_by_weekday(nth: int, weekday: int, times: list[str]) -> None:
    rhythm = Rhythm("weekday", time(9, 30), "Europe/London", date(2026, 5, 1), nth=nth, weekday=weekday)
    assert [found[:10] for found in coming(rhythm, "2026-05-01", 3)] == times


def test_the_moment_itself_is_not_after() -> None:
    rhythm = weekly("09:30", "Europe/London", "2026-05-12")
    due = next_after(rhythm, datetime(2026, 5, 12, 8, 29, 59, tzinfo=UTC))
    assert due == datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
    assert next_after(rhythm, due) == due + timedelta(days=7)


def test_a_changed_zone_keeps_the_hour_on_the_wall() -> None:
    rhythm = weekly("09:30", "Europe/London", "2026-05-12")
    moved = replace(rhythm, zone="America/New_York")
    assert coming(moved, "2026-05-11", 1) == ["2026-05-12 13:30"]
    assert moved.words == "every Tuesday at 09:30, New York time"


def test_an_island_that_skips_a_day_loses_no_check_in() -> None:
    rhythm = weekly("09:00", "Pacific/Apia", "2011-12-23")  # Samoa had no 30 December 2011
    walls = [found.astimezone(ZoneInfo("Pacific/Apia")) for found in _moments(rhythm, "2011-12-22", 3)]
    assert [wall.strftime("%d %H:%M") for wall in walls] == ["23 09:00", "31 09:00", "06 09:00"]


def test_the_spread_is_stable_and_within_five_minutes() -> None:
    rhythm = weekly("09:00", "Europe/London", "2026-05-11")
    spreads = {spread_of(f"P{number}") for number in range(500)}
    assert spreads <= set(range(301))
    assert len(spreads) > 200
    due = next_after(rhythm, datetime(2026, 5, 10, tzinfo=UTC), spread_for="P1")
    assert due == datetime(2026, 5, 11, 8, tzinfo=UTC) + timedelta(seconds=spread_of("P1"))
    assert next_after(rhythm, due, spread_for="P1") == due + timedelta(days=7)
    just_before = due - timedelta(seconds=1)
    assert next_after(rhythm, just_before, spread_for="P1") == due


@pytest.mark.parametrize(
    ("rhythm", "rule", "words"),
    [
        (
            weekly("09:30", "Europe/London", "2026-05-12", every=2),
            "DTSTART:20260512T093000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
            "every second Tuesday at 09:30, London time",
        ),
        (
            Rhythm("weekday", time(14), "UTC", date(2026, 5, 1), nth=-1, weekday=4),
            "DTSTART:20260501T140000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR",
            "the last Friday of each month at 14:00, UTC",
        ),
        (
            Rhythm("date", time(8, 5), "America/Argentina/Buenos_Aires", date(2026, 5, 1), day=22),
            "DTSTART:20260501T080500\nRRULE:FREQ=MONTHLY;BYMONTHDAY=22",
            "the 22nd of each month at 08:05, Buenos Aires time",
        ),
        (
            Rhythm("date", time(9), "Europe/London", date(2026, 5, 1), day=30),
            "DTSTART:20260501T090000\nRRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
            "the 30th of each month (or its last day) at 09:00, London time",
        ),
    ],
)
def test_a_rhythm_is_stored_as_rfc_5545_and_read_back(rhythm: Rhythm, rule: str, words: str) -> None:
    assert rhythm.rule == rule
    assert rhythm.words == words
    assert rhythm_of(rule, rhythm.zone) == rhythm


@pytest.mark.parametrize("rule", ["", "RRULE:FREQ=DAILY", "DTSTART:20260501T090000\nRRULE:FREQ=WEEKLY;BYDAY=XX"])
def test_a_foreign_rule_is_refused_kindly(rule: str) -> None:
    with pytest.raises(CoachError) as caught:
        rhythm_of(rule, "Europe/London")
    assert "/coach checkin" in caught.value.words


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        next_after(weekly("09:30", "UTC", "2026-05-12"), datetime(2026, 5, 1))  # noqa: DTZ001


def _moments(rhythm: Rhythm, after: str, count: int) -> list[datetime]:
    moment, found = datetime.fromisoformat(after).replace(tzinfo=UTC), []
    for _ in range(count):
        moment = next_after(rhythm, moment)
        found.append(moment)
    return found
