"""Answers: append-only, by whom, when, to which version of which words. Nobody ever rewrites one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from dialogues.effects import Keep
from dialogues.inputs import Value
from storage import records
from storage.answer_order import in_order
from storage.base import Base, Json
from storage.queries import add, every, find, find_one, frozen, run


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One kept answer. `seen_by` is what the question said when it was asked, and holds for ever.

    `private` until the question is shown; `taken_back_at` once its author took it back: never show its words then.
    """

    workspace: str
    conversation: str
    id: str
    question: str
    person: str
    value: Value
    at: datetime
    pass_n: int
    version: int
    seen_by: str
    supersedes: str | None
    voice: str | None
    private: bool
    late: bool
    beside: bool
    stray: bool
    taken_back_at: datetime | None


class AnswerRow(Base):
    """Table of answers; guards.py lets only `private` and `taken_back_at` change."""

    __tablename__ = "answers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace", "conversation"], ["conversations.workspace", "conversations.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["workspace", "conversation", "supersedes"],
            ["answers.workspace", "answers.conversation", "answers.id"],
            name="fk_answers_supersedes",
        ),
        Index("ix_answers_supersedes", "workspace", "conversation", "supersedes"),
        Index("ix_answers_person", "workspace", "person"),
    )

    workspace: Mapped[str] = mapped_column(primary_key=True)
    conversation: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[str]
    person: Mapped[str]
    value: Mapped[Any] = mapped_column(Json)
    at: Mapped[datetime]
    pass_n: Mapped[int]
    version: Mapped[int]
    seen_by: Mapped[str]
    supersedes: Mapped[str | None]
    voice: Mapped[str | None]
    private: Mapped[bool]
    late: Mapped[bool]
    beside: Mapped[bool]
    stray: Mapped[bool]
    taken_back_at: Mapped[datetime | None]


def keep_answer(
    session: Session,
    workspace: str,
    conversation: str,
    keep: Keep,
    *,
    at: datetime,
    pass_n: int,
    version: int,
    seen_by: str = "names",
    record: str = "",
) -> None:
    """Keep one answer exactly as typed, and draw the records of kind `record` (none if empty) from it.

    Records drawn from the answer it replaces go; if it is private, only once it is shown, or what is missing from the
    record would tell whose it was. NUL and half characters are taken out; ValueError for NaN.
    """
    row = {name: getattr(keep, name) for name in ("question", "value", "private", "supersedes", "voice")}
    row |= {name: getattr(keep, name) for name in ("late", "beside", "stray")}
    row |= {"workspace": workspace, "conversation": conversation, "id": keep.answer, "person": keep.by}
    row |= {"at": at, "pass_n": pass_n, "version": version, "seen_by": seen_by, "taken_back_at": None}
    add_answer(session, StoredAnswer(**row))
    if keep.supersedes and not keep.private:
        records.drop_drawn(session, workspace, conversation, keep.supersedes)
    if record:
        records.draw(session, workspace, conversation, keep.answer, record, keep.value)


def add_answer(session: Session, answer: StoredAnswer) -> None:
    """Add an answer as it is, without drawing records (a record brought in has its own)."""
    add(session, AnswerRow, {name: getattr(answer, name) for name in StoredAnswer.__dataclass_fields__})


def take_back(session: Session, workspace: str, conversation: str, answer: str, at: datetime) -> bool:
    """Mark an answer as taken back by its author; its records go. Whether there was one to take back."""
    where = (*_where(workspace, conversation), AnswerRow.id == answer, AnswerRow.taken_back_at.is_(None))
    records.drop_drawn(session, workspace, conversation, answer)
    return run(session, update(AnswerRow).where(*where).values(taken_back_at=at)) == 1


def show(session: Session, workspace: str, conversation: str, question: str, *, but: Collection[str] = ()) -> int:
    """The question has been shown to the team: its answers, `but` these, are private no longer. How many there were."""
    where = (*_where(workspace, conversation), AnswerRow.question == question, AnswerRow.private)
    where += (AnswerRow.id.not_in(but),) if but else ()
    for row in every(session, select(AnswerRow).where(*where, AnswerRow.supersedes.is_not(None))):
        records.drop_drawn(session, workspace, conversation, row.supersedes or "")
    return run(session, update(AnswerRow).where(*where).values(private=False))


def answer_of(session: Session, workspace: str, conversation: str, answer: str) -> StoredAnswer | None:
    """Find one answer by its id inside the conversation."""
    row = find_one(session, AnswerRow, workspace=workspace, conversation=conversation, id=answer)
    return frozen(StoredAnswer, row) if row else None


def answers_of(
    session: Session, workspace: str, conversation: str, question: str | None = None
) -> tuple[StoredAnswer, ...]:
    """Every answer ever kept of a conversation (or of one question), oldest first: replaced and taken back ones too."""
    where: dict[str, Any] = {"workspace": workspace, "conversation": conversation}
    if question is not None:
        where["question"] = question
    rows = (frozen(StoredAnswer, row) for row in find(session, AnswerRow, **where))
    return tuple(sorted(rows, key=lambda answer: in_order(answer.id)))


def _where(workspace: str, conversation: str) -> tuple[Any, ...]:
    return (AnswerRow.workspace == workspace, AnswerRow.conversation == conversation)
