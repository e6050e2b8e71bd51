"""Typed records (needs, ideas, risks, measures, actions ...), drawn from answers and pointing back to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from dialogues.inputs import Value
from storage.answer_order import in_order
from storage.base import Base, Json
from storage.drawing import drawn, kind_of
from storage.queries import add, find, frozen, run


@dataclass(frozen=True, slots=True)
class Drawn:
    """One record: its kind (snake_case), its fields, and the answer it was drawn from (`n`th of that answer)."""

    workspace: str
    conversation: str
    answer: str
    n: int
    kind: str
    data: Mapping[str, Any]


class RecordRow(Base):
    """Table of records."""

    __tablename__ = "records"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace", "conversation", "answer"],
            ["answers.workspace", "answers.conversation", "answers.id"],
            ondelete="CASCADE",
        ),
        Index("ix_records_kind", "workspace", "conversation", "kind"),
    )

    workspace: Mapped[str] = mapped_column(primary_key=True)
    conversation: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    data: Mapped[Any] = mapped_column(Json)


def draw(session: Session, workspace: str, conversation: str, answer: str, kind: str, value: Value) -> None:
    """Draw the records of one kind from an answer; drawing again gives the same."""
    for n, (found, data) in enumerate(drawn(kind_of(kind), value)):
        add_record(session, Drawn(workspace, conversation, answer, n, found, data))


def add_record(session: Session, record: Drawn) -> None:
    """Add one record as it is."""
    add(session, RecordRow, {name: getattr(record, name) for name in Drawn.__dataclass_fields__})


def drop_drawn(session: Session, workspace: str, conversation: str, answer: str) -> None:
    """Drop what was drawn from an answer that was replaced or taken back; the answer itself stays."""
    where = (RecordRow.workspace == workspace, RecordRow.conversation == conversation, RecordRow.answer == answer)
    run(session, delete(RecordRow).where(*where))


def records_of(session: Session, workspace: str, conversation: str, kind: str | None = None) -> tuple[Drawn, ...]:
    """The records of a conversation, of one kind if given, oldest answer first; private answers' records too."""
    where: dict[str, Any] = {"workspace": workspace, "conversation": conversation}
    if kind is not None:
        where["kind"] = kind_of(kind)
    rows = (frozen(Drawn, row) for row in find(session, RecordRow, **where))
    return tuple(sorted(rows, key=lambda record: (in_order(record.answer), record.n)))
