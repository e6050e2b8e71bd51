"""Installations: who the bot is in each workspace. Tokens are not kept here; they come from the settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.queries import every, frozen, one, put, run
from storage.workspaces import WorkspaceRow, ensure_workspace


@dataclass(frozen=True, slots=True)
class Installation:
    """The app in one workspace: the workspace's name and the bot's own ids."""

    workspace: str
    team_name: str
    bot_user: str
    bot_id: str
    installed_at: datetime


class InstallationRow(Base):
    """Table of installations."""

    __tablename__ = "installations"

    workspace: Mapped[str] = mapped_column(ForeignKey(WorkspaceRow.id, ondelete="CASCADE"), primary_key=True)
    team_name: Mapped[str]
    bot_user: Mapped[str]
    bot_id: Mapped[str]
    installed_at: Mapped[datetime]


def keep_installation(session: Session, installation: Installation) -> None:
    """Keep who the bot is in a workspace; a later one replaces it."""
    ensure_workspace(session, installation.workspace, installation.installed_at, installation.team_name)
    values = {name: getattr(installation, name) for name in ("team_name", "bot_user", "bot_id", "installed_at")}
    put(session, InstallationRow, {"workspace": installation.workspace}, values)


def installation_of(session: Session, workspace: str) -> Installation | None:
    """Find the installation of a workspace."""
    row = one(session, select(InstallationRow).where(InstallationRow.workspace == workspace))
    return frozen(Installation, row) if row else None


def installations(session: Session) -> tuple[Installation, ...]:
    """Every workspace the app is in."""
    return tuple(frozen(Installation, row) for row in every(session, select(InstallationRow)))


def drop_installation(session: Session, workspace: str) -> None:
    """Forget an installation: the app was taken out."""
    run(session, delete(InstallationRow).where(InstallationRow.workspace == workspace))
