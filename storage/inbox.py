"""The inbox: what came in is taken once, however often it is sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.queries import add_new, run


class InboxRow(Base):
    """Table of keys taken."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_taken_at", "taken_at"),)

    workspace: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    taken_at: Mapped[datetime]


def take(session: Session, workspace: str, key: str, now: datetime) -> bool:
    """Take a key; False if it was taken before. Gone again if the transaction rolls back."""
    return add_new(session, InboxRow, {"workspace": workspace, "key": key, "taken_at": now})


def forget(session: Session, workspace: str, key: str) -> None:
    """Give a key back: what came with it was not taken after all."""
    run(session, delete(InboxRow).where(InboxRow.workspace == workspace, InboxRow.key == key))


def prune(session: Session, before: datetime) -> int:
    """Forget keys taken before a moment (Slack sends nothing again after an hour); how many."""
    return run(session, delete(InboxRow).where(InboxRow.taken_at < before))
