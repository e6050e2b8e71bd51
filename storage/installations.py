"""Installations: who the bot is in each workspace. Tokens are not kept here; they come from the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Json
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
    manifest: Mapped[dict[str, list[str]] | None] = mapped_column(Json)


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


def keep_manifest(session: Session, workspace: str, parts: Mapping[str, Sequence[str]]) -> None:
    """Keep what a workspace's app was set up with: each kind of part (scopes, events ...) and its names."""
    kept = {kind: list(names) for kind, names in parts.items()}
    run(session, update(InstallationRow).where(InstallationRow.workspace == workspace).values(manifest=kept))


def manifests(session: Session) -> dict[str, dict[str, list[str]]]:
    """What each workspace's app was set up with; a workspace that never said is left out."""
    rows = every(session, select(InstallationRow).where(InstallationRow.manifest.is_not(None)))
    return {row.workspace: row.manifest for row in rows if row.manifest is not None}


def drop_installation(session: Session, workspace: str) -> None:
    """Forget an installation: the app was taken out."""
    run(session, delete(InstallationRow).where(InstallationRow.workspace == workspace))
