"""Bells: rung once what makes work due is committed or not at all, in turn between workspaces, swept when missed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from coach.clocks import MovableClock, SystemClock
from coach.durable.distributed import Distributed
from coach.durable.figures import as_metrics, queue_report
from coach.durable.hands import Hands
from coach.durable.schema import apply_schema
from coach.durable.sweep import Sweeper
from coach.services.sending.doing import Done, GivenUp, Settled
from storage import conversations, work, work_bells, work_claims, work_figures
from storage.errors import DatabaseGone, StorageError
from storage.transaction import Transactions
from storage.work import Todo
from storage.work_claims import Work
from storage.work_written import Bell
from tests.durable.contract import START, Outside
from tests.durable.test_embedded import fails_once
from tests.storage.samples import WS, begin

JOBS = "SELECT queue_name, (args->>'id')::int, status::text, priority FROM procrastinate.procrastinate_jobs"


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(START, running=False)


@pytest.fixture
def outside() -> Outside:
    return Outside()


@pytest.fixture
def queue(transactions: Transactions, clock: MovableClock, outside: Outside) -> Distributed:
    apply_schema(transactions)
    return Distributed(transactions, clock, outside, owner="test", hands=8)


@pytest.fixture
def started(queue: Distributed) -> Iterator[Distributed]:
    queue.start()
    yield queue
    queue.stop()


def put(
    transactions: Transactions, queue: Distributed, *keys: str, workspace: str = "T1", lane: str | None = None
) -> None:
    with transactions.write() as session:
        queue.ring(session)
        for key in keys:
            work.put(session, Todo(workspace, "note", key, START, "P1", lane), START)
        queue.ring(session)
    assert queue.rung()


def jobs(transactions: Transactions) -> list[tuple[object, ...]]:
    with transactions.read() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(JOBS + " ORDER BY priority DESC, id")]


def test_a_rolled_back_transaction_rings_nothing(transactions: Transactions, queue: Distributed) -> None:
    def fail() -> None:
        with transactions.write() as session:
            work.put(session, Todo("T1", "note", "a", START), START)
            queue.ring(session)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert queue.rung()
    assert jobs(transactions) == []


def test_a_bell_carries_nothing_but_the_rows_id(transactions: Transactions, queue: Distributed) -> None:
    put(transactions, queue, "a", "b", lane="P1:room")
    assert jobs(transactions) == [("T1", 1, "todo", 0)], "one bell, for the first of the lane"
    with transactions.write() as session:
        work.put(session, Todo("T1", "note", "later", START + timedelta(hours=1)), START)
        queue.ring(session)
    assert queue.rung()
    assert len(jobs(transactions)) == 1, "what is due later is not rung"
    queue.pump()
    assert jobs(transactions) == [], "nothing is left in the queue's tables"


def test_many_commits_are_rung_for_together_while_one_is_under_way(
    transactions: Transactions, queue: Distributed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first bell waits for the database; whoever commits meanwhile does not wait for it, and is rung for next."""
    under_way, go_on, rung = threading.Event(), threading.Event(), []
    claimable = work_bells.claimable

    def held(session: Session, ids: Collection[int], now: datetime) -> tuple[Bell, ...]:
        rung.append(len(ids))
        under_way.set()
        assert go_on.wait(10)
        return claimable(session, ids, now)

    monkeypatch.setattr(work_bells, "claimable", held)
    for n in range(4):
        with transactions.write() as session:
            work.put(session, Todo(f"T{n}", "note", "a", START), START)
            queue.ring(session)
        assert under_way.wait(10)
    assert not queue.rung(0)
    go_on.set()
    assert queue.rung()
    assert rung == [1, 3]
    assert len(jobs(transactions)) == 4


@pytest.mark.parametrize(
    ("error", "said"), [(DatabaseGone(), "database_gone"), (KeyError("words of ours"), "KeyError")]
)
def test_a_bell_that_could_not_be_rung_is_said_and_swept_up(
    transactions: Transactions,
    queue: Distributed,
    outside: Outside,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    said: str,
) -> None:
    def fails(session: Session, ids: Collection[int], now: datetime) -> tuple[Bell, ...]:
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work_bells, "claimable", fails)
        put(transactions, queue, "a")
    assert f"bells_not_rung {said}" in caplog.text
    assert "words of ours" not in caplog.text
    assert jobs(transactions) == []
    put(transactions, queue, "b")
    assert len(jobs(transactions)) == 1, "the next one is rung all the same"
    queue.pump()
    assert sorted(outside.sent) == ["a", "b"]


