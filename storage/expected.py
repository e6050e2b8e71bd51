"""What people expect of a try, kept beside the answers: append-only, so that nothing can be made to fit afterwards."""

from __future__ import annotations

from sqlalchemy.orm import Session

from dialogues.predicting import Expected
from storage import notes


def keep_expected(session: Session, workspace: str, conversation: str, said: Expected) -> None:
    """Keep what one person expects; empty words take it back."""
    what = notes.Expects(said.person, said.words, said.asked, said.late)
    notes.keep_note(session, workspace, conversation, what, at=said.at, pass_n=said.pass_n)


def expected_of(session: Session, workspace: str, conversation: str) -> tuple[Expected, ...]:
    """Everything that was expected in any round, oldest first. Private until its result is in: see `opened`."""
    return tuple(
        Expected(note.what.person, note.what.words, note.what.asked, note.at, note.pass_n, note.what.late)
        for note in notes.notes_of(session, workspace, conversation, notes.Expects)
    )
