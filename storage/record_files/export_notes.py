"""The parts of a record that come from notes: positions, gaps, choices, remarks, gates, lines, summaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from dialogues import effects
from storage import notes
from storage.answer_order import in_order
from storage.gaps import Gap, gaps_in
from storage.notes import Noted, notes_of, standing_positions
from storage.record_files.hiding import View, day
from storage.record_files.record import (
    DecisionPart,
    GapPart,
    GatePart,
    JoinPart,
    LinePart,
    OverridePart,
    PositionPart,
    RemarkPart,
    SummaryPart,
)
from storage.record_files.record_endings import EndingPart, StepPart

FEW = 3  # late words without names are shown by so many people's at once


def note_parts(
    session: Session, workspace: str, conversation: str, view: View, decided: Sequence[DecisionPart]
) -> dict[str, Any]:
    """Every part of the record that notes make, by its name; `decided` are decisions known from answers."""
    where = (session, workspace, conversation)
    return {
        "gaps": tuple(_gap(gap, view) for gap in gaps_in(*where)),
        "remarks": _remarks(notes_of(*where, notes.Remark), notes_of(*where, notes.Dismissed), view),
        "positions": _positions(standing_positions(*where), view),
        "decisions": (*_choices(notes_of(*where, effects.KeepChoice), view), *decided),
        "gates": tuple(
            GatePart(phase=n.what.phase, ready=n.what.ready, thin=n.what.thin, at=n.at, pass_n=n.pass_n)
            for n in notes_of(*where, notes.Gate)
        ),
        "overrides": tuple(
            OverridePart(**_said(n, view), phase=n.what.phase, reason=n.what.reason, thin=n.what.thin)
            for n in notes_of(*where, effects.KeepOverride)
        ),
        "lines": tuple(
            LinePart(**_said(n, view), phase=n.what.phase, text=n.what.text) for n in notes_of(*where, effects.KeepLine)
        ),
        "joins": _joins(notes_of(*where, effects.KeepJoin), view),
        "next_steps": tuple(
            StepPart(**_said(n, view), what=n.what.what, who=view.name(n.what.who) or "")
            for n in notes_of(*where, effects.KeepStep)
        ),
        "endings": tuple(
            EndingPart(**_said(n, view), learned=n.what.learned, tell=n.what.tell, leave=n.what.leave)
            for n in notes_of(*where, effects.KeepEnding)
        ),
        "summaries": _summaries(notes_of(*where, notes.Summary)),
    }


def _said(note: Noted[Any], view: View) -> dict[str, Any]:
    return {"by": view.name(note.what.by), "at": note.at, "pass_n": note.pass_n}


def _about(note: Noted[Any], view: View) -> dict[str, Any]:
    """What a note on a question may say of whom and when."""
    question = note.what.question
    by, at = view.by(question, note.what.by), view.at(question, note.at)
    return {"question": question, "by": by, "at": at, "pass_n": note.pass_n}


def _gap(gap: Gap, view: View) -> GapPart:
    same = {name: getattr(gap, name) for name in ("question", "pass_n", "phase", "what", "due", "closed", "found")}
    by, at = view.by(gap.question, gap.by), view.at(gap.question, gap.at)
    return GapPart(**same, by=by, at=at, owner=view.name(gap.owner) or "")


def _remarks(
    found: Iterable[Noted[notes.Remark]], dismissed: Iterable[Noted[notes.Dismissed]], view: View
) -> tuple[RemarkPart, ...]:
    aside = {note.what.remark: note.what.reason for note in dismissed}
    back = {answer.id for answer in view.answers if answer.taken_back_at}
    parts = []
    for note in found:
        what = note.what
        if what.question in view.unseen or (what.answer and view.ids.get(what.answer, "") in {"", *back}):
            continue
        said = {name: getattr(what, name) for name in ("check", "level", "quoted", "ask", "shown")}
        answer = view.ids[what.answer] if what.answer else ""
        said |= {"answer": answer, "dismissed": note.id in aside, "reason": aside.get(note.id, "")}
        parts.append(RemarkPart(**_about(note, view), **said))
    return tuple(sorted(parts, key=lambda p: (p.pass_n, p.question, in_order(p.answer or "0.0"), p.check)))


def _positions(found: Sequence[Noted[effects.KeepPosition]], view: View) -> tuple[PositionPart, ...]:
    """A name only where its owner wanted it; the others are counted together, not in the order they came."""
    found = _shown(found, view)
    named = [PositionPart(**_stand(note), by=view.name(note.what.by), at=note.at) for note in found if note.what.named]
    counted: dict[tuple[object, ...], PositionPart] = {}
    for note in found:
        if not note.what.named:
            key = (note.pass_n, note.what.question, note.what.stance, note.what.reason)
            part = PositionPart(**_stand(note), at=day(note.at))
            before = counted.get(key)
            if before:
                part = part.model_copy(update={"count": part.count + before.count, "at": max(part.at, before.at)})
            counted[key] = part
    parts = [*named, *counted.values()]
    return tuple(sorted(parts, key=lambda p: (p.pass_n, p.question, p.stance, p.reason, p.by or "")))


def _shown(found: Sequence[Noted[effects.KeepPosition]], view: View) -> list[Noted[effects.KeepPosition]]:
    """The positions that the team has seen: none of a question still asked, late ones only by threes."""
    late = Counter((note.pass_n, note.what.question) for note in found if note.what.late)
    return [
        note
        for note in found
        if (
            view.stands(note.what.question, note.what.by)
            if note.pass_n == view.pass_n
            else not note.what.late or late[note.pass_n, note.what.question] >= FEW
        )
    ]


def _stand(note: Noted[effects.KeepPosition]) -> dict[str, Any]:
    said = {name: getattr(note.what, name) for name in ("question", "stance", "reason", "count")}
    return said | {"pass_n": note.pass_n}


def _choices(found: Iterable[Noted[effects.KeepChoice]], view: View) -> tuple[DecisionPart, ...]:
    return tuple(
        DecisionPart(**_about(note, view), chosen=tuple(view.ids.get(id, id) for id in note.what.chosen))
        for note in found
    )


def _joins(found: Iterable[Noted[effects.KeepJoin]], view: View) -> tuple[JoinPart, ...]:
    return tuple(
        JoinPart(**_about(note, view), answers=tuple(view.ids[id] for id in note.what.answers if id in view.ids))
        for note in found
    )


def _summaries(found: Iterable[Noted[notes.Summary]]) -> tuple[SummaryPart, ...]:
    latest = {(note.what.what, note.pass_n): note for note in found}
    return tuple(
        SummaryPart(what=note.what.what, text=note.what.text, at=note.at, pass_n=note.pass_n)
        for note in latest.values()
    )
