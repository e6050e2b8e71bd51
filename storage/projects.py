"""Projects and the people in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.people import ensure_person
from storage.queries import add, every, find, find_one, frozen, put, run
from storage.workspaces import ensure_workspace


@dataclass(frozen=True, slots=True)
class Project:
    """One improvement project. `channel` is None for a project in a DM; `sample` marks demonstration data."""

    workspace: str
    id: str
    name: str
    created_at: datetime
    created_by: str
    lead: str
    problem: str = ""
    channel: str | None = None
    second: str | None = None
    depth: str = "quick"
    way: str = "together"
    scale: str = "service"
    experience: str = "some"
    status: str = "active"
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One person's place in a project: invited, here, away or left; `role` in their own words."""

    person: str
    status: str
    role: str = ""
    until: datetime | None = None


class ProjectRow(Base):
    """Table of projects."""

    __tablename__ = "projects"
    __table_args__ = (
        ForeignKeyConstraint(["workspace"], ["workspaces.id"], ondelete="CASCADE"),
        Index("ix_projects_channel", "workspace", "channel"),
    )

    workspace: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    problem: Mapped[str]
    channel: Mapped[str | None]
    lead: Mapped[str]
    second: Mapped[str | None]
    depth: Mapped[str]
    way: Mapped[str]
    scale: Mapped[str]
    experience: Mapped[str]
    status: Mapped[str]
    sample: Mapped[bool]
    created_at: Mapped[datetime]
    created_by: Mapped[str]


class MemberRow(Base):
    """Table of who is in which project."""

    __tablename__ = "project_people"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"], ondelete="CASCADE"),
        Index("ix_project_people_person", "workspace", "person"),
    )

    workspace: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    until: Mapped[datetime | None]


_FIELDS = tuple(name for name in Project.__dataclass_fields__ if name not in {"workspace", "id"})


def add_project(session: Session, project: Project) -> None:
    """Start a project under the id the caller chose."""
    ensure_workspace(session, project.workspace, project.created_at)
    add(session, ProjectRow, {name: getattr(project, name) for name in ("workspace", "id", *_FIELDS)})


def change_project(session: Session, workspace: str, project: str, **changes: Any) -> bool:
    """Change some fields of a project; whether there is one. ValueError for a field that never changes."""
    if strange := set(changes) - (set(_FIELDS) - {"created_at", "created_by"}):
        raise ValueError(f"a project's {', '.join(sorted(strange))} cannot be changed")
    where = (ProjectRow.workspace == workspace, ProjectRow.id == project)
    return run(session, update(ProjectRow).where(*where).values(**changes)) == 1


def project_of(session: Session, workspace: str, project: str) -> Project | None:
    """Find a project of this workspace by its id."""
    row = find_one(session, ProjectRow, workspace=workspace, id=project)
    return frozen(Project, row) if row else None


def projects_in(session: Session, workspace: str, channel: str) -> tuple[Project, ...]:
    """A channel's projects, newest first."""
    query = select(ProjectRow).where(ProjectRow.workspace == workspace, ProjectRow.channel == channel)
    return _found(session, query)


def projects_of(session: Session, workspace: str, person: str) -> tuple[Project, ...]:
    """The projects a person is in (invited, here or away; not left), newest first."""
    query = (
        select(ProjectRow)
        .join(MemberRow, (MemberRow.workspace == ProjectRow.workspace) & (MemberRow.project == ProjectRow.id))
        .where(MemberRow.workspace == workspace, MemberRow.person == person, MemberRow.status != "left")
    )
    return _found(session, query)


def projects_left(session: Session, workspace: str, person: str) -> tuple[Project, ...]:
    """The projects a person was in and has left, newest first."""
    query = (
        select(ProjectRow)
        .join(MemberRow, (MemberRow.workspace == ProjectRow.workspace) & (MemberRow.project == ProjectRow.id))
        .where(MemberRow.workspace == workspace, MemberRow.person == person, MemberRow.status == "left")
    )
    return _found(session, query)


def projects(session: Session, workspace: str) -> tuple[Project, ...]:
    """Every project of a workspace, newest first."""
    return _found(session, select(ProjectRow).where(ProjectRow.workspace == workspace))


def _found(session: Session, query: Any) -> tuple[Project, ...]:
    rows = every(session, query.order_by(ProjectRow.created_at.desc(), ProjectRow.id))
    return tuple(frozen(Project, row) for row in rows)


def put_member(
    session: Session,
    workspace: str,
    project: str,
    person: str,
    status: str,
    role: str | None = None,
    until: datetime | None = None,
) -> None:
    """Put a person into a project, or change how they are in it; a role not given stays."""
    ensure_person(session, workspace, person)
    values: dict[str, Any] = {"status": status, "until": until}
    if role is not None:
        values["role"] = role
    put(session, MemberRow, {"workspace": workspace, "project": project, "person": person}, values)


def people_of(session: Session, workspace: str, project: str) -> tuple[Member, ...]:
    """Everybody who is or was in a project, by id."""
    rows = find(session, MemberRow, ("person",), workspace=workspace, project=project)
    return tuple(frozen(Member, row) for row in rows)
