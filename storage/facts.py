"""The view of a conversation's record that the engine reads, in one statement and in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Integer,
    Row,
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

from dialogues.facts import Facts, Kept
from storage.answer_order import in_order
from storage.answers import AnswerRow
from storage.base import Moment, Words
from storage.conversations import ConversationRow
from storage.notes import NoteRow
from storage.projects import ProjectRow

_NOTES = ("join", "choice")
_ByQuestion = dict[str, tuple[Kept, ...]]


def facts_of(session: Session, workspace: str, conversation: str, pass_n: int) -> Facts:
    """What stands in a conversation at round `pass_n`: answers not replaced and not taken back, private ones flagged.

    Rounds before it come as `earlier`. Costs as much as this conversation is long, whatever else is stored.
    A conversation of another workspace has no facts.
    """
    rows = session.connection().execute(_statement(), {"in": workspace, "of": conversation}).all()
    now, earlier = _standing((row for row in rows if row.kind == "answer"), pass_n)
    joined, chosen = [], {}
    for row in sorted((row for row in rows if row.kind in _NOTES), key=lambda row: int(row.id)):
        data = json.loads(row.value)
        if row.kind == "join":
            joined.append(tuple(data["answers"]))
        else:
            chosen[data["question"]] = tuple(data["chosen"])
    project = {row.id: row.value for row in rows if row.kind == "project"}
    return Facts(answers=now, earlier=earlier, joined=tuple(joined), chosen=chosen, project=project)


def _standing(rows: Iterable[Row[Any]], pass_n: int) -> tuple[_ByQuestion, _ByQuestion]:
    rows = sorted(rows, key=lambda row: in_order(row.id))
    replaced = {row.supersedes for row in rows if row.supersedes}
    now: dict[str, list[Kept]] = {}
    earlier: dict[str, list[Kept]] = {}
    for row in rows:
        if row.id not in replaced and row.taken_back_at is None:
            (now if row.pass_n == pass_n else earlier).setdefault(row.question, []).append(_kept(row))
    return _fixed(now), _fixed(earlier)


def _kept(row: Row[Any]) -> Kept:
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
    notes = _padded(NoteRow.kind, cast(NoteRow.id, Text), type_coerce(NoteRow.data, Text)).where(
        NoteRow.workspace == workspace, NoteRow.conversation == conversation, NoteRow.kind.in_(_NOTES)
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


def _padded(kind: Any, identity: Any, value: Any) -> Select[*tuple[Any, ...]]:
    """The columns of an answer with only the first three filled."""
    words, number, flag, moment = (cast(null(), plain) for plain in (Words, Integer, Boolean, Moment))
    return select(kind, identity, value, words, words, moment, number, words, words, flag, flag, flag, moment)
