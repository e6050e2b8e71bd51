"""Reading a record in: a project from elsewhere, to be read and exported again unchanged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from dialogues import effects
from dialogues.checks.privacy import scan
from storage import audit, notes
from storage.answers import StoredAnswer, add_answer
from storage.conversations import Conversation, open_conversation
from storage.drawing import singular
from storage.errors import Conflict, KeptOut
from storage.people import Person, keep_details, person_of
from storage.projects import Project, add_project, project_of, put_member
from storage.record_files.export_check_ins import bring_in_check_ins
from storage.record_files.export_expected import drawings_in, predictions_in
from storage.record_files.export_ties import notes_in
from storage.record_files.record import AnswerPart, Record
from storage.record_files.scores import apart_again
from storage.records import Drawn, add_record

_Note = tuple[object, datetime, int]


def bring_in(session: Session, workspace: str, record: Record, now: datetime) -> None:
    """Keep a record under its own project id. Conflict if there is such a project here already.

    It can be read and exported; it cannot be carried on, because a record does not say where a conversation stands.
    KeptOut if anything in it is surely of one patient: a file is a way in like any other.
    """
    project = record.project
    _guard(record.document(), now.date())
    if project_of(session, workspace, project.id):
        raise Conflict("This project is here already.", "project_is_here")
    ids = _ids(record)
    same = {name: getattr(project, name) for name in ("id", "name", "problem", "status", "depth", "way", "scale")}
    same |= {name: getattr(project, name) for name in ("experience", "created_at", "sample")}
    who = {name: ids.get(said, said) for name in ("lead", "second", "created_by") if (said := getattr(project, name))}
    add_project(session, Project(workspace, **same, **who))
    _team(session, workspace, record, now)
    where = (session, workspace, project.id)
    talk = Conversation(
        workspace, project.id, project.id, project.dialogue, project.version, 0, project.status, b"", now
    )
    open_conversation(session, talk)
    _answers(*where, record, ids)
    _records(*where, record)
    for what, at, pass_n in _notes(record, ids):
        notes.keep_note(*where, what, at=at, pass_n=pass_n)
    _remarks(*where, record, ids)
    bring_in_check_ins(*where, record, ids)
    for entry in record.audit:
        audit.note(*where, who=_who(entry.by, ids), what=entry.what, about=entry.about, at=entry.at)


def _guard(part: Any, today: date) -> None:
    """Look at every text of a file; the error says the kind and never the words."""
    if isinstance(part, dict):
        part = [*part, *part.values()]
    if isinstance(part, list):
        for one in part:
            _guard(one, today)
    elif isinstance(part, str):
        for seen in scan(part, today):
            if seen.level == "block":
                raise KeptOut(code=f"kept_out_{seen.kind}")


def _ids(record: Record) -> dict[str, str]:
    count = Counter(person.name for person in record.team)
    return {person.name: person.id for person in record.team if person.name and count[person.name] == 1}


def _team(session: Session, workspace: str, record: Record, now: datetime) -> None:
    for person in record.team:
        put_member(session, workspace, record.project.id, person.id, person.status, person.role)
        known = person_of(session, workspace, person.id)
        if person.name and not (known and known.name):
            keep_details(session, Person(workspace, person.id, person.name, fetched_at=now))


def _answers(session: Session, workspace: str, conversation: str, record: Record, ids: dict[str, str]) -> None:
    """Add the answers, each after the one it replaces."""
    waiting, there = list(record.answers), set[str]()
    known = {answer.id for answer in waiting}
    while waiting:
        ready = [a for a in waiting if a.supersedes is None or a.supersedes in there or a.supersedes not in known]
        if not ready:
            raise Conflict("The record's answers replace one another in a circle.", "record_circle")
        for part in ready:
            part = part if part.supersedes in known else part.model_copy(update={"supersedes": None})
            add_answer(session, _stored(workspace, conversation, part, ids))
        there |= {part.id for part in ready}
        waiting = [part for part in waiting if part.id not in there]


def _stored(workspace: str, conversation: str, part: AnswerPart, ids: dict[str, str]) -> StoredAnswer:
    names = ("id", "question", "at", "pass_n", "version", "seen_by", "supersedes", "voice", "late", "beside", "stray")
    given = (part.text, part.fields, None if part.items is None else list(part.items), part.number)
    value: Any = next((inner for inner in given if inner is not None), "")
    person = ids.get(part.by, part.by) if part.by else ""
    return StoredAnswer(
        workspace=workspace,
        conversation=conversation,
        person=person,
        value=dict(value) if isinstance(value, dict) else value,
        private=False,
        taken_back_at=part.taken_back,
        **{name: getattr(part, name) for name in names},
    )


def _records(session: Session, workspace: str, conversation: str, record: Record) -> None:
    count: Counter[str] = Counter()
    for heading, drawn in apart_again(record.records).items():
        for data in drawn:
            answer = str(data["drawn_from"])
            rest = {name: inner for name, inner in data.items() if name != "drawn_from"}
            add_record(session, Drawn(workspace, conversation, answer, count[answer], singular(heading), rest))
            count[answer] += 1


def _notes(record: Record, ids: dict[str, str]) -> Iterable[_Note]:
    yield from _on_questions(record, ids)
    yield from _on_phases(record, ids)
    yield from notes_in(record, ids)
    for person in record.team:
        if person.use_name:
            yield notes.UseName(person.id, True), record.project.created_at, 1
    yield from predictions_in(record)
    yield from drawings_in(record)
    yield from _on_partners(record)
    for gate in record.gates:
        yield notes.Gate(gate.phase, gate.ready, gate.thin), gate.at, gate.pass_n
    for text in record.summaries:
        yield notes.Summary(text.what, text.text), text.at, text.pass_n
    for one in record.passes:
        if one.closed_at is not None:
            yield notes.Round(one.n, one.snapshot or {}), one.closed_at, one.n


def _on_partners(record: Record) -> Iterable[_Note]:
    at = record.project.created_at
    if record.partners:
        yield notes.Partners(tuple(partner.name for partner in record.partners)), at, 1
    for person in record.team:
        if person.partner:
            yield notes.Partner(person.id, person.partner, ""), at, 1
    for answer in record.answers:
        if answer.partner:
            yield notes.Side(answer.question, answer.partner, (answer.id,), warned=True), answer.at, answer.pass_n
    for partner in record.partners:
        for one in partner.stances:
            yield notes.Side(one.question, partner.name, (), one.stance, "", one.count, warned=True), at, one.pass_n


def _on_questions(record: Record, ids: dict[str, str]) -> Iterable[_Note]:
    for gap in record.gaps:
        same = {name: getattr(gap, name) for name in ("question", "closed", "phase", "what", "due", "found")}
        yield effects.KeepGap(**same, by=_who(gap.by, ids), owner=_who(gap.owner, ids)), gap.at, gap.pass_n
    for n in record.positions:
        named = n.by is not None
        said = effects.KeepPosition(n.question, _who(n.by, ids), n.stance, n.reason, named, n.count)
        yield said, n.at, n.pass_n
    for taken in record.decisions:
        if taken.drawn_from is None:
            yield effects.KeepChoice(taken.question, _who(taken.by, ids), taken.chosen), taken.at, taken.pass_n
    for join in record.joins:
        yield effects.KeepJoin(join.question, _who(join.by, ids), join.answers), join.at, join.pass_n


def _on_phases(record: Record, ids: dict[str, str]) -> Iterable[_Note]:
    for over in record.overrides:
        yield effects.KeepOverride(over.phase, _who(over.by, ids), over.reason, over.thin), over.at, over.pass_n
    for line in record.lines:
        yield effects.KeepLine(line.phase, _who(line.by, ids), line.text), line.at, line.pass_n
    for step in record.next_steps:
        yield effects.KeepStep(_who(step.by, ids), step.what, _who(step.who, ids)), step.at, step.pass_n
    for end in record.endings:
        yield effects.KeepEnding(_who(end.by, ids), end.learned, end.tell, end.leave), end.at, end.pass_n


def _who(name: str | None, ids: dict[str, str]) -> str:
    return ids.get(name, name) if name else ""


def _remarks(session: Session, workspace: str, conversation: str, record: Record, ids: dict[str, str]) -> None:
    for part in record.remarks:
        by = _who(part.by, ids)
        said = {
            name: getattr(part, name) for name in ("check", "level", "quoted", "ask", "question", "answer", "shown")
        }
        where = (session, workspace, conversation)
        note = notes.keep_note(*where, notes.Remark(**said, by=by), at=part.at, pass_n=part.pass_n)
        if part.dismissed:
            notes.keep_note(*where, notes.Dismissed(note, by, part.reason), at=part.at, pass_n=part.pass_n)
