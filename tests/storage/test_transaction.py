"""The one transaction: whole or not at all, one after another, quick to say when it has to wait too long."""

from __future__ import annotations

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, exc, text
from sqlalchemy.orm import Session

from storage import conversations, inbox, messages, projects
from storage.database import Database
from storage.errors import DatabaseBusy, DatabaseGone
from storage.messages import Posted
from storage.transaction import Transactions, on_commit
from tests.storage.samples import NOW, WS, begin, later


def count_up(transactions: Transactions, times: int) -> None:
    for _ in range(times):
        with transactions.write() as session:
            where = (session, WS, "P1")
            conversations.lock(*where)
            found = conversations.conversation_of(*where)
            assert found is not None
            conversations.save_turn(*where, seen=found.turn, turn=found.turn + 1, status="active", state=b"{}", at=NOW)


def test_threads_lose_no_update(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
    threads = [threading.Thread(target=count_up, args=(transactions, 25)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with transactions.read() as session:
        found = conversations.conversation_of(session, WS, "P1")
    assert found is not None
    assert found.turn == 100


def test_two_sqlite_pools_on_one_file_lose_no_update(sqlite_url: str) -> None:
    first, second = (Transactions(Database(sqlite_url)) for _ in range(2))
    second.database.lock = None  # as another process, which does not share our lock
    with first.write() as session:
        begin(session)
    threads = [threading.Thread(target=count_up, args=(each, 25)) for each in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with first.read() as session:
        found = conversations.conversation_of(session, WS, "P1")
    for each in (first, second):
        each.database.close()
    assert found is not None
    assert found.turn == 50


def test_nothing_is_kept_when_it_raises(transactions: Transactions) -> None:
    rung: list[str] = []

    def fail() -> None:
        with transactions.write() as session:
            begin(session)
            on_commit(session, lambda: rung.append("bell"))
            raise KeyError("no")

    with pytest.raises(KeyError):
        fail()
    with transactions.read() as session:
        assert projects.projects(session, WS) == ()
    assert rung == []


def test_hooks_run_after_the_commit_in_their_order_even_if_one_fails(transactions: Transactions) -> None:
    seen: list[object] = []

    def look() -> None:
        with transactions.write() as other:  # the lock is free again, and what was written is there
            seen.append(len(projects.projects(other, WS)))

    def fail() -> None:
        raise KeyError("bell")

    def write() -> None:
        with transactions.write() as session:
            begin(session)
            on_commit(session, look)
            on_commit(session, fail)
            on_commit(session, lambda: seen.append("last"))

    with pytest.raises(KeyError):
        write()
    assert seen == [1, "last"]


def test_a_read_writes_nothing(transactions: Transactions) -> None:
    def write_in_read() -> None:
        with transactions.read() as session:
            inbox.take(session, WS, "k", NOW)

    with pytest.raises((exc.DBAPIError, DatabaseGone)):
        write_in_read()
    with transactions.write() as session:
        assert inbox.take(session, WS, "k", NOW)


def test_a_read_sees_one_moment(transactions: Transactions) -> None:
    with transactions.read() as reading:
        assert projects.projects(reading, WS) == ()
        with transactions.write() as session:
            begin(session)
        assert projects.projects(reading, WS) == ()
    with transactions.read() as reading:
        assert len(projects.projects(reading, WS)) == 1


def test_no_transaction_inside_another(transactions: Transactions) -> None:
    with transactions.write(), pytest.raises(RuntimeError), transactions.write():
        pass


def test_a_locked_sqlite_file_says_so_before_slack_gives_up(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(DatabaseBusy) as caught, Transactions(database).write():
            pass
        assert 1.5 < time.monotonic() - began < 2.8
        other.execute("ROLLBACK")
    assert "try again" in caught.value.words
    with Transactions(database).write() as session:
        begin(session)
    database.close()


def test_a_held_write_lock_says_so_too(sqlite_transactions: Transactions) -> None:
    lock = sqlite_transactions.database.lock
    assert lock is not None
    with lock:
        began = time.monotonic()
        with pytest.raises(DatabaseBusy), sqlite_transactions.write():
            pass
        assert time.monotonic() - began < 2.8
    with sqlite_transactions.write() as session:
        begin(session)


def test_a_held_row_says_so_on_postgresql(postgres_url: str) -> None:
    database = Database(postgres_url)
    transactions = Transactions(database)
    with transactions.write() as session:
        begin(session)
    with database.engine.begin() as other:
        other.execute(text("SELECT 1 FROM conversations FOR UPDATE"))
        began = time.monotonic()
        with pytest.raises(DatabaseBusy), transactions.write() as session:
            conversations.lock(session, WS, "P1")
        assert time.monotonic() - began < 2.8
    database.close()


def test_where_a_message_stands_is_kept_while_somebody_is_at_its_conversation(postgres_url: str) -> None:
    """A delivery has posted while a click, or a process that stands still in one, holds the conversation."""
    database = Database(postgres_url)
    transactions = Transactions(database)
    with transactions.write() as session:
        begin(session)
    with Session(database.engine) as other:
        conversations.lock(other, WS, "P1")
        with transactions.write() as session:
            messages.keep_message(session, Posted(WS, "P1", "card", "C1", "1.1", NOW, "h"))
        with pytest.raises(DatabaseBusy), transactions.write() as session:
            conversations.lock(session, WS, "P1")
    database.close()


def test_who_stands_still_within_a_transaction_loses_it(postgres_url: str) -> None:
    """So what a stopped process held is free well within the thirty seconds that are promised."""
    database = Database(postgres_url)
    with Transactions(database).write() as session:
        shown = session.connection().exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar_one()
    assert shown == "15s"
    database.close()


def test_a_server_that_went_away_is_found_again(postgres_url: str) -> None:
    database = Database(postgres_url)
    transactions = Transactions(database)
    ended = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = :n"
    )

    def write_while_it_goes() -> None:
        with transactions.write() as session:
            begin(session)
            killer = Database(postgres_url)
            with killer.engine.begin() as other:
                other.execute(ended, {"n": killer.url.database})
            killer.close()
            projects.projects(session, WS)

    with pytest.raises(DatabaseGone):
        write_while_it_goes()
    with transactions.write() as session:
        begin(session)
    database.close()


def test_no_database_there(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/nowhere/coach.db", f"postgresql://coach@/x?host={tmp_path}"):
        database = Database(url)
        with pytest.raises(DatabaseGone), Transactions(database).write():
            pass
        database.close()


@pytest.mark.parametrize("url", ["", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "nonsense"])
def test_urls_we_do_not_know_are_refused_in_words(url: str) -> None:
    with pytest.raises(DatabaseGone) as caught:
        Database(url)
    assert "COACH_DATABASE_URL" in caught.value.words


def test_how_sqlite_is_opened(sqlite_transactions: Transactions) -> None:
    with sqlite_transactions.write() as session:
        found = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_only_what_need_not_last_does_not_wait_for_the_disk(sqlite_transactions: Transactions) -> None:
    """The connection of the pool is the same one each time: what was set for one transaction is not left behind."""

    def found(*, lasting: bool) -> int:
        with sqlite_transactions.write(lasting=lasting) as session:
            return int(session.scalar(text("PRAGMA synchronous")) or 0)

    assert [found(lasting=one) for one in (True, False, False, True)] == [2, 1, 1, 2]
    with sqlite_transactions.write_one(lasting=False) as session:
        assert session.scalar(text("PRAGMA synchronous")) == 1
    with sqlite_transactions.read() as session:
        assert session.scalar(text("PRAGMA query_only")) == 1


def test_moments_come_back_aware_and_naive_ones_are_refused(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        assert conversations.quiet_since(session, WS, later(1))[0].touched_at == NOW
    with pytest.raises(ValueError, match="time zone"), transactions.write() as session:
        inbox.take(session, WS, "k", NOW.replace(tzinfo=None))


def test_reading_and_writing_in_turn_sets_nothing_anew(sqlite_url: str) -> None:
    """On one connection each change from one to the other would make SQLite prepare all its statements anew."""
    database = Database(sqlite_url)
    transactions = Transactions(database)
    ran: list[str] = []
    for engine in (database.engine, database.reading):
        event.listen(engine, "connect", lambda connection, _record: connection.set_trace_callback(ran.append))

    def both() -> None:
        with transactions.write() as session:
            projects.change_project(session, WS, "P1", name="Beds")
        with transactions.read() as session:
            projects.projects(session, WS)

    both()
    before = len(ran)
    assert [one for one in ran if one.startswith("PRAGMA")]
    both()
    assert len(ran) > before
    assert not [one for one in ran[before:] if one.startswith("PRAGMA")]
    database.close()


def test_so_many_at_once_and_the_others_wait(database: Database) -> None:
    transactions, go_on = Transactions(database, at_once=2), threading.Event()
    inside = threading.Semaphore(0)

    def look() -> int:
        with transactions.read() as session:
            inside.release()
            go_on.wait(10)
            return len(projects.projects(session, WS))

    with ThreadPoolExecutor(3) as threads:
        looking = [threads.submit(look) for _ in range(3)]
        assert inside.acquire(timeout=10)
        assert inside.acquire(timeout=10)
        assert not inside.acquire(timeout=0.05), "the third waits"
        with Transactions(database).read() as session:
            assert projects.projects(session, WS) == (), "other transactions do not"
        go_on.set()
        assert [one.result(timeout=10) for one in looking] == [0, 0, 0]


def test_who_has_a_turn_needs_no_second_one_to_read_meanwhile(database: Database) -> None:
    transactions = Transactions(database, at_once=1)
    with transactions.write() as session:
        begin(session)
        with transactions.read() as reading, transactions.read_one() as again:
            assert projects.projects(reading, WS) == projects.projects(again, WS) == ()
    with pytest.raises(ZeroDivisionError), transactions.read():
        _ = 1 / 0
    with transactions.read() as session:
        assert len(projects.projects(session, WS)) == 1, "the turn was given back, and the session is another"
