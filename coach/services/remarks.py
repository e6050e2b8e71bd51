"""What the coach notices in an answer: every check is kept in the record, few are said, none stops anybody.

At most one on an answer in quick and two else, the firmest first, to the person who answered and nobody else; after
two in a row that were set aside, none (conversation.md, rule 15). A check is said once for each question.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from dialogues.checks.remark import Remark
from dialogues.effects import Keep
from storage import notes
from storage.notes import Noted

if TYPE_CHECKING:
    from coach.services.desk import Desk

SPEAKING = frozenset(
    {
        "need.solution_phrased",
        "problem.blame",
        "aim.no_target_number",
        "aim.no_deadline",
        "aim.names_a_solution",
        "aim.target_beyond_possible",
        "idea.weak_action_only",
        "test.no_prediction",
        "test.too_big_first",
        "risk.no_owner",
        "action.no_owner",
        "action.no_date",
        "data.two_point",
        "stakeholder.no_patient_or_carer",
    }
)
_SET_ASIDE = 2


def notice(desk: Desk, kept: Keep) -> None:
    """Judge one kept answer: note what was noticed, and mark what may be said to whoever gave it."""
    if kept.voice or kept.stray:
        return
    from dialogues.checks.judge import judge

    found = judge(kept.question, kept.value, desk.at.date(), desk.facts)
    if not found:
        return
    before = notes.notes_of(*desk.where, notes.Remark)
    known = {(note.what.check, note.what.question) for note in before if note.pass_n == desk.state.pass_n}
    silent = _silenced(desk, before, kept.by)
    most = 1 if desk.state.depth == "quick" else 2
    for remark in found:
        aloud = remark.check in SPEAKING and (remark.check, kept.question) not in known
        shown = aloud and not silent and len(desk.noticed) < most
        note = _keep(desk, kept.question, remark, by=kept.by, answer=kept.answer, shown=shown)
        if shown:
            desk.noticed.append((kept.question, remark, note))


def look_back(desk: Desk) -> None:
    """At the end of a phase: keep what only the whole record shows, once for each question and round."""
    before = notes.notes_of(*desk.where, notes.Remark)
    known = {(note.what.check, note.what.question) for note in before if note.pass_n == desk.state.pass_n}
    from dialogues.checks.judge import review

    for question, remark in review(desk.facts, desk.at.date(), lone=desk.state.way == "alone"):
        if (remark.check, question) not in known:
            _keep(desk, question, remark, by="", answer="", shown=False)


def set_aside(desk: Desk, note: str, person: str) -> None:
    """Somebody keeps theirs: the remark is set aside."""
    if note.isdigit():
        notes.keep_note(*desk.where, notes.Dismissed(int(note), person), at=desk.at, pass_n=desk.state.pass_n)


def _keep(desk: Desk, question: str, remark: Remark, *, by: str, answer: str, shown: bool) -> int:
    kept = notes.Remark(**asdict(remark), question=question, by=by, answer=answer, shown=shown)
    return notes.keep_note(*desk.where, kept, at=desk.at, pass_n=desk.state.pass_n)


def _silenced(desk: Desk, before: tuple[Noted[notes.Remark], ...], person: str) -> bool:
    """Whether the last two remarks this person saw were both set aside."""
    last = [note.id for note in before if note.what.shown and note.what.by == person][-_SET_ASIDE:]
    if len(last) < _SET_ASIDE:
        return False
    aside = {note.what.remark for note in notes.notes_of(*desk.where, notes.Dismissed)}
    return aside.issuperset(last)
