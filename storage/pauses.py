"""Quiet times: of one person, of a team, of the whole workspace; when they began, when they end, who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.queries import every, frozen, put, run

SCOPES = ("person", "team", "everyone")


@dataclass(frozen=True, slots=True)
class Pause:
    """One quiet time. `scope` is person, team or everyone; `about` the person's or the project's id, or empty."""

    workspace: str
    scope: str
    about: str
    since: datetime
    until: datetime
    by: str = ""


class PauseRow(Base):
    """Table of quiet times. `project` is that of a team's: with the project its quiet times go."""

    __tablename__ = "pauses"
    __table_args__ = (
        ForeignKeyConstraint(["workspace"], ["workspaces.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"], ondelete="CASCADE"),
        Index("ix_pauses_until", "workspace", "until"),
    )

    workspace: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    until: Mapped[datetime]
    by: Mapped[str]
    project: Mapped[str | None]


def add_pause(session: Session, entry: Pause) -> None:
    """Keep a quiet time. ValueError for a scope that there is not, or an end before the beginning."""
    if entry.scope not in SCOPES or entry.until < entry.since:
        raise ValueError("a quiet time is for a person, a team or everyone, and ends after it begins")
    key = {"workspace": entry.workspace, "scope": entry.scope, "about": entry.about, "since": entry.since}
    project = entry.about if entry.scope == "team" else None
    put(session, PauseRow, key, {"until": entry.until, "by": entry.by, "project": project})


def end_pauses(session: Session, workspace: str, scope: str, about: str, at: datetime) -> int:
    """End what holds of one scope now; how many. What was over already stays as it was."""
    where = (PauseRow.workspace == workspace, PauseRow.scope == scope, PauseRow.about == about, PauseRow.until > at)
    return run(session, update(PauseRow).where(*where).values(until=at))


def pauses_from(session: Session, workspace: str, moment: datetime) -> tuple[Pause, ...]:
    """Every quiet time of a workspace that is not over at a moment, the one that began first coming first."""
    query = select(PauseRow).where(PauseRow.workspace == workspace, PauseRow.until > moment)
    return tuple(frozen(Pause, row) for row in every(session, query.order_by(PauseRow.since, PauseRow.scope)))


def pauses_of(session: Session, workspace: str, project: str) -> tuple[Pause, ...]:
    """Every quiet time that a project's team has had, oldest first: for its record."""
    query = select(PauseRow).where(PauseRow.workspace == workspace, PauseRow.project == project)
    return tuple(frozen(Pause, row) for row in every(session, query.order_by(PauseRow.since)))


def prune(session: Session, before: datetime) -> int:
    """Forget the quiet times of people and workspaces that ended before a moment; a team's stay with its project."""
    return run(session, delete(PauseRow).where(PauseRow.project.is_(None), PauseRow.until < before))
