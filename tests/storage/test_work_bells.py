"""For which rows a bell is rung: what was written, what comes next, and everybody in turn."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from storage import work, work_bells, work_claims, work_written
from storage.transaction import Transactions
from storage.work import Todo
from tests.storage.samples import NOW, WS, later


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


def put(session: Session, key: str, workspace: str = WS, due: float = 0, lane: str | None = None) -> None:
    work.put(session, Todo(workspace, "nudge", key, later(due), lane=lane), NOW)


def test_only_what_was_written_and_could_be_claimed(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "before")
        put(session, "later", due=5)
        put(session, "first", lane="L")
        put(session, "second", lane="L")
        bells = work_written.written(session).bells
    with transactions.read() as session:
        found = work_bells.claimable(session, bells, NOW)
        assert [bell.lane for bell in found] == [None, "L"], "of a lane the first alone, and nothing before its time"
        assert work_bells.claimable(session, [found[1].id], NOW) == (found[1],)
        assert work_bells.claimable(session, [], NOW) == ()


def test_the_next_of_a_lane(transactions: Transactions) -> None:
    with transactions.write() as session:
        put(session, "a", lane="L")
        put(session, "b", lane="L")
        put(session, "other", lane="M")
    with transactions.write() as session:
        (first,) = work_bells.next_of_lane(session, WS, "L", NOW)
        (held,) = work_claims.claim(session, NOW, "me", 1, later(60) - NOW, ids=[first.id])
        assert held.key == "a"
        assert work_bells.held(session, [first.id, first.id + 1], NOW) == {first.id}
        assert work_bells.held(session, [first.id], later(61)) == frozenset()
        assert work_bells.next_of_lane(session, WS, "L", NOW) == ()
        work_claims.settle_done(session, held, NOW)
        (second,) = work_bells.next_of_lane(session, WS, "L", NOW)
    assert second.id > first.id


def test_workspaces_take_turns(transactions: Transactions) -> None:
    with transactions.write() as session:
        for n in range(30):
            put(session, f"k{n}", "HUGE")
        put(session, "one", "SMALL")
        put(session, "not yet", "SMALL", due=60)
    with transactions.write() as session:
        waiting = work_bells.to_ring(session, NOW, 5, ())
        assert [bell.workspace for bell in waiting.bells] == ["HUGE", "SMALL", "HUGE", "HUGE", "HUGE", "HUGE"]
        assert waiting.due == {"HUGE": 30, "SMALL": 1}
        rung = [bell.id for bell in waiting.bells]
        assert {bell.workspace for bell in work_bells.to_ring(session, NOW, 5, rung).bells} == {"HUGE"}


def test_of_what_a_limit_put_off_only_a_few_are_tried(transactions: Transactions) -> None:
    with transactions.write() as session:
        for n in range(12):
            put(session, f"k{n}")
        for one in work_claims.claim(session, NOW, "me", 12, later(60) - NOW):
            work_claims.settle_retry(session, one, later(1), work_bells.LIMITED, counts=False)
        put(session, "free", due=1)
        work_bells.count_anew(session)
        waiting = work_bells.to_ring(session, later(1), 12, ())
    assert len(waiting.bells) == 9
    assert waiting.due == {WS: 13}
