"""Quiet times, and what waits for a digest: kept, ended early, gone with their project."""

from __future__ import annotations

import pytest

from storage import pauses, retention, set_aside
from storage.pauses import Pause
from storage.set_aside import SetAside
from storage.transaction import Transactions
from tests.storage.samples import NOW, WS, begin, later


def test_a_quiet_time_is_kept_until_its_end(transactions: Transactions) -> None:
    team = Pause(WS, "team", "P1", NOW, later(60), "U1")
    everyone = Pause(WS, "everyone", "", later(5), later(90), "U2")
    with transactions.write() as session:
        begin(session)
        pauses.add_pause(session, everyone)
        pauses.add_pause(session, team)
    with transactions.read() as session:
        assert pauses.pauses_from(session, WS, NOW) == (team, everyone)
        assert pauses.pauses_from(session, WS, later(60)) == (everyone,)
        assert pauses.pauses_of(session, WS, "P1") == (team,)
        assert pauses.pauses_from(session, "T2", NOW) == ()


def test_a_quiet_time_ends_early_and_the_past_stays_as_it_was(transactions: Transactions) -> None:
    over, now = Pause(WS, "team", "P1", NOW, later(10), "U1"), Pause(WS, "team", "P1", later(20), later(90), "U1")
    with transactions.write() as session:
        begin(session)
        pauses.add_pause(session, over)
        pauses.add_pause(session, now)
        assert pauses.end_pauses(session, WS, "team", "P1", later(30)) == 1
        assert pauses.end_pauses(session, WS, "team", "P1", later(30)) == 0
        assert pauses.end_pauses(session, WS, "everyone", "", later(30)) == 0
    with transactions.read() as session:
        assert [one.until for one in pauses.pauses_of(session, WS, "P1")] == [later(10), later(30)]


@pytest.mark.parametrize("wrong", [Pause(WS, "ward", "", NOW, later(5)), Pause(WS, "everyone", "", NOW, later(-5))])
def test_a_quiet_time_that_makes_no_sense_is_refused(transactions: Transactions, wrong: Pause) -> None:
    with transactions.write() as session, pytest.raises(ValueError, match="quiet time"):
        pauses.add_pause(session, wrong)


def test_what_waits_is_kept_once_named_once_and_dropped(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        assert set_aside.set_aside(session, SetAside(WS, "U2", "P1", "b", later(1)))
        assert set_aside.set_aside(session, SetAside(WS, "U2", "P1", "a", NOW))
        assert not set_aside.set_aside(session, SetAside(WS, "U2", "P1", "a", later(9)))
        assert [one.key for one in set_aside.set_aside_for(session, WS, "U2")] == ["a", "b"]
        assert set_aside.named(session, WS, "U2", later(10), later(9)) == 2
        assert set_aside.named(session, WS, "U2", later(11), later(9)) == 0
        assert set_aside.set_aside(session, SetAside(WS, "U2", "P1", "c", later(10)))  # while the digest went out
        assert set_aside.named(session, WS, "U2", later(11), later(9)) == 0
        assert set_aside.drop(session, WS, "U2", "P1", "a")
        assert not set_aside.drop(session, WS, "U2", "P1", "a")
        assert [one.told_at for one in set_aside.set_aside_for(session, WS, "U2")] == [later(10), None]


def test_both_go_with_their_project(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        pauses.add_pause(session, Pause(WS, "team", "P1", NOW, later(60), "U1"))
        set_aside.set_aside(session, SetAside(WS, "U2", "P1", "a", NOW))
        retention.delete_project(session, WS, "P1", "U1", NOW)
        assert pauses.pauses_from(session, WS, NOW) == ()
        assert set_aside.set_aside_for(session, WS, "U2") == ()
