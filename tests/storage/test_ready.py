"""What was made ready runs as the library would run it: the same rows, the same words for what goes wrong."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import bindparam, exc, func, insert, select, text, update

from storage import conversations, facts, inbox, messages, notes, people, ready, standing, teams, workspaces
from storage.conversations import ConversationRow
from storage.database import Database
from storage.errors import DatabaseGone
from storage.inbox import InboxRow
from storage.notes import NoteRow
from storage.queries import given
from storage.ready import connection_of, row_of, rows_of, touched
from storage.transaction import Transactions
from tests.storage.asked import asked
from tests.storage.samples import NOW, WS, answer, begin

_TALK: Any = ConversationRow.__table__
_NOTE: Any = NoteRow.__table__
_INBOX: Any = InboxRow.__table__
_OF = select(_TALK).where(_TALK.c.workspace == bindparam("workspace"))
_COUNT = select(func.count().label("among")).select_from(_TALK).where(_TALK.c.status == bindparam("status"))
_SET = update(_TALK).where(_TALK.c.id == bindparam("is_id")).values(status=bindparam("status"))
_ANY = select(_TALK.c.id).where(_TALK.c.id.in_(bindparam("ids", expanding=True)))
_NOTED = insert(_NOTE).values(given(("workspace", "conversation", "kind", "data", "at", "pass_n")))
_NOTED_ID = _NOTED.returning(_NOTE.c.id)
_TAKEN = insert(_INBOX).values(given(("workspace", "key", "taken_at")))
_WORDS = "Mrs Example waits 100% of the day; %s and %(name)s and ? and :name"


def test_rows_are_those_of_the_library(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        begin(session, "P2")
        (mine, other) = rows_of(session, _OF, {"workspace": WS})
        theirs = connection_of(session).execute(_OF, {"workspace": WS}).all()
        assert [tuple(mine), tuple(other)] == [tuple(row) for row in theirs]
        assert mine._asdict() == theirs[0]._asdict()
        assert mine.touched_at == NOW
        assert rows_of(session, _OF, {"workspace": "T2"}) == []
        assert row_of(session, _OF, {"workspace": "T2"}) is None
        assert row_of(session, _COUNT, {"status": "active"}).among == 2
        with pytest.raises(exc.MultipleResultsFound):
            row_of(session, _OF, {"workspace": WS})


def test_it_says_how_many_rows_it_touched(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        assert touched(session, _SET, {"is_id": "P1", "status": "paused"}) == 1
        assert touched(session, _SET, {"is_id": "P9", "status": "paused"}) == 0
        found = conversations.conversation_of(session, WS, "P1")
    assert found is not None
    assert found.status == "paused"


def test_words_are_values_and_never_sql(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        answer(session, "1.0", _WORDS)
        (found,) = session.execute(text("SELECT value FROM answers")).scalars()
    assert _WORDS in found


def test_moments_of_other_zones_come_back_in_utc(transactions: Transactions) -> None:
    there = NOW.astimezone(timezone(timedelta(hours=9)))
    with transactions.write() as session:
        begin(session)
        messages.keep_message(session, messages.Posted(WS, "P1", "card", "C1", "1.0", there))
        found = messages.message_in(session, WS, "P1", "card")
    assert found is not None
    assert found.posted_at == NOW
    assert found.posted_at.utcoffset() == timedelta(0)


def test_a_value_that_has_a_type_at_one_place_has_it_at_all(transactions: Transactions) -> None:
    known = _TALK.c.touched_at <= bindparam("now", type_=_TALK.c.touched_at.type)
    until = select(_TALK.c.id).where(known, _TALK.c.touched_at <= func.coalesce(bindparam("now"), bindparam("now")))
    with transactions.write() as session:
        begin(session)
        now = NOW.astimezone(timezone(timedelta(hours=-9)))
        assert [row.id for row in rows_of(session, until, {"now": now})] == ["P1"]


def test_what_must_be_given_is_missed(transactions: Transactions) -> None:
    with transactions.read() as session, pytest.raises(KeyError, match="workspace"):
        rows_of(session, _OF, {})


def test_a_column_that_is_not_there_is_refused(transactions: Transactions) -> None:
    wrong = insert(_INBOX).values(given(("workspace", "key", "taken_at", "mood")))
    with transactions.write() as session, pytest.raises(exc.CompileError, match="mood"):
        touched(session, wrong, {"workspace": WS, "key": "k", "taken_at": NOW, "mood": "good"})


def test_the_library_runs_what_it_has_to_add_to(transactions: Transactions) -> None:
    """Lists of any length, defaults, keys that the database makes."""
    with transactions.write() as session:
        begin(session)
        assert [row.id for row in rows_of(session, _ANY, {"ids": ["P1", "P2"]})] == ["P1"]
        assert [row.id for row in rows_of(session, _ANY, {"ids": []})] == []
        workspaces.ensure_workspace(session, "T7", NOW)
        people.ensure_person(session, "T7", "U7")
        found = people.person_of(session, "T7", "U7")
        assert found is not None
        assert (found.zone, found.active, found.settings) == ("Europe/London", True, {})
        note = {"workspace": WS, "conversation": "P1", "kind": "gap", "data": {}, "at": NOW, "pass_n": 1}
        assert touched(session, _NOTED, note) == 1
        first = row_of(session, _NOTED_ID, note).id
        assert row_of(session, _NOTED_ID, note).id == first + 1
        assert len(notes.notes_of(session, WS, "P2", notes.Round)) == 0


def test_what_goes_wrong_is_told_as_the_library_tells_it(transactions: Transactions) -> None:
    key = {"workspace": WS, "key": _WORDS, "taken_at": NOW}
    with transactions.write() as session:
        begin(session)
        touched(session, _TAKEN, key)
    with pytest.raises(exc.IntegrityError) as raised, transactions.write() as session:
        touched(session, _TAKEN, key)
    assert raised.value.statement is not None
    assert not raised.value.connection_invalidated
    assert "INSERT" in raised.value.statement
    assert raised.value.params is None, "nobody's words"
    with transactions.write() as session:
        assert inbox.take(session, WS, "another", NOW), "it goes on"


def test_what_goes_wrong_while_rows_are_fetched_is_told_the_same(sqlite_transactions: Transactions) -> None:
    with sqlite_transactions.write() as session:
        for n in range(50):
            begin(session, f"P{n}")
    with sqlite_transactions.read() as session:
        driver: Any = connection_of(session).connection.dbapi_connection
        rows = driver.execute("SELECT 1")
        driver.set_progress_handler(lambda: 1, 200)  # further than to the first row, which comes with running it
        with pytest.raises(exc.OperationalError, match="interrupted"):
            rows_of(session, _OF, {"workspace": WS})
        driver.set_progress_handler(None, 0)
        assert rows.fetchone() == (1,)


def test_a_full_disk_is_told(sqlite_transactions: Transactions) -> None:
    def fill() -> None:
        with sqlite_transactions.write() as session:
            driver: Any = connection_of(session).connection.dbapi_connection
            driver.execute("PRAGMA max_page_count = 1")
            begin(session, problem="long " * 100_000)

    with pytest.raises(DatabaseGone) as raised:
        fill()
    assert raised.value.code == "database_disk_full"


def test_a_connection_that_was_lost_is_not_used_again(postgres_url: str) -> None:
    database, others = Database(postgres_url, pool_size=1), Database(postgres_url)
    transactions = Transactions(database)
    lost: list[int] = []

    def cut_off() -> None:
        with transactions.write() as session:
            lost.append(session.execute(text("SELECT pg_backend_pid()")).scalar_one())
            with others.engine.begin() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": lost[0]})
            row_of(session, _COUNT, {"status": "active"})

    with pytest.raises(DatabaseGone):
        cut_off()
    with transactions.write() as session:
        assert row_of(session, _COUNT, {"status": "active"}).among == 0
        assert session.execute(text("SELECT pg_backend_pid()")).scalar_one() != lost[0]
    database.close()
    others.close()


def test_connections_that_were_lost_together_are_given_up_together(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that goes over to another breaks them all: one click is told so, and not one for each connection."""
    monkeypatch.setattr("storage.database._RESTED", 1000)
    database, others = Database(postgres_url), Database(postgres_url)
    transactions = Transactions(database)

    def look() -> None:
        with transactions.write() as session:
            row_of(session, _COUNT, {"status": "active"})

    with database.engine.connect() as one, database.engine.connect() as two:
        pids = [open_.execute(text("SELECT pg_backend_pid()")).scalar_one() for open_ in (one, two)]
    with others.engine.begin() as other:
        for pid in pids:
            assert other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid}).scalar_one()
    with pytest.raises(DatabaseGone):
        look()
    with database.engine.connect():  # the place of the one that was found lost: the next click takes the other
        look()
    database.close()
    others.close()


def test_what_every_click_reads_is_made_ready(database: Database) -> None:
    """The library would run it as well, for a fifth of a click more."""
    for one in (
        facts._statement(),
        notes._of_kinds((notes.Round, notes.Remark)),
        standing._statement(),
        teams._statement(),
    ):
        assert ready._made_ready(one, database.engine.dialect) is not None, str(one)


def test_each_is_made_ready_once(database: Database, transactions: Transactions) -> None:
    with transactions.read() as session:
        rows_of(session, _OF, {"workspace": WS})
        before = ready._made_ready.cache_info().misses
        with asked(session.connection()) as found:
            rows_of(session, _OF, {"workspace": WS})
    assert len(found) == 1
    assert ready._made_ready.cache_info().misses == before
