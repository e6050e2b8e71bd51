"""Quiet times and a person's own times can be typed in short words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from coach.errors import CoachError
from coach.services.kindness.dates import read_date, read_span
from coach.services.kindness.person import Leave, PersonTimes
from coach.services.kindness.typed import read_quiet
from coach.services.kindness.typed_times import read_times

NOW = datetime(2026, 5, 7, 9, 0, tzinfo=UTC)  # a Thursday
TODAY = NOW.date()
PLAIN = PersonTimes()


@pytest.mark.parametrize(
    ("text", "scope", "until"),
    [
        ("until friday", "person", "2026-05-07T23:00"),
        ("2 weeks", "person", "2026-05-20T23:00"),
        ("today", "person", "2026-05-07T23:00"),
        ("for 3 hours", "person", "2026-05-07T12:00"),
        ("off", "person", None),
        ("team 2 weeks", "team", "2026-05-20T23:00"),
        ("a fortnight for the team", "team", "2026-05-20T23:00"),
        ("team off", "team", None),
        ("everyone until 5 jan", "everyone", "2027-01-05T00:00"),
        ("Everybody until 12 May.", "everyone", "2026-05-11T23:00"),
        ("until next friday", "person", "2026-05-14T23:00"),
    ],
)
def test_a_quiet_time_is_read(text: str, scope: str, until: str | None) -> None:
    found = read_quiet(text, zone="Europe/London", now=NOW)
    assert found.scope == scope
    assert found.until == (datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "Until when?"),
        ("team", "Until when?"),
        ("until the cows come home", "the cows come home"),
        ("until 31 feb", "31 feb"),
        ("until 1 jan 2020", "gone by"),
        ("until yesterday", "gone by"),
        ("2 years", "a year at most"),
    ],
)
def test_a_quiet_time_that_cannot_be_read_is_named(text: str, named: str) -> None:
    with pytest.raises(CoachError) as caught:
        read_quiet(text, zone="Europe/London", now=NOW)
    assert named in caught.value.words
    assert "quiet until friday" in caught.value.words


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("not before 9", {"not_before": time(9)}),
        ("not after 17:30", {"not_after": time(17, 30)}),
        ("hours 9-5", {"not_before": time(9), "not_after": time(17)}),
        ("hours 20:00 to 07:00", {"not_before": time(20), "not_after": time(7)}),
        ("hours any", {"not_before": time(), "not_after": time()}),
        ("days mon tue thu", {"working_days": frozenset({0, 1, 3})}),
        ("days sat to mon", {"working_days": frozenset({5, 6, 0})}),
        ("working days every day", {"working_days": frozenset(range(7))}),
        ("nights until 12 dec", {"nights_until": date(2026, 12, 12)}),
        ("on nights 5 days", {"nights_until": date(2026, 5, 11)}),
        ("holidays scotland", {"calendar": "Scotland"}),
        ("leave 3 aug to 17 aug", {"leave": (Leave(date(2026, 8, 3), date(2026, 8, 17)),)}),
        ("leave 10 days, limit 2", {"leave": (Leave(TODAY, date(2026, 5, 16)),), "weekly_ceiling": 2}),
        ("limit off", {"weekly_ceiling": 0}),
        ("zone Europe/Madrid", {"zone": "Europe/Madrid"}),
        ("time zone new york", {"zone": "America/New_York"}),
        (
            "not before 9 days mon, tue and thu; holidays spain and limit 1 a week",
            {
                "not_before": time(9),
                "working_days": frozenset({0, 1, 3}),
                "calendar": "ES",
                "weekly_ceiling": 1,
            },
        ),
    ],
)
def test_settings_are_read_from_one_line(text: str, changes: dict[str, Any]) -> None:
    assert read_times(text, PLAIN, NOW) == replace(PLAIN, **changes)


def test_leave_is_added_and_old_leave_forgotten() -> None:
    times = replace(PLAIN, leave=(Leave(date(2026, 1, 1), date(2026, 1, 2)), Leave(date(2026, 9, 1), date(2026, 9, 2))))
    found = read_times("leave 3 aug", times, NOW)
    assert found.leave == (Leave(date(2026, 8, 3), date(2026, 8, 3)), Leave(date(2026, 9, 1), date(2026, 9, 2)))
    assert read_times("leave off, nights off", replace(times, nights_until=TODAY), NOW) == PLAIN


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "a little more"),
        ("be nice", "be nice"),
        ("not before tea", "tea"),
        ("not after 7", "19:00"),
        ("days someday", "someday"),
        ("holidays atlantis", "atlantis"),
        ("leave 17 aug to 3 aug", "before the first"),
        ("leave", "leave 3 aug to 17 aug"),
        ("limit lots", "lots"),
        ("zone gotham", "gotham"),
        ("limit 2, nights until forever", "forever"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(text: str, named: str) -> None:
    with pytest.raises(CoachError) as caught:
        read_times(text, PLAIN, NOW)
    assert named in caught.value.words


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-05-07"),
        ("tomorrow", "2026-05-08"),
        ("thursday", "2026-05-14"),
        ("fri", "2026-05-08"),
        ("next monday", "2026-05-11"),
        ("next week", "2026-05-11"),
        ("in 3 days", "2026-05-10"),
        ("a month", "2026-06-07"),
        ("5 jan", "2027-01-05"),
        ("Jan 5", "2027-01-05"),
        ("the 5th of January", "2027-01-05"),
        ("Tuesday 12 May", "2026-05-12"),
        ("5/6", "2026-06-05"),
        ("5/5/27", "2027-05-05"),
        ("2026-12-12", "2026-12-12"),
        ("7 may", "2026-05-07"),
    ],
)
def test_days_are_read_as_in_britain(text: str, day: str) -> None:
    assert read_date(text, TODAY) == date.fromisoformat(day)


def test_a_leap_day_is_the_next_one_there_is() -> None:
    assert read_date("29 feb", date(2027, 3, 1)) == date(2028, 2, 29)
    for text, today in (("29 feb", date(2028, 3, 1)), ("29 feb 2027", TODAY)):
        with pytest.raises(CoachError):
            read_date(text, today)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("3-17 aug", "2026-08-03", "2026-08-17"),
        ("3 aug – 17 aug", "2026-08-03", "2026-08-17"),
        ("from 2026-08-03 to 2026-08-17", "2026-08-03", "2026-08-17"),
        ("until friday", "2026-05-07", "2026-05-08"),
        ("monday to friday", "2026-05-11", "2026-05-15"),
        ("20 dec to 3 jan", "2026-12-20", "2027-01-03"),
        ("1 may to 12 may", "2026-05-01", "2026-05-12"),
        ("a fortnight", "2026-05-07", "2026-05-20"),
    ],
)
def test_spans_are_read_first_and_last_day_included(text: str, first: str, last: str) -> None:
    assert read_span(text, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))
