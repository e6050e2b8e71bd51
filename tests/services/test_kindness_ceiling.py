"""A weekly ceiling over all projects, and quiet times for one, a team or everyone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coach.services.kindness.ceiling import SOMETIME, SOON, Share, Wanted, sent_this_week, share
from coach.services.kindness.pauses import Pause, ended, in_force, pause_words, quiet_periods
from coach.services.kindness.person import PersonTimes
from coach.services.kindness.wall import Period

TIMES = PersonTimes()
NOW = datetime(2026, 5, 13, 9, 0, tzinfo=UTC)  # a Wednesday
MONDAY = datetime(2026, 5, 18, 7, 0, tzinfo=UTC)  # the next, 08:00 in London


def wanted(*keys: str, pressing: int = 1) -> list[Wanted]:
    """Wishes due one after the other."""
    return [Wanted(key, NOW + timedelta(minutes=place), pressing) for place, key in enumerate(keys)]


def keys(found: Share) -> tuple[list[str], list[str], datetime | None]:
    """A share by its keys."""
    return [one.key for one in found.now], [one.key for one in found.digest], found.digest_at


@pytest.mark.parametrize(
    ("already", "wishes", "now", "digest", "at"),
    [
        (0, "abc", ["a", "b", "c"], [], None),
        (0, "abcd", ["a", "b"], ["c", "d"], NOW),
        (1, "abc", ["a"], ["b", "c"], NOW),
        (2, "a", ["a"], [], None),
        (2, "ab", [], ["a", "b"], NOW),
        (3, "ab", [], ["a", "b"], MONDAY),
        (9, "a", [], ["a"], MONDAY),
        (3, "", [], [], None),
    ],
)
def test_the_digest_is_a_message_too(
    already: int, wishes: str, now: list[str], digest: list[str], at: datetime | None
) -> None:
    sent = [NOW - timedelta(hours=hour + 1) for hour in range(already)]
    assert keys(share(TIMES, sent, wanted(*wishes), NOW)) == (now, digest, at)


def test_a_ceiling_of_nought_holds_nothing_back() -> None:
    sent = [NOW] * 20
    assert keys(share(replace(TIMES, weekly_ceiling=0), sent, wanted("a", "b"), NOW)) == (["a", "b"], [], None)


def test_the_most_pressing_goes_first() -> None:
    wishes = [*wanted("later", pressing=SOMETIME), *wanted("usual"), *wanted("soon", pressing=SOON)]
    sent = [NOW - timedelta(hours=1)]
    assert keys(share(TIMES, sent, wishes, NOW)) == (["soon"], ["usual", "later"], NOW)


def test_whether_anything_went_wrong_is_always_asked_and_counts() -> None:
    wishes = [*wanted("a", "b"), Wanted("harm", NOW, safety=True)]
    sent = [NOW - timedelta(hours=hour) for hour in (1, 2, 3)]
    assert keys(share(TIMES, sent, wishes, NOW)) == (["harm"], ["a", "b"], MONDAY)
    assert keys(share(TIMES, sent[:1], wishes, NOW)) == (["harm"], ["a", "b"], NOW)


def test_the_week_is_the_persons_own_from_monday_to_sunday() -> None:
    sunday_night = datetime(2026, 5, 10, 23, 30, tzinfo=UTC)  # Monday 00:30 in London, Sunday in New York
    assert sent_this_week(TIMES, [sunday_night], NOW) == 1
    assert sent_this_week(replace(TIMES, zone="America/New_York"), [sunday_night], NOW) == 0
    assert sent_this_week(TIMES, [NOW + timedelta(minutes=1)], NOW) == 0


def test_the_digest_of_next_week_waits_out_a_quiet_time() -> None:
    quiet = [Period(MONDAY, MONDAY + timedelta(days=2))]
    found = share(TIMES, [NOW] * 3, wanted("a"), NOW, quiet_periods=quiet)
    assert found.digest_at == MONDAY + timedelta(days=2)


DAY = timedelta(days=1)
MINE = Pause("person", "U1", NOW, NOW + DAY)
TEAMS = Pause("team", "P1", NOW + DAY, NOW + 3 * DAY)
ALL = Pause("everyone", "", NOW + 10 * DAY, NOW + 11 * DAY)


@pytest.mark.parametrize(
    ("person", "project", "spans"),
    [
        ("U1", "P1", [(0, 3), (10, 11)]),
        ("U1", "P2", [(0, 1), (10, 11)]),
        ("U2", "P1", [(1, 3), (10, 11)]),
        ("U2", "P2", [(10, 11)]),
        ("", "", [(10, 11)]),
    ],
)
def test_quiet_times_are_put_together(person: str, project: str, spans: list[tuple[int, int]]) -> None:
    found = quiet_periods([ALL, TEAMS, MINE], person=person, project=project)
    assert found == tuple(Period(NOW + since * DAY, NOW + until * DAY) for since, until in spans)


def test_the_longest_quiet_time_holds_and_can_be_ended() -> None:
    longer = Pause("everyone", "", NOW - DAY, NOW + 5 * DAY)
    assert in_force([MINE, longer], NOW, person="U1") == longer
    assert in_force([MINE, longer], NOW + 5 * DAY, person="U1") is None
    over = ended(longer, NOW)
    assert over.until == NOW
    assert in_force([over], NOW, person="U1") is None
    assert ended(TEAMS, NOW).until == TEAMS.since
    assert ended(MINE, NOW + 3 * DAY) == MINE


def test_a_quiet_time_is_said_with_its_end_and_its_limits() -> None:
    assert pause_words(ALL, "Europe/London", NOW, name="Sheffield") == (
        "Quiet for everyone in Sheffield until Sunday 24 May at 10:00. "
        "I start nothing before then, and I still answer what you type."
    )
    assert pause_words(MINE, "Europe/London", NOW).startswith("Quiet for you until tomorrow at 10:00.")


def test_a_quiet_time_needs_to_end_after_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Pause("person", "U1", NOW, NOW - DAY)
