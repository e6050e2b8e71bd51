"""What every work queue must do, however it is built: held by each implementation's own test on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from coach.clocks import MovableClock
from coach.durable.embedded import Embedded
from coach.services.sending.doing import Again, Done, GivenUp, Settled
from storage import work, work_claims
from storage.transaction import Transactions
from storage.work import Todo
from storage.work_claims import Work

START = datetime(2026, 5, 12, 12, 40, tzinfo=UTC)


class Outside:
    """The world outside, which only takes notes; `plan` says what doing a key comes to, one after another."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.doubtful: list[str] = []
        self.plan: dict[str, list[Settled]] = {}
        self.before: Callable[[Work], None] = lambda work: None
        self.arrived = threading.Condition()

    def do(self, work: Work, mine: Callable[[], bool]) -> Settled:
        self.before(work)
        if not mine():
            return Again(work.due_at, "lease_lost", counts=False)
        if work.doubtful:
            self.doubtful.append(work.key)
        if waiting := self.plan.get(work.key):
            return waiting.pop(0)
        with self.arrived:
            self.sent.append(work.key)
            self.arrived.notify_all()
        return Done()


class QueueContract:
    """Inherit from this and give a `queue` fixture."""

    @pytest.fixture
    def clock(self) -> MovableClock:
        return MovableClock(START, running=False)

    @pytest.fixture
    def outside(self) -> Outside:
        return Outside()

    def write(
        self, transactions: Transactions, queue: Embedded, clock: MovableClock, *keys: str, **more: object
    ) -> None:
        lane = str(more.get("lane", "")) or None
        due = clock.now() + timedelta(seconds=float(str(more.get("after", 0))))
        with transactions.write() as session:
            for key in keys:
                work.put(session, Todo("T1", "note", key, due, "P1", lane), clock.now())
            queue.ring(session)

    def test_nothing_leaves_before_the_commit(
        self, transactions: Transactions, queue: Embedded, clock: MovableClock, outside: Outside
    ) -> None:
        def fail() -> None:
            with transactions.write() as session:
                work.put(session, Todo("T1", "note", "a", clock.now(), "P1"), clock.now())
                queue.ring(session)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert queue.pump() == 0
        assert outside.sent == []

    def test_nothing_committed_stays_unsent(
        self, transactions: Transactions, queue: Embedded, clock: MovableClock, outside: Outside
    ) -> None:
        self.write(transactions, queue, clock, "a", "b")
        queue.pump()
        assert sorted(outside.sent) == ["a", "b"]
        assert queue.idle()
        assert queue.next_due() is None

    def test_a_lane_keeps_its_order_even_when_the_first_must_wait(
        self, transactions: Transactions, queue: Embedded, clock: MovableClock, outside: Outside
    ) -> None:
        outside.plan["a"] = [Again(clock.now() + timedelta(seconds=30), "ratelimited", counts=False)]
        self.write(transactions, queue, clock, "a", "b", lane="P1")
        self.write(transactions, queue, clock, "c", lane="P2")
        queue.pump()
        assert outside.sent == ["c"]
        clock.move_on(timedelta(seconds=30))
        queue.pump()
        assert outside.sent == ["c", "a", "b"]

    def test_what_fails_is_tried_again_and_what_cannot_be_is_given_up(
        self, transactions: Transactions, queue: Embedded, clock: MovableClock, outside: Outside
    ) -> None:
        outside.plan["a"] = [Again(clock.now() + timedelta(seconds=5), "network")]
        outside.plan["b"] = [GivenUp("refused")]
        self.write(transactions, queue, clock, "a", "b")
        queue.pump()
        assert outside.sent == []
        assert queue.next_due() == clock.now() + timedelta(seconds=5)
        clock.move_on(timedelta(seconds=5))
        queue.pump()
        assert outside.sent == ["a"]
        assert queue.figures().given_up == 1

    def test_what_is_due_later_waits_for_its_moment(
        self, transactions: Transactions, queue: Embedded, clock: MovableClock, outside: Outside
    ) -> None:
        self.write(transactions, queue, clock, "a", after=3600)
        assert queue.pump() == 0
        assert queue.idle()
        clock.move_on(timedelta(hours=1))
        assert queue.pump() == 1

    def test_another_takes_over_when_a_lease_has_run_out(
        self, transactions: Transactions, queue: Embedded, clock: MovableClock, outside: Outside
    ) -> None:
        self.write(transactions, queue, clock, "a")
        with transactions.write() as session:
            taken = work_claims.claim(session, clock.now(), "somebody else", 1, timedelta(seconds=60))
        assert len(taken) == 1
        assert queue.pump() == 0
        clock.move_on(timedelta(seconds=61))
        queue.pump()
        assert outside.sent == ["a"]
        assert outside.doubtful == ["a"], "it may have been sent before"

    def test_a_paused_owner_does_not_post(
        self, transactions: Transactions, queue: Embedded, clock: MovableClock, outside: Outside
    ) -> None:
        self.write(transactions, queue, clock, "a")
        woken: list[str] = []

        def pause(work: Work) -> None:
            if not woken:
                woken.append(work.key)
                clock.move_on(timedelta(seconds=90))

        outside.before = pause
        queue.pump()
        assert woken == ["a"]
        assert outside.sent == ["a"], "sent once, by whoever took it over"

    def test_threads_do_the_same(
        self, transactions: Transactions, queue: Embedded, clock: MovableClock, outside: Outside
    ) -> None:
        queue.start()
        try:
            self.write(transactions, queue, clock, *(f"k{n}" for n in range(20)))
            with outside.arrived:
                assert outside.arrived.wait_for(lambda: len(outside.sent) == 20, 10)
        finally:
            queue.stop()
        assert len(set(outside.sent)) == 20
        assert queue.idle()

    def test_a_fault_of_ours_stops_nothing_else(
        self, transactions: Transactions, queue: Embedded, clock: MovableClock, outside: Outside
    ) -> None:
        def fault(work: Work) -> None:
            if work.key == "a":
                raise KeyError(work.key)

        outside.before = fault
        self.write(transactions, queue, clock, "a", "b")
        queue.pump()
        assert outside.sent == ["b"]
        for _ in range(10):
            clock.move_on(timedelta(minutes=10))
            queue.pump()
        assert queue.figures().given_up == 1
