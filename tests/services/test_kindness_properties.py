"""What always holds, whatever somebody has set and wherever they are."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import CoachError
from coach.services.kindness.ceiling import Wanted, share
from coach.services.kindness.person import Leave, PersonTimes, kind_moment, leave_on, opening
from coach.services.kindness.person_words import why_not_now
from coach.services.kindness.remind_choice import CHOICES, remind_at
from coach.services.kindness.rhythm import Rhythm, next_after, rhythm_of
from coach.services.kindness.rhythm_typed import read_rhythm
from coach.services.kindness.typed import read_quiet
from coach.services.kindness.typed_times import read_times
from coach.services.kindness.wall import Period, week_of

ZONES = ("Europe/London", "America/New_York", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
zones = st.sampled_from(ZONES)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
hours = st.times().map(lambda found: found.replace(second=0, microsecond=0))
spans = st.tuples(days, st.integers(0, 60)).map(lambda d: Leave(d[0], d[0] + timedelta(days=d[1])))
quiet = st.lists(st.tuples(moments, st.integers(0, 900)).map(lambda p: Period(p[0], p[0] + timedelta(hours=p[1]))))
people = st.builds(
    PersonTimes,
    zone=zones,
    working_days=st.frozensets(st.integers(0, 6)),
    not_before=hours,
    not_after=hours,
    nights_until=st.none() | days,
    leave=st.lists(spans, max_size=4).map(tuple),
    calendar=st.sampled_from(("England", "Scotland", "Northern Ireland", "ES", "none")),
    weekly_ceiling=st.integers(0, 5),
    paused_until=st.none() | moments,
)
rhythms = st.builds(
    Rhythm,
    st.sampled_from(("weeks", "weekday", "date")),
    hours,
    zones,
    days,
    weekday=st.integers(0, 6),
    every=st.integers(1, 8),
    nth=st.sampled_from((1, 2, 3, 4, -1)),
    day=st.integers(1, 31) | st.just(-1),
)
SAID = (
    "weekly monthly every 3 weeks tue friday first last 15th 9:30 10am until 5 jan leave to days off nights "
    "not before after limit 2 holidays zone hours 29 feb team everyone 31/2 - today"
)
typed = st.text(max_size=40) | st.lists(st.sampled_from(re.findall(r"\S+", SAID)), max_size=7).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(people, moments, quiet)
def test_a_kind_moment_is_never_early_always_allowed_and_stays(
    times: PersonTimes, due: datetime, periods: list[Period]
) -> None:
    found = kind_moment(times, due, quiet_periods=periods)
    assert found >= due
    assert kind_moment(times, found, quiet_periods=periods) == found
    assert why_not_now(times, found, quiet_periods=periods) == ""
    assert not any(period.holds(found) for period in periods)
    assert times.paused_until is None or found >= times.paused_until
    day = found.astimezone(ZoneInfo(times.zone)).date()
    windows = [w for back in (0, 1) if (w := opening(times, day - timedelta(days=back)))]
    assert any(first <= found <= last for first, last in windows)
    assert leave_on(times, day) is None or leave_on(times, day - timedelta(days=1)) is None
    assert (found == due) == (why_not_now(times, due, quiet_periods=periods) == "")


@settings(max_examples=200, deadline=None)
@given(people, moments, moments, quiet)
def test_a_later_wish_is_never_earlier(
    times: PersonTimes, one: datetime, other: datetime, periods: list[Period]
) -> None:
    first, second = sorted((one, other))
    assert kind_moment(times, first, quiet_periods=periods) <= kind_moment(times, second, quiet_periods=periods)


@settings(max_examples=300, deadline=None)
@given(rhythms, moments, st.sampled_from(("", "P1", "P2")))
def test_the_next_time_is_later_and_keeps_its_hour_on_the_wall(rhythm: Rhythm, moment: datetime, spread: str) -> None:
    found = [next_after(rhythm, moment, spread_for=spread)]
    for _ in range(3):
        found.append(next_after(rhythm, found[-1], spread_for=spread))
    assert found[0] > moment
    assert all(later > earlier for earlier, later in pairwise(found))
    assert next_after(rhythm, found[1] - timedelta(microseconds=1), spread_for=spread) == found[1]
    if not spread:
        zone = ZoneInfo(rhythm.zone)
        for due in found:
            wall = due.astimezone(zone)
            left_out = datetime.combine(wall.date(), rhythm.at, zone).astimezone(UTC).astimezone(zone).time()
            assert wall.time() in {rhythm.at, left_out}


@given(rhythms)
def test_a_stored_rhythm_keeps_its_words_and_its_times(rhythm: Rhythm) -> None:
    again = rhythm_of(rhythm.rule, rhythm.zone)
    assert again.words == rhythm.words
    start = datetime.combine(rhythm.first, time(), UTC)
    assert next_after(again, start) == next_after(rhythm, start)


@settings(max_examples=200, deadline=None)
@given(people, moments, st.lists(moments, max_size=6), st.integers(0, 8))
def test_nothing_is_lost_and_the_ceiling_is_kept(
    times: PersonTimes, now: datetime, sent: list[datetime], count: int
) -> None:
    wishes = [Wanted(str(number), now) for number in range(count)]
    found = share(times, sent, wishes, now)
    assert sorted([*found.now, *found.digest], key=lambda one: one.key) == wishes
    assert (found.digest_at is None) == (not found.digest)
    week = week_of(now, times.zone)
    already = sum(1 for moment in sent if week.since <= moment <= now)
    fresh = len(found.now) + (found.digest_at == now)
    assert times.weekly_ceiling == 0 or fresh <= max(0, times.weekly_ceiling - already)


@settings(max_examples=200, deadline=None)
@given(people, moments)
def test_a_reminder_is_always_later(times: PersonTimes, now: datetime) -> None:
    for choice in CHOICES:
        day = now.astimezone(ZoneInfo(times.zone)).date() + timedelta(days=3)
        assert remind_at(choice, times, now, day=day).at > now


@settings(max_examples=300, deadline=None)
@given(typed, moments)
def test_whatever_is_typed_is_read_or_refused_kindly(text: str, now: datetime) -> None:
    refused = []
    for read in (
        lambda: read_rhythm(text, zone="Europe/London", now=now),
        lambda: read_quiet(text, zone="Europe/London", now=now),
        lambda: read_times(text, PersonTimes(), now),
    ):
        try:
            read()
        except CoachError as error:
            refused.append(error)
    assert all(error.words for error in refused)
