"""What the coach notices: every check is kept in the record, few are said, none stops anybody.

At most one on an answer in quick and two else, the firmest first, to the person who answered and nobody else; after
two in a row that were set aside, none (conversation.md, rule 15). A check is said once for each question. What only the
whole record shows goes to the lead. A team may have everything said.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from coach.services.sending.outbox import Delivery
from dialogues.checks.remark import Remark
from dialogues.checks.speaking import CUMULATIVE, ON_THE_LIST, SPEAKING
from dialogues.effects import Keep
from dialogues.state import ConversationState
from storage import notes
from storage.notes import Noted

if TYPE_CHECKING:
    from coach.services.desk import Desk

_SET_ASIDE = 2
_AT_THE_END = frozenset({"agree", "round"})


def notice(desk: Desk, kept: Keep) -> None:
    """Judge one kept answer: note what was noticed, and mark what may be said to whoever gave it."""
    if kept.voice or kept.stray:
        return
    from dialogues.checks.judge import judge, worth_saying

    facts = desk.facts
    found = judge(kept.question, kept.value, desk.at.date(), facts)
    if not found:
        return
    before = notes.notes_of(*desk.where, notes.Remark)
    known = _known(desk, before)
    silent, every = _silenced(desk, before, kept.by), says_all(desk)
    most = 1 if desk.state.depth == "quick" else 2
    for remark in found:
        new = (remark.check, kept.question) not in known
        if not new and remark.check in CUMULATIVE:
            continue
        aloud = new and (every or remark.check in SPEAKING) and worth_saying(remark, facts)
        shown = aloud and not silent and len(desk.noticed) < most
        note = _keep(desk, kept.question, remark, by=kept.by, answer=kept.answer, shown=shown)
        if shown:
            desk.noticed.append((kept.question, remark, note))


def lists_shown(desk: Desk, before: ConversationState | None) -> None:
    """Lists that were open and are shown now: the lead hears what only the whole of one tells (one voice, one idea)."""
    for question in ON_THE_LIST:
        old, now = (state.cells.get(question) if state else None for state in (before, desk.state))
        if old is not None and now is not None and old.status == "open" and now.status in {"shown", "settled"}:
            _shown_now(desk, question)


def _shown_now(desk: Desk, question: str) -> None:
    lead = desk.state.lead
    before = notes.notes_of(*desk.where, notes.Remark)
    known = _known(desk, before)
    silent, every = _silenced(desk, before, lead), says_all(desk)
    for where, remark in _of_record(desk, over=False):
        if where != question or (remark.check, question) in known:
            continue
        told_already = desk.person == lead and bool(desk.noticed)
        aloud = (every or remark.check in SPEAKING) and not silent and not told_already
        note = _keep(desk, question, remark, by=lead if aloud else "", answer="", shown=aloud)
        if aloud:
            _tell_lead(desk, question, remark, note)
            return


def _tell_lead(desk: Desk, question: str, remark: Remark, note: int) -> None:
    if desk.person == desk.state.lead:
        desk.noticed.append((question, remark, note))
    else:
        about = f"{remark.check}/{note}"
        desk.send(Delivery("tell", desk.state.lead, question, "noticed", about, once=f"{desk.state.turn}.{note}"))


def look_back(desk: Desk, what: str) -> None:
    """At the end of a phase (`what`): keep what only the whole record shows, once for each question and round."""
    known = _known(desk, notes.notes_of(*desk.where, notes.Remark))
    for question, remark in _of_record(desk, over=what in _AT_THE_END):
        if (remark.check, question) not in known:
            _keep(desk, question, remark, by="", answer="", shown=False)


def set_aside(desk: Desk, note: str, person: str, reason: str = "") -> bool:
    """Somebody keeps theirs: what was noticed is set aside, with their reason if they gave one; whether there was any.

    Typed words name no remark: they mean the last one this person saw.
    """
    seen = [one.id for one in notes.notes_of(*desk.where, notes.Remark) if one.what.shown and one.what.by == person]
    wanted = int(note) if note.isdecimal() else (seen[-1] if seen else 0)
    if wanted not in seen:
        return False
    kept = notes.Dismissed(wanted, person, reason)
    notes.keep_note(*desk.where, kept, at=desk.at, pass_n=desk.state.pass_n)
    return True


def says_all(desk: Desk) -> bool:
    """Whether this team has everything said that the coach notices."""
    chosen = notes.notes_of(*desk.where, notes.SayAll)
    return bool(chosen) and chosen[-1].what.on


def say_all(desk: Desk, person: str, *, on: bool) -> None:
    """The lead has everything said from now on, or only the main things again."""
    if says_all(desk) != on:
        notes.keep_note(*desk.where, notes.SayAll(on, person), at=desk.at, pass_n=desk.state.pass_n)


def _of_record(desk: Desk, *, over: bool) -> tuple[tuple[str, Remark], ...]:
    from dialogues.checks.review import review
    from dialogues.checks.whole import whole_of

    return review(whole_of(desk.state, desk.facts, desk.at.date(), over=over))


def _known(desk: Desk, before: tuple[Noted[notes.Remark], ...]) -> set[tuple[str, str]]:
    return {(note.what.check, note.what.question) for note in before if note.pass_n == desk.state.pass_n}


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
