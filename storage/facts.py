"""The view of a conversation's record that the engine reads, in one statement and in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from dialogues.effects import Keep
from dialogues.facts import Facts, Kept
from storage.answer_order import in_order
from storage.answers import AnswerRow
from storage.base import Moment, Words
from storage.clean import to_json
from storage.conversations import ConversationRow
from storage.notes import NoteRow
from storage.projects import ProjectRow
from storage.queries import at_hand, remember, remembered
from storage.ready import rows_of

_NOTES = ("join", "choice", "grade", "tie", "heard_back")
_TABLES = (AnswerRow, NoteRow, ProjectRow)
_ByQuestion = dict[str, tuple[Kept, ...]]


def facts_of(session: Session, workspace: str, conversation: str, pass_n: int) -> Facts:
    """What stands in a conversation at round `pass_n`: answers not replaced and not taken back, private ones flagged.

    Rounds before it come as `earlier`. Costs as much as this conversation is long, whatever else is stored; within a
    transaction it is read once, until something is written that it is made of. A conversation of another workspace
    has no facts.
    """
    key = _key(workspace, conversation, pass_n)
    return remembered(session, key, _TABLES, lambda: _read(session, workspace, conversation, pass_n))


def hold(session: Session, workspace: str, conversation: str, pass_n: int, known: Facts) -> None:
    """The caller has the facts as they stand in this transaction: they need not be read."""
    remember(session, _key(workspace, conversation, pass_n), _TABLES, known)


def held(session: Session, workspace: str, conversation: str, pass_n: int) -> Facts | None:
    """The facts as they stand in this transaction, where they need not be read."""
    known: Facts | None = at_hand(session, _key(workspace, conversation, pass_n), _TABLES)
    return known


def with_answer(known: Facts, keep: Keep, at: datetime, pass_n: int) -> Facts | None:
    """The facts with one answer more, as it has just been kept; None where they have to be read anew.

    That is where it replaces another, whose id may stand in ties and grades.
    """
    if keep.supersedes:
        return None
    value = json.loads(to_json(keep.value))
    flags = {name: getattr(keep, name) for name in ("voice", "private", "late", "beside")}
    kept = Kept(id=keep.answer, question=keep.question, by=keep.by, value=value, at=at, pass_n=pass_n, **flags)
    standing = sorted((*known.of(keep.question), kept), key=lambda one: in_order(one.id))
    return replace(known, answers={**known.answers, keep.question: tuple(standing)})


def _key(workspace: str, conversation: str, pass_n: int) -> tuple[object, ...]:
    return ("facts", workspace, conversation, pass_n)


def _read(session: Session, workspace: str, conversation: str, pass_n: int) -> Facts:
    rows = rows_of(session, _statement(), {"in": workspace, "of": conversation})
    now, earlier = _standing((row for row in rows if row.kind == "answer"), pass_n)
    noted = sorted((row for row in rows if row.kind in _NOTES), key=lambda row: int(row.id))
    said = {name: [json.loads(row.value) for row in noted if row.kind == name] for name in _NOTES}
    newest = Newest({row.supersedes: row.id for row in rows if row.kind == "answer" and row.supersedes})
    project = {row.id: row.value for row in rows if row.kind == "project"}
    return Facts(
        answers=now,
        earlier=earlier,
        joined=tuple(tuple(data["answers"]) for data in said["join"]),
        chosen={data["question"]: tuple(data["chosen"]) for data in said["choice"]},
        project=project,
        known={newest.of(data["answer"]): (data["known"], row.at) for data, row in _graded(noted)},
        ties=standing_ties((newest.of(d["start"]), newest.of(d["to"]), d["off"]) for d in said["tie"]),
        told_back=frozenset(data["voice"] for data in said["heard_back"]),
    )


@dataclass(frozen=True, slots=True)
class Newest:
    """Answers under the id that stands for them now: what was said of the old words holds for the new ones."""

    replaced_by: Mapping[str, str]

    def of(self, answer: str) -> str:
        """The id of the answer that replaced this one, if any did."""
        seen = {answer}
        while (later := self.replaced_by.get(answer, answer)) not in seen:
            seen.add(later)
            answer = later
        return answer


def standing_ties(said: Iterable[tuple[str, str, bool]]) -> tuple[tuple[str, str], ...]:
    """The pairs that stand, in the order they were tied: a later "off" undoes one."""
    pairs: dict[tuple[str, str], bool] = {}
    for start, to, off in said:
        pairs.pop((start, to), None)
        pairs[start, to] = not off
    return tuple(pair for pair, stands in pairs.items() if stands)


def _graded(noted: Iterable[Any]) -> Iterator[tuple[dict[str, Any], Any]]:
    return ((json.loads(row.value), row) for row in noted if row.kind == "grade")


def _standing(rows: Iterable[Any], pass_n: int) -> tuple[_ByQuestion, _ByQuestion]:
    rows = sorted(rows, key=lambda row: in_order(row.id))
    replaced = {row.supersedes for row in rows if row.supersedes}
    now: dict[str, list[Kept]] = {}
    earlier: dict[str, list[Kept]] = {}
    for row in rows:
        if row.id not in replaced and row.taken_back_at is None:
            (now if row.pass_n == pass_n else earlier).setdefault(row.question, []).append(_kept(row))
    return _fixed(now), _fixed(earlier)


def _kept(row: Any) -> Kept:
    return Kept(
        id=row.id,
        question=row.question,
        by=row.person,
        value=json.loads(row.value),
        at=row.at,
        pass_n=row.pass_n,
        voice=row.voice,
        private=bool(row.private),
        late=bool(row.late),
        beside=bool(row.beside),
    )


def _fixed(kept: dict[str, list[Kept]]) -> _ByQuestion:
    return {question: tuple(answers) for question, answers in kept.items()}


@cache
def _statement() -> Any:
    workspace, conversation = bindparam("in", type_=Words()), bindparam("of", type_=Words())
    answers = select(
        literal("answer", Words).label("kind"),
        AnswerRow.id.label("id"),
        type_coerce(AnswerRow.value, Text).label("value"),
        AnswerRow.question.label("question"),
        AnswerRow.person.label("person"),
        AnswerRow.at.label("at"),
        AnswerRow.pass_n.label("pass_n"),
        AnswerRow.voice.label("voice"),
        AnswerRow.supersedes.label("supersedes"),
        AnswerRow.private.label("private"),
        AnswerRow.late.label("late"),
        AnswerRow.beside.label("beside"),
        AnswerRow.taken_back_at.label("taken_back_at"),
    ).where(AnswerRow.workspace == workspace, AnswerRow.conversation == conversation)
    kinds = [literal(kind, Words) for kind in _NOTES]  # each by itself: of a list the library would think at each run
    notes = _padded(NoteRow.kind, cast(NoteRow.id, Text), type_coerce(NoteRow.data, Text), NoteRow.at).where(
        NoteRow.workspace == workspace, NoteRow.conversation == conversation, NoteRow.kind.in_(kinds)
    )
    of_project = (ConversationRow.workspace == workspace, ConversationRow.id == conversation)
    parts = [
        _padded(literal("project", Words), literal(name, Words), column)
        .join(
            ConversationRow,
            (ConversationRow.workspace == ProjectRow.workspace) & (ConversationRow.project == ProjectRow.id),
        )
        .where(*of_project)
        for name, column in (("name", ProjectRow.name), ("problem", ProjectRow.problem))
    ]
    return union_all(answers, notes, *parts)


def _padded(kind: Any, identity: Any, value: Any, at: Any = None) -> Select[*tuple[Any, ...]]:
    """The columns of an answer with only the first three filled, and the moment where there is one."""
    words, number, flag, moment = (cast(null(), plain) for plain in (Words, Integer, Boolean, Moment))
    when = moment if at is None else at
    return select(kind, identity, value, words, words, when, number, words, words, flag, flag, flag, moment)
