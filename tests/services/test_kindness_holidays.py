"""Bank holidays: the UK's calendars with their substitute days, and other countries."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from coach.errors import CoachError
from coach.services.kindness.calendars import UK, calendar_named, calendar_words, holiday_on
from coach.services.kindness.person import PersonTimes, kind_moment

ENGLAND, WALES, SCOTLAND, NORTH = UK


@pytest.mark.parametrize(
    ("day", "where"),
    [
        ("2026-01-01", {ENGLAND, WALES, SCOTLAND, NORTH}),
        ("2026-01-02", {SCOTLAND}),
        ("2027-01-04", {SCOTLAND}),  # 2 January 2027 is a Saturday
        ("2026-03-17", {NORTH}),
        ("2026-04-03", {ENGLAND, WALES, SCOTLAND, NORTH}),  # Good Friday
        ("2026-04-06", {ENGLAND, WALES, NORTH}),  # Easter Monday
        ("2027-07-12", {NORTH}),
        ("2026-07-13", {NORTH}),  # 12 July 2026 is a Sunday
        ("2026-08-03", {SCOTLAND}),
        ("2026-08-31", {ENGLAND, WALES, NORTH}),
        ("2026-11-30", {SCOTLAND}),
        ("2026-12-25", {ENGLAND, WALES, SCOTLAND, NORTH}),
        ("2026-12-28", {ENGLAND, WALES, SCOTLAND, NORTH}),  # Boxing Day 2026 is a Saturday
        ("2027-12-27", {ENGLAND, WALES, SCOTLAND, NORTH}),  # Christmas Day 2027 is a Saturday
        ("2027-12-28", {ENGLAND, WALES, SCOTLAND, NORTH}),
        ("2022-01-03", {ENGLAND, WALES, SCOTLAND, NORTH}),  # New Year's Day 2022 was a Saturday
        ("2026-05-12", set()),
    ],
)
def test_each_part_of_the_uk_has_its_own_days(day: str, where: set[str]) -> None:
    assert {name for name in UK if holiday_on(name, date.fromisoformat(day))} == where


@pytest.mark.parametrize(
    ("calendar", "kind"),
    [(ENGLAND, "2026-04-07T07:00"), (SCOTLAND, "2026-04-06T07:00"), ("none", "2026-04-03T09:00")],
)
def test_easter_is_waited_out_where_it_is_kept(calendar: str, kind: str) -> None:
    times = PersonTimes(calendar=calendar)
    good_friday = datetime(2026, 4, 3, 9, tzinfo=UTC)
    assert kind_moment(times, good_friday) == datetime.fromisoformat(kind).replace(tzinfo=UTC)


def test_christmas_with_substitute_days_and_a_weekend_is_one_long_rest() -> None:
    due = datetime(2026, 12, 24, 19, tzinfo=UTC)
    assert kind_moment(PersonTimes(), due) == datetime(2026, 12, 29, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "calendar"),
    [
        ("scotland", "Scotland"),
        ("England and Wales", "England"),
        ("northern  ireland", "Northern Ireland"),
        ("NI", "Northern Ireland"),
        ("es", "ES"),
        ("Spain", "ES"),
        ("united states", "US"),
        ("DE-BY", "DE-BY"),
        ("none", "none"),
        ("off", "none"),
    ],
)
def test_calendars_are_known_by_name_or_code(typed: str, calendar: str) -> None:
    assert calendar_named(typed) == calendar


def test_an_unknown_calendar_is_named_with_the_way_on() -> None:
    with pytest.raises(CoachError) as caught:
        calendar_named("atlantis")
    assert '"atlantis"' in caught.value.words
    assert "holidays none" in caught.value.words


def test_other_countries_have_their_days() -> None:
    assert holiday_on("FR", date(2026, 7, 14))
    assert holiday_on("DE-BY", date(2026, 1, 6))
    assert not holiday_on("DE", date(2026, 1, 6))
    assert calendar_words("DE-BY") == "Germany (BY)"


def test_a_calendar_no_longer_known_has_no_holidays() -> None:
    assert holiday_on("XX", date(2026, 12, 25)) == ""
    assert kind_moment(PersonTimes(calendar="XX"), datetime(2026, 12, 25, 9, tzinfo=UTC)).day == 25
