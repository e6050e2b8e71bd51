"""Writing a project's record: everything kept of it that may leave, names hidden where that was promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from dialogues.risk_scores import Bands
from dialogues.state import from_json
from storage import audit, notes
from storage.actions import actions_in
from storage.answers import StoredAnswer, answers_of
from storage.conversations import Conversation, conversation_for
from storage.drawing import SCORE, plural
from storage.errors import Missing
from storage.partners import Partnership, partnership_of
from storage.people import people_named
from storage.projects import Member, Project, people_of, project_of
from storage.record_files.export_check_ins import check_in_parts
from storage.record_files.export_expected import drawing_parts, prediction_parts
from storage.record_files.export_notes import note_parts
from storage.record_files.export_ties import tie_parts
from storage.record_files.hiding import HIDDEN, View, view_of
from storage.record_files.record import (
    ActionPart,
    AnswerPart,
    AuditPart,
    DecisionPart,
    PassPart,
    PersonPart,
    ProjectPart,
    Record,
)
from storage.record_files.record_partners import PartnerPart, StancePart
from storage.record_files.register import STANDARD, register_of
from storage.record_files.scores import with_ideas
from storage.records import Drawn, records_of

_ABOUT = {"mark": "about", "need_verdict": "need", SCORE: "about"}  # the field of a record that names another answer


@dataclass(frozen=True, slots=True)
class _Kept:
    """A project as it was read, and how it may be shown."""

    project: Project
    conversation: Conversation
    team: tuple[PersonPart, ...]
    partners: Partnership
    beside: Mapping[str, str]
    drawn: tuple[Drawn, ...]
    view: View


def record_of(
    session: Session, workspace: str, project: str, *, lead_only: bool = False, bands: Bands = STANDARD
) -> Record:
    """The record of a project. What has not been shown to the team yet is not in it.

    `lead_only` adds what only the lead was said to see: for the lead's own eyes. `bands` are the risk register's.
    Missing if there is no such project.
    """
    kept = _read(session, workspace, project, lead_only)
    where = (session, workspace, kept.conversation.id)
    return Record(
        project=_project(kept),
        team=kept.team,
        partners=_partners(kept.partners),
        passes=_passes(kept, notes.notes_of(*where, notes.Round)),
        answers=_answers(kept),
        records=_records(kept),
        actions=_actions(kept, actions_in(*where)),
        audit=_audit(kept, audit.entries_of(session, workspace, project)),
        risk_register=register_of(kept.drawn, kept.view, bands),
        predictions=prediction_parts(*where, kept.view),
        drawings=drawing_parts(*where, kept.view),
        **check_in_parts(session, workspace, project, kept.view),
        **tie_parts(*where, kept.view),
        **note_parts(session, workspace, kept.conversation.id, kept.view, _decisions(kept)),
    )


def snapshot_of(session: Session, workspace: str, project: str) -> dict[str, Any]:
    """What a closed round keeps for ever (`notes.Round`): the record of now, without earlier snapshots and the audit.

    Replaced and taken back answers are left out.
    """
    record = record_of(session, workspace, project)
    replaced = {answer.supersedes for answer in record.answers}
    standing = tuple(a for a in record.answers if a.id not in replaced and a.taken_back is None)
    now = record.model_copy(update={"answers": standing, "passes": (), "audit": (), "remarks": (), "check_ins": ()})
    return now.document()


def _read(session: Session, workspace: str, project: str, lead_only: bool) -> _Kept:
    found = project_of(session, workspace, project)
    conversation = conversation_for(session, workspace, project)
    if found is None or conversation is None:
        raise Missing
    where = (session, workspace, conversation.id)
    named = notes.under_their_name(*where)
    partners = partnership_of(*where)
    team = _team(session, workspace, people_of(session, workspace, project), named, partners)
    people = [(person.id, person.name) for person in team]
    state = from_json(conversation.state) if conversation.state else None
    now = (state.cells, state.pass_n) if state else ({}, 0)
    answers = answers_of(*where)
    view = view_of(answers, people, *now, lead_only=lead_only)
    return _Kept(found, conversation, team, partners, _beside(partners, answers), records_of(*where), view)


def _beside(partners: Partnership, answers: Iterable[StoredAnswer]) -> dict[str, str]:
    """The partner beside each answer, where its name does not tell more than people were told it would."""
    nameless: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for answer in answers:
        if answer.seen_by == HIDDEN and answer.id in partners.beside:
            nameless.setdefault((answer.question, answer.pass_n), []).append((answer.id, answer.person))
    hidden = {one for rows in nameless.values() for one in partners.hide_few(rows)}
    return {one: name for one, name in partners.beside.items() if one not in hidden and name}


def _project(kept: _Kept) -> ProjectPart:
    same = {name: getattr(kept.project, name) for name in ("id", "name", "problem", "status", "depth", "way", "scale")}
    same |= {name: getattr(kept.project, name) for name in ("experience", "created_at", "sample")}
    who = {name: kept.view.name(getattr(kept.project, name)) for name in ("lead", "second", "created_by")}
    return ProjectPart(**same, **who, dialogue=kept.conversation.dialogue, version=kept.conversation.version)


def _team(
    session: Session, workspace: str, members: Iterable[Member], named: frozenset[str], partners: Partnership
) -> tuple[PersonPart, ...]:
    members = tuple(members)
    known = people_named(session, workspace, {member.person for member in members})
    return tuple(
        PersonPart(
            id=member.person,
            name=known[member.person].name if member.person in known else "",
            role=member.role,
            status=member.status,
            use_name=member.person in named,
            partner=partners.of.get(member.person, ""),
        )
        for member in members
    )


def _partners(found: Partnership) -> tuple[PartnerPart, ...]:
    return tuple(
        PartnerPart(
            name=name,
            stances=tuple(
                StancePart(question=one.question, pass_n=one.pass_n, stance=one.stance, count=one.count)
                for one in found.shown_stances()
                if one.partner == name
            ),
        )
        for name in found.names
    )


def _passes(kept: _Kept, rounds: Iterable[notes.Noted[notes.Round]]) -> tuple[PassPart, ...]:
    closed = {
        note.what.pass_n: PassPart(n=note.what.pass_n, closed_at=note.at, snapshot=note.what.snapshot)
        for note in rounds
    }
    numbers = {*closed, *(answer.pass_n for answer in kept.view.answers)}
    return tuple(closed.get(n, PassPart(n=n)) for n in sorted(numbers))


def _answers(kept: _Kept) -> tuple[AnswerPart, ...]:
    beside = {kept.view.ids[one]: name for one, name in kept.beside.items() if one in kept.view.ids}
    return tuple(_answer(answer, kept.view, beside.get(answer.id)) for answer in kept.view.answers)


def _answer(answer: StoredAnswer, view: View, partner: str | None) -> AnswerPart:
    names = ("id", "question", "at", "version", "seen_by", "supersedes", "voice", "late", "beside", "stray")
    same = {name: getattr(answer, name) for name in names}
    value = {} if answer.taken_back_at else _value(answer.value)
    by = view.name(answer.person)
    return AnswerPart(**same, **value, by=by, partner=partner, pass_n=answer.pass_n, taken_back=answer.taken_back_at)


def _value(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {"fields": value}
    if isinstance(value, list):
        return {"items": value}
    return {"text": value} if isinstance(value, str) else {"number": value}


def _records(kept: _Kept) -> dict[str, tuple[Mapping[str, Any], ...]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for record in kept.drawn:
        if record.answer in kept.view.ids:
            data = {"drawn_from": kept.view.ids[record.answer], **record.data}
            if about := _ABOUT.get(record.kind):
                data[about] = kept.view.ids.get(data[about], data[about])
            found.setdefault(plural(record.kind), []).append(data)
    in_order = {answer.id: n for n, answer in enumerate(kept.view.answers)}
    ordered = {
        heading: tuple(sorted(data, key=lambda one: in_order[one["drawn_from"]])) for heading, data in found.items()
    }
    return with_ideas(ordered)


def _actions(kept: _Kept, actions: Iterable[Any]) -> tuple[ActionPart, ...]:
    by = {answer.id: answer.person for answer in kept.view.answers}
    return tuple(
        ActionPart(
            what=action.what,
            owner=kept.view.name(action.owner) or "",
            due=action.due,
            how=action.how,
            by=kept.view.name(by[kept.view.ids[action.answer]]),
            drawn_from=kept.view.ids[action.answer],
        )
        for action in actions
        if action.answer in kept.view.ids
    )


def _decisions(kept: _Kept) -> list[DecisionPart]:
    """Decisions that were given as answers."""
    answers = {answer.id: answer for answer in kept.view.answers}
    found = []
    for record in kept.drawn:
        if record.kind == "decision" and record.answer in kept.view.ids:
            answer = answers[kept.view.ids[record.answer]]
            said = {name: str(record.data.get(name) or "") for name in ("choice", "reason", "act")}
            by = kept.view.name(answer.person)
            same = {"question": answer.question, "at": answer.at, "pass_n": answer.pass_n}
            found.append(DecisionPart(**same, **said, by=by, drawn_from=answer.id))
    return found


def _audit(kept: _Kept, entries: Iterable[audit.Entry]) -> tuple[AuditPart, ...]:
    """What happened; where names are hidden it stands at the beginning of its day, or its place would tell who."""
    parts = [
        AuditPart(
            at=kept.view.at(entry.about, entry.at),
            by=kept.view.by(entry.about, entry.who),
            what=entry.what,
            about=entry.about,
        )
        for entry in entries
    ]
    return tuple(sorted(parts, key=lambda part: part.at))
