"""What found no room in a person's week: it waits here for their digest, and is never dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.queries import add_new, every, frozen, run


@dataclass(frozen=True, slots=True)
class SetAside:
    """One thing that waits: its key (ids and codes, no words), since when, and when a digest named it."""

    workspace: str
    person: str
    project: str
    key: str
    since: datetime
    told_at: datetime | None = None


class SetAsideRow(Base):
    """Table of what waits for a digest."""

    __tablename__ = "set_aside"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"], ondelete="CASCADE"),
    )

    workspace: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    told_at: Mapped[datetime | None]


def set_aside(session: Session, entry: SetAside) -> bool:
    """Keep a thing for the digest; whether it is new. What a digest has named already stays named."""
    names = ("workspace", "person", "project", "key", "since", "told_at")
    return add_new(session, SetAsideRow, {name: getattr(entry, name) for name in names})


def set_aside_for(session: Session, workspace: str, person: str) -> tuple[SetAside, ...]:
    """Everything that waits for a person or was named to them, the longest waiting first."""
    query = select(SetAsideRow).where(SetAsideRow.workspace == workspace, SetAsideRow.person == person)
    rows = every(session, query.order_by(SetAsideRow.since, SetAsideRow.project, SetAsideRow.key))
    return tuple(frozen(SetAside, row) for row in rows)


def named(session: Session, workspace: str, person: str, at: datetime, until: datetime) -> int:
    """A digest has gone to a person and named all that waited `until` then; how many things."""
    theirs = (SetAsideRow.workspace == workspace, SetAsideRow.person == person)
    waited = (SetAsideRow.told_at.is_(None), SetAsideRow.since <= until)
    return run(session, update(SetAsideRow).where(*theirs, *waited).values(told_at=at))


def drop(session: Session, workspace: str, person: str, project: str, key: str) -> bool:
    """Something waits no more: it was sent, done or given up by the person; whether it was there."""
    theirs = (SetAsideRow.workspace == workspace, SetAsideRow.person == person)
    this = (SetAsideRow.project == project, SetAsideRow.key == key)
    return run(session, delete(SetAsideRow).where(*theirs, *this)) == 1


def prune(session: Session, before: datetime) -> int:
    """Forget what a digest named before a moment."""
    return run(session, delete(SetAsideRow).where(SetAsideRow.told_at < before))
