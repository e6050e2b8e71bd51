"""Messages we have posted: where each living message stands, so that a repeat changes it and posts no second one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import cast

from sqlalchemy import ForeignKeyConstraint, Index, Select, Table, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.queries import find, find_one, frozen, put, remembered, run
from storage.ready import rows_of


@dataclass(frozen=True, slots=True)
class Posted:
    """One message of ours. `slot` names its part: "card", "panel:U1", "reveal:explore.needs", "dm:U1:explore.needs".

    `hash` is that of its last content: the same content needs no second update.
    """

    workspace: str
    conversation: str
    slot: str
    channel: str
    ts: str
    posted_at: datetime
    hash: str = ""


class MessageRow(Base):
    """Table of posted messages: places, no words."""

    __tablename__ = "messages"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace", "conversation"], ["conversations.workspace", "conversations.id"], ondelete="CASCADE"
        ),
        Index("ix_messages_place", "workspace", "channel", "ts"),
    )

    workspace: Mapped[str] = mapped_column(primary_key=True)
    conversation: Mapped[str] = mapped_column(primary_key=True)
    slot: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]
    ts: Mapped[str]
    posted_at: Mapped[datetime]
    hash: Mapped[str]


_MESSAGES = cast("Table", MessageRow.__table__)


def content_hash(content: str) -> str:
    """The mark of a message's content."""
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()


def keep_message(session: Session, posted: Posted) -> None:
    """Keep where a slot's message stands; a later one in the slot takes its place."""
    key = {"workspace": posted.workspace, "conversation": posted.conversation, "slot": posted.slot}
    names = ("channel", "ts", "posted_at", "hash")
    put(session, MessageRow, key, {name: getattr(posted, name) for name in names})


def message_in(session: Session, workspace: str, conversation: str, slot: str) -> Posted | None:
    """Find the message in a slot."""
    row = find_one(session, MessageRow, workspace=workspace, conversation=conversation, slot=slot)
    return frozen(Posted, row) if row else None


def message_at(session: Session, workspace: str, channel: str, ts: str) -> Posted | None:
    """Find which slot a message of ours is in, by where it stands; the newest if two share it."""
    rows = _rows(session, workspace=workspace, channel=channel, ts=ts)
    return rows[-1] if rows else None


def messages_of(session: Session, workspace: str, conversation: str, prefix: str = "") -> tuple[Posted, ...]:
    """A conversation's messages whose slot starts with a prefix, oldest first."""
    where = {"workspace": workspace, "conversation": conversation}
    rows = find(session, MessageRow, ("posted_at", "slot"), **where)
    return tuple(frozen(Posted, row) for row in rows if row.slot.startswith(prefix))


def slots_of(session: Session, workspace: str, conversation: str) -> tuple[str, ...]:
    """The slots of a conversation in which a message stands; read once in a transaction."""
    given = {"workspace": workspace, "conversation": conversation}

    def read() -> tuple[str, ...]:
        return tuple(row.slot for row in rows_of(session, _slots(), given))

    return remembered(session, ("slots", workspace, conversation), (MessageRow,), read)


@cache
def _slots() -> Select[str]:
    columns = _MESSAGES.c
    mine = (columns.workspace == bindparam("workspace"), columns.conversation == bindparam("conversation"))
    return select(columns.slot).where(*mine)


def messages_in_channel(session: Session, workspace: str, channel: str) -> tuple[Posted, ...]:
    """Our messages in a channel or DM, over all conversations, oldest first."""
    return _rows(session, workspace=workspace, channel=channel)


def forget_message(session: Session, workspace: str, conversation: str, slot: str) -> None:
    """The message in a slot is gone; the next one is posted anew."""
    where = (MessageRow.workspace == workspace, MessageRow.conversation == conversation, MessageRow.slot == slot)
    run(session, delete(MessageRow).where(*where))


def _rows(session: Session, **where: str) -> tuple[Posted, ...]:
    return tuple(frozen(Posted, row) for row in find(session, MessageRow, ("posted_at", "slot"), **where))
