"""What a transaction has read stands until it writes: read once, never stale."""

from __future__ import annotations

from sqlalchemy import event

from dialogues.effects import KeepLine, KeepStep
from storage import notes
from storage.database import Database
from storage.transaction import Transactions
from tests.storage.samples import NOW, WS, begin

KINDS = (KeepLine, KeepStep)


def test_notes_looked_at_together_stand_until_something_is_written(
    database: Database, transactions: Transactions
) -> None:
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with transactions.write() as session:
        begin(session)
        where = (session, WS, "P1")
        notes.keep_note(*where, KeepLine("explore", "U1", "Beds"), at=NOW)
        notes.look(*where, KINDS)
        before = len(asked)
        assert [note.what.text for note in notes.notes_of(*where, KeepLine)] == ["Beds"]
        assert notes.notes_of(*where, KeepStep) == ()
        assert len(asked) == before, "both were read together"
        assert notes.notes_of(session, WS, "another", KeepLine) == ()
        notes.keep_note(*where, KeepLine("explore", "U1", "Beds in time"), at=NOW)
        assert [note.what.text for note in notes.notes_of(*where, KeepLine)] == ["Beds", "Beds in time"]
