"""Slack's limits: never more than they allow, a turn for everybody who waits, and the same over all processes."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from storage import rate_limits
from storage.rate_limits import Limit
from storage.transaction import Transactions
from tests.storage.samples import NOW, WS, later

NONE, SECOND = timedelta(0), timedelta(seconds=1)
ROOM, OTHER = Limit("post:C1", SECOND), Limit("post:C2", SECOND)
WORKSPACE = Limit("posts", timedelta(seconds=0.25), at_once=4)
CHANGES = Limit("changes", timedelta(seconds=15), slots=12)


def take(
    transactions: Transactions, *limits: Limit, at: float = 0, waited: bool = False, workspace: str = WS
) -> timedelta:
    with transactions.write() as session:
        return rate_limits.take(session, workspace, limits, later(at), waited=waited)


def hold(transactions: Transactions, limit: Limit, until: float) -> None:
    with transactions.write() as session:
        rate_limits.hold_off(session, WS, limit, later(until))


def test_a_slot_at_a_time_for_each_place(transactions: Transactions) -> None:
    assert take(transactions, ROOM) == NONE
    assert take(transactions, OTHER) == NONE
    assert take(transactions, ROOM, workspace="T2") == NONE
    assert take(transactions, ROOM, at=0.25) == timedelta(seconds=0.75)
    assert take(transactions, ROOM, at=1, waited=True) == NONE


def test_slacks_wish_to_wait_is_never_shortened(transactions: Transactions) -> None:
    assert take(transactions, ROOM) == NONE
    hold(transactions, ROOM, 30)
    hold(transactions, ROOM, 5)
    assert take(transactions, ROOM, at=10) == timedelta(seconds=20)
    hold(transactions, OTHER, 3)
    assert take(transactions, OTHER) == timedelta(seconds=3)
    hold(transactions, WORKSPACE, 3)
    assert take(transactions, WORKSPACE) == timedelta(seconds=3), "not even what could go at once"
    with transactions.write() as session:
        assert rate_limits.prune(session, later(300)) == 6


def test_a_clock_that_was_set_back_holds_nobody_up(transactions: Transactions) -> None:
    assert take(transactions, ROOM, WORKSPACE, CHANGES, at=3600) == NONE
    assert take(transactions, ROOM, at=3600) == SECOND, "somebody stands in line"
    assert take(transactions, ROOM, WORKSPACE, CHANGES) == NONE
    assert take(transactions, ROOM) == SECOND, "and the limit holds from there on"
    hold(transactions, OTHER, 300)
    assert take(transactions, OTHER) == timedelta(seconds=300), "what Slack asks for stands"


def test_everybody_who_waits_is_given_a_moment_of_their_own(transactions: Transactions) -> None:
    assert take(transactions, ROOM) == NONE
    waits = [take(transactions, ROOM, at=0.5) for _ in range(4)]
    assert waits == [timedelta(seconds=n + 0.5) for n in range(4)]
    for n in range(4):
        assert take(transactions, ROOM, at=n + 1, waited=True) == NONE, "nobody comes twice"


def test_who_comes_anew_goes_behind_those_who_wait(transactions: Transactions) -> None:
    take(transactions, ROOM)
    take(transactions, ROOM)  # comes back after a second
    take(transactions, ROOM)  # after two
    assert take(transactions, ROOM, at=1.5) == timedelta(seconds=1.5), "the second at one is not theirs"
    assert take(transactions, ROOM, at=1.6, waited=True) == NONE
    assert take(transactions, ROOM, at=2, waited=True) == timedelta(seconds=0.6), "a late one shifts the next a little"
    assert take(transactions, ROOM, at=2.6, waited=True) == NONE


def test_a_message_that_nobody_else_waits_for_has_no_line(transactions: Transactions) -> None:
    card = Limit("change:C1:1.1", timedelta(seconds=3), line=False)
    assert take(transactions, card) == NONE
    assert take(transactions, card, at=1) == timedelta(seconds=2)
    assert take(transactions, card, at=2) == timedelta(seconds=1), "the latest content waits no longer for it"
    assert take(transactions, card, at=3) == NONE


def test_all_limits_or_none(transactions: Transactions) -> None:
    assert take(transactions, ROOM, WORKSPACE) == NONE
    for _ in range(9):
        assert take(transactions, ROOM, WORKSPACE, at=0.9) > NONE
    assert [take(transactions, OTHER, WORKSPACE, at=0.9, waited=True)] == [NONE], "who waits elsewhere uses up nothing"


def test_some_at_once_and_then_its_share(transactions: Transactions) -> None:
    got = allowed(transactions, WORKSPACE, seconds=60)
    assert sum(1 for at in got if at < 0.2) == 4
    assert len(got) <= 4 + 240
    assert len(got) > 230
    assert most_in_a_minute(got) <= 244


def test_changes_in_a_minute(transactions: Transactions) -> None:
    got = allowed(transactions, CHANGES, seconds=180)
    assert sum(1 for at in got if at == 0) == 12
    assert most_in_a_minute(got) <= 48
    assert len(got) >= 48 * 3 - 12


def allowed(transactions: Transactions, limit: Limit, seconds: int) -> list[float]:
    """When somebody who always comes back as they were told could go."""
    got, at = [], 0.0
    waited = False
    while at < seconds:
        wait = take(transactions, limit, at=at, waited=waited).total_seconds()
        if not wait:
            got.append(at)
        waited = bool(wait)
        at += wait
    return got


def most_in_a_minute(got: list[float]) -> int:
    return max(sum(1 for other in got if at <= other < at + 60) for at in got)


def test_threads_at_once_never_share_a_slot(transactions: Transactions) -> None:
    got: list[datetime] = []
    together = threading.Barrier(4)

    def taker() -> None:
        together.wait()
        for n in range(10):
            with transactions.write() as session:
                if not rate_limits.take(session, WS, (ROOM, WORKSPACE), later(n)):
                    got.append(later(n))

    threads = [threading.Thread(target=taker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == len(set(got))
    assert got[0] == NOW


def test_standing_in_line_takes_nothing_and_keeps_the_place(transactions: Transactions) -> None:
    def line_up(at: float) -> timedelta:
        with transactions.write() as session:
            return rate_limits.line_up(session, WS, CHANGES, later(at))

    assert [line_up(0) for _ in range(20)] == [NONE] * 20, "nobody waits, so nothing is taken"
    for _ in range(12):
        assert take(transactions, CHANGES) == NONE
    first, second = line_up(0), line_up(0)
    assert NONE < first < second, "each has a moment of their own"
    third = take(transactions, CHANGES)
    assert third > second, "whoever comes anew goes behind them"
    assert take(transactions, CHANGES, at=first.total_seconds(), waited=True) == NONE
