"""The row is the truth: claimed once, settled by who holds it, in order within a lane, one open row a key."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import work, work_claims
from storage.transaction import Transactions
from storage.work import Todo
from storage.work_claims import Work
from storage.work_written import written
from tests.storage.asked import asked
from tests.storage.samples import NOW, WS, begin, later

LEASE = timedelta(seconds=60)


def put(session: Session, key: str, due: datetime = NOW, **more: Any) -> None:
    work.put(session, Todo(WS, "nudge", key, due, **more), NOW)


def claim(transactions: Transactions, now: datetime = NOW, owner: str = "a", limit: int = 10) -> tuple[Work, ...]:
    with transactions.write() as session:
        return work_claims.claim(session, now, owner, limit, LEASE)


def done(transactions: Transactions, one: Work, now: datetime = NOW) -> bool:
    with transactions.write() as session:
        return work_claims.settle_done(session, one, now)


def keys(found: tuple[Work, ...]) -> list[str]:
    return [one.key for one in found]


def test_what_is_due_is_claimed_once_with_all_it_needs(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "soon", later(5), conversation="P1", payload={"asked": 3})
        put(session, "now", NOW)
        put(session, "before", later(-5))
    found = claim(transactions)
    assert keys(found) == ["before", "now"]
    assert claim(transactions) == ()
    assert done(transactions, found[0])
    assert not done(transactions, found[0])
    (soon,) = claim(transactions, later(5))
    assert (soon.conversation, soon.payload, soon.attempts, soon.doubtful) == ("P1", {"asked": 3}, 1, False)


def test_claimers_at_once_never_take_the_same(transactions: Transactions) -> None:
    with transactions.write() as session:
        for n in range(120):
            put(session, f"k{n}", lane=f"L{n % 40}")
    taken: list[str] = []
    most: list[int] = []

    def take(owner: str) -> None:
        for _ in range(200):
            found = claim(transactions, owner=owner, limit=3)
            most.append(len({one.lane for one in found}) - len(found))
            taken.extend(keys(found))
            for one in found:
                assert done(transactions, one)
            if len(taken) >= 120:
                return

    threads = [threading.Thread(target=take, args=(f"o{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(f"k{n}" for n in range(120))
    assert set(most) == {0}


def test_a_second_claimer_does_not_wait_for_the_first(postgres_url: str) -> None:
    from storage.database import Database

    database = Database(postgres_url)
    transactions = Transactions(database)
    with transactions.write() as session:
        put(session, "a")
        put(session, "b")
    seen: list[list[str]] = []
    with transactions.write() as session:
        first = work_claims.claim(session, NOW, "a", 1, LEASE)
        other = threading.Thread(target=lambda: seen.append(keys(claim(transactions, owner="b"))))
        other.start()
        other.join()
    assert (keys(first), seen) == (["a"], [["b"]])
    database.close()


def test_a_lane_keeps_its_order(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "1", conversation="P1", lane="P1")
        put(session, "2", later(-9), conversation="P1", lane="P1")  # due before, written after
        put(session, "3", conversation="P1", lane="P1")
        put(session, "other", conversation="P2", lane="P2")
        put(session, "free", conversation="P1")
    first, other, free = claim(transactions)
    assert {first.key, other.key, free.key} == {"1", "other", "free"}
    one = next(each for each in (first, other, free) if each.key == "1")
    assert claim(transactions) == ()
    with transactions.write() as session:
        assert work_claims.settle_retry(session, one, later(30), "ratelimited", counts=False)
    assert claim(transactions, later(20)) == ()  # 2 waits behind 1
    with transactions.read() as session:
        assert work_claims.next_due(session) == later(30)
        assert work_claims.due_ids(session, later(20)) == ()
    (one,) = claim(transactions, later(30))
    assert (one.key, one.attempts, one.doubtful) == ("1", 1, False)
    with transactions.write() as session:
        assert work_claims.give_up(session, one, later(31), "is_archived")
    assert keys(claim(transactions, later(31))) == ["2"]


def test_what_is_due_later_holds_nothing_up_even_when_it_is_put_off_by_being_put_anew(
    transactions: Transactions,
) -> None:
    with transactions.write() as session:
        put(session, "tomorrow", later(86_400), lane="P1")
        put(session, "moved", lane="P1")
        put(session, "moved", later(3600), lane="P1")
        put(session, "now", lane="P1")
    (found,) = claim(transactions)
    assert found.key == "now"
    with transactions.write() as session:
        put(session, "now", later(600), lane="P1")  # while somebody is at it
        put(session, "next", lane="P1")
    assert claim(transactions) == (), "one of a lane at a time"
    assert done(transactions, found)
    assert keys(claim(transactions)) == ["next"]


def test_who_waits_for_a_turn_keeps_it_when_put_anew(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "card", payload={"v": 1})
    (first,) = claim(transactions)
    assert not first.waited
    with transactions.write() as session:
        assert work_claims.settle_retry(session, first, later(5), work.LIMITED, counts=False)
        put(session, "card", later(-1), payload={"v": 2})
    assert claim(transactions, later(4)) == ()
    (second,) = claim(transactions, later(5))
    assert (second.waited, second.payload) == (True, {"v": 2})


def test_a_place_kept_first_is_first_in_its_lane(transactions: Transactions) -> None:
    with transactions.write() as session:
        place = work.reserve(session, Todo(WS, "reply", "r1", NOW), NOW)
        spare = work.reserve(session, Todo(WS, "reply", "r2", NOW), NOW)
        put(session, "card", conversation="P1", lane="P1")
        work.fill(session, place, conversation="P1", lane="P1", payload={"words": "w"})
        work.drop(session, spare)
    (found,) = claim(transactions)
    assert (found.kind, found.conversation, found.payload) == ("reply", "P1", {"words": "w"})


def test_what_was_done_is_no_longer_known_in_words(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "a", payload={"words": "w"})
        put(session, "b", payload={"words": "w"})
        work.put(session, Todo(WS, work_claims.REPLY, "c", NOW, payload={"words": "w"}), NOW)
        work.cancel(session, WS, "", "b", NOW)
    first, second = claim(transactions)
    assert done(transactions, first)
    with transactions.write() as session:
        assert work_claims.give_up(session, second, NOW, "refused")
    with transactions.read() as session:
        assert list(session.scalars(select(work.WorkRow.payload))) == [{}, {}, {}]


def test_the_same_lane_in_another_workspace_is_another_lane(transactions: Transactions) -> None:
    with transactions.write() as session:
        work.put(session, Todo("T1", "x", "k", NOW, "P", "lane"), NOW)
        work.put(session, Todo("T2", "x", "k", NOW, "P", "lane"), NOW)
    assert len(claim(transactions)) == 2


def test_a_lease_that_ran_out_is_taken_over_and_the_late_one_settles_nothing(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "k")
    (late,) = claim(transactions)
    assert claim(transactions, later(59)) == ()
    (taken,) = claim(transactions, later(60), "b")
    assert (taken.owner, taken.attempts, taken.doubtful) == ("b", 2, True)
    with transactions.write() as session:
        assert not work_claims.settle_done(session, late, later(61))
        assert not work_claims.settle_retry(session, late, later(61))
        assert not work_claims.give_up(session, late, later(61), "x")
        assert not work_claims.extend(session, late, later(99))
        assert work_claims.extend(session, taken, later(300))
    assert claim(transactions, later(200), "c") == ()


def test_a_retaken_lease_of_the_same_owner_is_fenced_too(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "k")
    (late,) = claim(transactions)
    (again,) = claim(transactions, later(60))
    assert not done(transactions, late)
    assert done(transactions, again)


def test_one_open_row_a_key_and_the_last_word_counts(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "card", later(9), conversation="P1", payload={"v": 1})
        put(session, "card", later(3), conversation="P1", payload={"v": 2})
        put(session, "card", later(4), conversation="P2", payload={"v": 3})
        assert work.open_keys(session, WS, "P1") == {"card": later(3)}
    found = claim(transactions, later(9))
    assert [one.payload for one in found] == [{"v": 2}, {"v": 3}]
    assert done(transactions, found[0])
    with transactions.write() as session:
        put(session, "card", later(20), conversation="P1", payload={"v": 4})
    (found_again,) = claim(transactions, later(20))
    assert found_again.payload == {"v": 4}


@pytest.mark.parametrize("count", [0, 1, 3])
def test_several_put_in_one_go_are_as_if_put_one_by_one(transactions: Transactions, count: int) -> None:
    todos = [Todo(WS, "nudge", f"k{n}", NOW, lane=f"L{n}", payload={"n": n}) for n in range(count)]
    with transactions.write() as session:
        put(session, "k0", lane="L0", payload={"n": "before"})
        (first,) = written(session).bells
    with transactions.write() as session, asked(session.connection()) as found:
        work.put_apart(session, todos, NOW)
        bells = written(session).bells
    assert len(found) == min(count, 1)
    assert [bell.lane for bell in bells.values()] == [f"L{n}" for n in range(count)]
    waiting = {one.key: (one.lane, one.payload) for one in claim(transactions)}
    assert waiting == {"k0": ("L0", {"n": "before"})} | {f"k{n}": (f"L{n}", {"n": n}) for n in range(count)}
    assert (first in bells) is (count > 0), "the open one was replaced"


def test_what_is_put_while_it_is_being_done_is_done_once_more(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "card", payload={"v": 1}, lane="P1")
    (first,) = claim(transactions)
    with transactions.write() as session:
        put(session, "card", later(3), payload={"v": 2}, lane="P1")
    assert claim(transactions, later(3)) == ()  # never two hands at one message
    assert done(transactions, first, later(3))
    (second,) = claim(transactions, later(3))
    assert (second.payload, second.attempts, second.doubtful) == ({"v": 2}, 1, False)
    assert done(transactions, second)
    assert claim(transactions, later(999)) == ()


def test_what_is_put_while_it_fails_waits_for_the_retry(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "card", payload={"v": 1})
    (first,) = claim(transactions)
    with transactions.write() as session:
        put(session, "card", later(1), payload={"v": 2})
        assert work_claims.settle_retry(session, first, later(30), "ratelimited")
    assert claim(transactions, later(29)) == ()
    (second,) = claim(transactions, later(30))
    assert (second.payload, second.attempts) == ({"v": 2}, 2)
    assert done(transactions, second)
    assert claim(transactions, later(999)) == ()


def test_put_once_is_once_for_ever(transactions: Transactions) -> None:
    todo = Todo(WS, "post", "P1:4:0", NOW, "P1")
    with transactions.write() as session:
        assert work.put_once(session, todo, NOW)
        assert not work.put_once(session, todo, NOW)
    (one,) = claim(transactions)
    assert done(transactions, one)
    with transactions.write() as session:
        assert not work.put_once(session, todo, NOW)


def test_cancel_by_the_beginning_of_the_key(transactions: Transactions) -> None:
    with transactions.write() as session:
        for key in ("nudge:U1", "nudge:U2", "NUDGE:U3", "nudge_", "close", "nudge%"):
            put(session, key, later(5), conversation="P1")
        put(session, "nudge:U1", later(5), conversation="P2")
        assert work.cancel(session, "T2", "P1", "", NOW) == 0
        assert work.cancel(session, WS, "P1", "nudge:", NOW) == 2
        assert set(work.open_keys(session, WS, "P1")) == {"NUDGE:U3", "nudge_", "close", "nudge%"}
        assert work.cancel(session, WS, "P1", "nudge_", NOW) == 1
        assert work.cancel(session, WS, "P1", "", NOW) == 3
        assert set(work.open_keys(session, WS, "P2")) == {"nudge:U1"}


def test_what_is_cancelled_while_it_is_done_cannot_be_settled(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "nudge", conversation="P1")
    (one,) = claim(transactions)
    with transactions.write() as session:
        assert work.cancel(session, WS, "P1", "nudge", NOW) == 1
    assert not done(transactions, one)


def test_work_that_rolls_back_was_never_there(transactions: Transactions) -> None:
    try:
        with transactions.write() as session:
            begin(session)
            put(session, "k")
            raise KeyError
    except KeyError:
        assert claim(transactions) == ()


def test_claim_only_these(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "a")
        put(session, "b")
        put(session, "c", later(50))
    with transactions.read() as session:
        ids = work_claims.due_ids(session, NOW)
        assert work_claims.next_due(session) == NOW
    assert len(ids) == 2
    with transactions.write() as session:
        assert keys(work_claims.claim(session, NOW, "a", 9, LEASE, ids[1:])) == ["b"]
        assert work_claims.claim(session, NOW, "a", 9, LEASE, ids[1:]) == ()
        assert work_claims.claim(session, NOW, "a", 9, LEASE, ()) == ()


def test_what_is_due_is_found_by_the_open_rows_index_alone(sqlite_transactions: Transactions) -> None:
    plans: list[str] = []
    with sqlite_transactions.write() as session, asked(session.connection()) as found:
        work_claims.claim(session, NOW, "a", 5, LEASE)
        work_claims.next_due(session)
        for one in found:
            plans.extend(row[3] for row in one.driver.execute("EXPLAIN QUERY PLAN " + one.text, one.values))
    assert len(plans) >= 4
    assert not [plan for plan in plans if plan.startswith("SCAN") and "ix_work_wake_at" not in plan], plans
    assert not [plan for plan in plans if "TEMP B-TREE" in plan], plans


def test_figures_and_pruning(transactions: Transactions) -> None:
    with transactions.read() as session:
        assert work_claims.next_due(session) is None
        assert work_claims.figures(session, NOW).oldest_seconds == 0
    with transactions.write() as session:
        for key, due in (("a", NOW), ("b", later(-40)), ("c", later(-50)), ("d", later(99))):
            put(session, key, due)
    first, second = claim(transactions, NOW, limit=2)
    with transactions.write() as session:
        work_claims.give_up(session, first, NOW, "x")
        work_claims.settle_done(session, second, NOW)
        found = work_claims.figures(session, later(10))
        assert (found.queued, found.leased, found.given_up, found.due, found.oldest_seconds) == (2, 0, 1, 1, 10)
        assert work_claims.prune(session, NOW) == 0
        assert work_claims.prune(session, later(1)) == 2
        assert work_claims.figures(session, later(10)).given_up == 0


@pytest.mark.parametrize("extended", [False, True])
def test_what_was_put_anew_for_later_never_comes_when_a_lease_runs_out(
    transactions: Transactions, extended: bool
) -> None:
    """Its holder died after it planned the next one, before it could say so: next week's came a week early."""
    week = later(7 * 24 * 3600)
    with transactions.write() as session:
        put(session, "check_in", payload={"n": 1})
    (held,) = claim(transactions)
    with transactions.write() as session:
        put(session, "check_in", week, payload={"n": 2})
        assert not extended or work_claims.extend(session, held, later(120))
    with transactions.read() as session:
        assert work_claims.next_due(session) == week
    assert claim(transactions, later(300), "b") == ()
    (following,) = claim(transactions, week, "b")
    assert following.payload == {"n": 2}
    assert done(transactions, following, week)


def test_what_was_put_anew_for_later_comes_then_when_its_holder_ends_well(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "check_in", payload={"n": 1})
    (held,) = claim(transactions)
    with transactions.write() as session:
        put(session, "check_in", later(3600), payload={"n": 2})
    assert done(transactions, held)
    assert claim(transactions, later(3599)) == ()
    assert [one.payload for one in claim(transactions, later(3600))] == [{"n": 2}]


def test_what_was_put_anew_for_later_is_not_hastened_by_another_try(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "check_in", payload={"n": 1})
    (held,) = claim(transactions)
    with transactions.write() as session:
        put(session, "check_in", later(3600), payload={"n": 2})
        assert work_claims.settle_retry(session, held, later(2))
    assert claim(transactions, later(3599)) == ()
    assert [one.payload for one in claim(transactions, later(3600))] == [{"n": 2}]
