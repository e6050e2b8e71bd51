"""Throwing away: a project for good and nothing else, and what is past its time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from dialogues.effects import KeepGap
from storage import (
    audit,
    conversations,
    inbox,
    messages,
    notes,
    pauses,
    people,
    projects,
    rate_limits,
    retention,
    schema,
    set_aside,
    work,
)
from storage.database import Database
from storage.people import Person
from storage.projects import Project
from storage.transaction import Transactions
from tests.storage.samples import NOW, WS, answer, begin, later

STAYS = {"workspaces", "audit", "people"}


def fill(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        people.keep_details(session, Person(WS, "U1", "Asha", fetched_at=NOW))
        answer(session, "1.0", "a very secret need")
        answer(session, "2.0", "an even more secret need", supersedes="1.0")
        notes.keep_note(session, WS, "P1", KeepGap("explore.baseline", "U1"), at=NOW)
        messages.keep_message(session, messages.Posted(WS, "P1", "card", "C1", "1.1", NOW))
        work.put(session, work.Todo(WS, "nudge", "k", NOW, "P1"), NOW)
        audit.note(session, WS, "P1", who="U1", what="Start", at=NOW)


def test_a_project_goes_for_good(transactions: Transactions) -> None:
    fill(transactions)
    with transactions.write() as session:
        projects.add_project(session, Project(WS, "P2", "Another", NOW, "U2", "U2"))
        projects.put_member(session, WS, "P2", "U2", "here")
        assert retention.delete_project(session, WS, "P1", "U1", later(5))
        assert not retention.delete_project(session, WS, "P1", "U1", later(5))
    with transactions.read() as session:
        left = {
            name
            for name, table in schema.METADATA.tables.items()
            if session.scalar(select(func.count()).select_from(table))
        }
        assert left == STAYS | {"projects", "project_people"}
        assert people.person_of(session, WS, "U1") is None  # was in no other project
        assert people.person_of(session, WS, "U2") is not None
        (line,) = audit.entries_of(session, WS)
    assert (line.who, line.what, line.about, line.at) == ("U1", "project_deleted", "P1", later(5))


def test_a_project_that_goes_lets_whoever_acts_in_it_finish(transactions: Transactions) -> None:
    def goes() -> bool:
        with transactions.write() as session:
            return retention.delete_project(session, WS, "P1", "U1", later(5))

    fill(transactions)
    with ThreadPoolExecutor(1) as pool:
        with transactions.write() as session:
            conversations.lock(session, WS, "P1")
            gone = pool.submit(goes)
            threading.Event().wait(0.3)
            assert work.cancel(session, WS, "P1", "", NOW) == 1
        assert gone.result()


def test_what_somebody_sets_while_old_words_are_forgotten_stays(transactions: Transactions) -> None:
    def forgotten() -> int:
        with transactions.write() as session:
            return people.prune_words(session, later(5))

    fill(transactions)
    with transactions.write() as session:
        people.set_setting(session, WS, "U1", "held", {"a": {"at": NOW.isoformat(), "text": "old"}})
    with ThreadPoolExecutor(1) as pool:
        with transactions.write() as session:
            people.set_setting(session, WS, "U1", "times", {"limit": 2})
            count = pool.submit(forgotten)
            threading.Event().wait(0.3)
        assert count.result() == 1
    with transactions.read() as session:
        asha = people.person_of(session, WS, "U1")
    assert asha is not None
    assert asha.settings == {"times": {"limit": 2}}


def test_words_that_waited_with_its_people_go_with_a_project_and_nothing_else_does(transactions: Transactions) -> None:
    fill(transactions)
    stays = {"times": {"days": [], "limit": 2}, "no_nudges": ["P2"], "held": {"b": {"project": "P2", "text": "mine"}}}
    with transactions.write() as session:
        projects.add_project(session, Project(WS, "P2", "Another", NOW, "U1", "U1"))
        projects.put_member(session, WS, "P2", "U1", "here")
        notes_of_u1 = {
            **stays,
            "tool": {"project": "P1", "given": {"why": "a secret"}},
            "no_nudges": ["P1", "P2"],
            "skipped": ["P1:3.0"],
            "held": {"a": {"project": "P1", "text": "a secret"}, **stays["held"]},
        }
        for name, value in notes_of_u1.items():
            people.set_setting(session, WS, "U1", name, value)
        retention.delete_project(session, WS, "P1", "U1", later(5))
        known = people.person_of(session, WS, "U1")
        assert known is not None
        assert known.settings == stays


def test_the_words_are_gone_from_the_sqlite_file_too(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    fill(Transactions(database))
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with Transactions(database).write() as session:
        retention.delete_project(session, WS, "P1", "U1", NOW)
    database.close()  # the last connection folds the -wal file in
    assert b"secret need" not in path.read_bytes()
    assert not path.with_name("coach.db-wal").exists()


def test_what_is_past_its_time_goes(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        inbox.take(session, WS, "old", NOW)
        rate_limits.hold_off(session, WS, rate_limits.Limit("C1", retention.RATE_SLOTS), NOW)
        people.note_contact(session, WS, "U1", NOW, "nudge")
        work.put(session, work.Todo(WS, "nudge", "k", NOW), NOW)
        work.cancel(session, WS, "", "k", NOW)
        pauses.add_pause(session, pauses.Pause(WS, "everyone", "", NOW, NOW, "U1"))
        pauses.add_pause(session, pauses.Pause(WS, "team", "P1", NOW, NOW, "U1"))  # stays with its project
        set_aside.set_aside(session, set_aside.SetAside(WS, "U1", "P1", "k", NOW, told_at=NOW))
        people.set_setting(session, WS, "U1", people.HELD, {"a": {"text": "secret", "at": NOW.isoformat()}})
        people.set_setting(session, WS, "U1", "times", {"days": []})
        assert retention.prune(session, NOW + retention.RATE_SLOTS) == retention.Pruned(0, 0, 0, 0, 0, 0, 0)
        gone = retention.prune(session, NOW + retention.CONTACTS + retention.CONTACTS)
        known = people.person_of(session, WS, "U1")
        assert known is not None
        assert known.settings == {"times": {"days": []}}
    assert gone == retention.Pruned(1, 1, 1, 1, 1, 1, 1)


@pytest.mark.parametrize("table", ["answers", "notes", "messages", "records", "project_people", "conversations"])
def test_everything_of_a_project_hangs_on_it(database: Database, table: str) -> None:
    fill(Transactions(database))
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM projects"))
        assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0
