"""Conversations: one for each project, with its pure value, its turn and the dialogue version it follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ForeignKeyConstraint, Index, Table, bindparam, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.errors import Conflict
from storage.queries import add, change, every, find_one, forget_read, frozen, run
from storage.ready import rows_of


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation. `state` is the engine's value as JSON; empty for a record brought in to be read only."""

    workspace: str
    id: str
    project: str
    dialogue: str
    version: int
    turn: int
    status: str
    state: bytes
    touched_at: datetime


class ConversationRow(Base):
    """Table of conversations."""

    __tablename__ = "conversations"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"], ondelete="CASCADE"),
        Index("uq_conversations_project", "workspace", "project", unique=True),
        Index("ix_conversations_status", "workspace", "status", "touched_at"),
        Index("ix_conversations_dialogue", "dialogue", "version"),
    )

    workspace: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str]
    dialogue: Mapped[str]
    version: Mapped[int]
    turn: Mapped[int]
    status: Mapped[str]
    state: Mapped[bytes]
    touched_at: Mapped[datetime]


_KEYS = cast("Table", ConversationRow.__table__).c
# Not the key: then whoever writes a row that belongs to it (where a message stands) need not wait.
_LOCK = (
    select(_KEYS.id)
    .where(_KEYS.workspace == bindparam("workspace"), _KEYS.id == bindparam("id"))
    .with_for_update(key_share=True)
)


def open_conversation(session: Session, conversation: Conversation) -> None:
    """Begin a project's conversation under the id the caller chose."""
    names = Conversation.__dataclass_fields__
    add(session, ConversationRow, {name: getattr(conversation, name) for name in names})


def conversation_of(session: Session, workspace: str, conversation: str) -> Conversation | None:
    """Find a conversation of this workspace, without locking it."""
    return _found(find_one(session, ConversationRow, workspace=workspace, id=conversation))


def lock(session: Session, workspace: str, conversation: str) -> None:
    """Hold a conversation until the transaction ends: inputs to it follow one another.

    What was read in this transaction before is read anew after. DatabaseBusy after about two seconds. On SQLite the
    transaction itself is the lock.
    """
    forget_read(session)
    if session.get_bind().dialect.name != "sqlite":
        rows_of(session, _LOCK, {"workspace": workspace, "id": conversation})


def conversation_for(session: Session, workspace: str, project: str) -> Conversation | None:
    """Find a project's conversation."""
    return _found(find_one(session, ConversationRow, workspace=workspace, project=project))


def save_turn(
    session: Session,
    workspace: str,
    conversation: str,
    *,
    seen: int,
    turn: int,
    status: str,
    state: bytes,
    at: datetime,
) -> None:
    """Keep the next turn of a conversation; Conflict if it is not at turn `seen` any more (the net under the lock)."""
    where = {"workspace": workspace, "id": conversation, "turn": seen}
    values = {"turn": turn, "status": status, "state": state, "touched_at": at}
    if change(session, ConversationRow, where, values) != 1:
        raise Conflict(code="turn_moved_on")


def move_version(session: Session, workspace: str, conversation: str, version: int) -> None:
    """Let a conversation follow another version of its dialogue; its state is the caller's care."""
    where = (ConversationRow.workspace == workspace, ConversationRow.id == conversation)
    run(session, update(ConversationRow).where(*where).values(version=version))


def quiet_since(session: Session, workspace: str, before: datetime, limit: int = 100) -> tuple[Conversation, ...]:
    """Active conversations that nothing has touched since a moment, the quietest first."""
    query = select(ConversationRow).where(
        ConversationRow.workspace == workspace,
        ConversationRow.status == "active",
        ConversationRow.touched_at < before,
    )
    rows = every(session, query.order_by(ConversationRow.touched_at).limit(limit))
    return tuple(frozen(Conversation, row) for row in rows)


def versions_in_use(session: Session) -> dict[tuple[str, int], int]:
    """How many conversations follow each version of each dialogue, over all workspaces (no words, only counts)."""
    columns = (ConversationRow.dialogue, ConversationRow.version)
    rows = session.execute(select(*columns, func.count()).group_by(*columns))
    return {(dialogue, version): count for dialogue, version, count in rows}


def _found(row: Any | None) -> Conversation | None:
    return frozen(Conversation, row) if row else None
