"""What is to be found out: a question nobody could answer, or a phase's own words; who will, by when, what came of it.

Kept as notes (`KeepGap`), append-only; one gap is all of them from its opening to its closing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from dialogues.effects import KeepGap
from storage.notes import Noted, notes_of
from storage.people import person_of
from storage.projects import projects_of


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to find out. `what` in the team's own words, `due` an ISO day; empty where nobody has said.

    `question` is empty for words of their own, which stand for the phase alone. `found` says what came of those.
    """

    conversation: str
    question: str
    by: str
    at: datetime
    pass_n: int
    phase: str = ""
    what: str = ""
    owner: str = ""
    due: str = ""
    closed: bool = False
    found: str = ""


def gaps_in(session: Session, workspace: str, conversation: str) -> tuple[Gap, ...]:
    """Everything that was ever to be found out in a conversation, in the order it came up."""
    return gaps_of_notes(conversation, notes_of(session, workspace, conversation, KeepGap))


def gaps_of_notes(conversation: str, found: Iterable[Noted[KeepGap]]) -> tuple[Gap, ...]:
    """Notes as gaps: a note on what is open changes it, one on what is closed (or new) opens it anew."""
    gaps: list[Gap] = []
    standing: dict[tuple[str, str], int] = {}
    for note in found:
        said = note.what
        key = (said.question, "" if said.question else said.phase)
        if key not in standing:
            standing[key] = len(gaps)
            gaps.append(Gap(conversation, said.question, said.by, note.at, note.pass_n))
        gaps[standing[key]] = _changed(gaps[standing[key]], said)
        if said.closed:
            del standing[key]
    return tuple(gaps)


def _changed(gap: Gap, said: KeepGap) -> Gap:
    """Closing leaves standing who found it out; anything else says anew what, who and by when."""
    if not said.closed or not gap.phase:
        gap = replace(gap, phase=said.phase, what=said.what, owner=said.owner, due=said.due)
    return replace(gap, closed=said.closed, found=said.found)


def open_gaps(session: Session, workspace: str, conversation: str) -> tuple[Gap, ...]:
    """What nobody has found out yet."""
    return tuple(gap for gap in gaps_in(session, workspace, conversation) if not gap.closed)


def gaps_of(session: Session, workspace: str, person: str) -> tuple[Gap, ...]:
    """What a person said they would find out and has not yet, by id or by name, in every project they are in."""
    known = person_of(session, workspace, person)
    names = {person, f"<@{person}>"} | ({known.name} if known and known.name else set())
    every = (gap for one in projects_of(session, workspace, person) for gap in open_gaps(session, workspace, one.id))
    return tuple(gap for gap in every if gap.owner in names)
