"""Workspaces: every other row names one, and no query crosses from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.queries import add_new, frozen, one, run


@dataclass(frozen=True, slots=True)
class Workspace:
    """One Slack workspace; `gone_at` once the app was taken out of it."""

    id: str
    name: str
    created_at: datetime
    gone_at: datetime | None = None


class WorkspaceRow(Base):
    """Table of workspaces."""

    __tablename__ = "workspaces"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]


def ensure_workspace(session: Session, workspace: str, now: datetime, name: str = "") -> None:
    """Know a workspace: does nothing if it is known already."""
    add_new(session, WorkspaceRow, {"id": workspace, "name": name, "created_at": now})


def workspace_of(session: Session, workspace: str) -> Workspace | None:
    """Find a workspace by its id."""
    row = one(session, select(WorkspaceRow).where(WorkspaceRow.id == workspace))
    return frozen(Workspace, row) if row else None


def here(session: Session) -> tuple[str, ...]:
    """The ids of all workspaces that the app is in, for what is done for each of them once a day."""
    query = select(WorkspaceRow.id).where(WorkspaceRow.gone_at.is_(None), WorkspaceRow.id != "")
    return tuple(session.scalars(query.order_by(WorkspaceRow.id)))


def set_gone(session: Session, workspace: str, at: datetime | None) -> None:
    """Note that the app was taken out of the workspace, or (None) that it is back."""
    run(session, update(WorkspaceRow).where(WorkspaceRow.id == workspace).values(gone_at=at))
