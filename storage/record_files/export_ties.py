"""The part of a record that says how we know, what hangs together, and who has heard back: out and in again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from dialogues.ties import GAP, WHO
from storage import notes
from storage.answer_order import in_order
from storage.notes import Noted, notes_of
from storage.record_files.hiding import View
from storage.record_files.record import Record
from storage.record_files.record_ties import GradePart, TiePart, ToldBackPart


def tie_parts(session: Session, workspace: str, conversation: str, view: View) -> dict[str, Any]:
    """`grades` and `ties` of a record: only of answers that are in it, in an order that tells nobody."""
    where = (session, workspace, conversation)
    asked = {answer.id: answer.question for answer in view.answers}
    grades = [_grade(note, view, asked) for note in notes_of(*where, notes.Grade) if note.what.answer in view.ids]
    ties = [_tie(note, view, asked) for note in standing(notes_of(*where, notes.Tie)) if _seen(note.what, view)]
    return {
        "grades": tuple(sorted(grades, key=lambda part: (in_order(part.answer), part.at))),
        "ties": tuple(sorted(ties, key=lambda part: (in_order(part.start), part.to))),
        "told_back": tuple(
            ToldBackPart(voice=note.what.voice, by=view.name(note.what.by), at=note.at, pass_n=note.pass_n)
            for note in notes_of(*where, notes.HeardBack)
            if any(answer.voice == note.what.voice for answer in view.answers)
        ),
    }


def standing(found: Iterable[Noted[notes.Tie]]) -> list[Noted[notes.Tie]]:
    """Each pair's last word, without those that were undone."""
    last: dict[tuple[str, str], Noted[notes.Tie]] = {}
    for note in found:
        last[note.what.start, note.what.to] = note
    return [note for note in last.values() if not note.what.off]


def _seen(what: notes.Tie, view: View) -> bool:
    return what.start in view.ids and (what.to in view.ids or what.to.startswith((GAP, WHO)))


def _about(note: Noted[Any], view: View, question: str) -> dict[str, Any]:
    by = view.by(question, note.what.by) if note.what.by else None
    return {"by": by, "at": view.at(question, note.at), "pass_n": note.pass_n}


def _grade(note: Noted[notes.Grade], view: View, asked: Mapping[str, str]) -> GradePart:
    answer = view.ids[note.what.answer]
    return GradePart(answer=answer, known=note.what.known, **_about(note, view, asked[answer]))


def _tie(note: Noted[notes.Tie], view: View, asked: Mapping[str, str]) -> TiePart:
    start, to = view.ids[note.what.start], view.ids.get(note.what.to, note.what.to)
    hides = next((asked[one] for one in (start, to) if asked.get(one) in view.hidden), asked[start])
    return TiePart(start=start, to=to, rule=not note.what.by, **_about(note, view, hides))


def notes_in(record: Record, ids: Mapping[str, str]) -> Iterable[tuple[object, datetime, int]]:
    """The notes that these parts of a record were, to be kept again."""
    for grade in record.grades:
        yield notes.Grade(grade.answer, grade.known, ids.get(grade.by or "", grade.by or "")), grade.at, grade.pass_n
    for one in record.told_back:
        yield notes.HeardBack(one.voice, ids.get(one.by or "", one.by or "")), one.at, one.pass_n
    for tie in record.ties:
        by = "" if tie.rule else ids.get(tie.by or "", tie.by or NAMELESS)
        yield notes.Tie(tie.start, tie.to, by), tie.at, tie.pass_n


NAMELESS = "-"
"""Who tied it where the record does not say: somebody, as against nobody."""
