"""What a transaction has read stands until it writes: read once, never stale."""

from __future__ import annotations

from sqlalchemy.orm import Session

from dialogues.effects import KeepLine, KeepStep
from storage import audit, conversations, notes, projects
from storage.database import Database
from storage.standing import standing_of
from storage.transaction import Transactions
from tests.storage.asked import asked
from tests.storage.samples import NOW, WS, begin

KINDS = (KeepLine, KeepStep)


def test_notes_looked_at_together_stand_until_something_is_written(
    database: Database, transactions: Transactions
) -> None:
    with asked(database.engine) as found, transactions.write() as session:
        begin(session)
        where = (session, WS, "P1")
        notes.keep_note(*where, KeepLine("explore", "U1", "Beds"), at=NOW)
        notes.look(*where, KINDS)
        before = len(found)
        assert [note.what.text for note in notes.notes_of(*where, KeepLine)] == ["Beds"]
        assert notes.notes_of(*where, KeepStep) == ()
        assert len(found) == before, "both were read together"
        assert notes.notes_of(session, WS, "another", KeepLine) == ()
        notes.keep_note(*where, KeepLine("explore", "U1", "Beds in time"), at=NOW)
        assert [note.what.text for note in notes.notes_of(*where, KeepLine)] == ["Beds", "Beds in time"]


def test_the_last_entry_of_the_audit_comes_with_how_a_project_stands(
    database: Database, transactions: Transactions
) -> None:
    with transactions.write() as session:
        begin(session)
        audit.note(session, WS, "P1", who="U1", what="Start", at=NOW)
    with asked(database.engine) as found, transactions.write() as session:
        standing_of(session, WS, "P1", NOW)
        audit.note(session, WS, "P1", who="U1", what="Join", at=NOW)
        audit.note(session, WS, "P1", who="U2", what="Join", at=NOW)
        assert len(found) == 3, "one to read, two to write"
    with transactions.read() as session:
        entries = audit.entries_of(session, WS, "P1")
    assert [entry.n for entry in entries] == [1, 2, 3]
    assert audit.unbroken(entries)


def test_what_was_read_before_a_lock_is_read_anew_under_it(postgres_url: str) -> None:
    """Somebody else has been at it between the look and the lock."""
    database = Database(postgres_url)
    transactions = Transactions(database)
    with transactions.write() as session:
        begin(session)
    with Session(database.engine) as mine:
        before = standing_of(mine, WS, "P1", NOW)
        with transactions.write() as session:
            conversations.lock(session, WS, "P1")
            projects.change_project(session, WS, "P1", name="Another name")
            audit.note(session, WS, "P1", who="U2", what="Start", at=NOW)
        conversations.lock(mine, WS, "P1")
        audit.note(mine, WS, "P1", who="U1", what="Join", at=NOW)
        after = standing_of(mine, WS, "P1", NOW)
        mine.commit()
    assert before is not None
    assert after is not None
    assert before.project.name != after.project.name == "Another name"
    with transactions.read() as session:
        entries = audit.entries_of(session, WS, "P1")
    assert [entry.what for entry in entries] == ["Start", "Join"]
    assert audit.unbroken(entries)
    database.close()