def test_what_was_never_rung_is_swept_up(transactions: Transactions, queue: Distributed, outside: Outside) -> None:
    with transactions.write() as session:
        work.put(session, Todo("T1", "note", "silent", START), START)
    assert jobs(transactions) == []
    queue.pump()
    assert outside.sent == ["silent"]


def test_a_fault_in_one_sweep_is_not_the_last(
    transactions: Transactions, queue: Distributed, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed, _ = fails_once(monkeypatch, work_bells, "to_ring")
    queue.start()
    assert failed.wait(10)
    with transactions.write() as session:
        work.put(session, Todo("T1", "note", "silent", START), START)
    with outside.arrived:
        assert outside.arrived.wait_for(lambda: outside.sent == ["silent"], 10)
    queue.stop()


def test_giving_up_waits_for_whoever_acts_in_its_conversation(
    transactions: Transactions, clock: MovableClock, outside: Outside
) -> None:
    """The row first and then the conversation was the other way round than all others: each waited for the other."""
    with transactions.write() as session:
        begin(session)
        work.put(session, Todo(WS, "note", "a", START, "P1"), START)
    with transactions.read() as session:
        (row,) = work_claims.due_ids(session, START)
    settles = threading.Event()
    outside.plan["a"] = [GivenUp("refused", lambda session: conversations.lock(session, WS, "P1"))]
    hands = Hands(transactions, clock, outside, owner="test", lease=timedelta(seconds=20))
    outside.before = lambda work: settles.set()
    with ThreadPoolExecutor(1) as pool, transactions.write() as session:
        conversations.lock(session, WS, "P1")
        giving_up = pool.submit(hands.take, row)
        assert settles.wait(10)
        threading.Event().wait(0.3)
        assert work.cancel(session, WS, "P1", "", START) == 1
        session.commit()
        assert giving_up.result()


def test_a_huge_workspace_does_not_go_before_a_small_one(
    transactions: Transactions, queue: Distributed, outside: Outside
) -> None:
    put(transactions, queue, *(f"huge{n}" for n in range(60)), workspace="HUGE")
    put(transactions, queue, "small1", "small2", workspace="SMALL")
    assert len(jobs(transactions)) < 10, "what waits, waits in our own table"
    queue.pump()
    assert {"small1", "small2"} <= set(outside.sent[:5])
    assert len(set(outside.sent)) == 62


def test_a_slow_workspace_leaves_hands_for_the_others(
    transactions: Transactions, started: Distributed, outside: Outside
) -> None:
    released = threading.Event()

    def slow(work: Work) -> None:
        if work.workspace == "SLOW":
            assert released.wait(20)

    outside.before = slow
    try:
        put(transactions, started, *(f"slow{n}" for n in range(40)), workspace="SLOW")
        put(transactions, started, "quick", workspace="QUICK")
        with outside.arrived:
            assert outside.arrived.wait_for(lambda: "quick" in outside.sent, 10)
        assert outside.sent == ["quick"]
    finally:
        released.set()
    with outside.arrived:
        assert outside.arrived.wait_for(lambda: len(outside.sent) == 41, 20)


def test_a_lane_is_in_order_whoever_does_it(transactions: Transactions, started: Distributed, outside: Outside) -> None:
    keys = [f"k{n}" for n in range(12)]
    put(transactions, started, *keys, lane="L")
    with outside.arrived:
        assert outside.arrived.wait_for(lambda: len(outside.sent) == 12, 10)
    assert outside.sent == keys


def test_what_a_dead_worker_left_is_freed(transactions: Transactions, queue: Distributed, outside: Outside) -> None:
    put(transactions, queue, "a", "b", lane="L")
    with transactions.write() as session:
        connection = session.connection()
        connection.exec_driver_sql("SET LOCAL search_path TO procrastinate")
        silent = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id"
        dead = connection.exec_driver_sql(silent).scalar_one()
        connection.exec_driver_sql("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", (dead,))
    queue.pump()
    assert outside.sent == ["a", "b"]
    assert jobs(transactions) == []


def test_a_job_its_worker_has_lost_is_rung_anew(
    transactions: Transactions, queue: Distributed, outside: Outside
) -> None:
    """The connection broke between the job and its end: the worker lives on, the job would be `doing` for ever."""
    put(transactions, queue, "a")
    with transactions.write() as session:
        connection = session.connection()
        connection.exec_driver_sql("SET LOCAL search_path TO procrastinate")
        alive = connection.exec_driver_sql("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id").scalar_one()
        connection.exec_driver_sql("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", (alive,))
        connection.exec_driver_sql("UPDATE procrastinate_events SET at = at - interval '1 minute'")
    queue.pump()
    assert outside.sent == ["a"]
    assert jobs(transactions) == []


def test_a_lease_that_ran_out_here_is_not_the_end(
    transactions: Transactions, queue: Distributed, outside: Outside, clock: MovableClock
) -> None:
    """Its doer says "lease lost" after a pause; nobody else has taken over; so it has to be done still."""
    outside.plan["a"] = [GivenUp("lease_lost")]
    put(transactions, queue, "a")
    queue.pump()
    assert outside.sent == ["a"]


@pytest.mark.parametrize("error", [DatabaseGone(), KeyError("ours")])
def test_what_broke_off_while_going_out_is_in_doubt(
    transactions: Transactions, clock: MovableClock, error: Exception
) -> None:
    """Posted, but where it stands could not be kept: a nudge must not go out again."""
    doubts: list[bool] = []

    class Breaks:
        def do(self, work: Work, mine: Callable[[], bool]) -> Settled:
            doubts.append(work.doubtful)
            if work.key == "going out":
                assert mine()
            if len(doubts) <= 2:
                raise error
            return Done()

    apply_schema(transactions)
    queue = Distributed(transactions, clock, Breaks(), owner="test")
    put(transactions, queue, "going out")
    put(transactions, queue, "not yet")
    queue.pump()
    clock.move_on(timedelta(minutes=1))
    queue.pump()
    assert doubts == [False, False, True, False]


def test_the_figures(transactions: Transactions, queue: Distributed, outside: Outside, clock: MovableClock) -> None:
    outside.plan["bad"] = [GivenUp("refused")]
    put(transactions, queue, "good", "bad")
    queue.pump()
    put(transactions, queue, *(f"k{n}" for n in range(9)))
    clock.move_on(timedelta(seconds=30))
    report = queue_report(transactions, clock.now())
    assert (report.queued, report.due, report.oldest_seconds) == (9, 9, 30.0)
    assert (report.sent, report.given_up, report.retried, report.taken_over) == (1, 1, 0, 0)
    assert report.deepest == (work_figures.Depth("T1", 9, 30.0),)
    assert report.workers is not None
    assert 1 <= report.workers.rung <= 9
    metrics = as_metrics(report)
    assert metrics["coach_work_due"] == 9
    assert metrics["coach_workers_alive"] == 0


def test_an_operator_tries_again(transactions: Transactions, queue: Distributed, outside: Outside) -> None:
    outside.plan["a"] = [GivenUp("refused")]
    put(transactions, queue, "a")
    queue.pump()
    with transactions.write() as session:
        ids = [one.id for one in work_figures.given_up(session)]
        assert work_figures.retry_given_up(session, ids, START) == 1
        queue.ring(session)
    queue.pump()
    assert outside.sent == ["a"]


def test_a_clock_that_is_wrong_is_refused(transactions: Transactions, queue: Distributed, outside: Outside) -> None:
    Distributed(transactions, SystemClock(), outside, owner="right").check()
    with pytest.raises(StorageError) as caught:
        queue.check()
    assert caught.value.code == "clocks_differ"
    assert "NTP" in caught.value.words


def test_an_extended_lease_is_settled_as_ones_own(
    transactions: Transactions, queue: Distributed, outside: Outside, clock: MovableClock
) -> None:
    """A long call is not taken over while its process lives and says so."""

    def long_call(_: Work) -> None:
        for _ in range(5):
            clock.move_on(timedelta(seconds=10))
            queue.keep_leases()
            with transactions.write() as session:
                assert not work_claims.claim(session, clock.now(), "another", 1, timedelta(seconds=18))

    outside.before = long_call
    put(transactions, queue, "a")
    queue.pump()
    assert outside.sent == ["a"]
    assert outside.doubtful == []


def test_what_a_working_process_wrote_is_done_without_a_bell(
    transactions: Transactions, queue: Distributed, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody sweeps, and no job is written: it takes what it wrote itself."""
    monkeypatch.setattr(Sweeper, "start", lambda sweeper: None)
    queue.start()
    try:
        put(transactions, queue, "1", "2", "3", lane="L")
        with outside.arrived:
            assert outside.arrived.wait_for(lambda: len(outside.sent) == 3, 10)
        assert outside.sent == ["1", "2", "3"], "a lane in its order"
        assert jobs(transactions) == []
    finally:
        queue.stop()
