"""Claiming one row keeps every rule of claiming many."""

from __future__ import annotations

import threading
from datetime import timedelta

from sqlalchemy import select

from storage import work, work_claims, work_one
from storage.transaction import Transactions
from storage.work import Todo, WorkRow
from storage.work_claims import Work
from tests.storage.samples import NOW, WS, later

LEASE = timedelta(seconds=60)


def written(transactions: Transactions, *todos: Todo) -> list[int]:
    with transactions.write() as session:
        for todo in todos:
            work.put(session, todo, NOW)
        return list(session.scalars(select(WorkRow.id).order_by(WorkRow.id)))


def one(transactions: Transactions, id: int, seconds: float = 0, owner: str = "me") -> Work | None:
    with transactions.write() as session:
        return work_one.claim_one(session, id, later(seconds), owner, LEASE)


def test_it_is_the_same_as_claiming_by_id(transactions: Transactions) -> None:
    first, second = written(
        transactions, *(Todo(WS, "nudge", key, NOW, "P1", "L", {"asked": [1]}) for key in ("a", "b"))
    )
    assert one(transactions, second) is None, "not the first of its lane"
    assert one(transactions, first, -1) is None, "not due"
    mine = one(transactions, first)
    assert mine is not None
    assert (mine.key, mine.payload, mine.attempts, mine.doubtful) == ("a", {"asked": [1]}, 1, False)
    assert one(transactions, first, owner="another") is None, "held"
    taken = one(transactions, first, 61, owner="another")
    assert taken is not None
    assert (taken.attempts, taken.doubtful, taken.lease_until) == (2, True, later(121))
    with transactions.write() as session:
        assert not work_one.done_one(session, mine, NOW), "the lease was lost"
        assert work_one.done_one(session, taken, NOW)
        assert not work_one.done_one(session, taken, NOW)
    with transactions.write() as session:
        (following,) = work_claims.claim(session, NOW, "me", 5, LEASE)
    assert following.id == second
    assert one(transactions, first) is None, "done"


def test_of_many_at_once_one_gets_it(transactions: Transactions) -> None:
    (id,) = written(transactions, Todo(WS, "nudge", "a", NOW))
    got: list[Work | None] = []
    together = threading.Barrier(8)

    def take(name: str) -> None:
        together.wait()
        got.append(one(transactions, id, owner=name))

    threads = [threading.Thread(target=take, args=(f"w{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(got) == 8
    assert len([work for work in got if work is not None]) == 1


def test_what_was_put_anew_meanwhile_is_done_once_more(transactions: Transactions) -> None:
    (id,) = written(transactions, Todo(WS, "nudge", "a", NOW))
    one(transactions, id)
    mine = one(transactions, id, 61)
    assert mine is not None
    with transactions.write() as session:
        work.put(session, Todo(WS, "nudge", "a", later(70), payload={"new": 1}), NOW)
        assert work_one.done_one(session, mine, later(62))
    assert one(transactions, id, 69) is None
    anew = one(transactions, id, 70)
    assert anew is not None
    assert (anew.payload, anew.attempts, anew.doubtful) == ({"new": 1}, 1, False)
