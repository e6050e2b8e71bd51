"""Check-ins in a project's record: written out, and read in again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from storage import check_ins
from storage.check_ins import Asked, CheckIn, Rhythm
from storage.record_files.hiding import View
from storage.record_files.record import Record
from storage.record_files.record_check_ins import AskedPart, CheckInPart, RhythmPart

_RHYTHM = ("rule", "zone", "status", "quiet", "set_at")
_CHECK_IN = ("n", "why", "due_at", "since", "opened_at", "closes_at", "closed_at", "digest")
_ASKED = ("away", "sent_at", "answered_at")
_PROGRESS = "check_in.progress"


def check_in_parts(session: Session, workspace: str, project: str, view: View) -> dict[str, Any]:
    """The parts of the record that check-ins make. Who was asked is left out where names were hidden."""
    rhythm = check_ins.rhythm_of(session, workspace, project)
    found: dict[str, Any] = {}
    if rhythm is not None:
        same = {name: getattr(rhythm, name) for name in _RHYTHM}
        found["rhythm"] = RhythmPart(**same, set_by=view.name(rhythm.set_by) or "")
    found["check_ins"] = tuple(_part(session, one, view) for one in check_ins.check_ins_of(session, workspace, project))
    return found


def _part(session: Session, check_in: CheckIn, view: View) -> CheckInPart:
    same = {name: getattr(check_in, name) for name in _CHECK_IN}
    people = () if _PROGRESS in view.hidden else _people(session, check_in)
    return CheckInPart(**same, asked=tuple(_asked(one, view) for one in people))


def _people(session: Session, check_in: CheckIn) -> tuple[Asked, ...]:
    return check_ins.asked_in(session, check_in.workspace, check_in.project, check_in.n)


def _asked(asked: Asked, view: View) -> AskedPart:
    return AskedPart(**{name: getattr(asked, name) for name in _ASKED}, person=view.name(asked.person) or "")


def bring_in_check_ins(session: Session, workspace: str, project: str, record: Record, ids: Mapping[str, str]) -> None:
    """Keep a record's check-ins. A project that was read in is only read, so nothing comes due."""
    if record.rhythm is not None:
        part = record.rhythm
        same = {name: getattr(part, name) for name in _RHYTHM}
        check_ins.set_rhythm(session, Rhythm(workspace, project, **same, set_by=ids.get(part.set_by, part.set_by)))
    for one in record.check_ins:
        same = {name: getattr(one, name) for name in _CHECK_IN}
        check_ins.add_check_in(session, CheckIn(workspace, project, **same))
        for part_of in one.asked:
            asked = Asked(ids.get(part_of.person, part_of.person), **{n: getattr(part_of, n) for n in _ASKED})
            check_ins.put_asked(session, workspace, project, one.n, asked)
