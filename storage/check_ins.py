"""Check-ins: how often a project has one, each one that was held, and who was asked. Answers are kept elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.queries import add_new, every, find_one, frozen, put, run


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a project looks in: `rule` (RFC 5545, one of kindness.rhythm) on the wall of `zone`.

    `status` is on, off or paused; `quiet`: two in a row had no answer, so the coach waits to be asked.
    """

    workspace: str
    project: str
    rule: str
    zone: str
    status: str
    set_by: str
    set_at: datetime
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One check-in, the `n`th of its project. What was said from `since` on counts; `closed_at` None: still open.

    `due_at` is when it was to come, `opened_at` when it came. `why` is rhythm, asked or review (the date to come
    back). `digest` holds the words of the note in the channel, as last shown.
    """

    workspace: str
    project: str
    n: int
    why: str
    due_at: datetime
    since: datetime
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One person of one check-in. `away`: not missed; `sent_at` when the message went, `answered_at` the answer."""

    person: str
    away: bool = False
    sent_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def reached(self) -> bool:
        """Whether they were here and the message has gone to them: only then is no answer a silence."""
        return not self.away and self.sent_at is not None


class RhythmRow(Base):
    """Table of rhythms, one a project."""

    __tablename__ = "check_in_rhythms"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"], ondelete="CASCADE"),
    )

    workspace: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str] = mapped_column(primary_key=True)
    rule: Mapped[str]
    zone: Mapped[str]
    status: Mapped[str]
    quiet: Mapped[bool]
    set_by: Mapped[str]
    set_at: Mapped[datetime]


class CheckInRow(Base):
    """Table of check-ins that were held."""

    __tablename__ = "check_ins"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "project"], ["projects.workspace", "projects.id"], ondelete="CASCADE"),
    )

    workspace: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    why: Mapped[str]
    due_at: Mapped[datetime]
    since: Mapped[datetime]
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    digest: Mapped[str]


class AskedRow(Base):
    """Table of who was asked in a check-in."""

    __tablename__ = "check_in_people"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace", "project", "n"],
            ["check_ins.workspace", "check_ins.project", "check_ins.n"],
            ondelete="CASCADE",
        ),
    )

    workspace: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(primary_key=True)
    away: Mapped[bool]
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]


_RHYTHM = ("rule", "zone", "status", "quiet", "set_by", "set_at")
_CHECK_IN = ("why", "due_at", "since", "opened_at", "closes_at", "closed_at", "digest")
_ASKED = ("away", "sent_at", "answered_at")


def set_rhythm(session: Session, rhythm: Rhythm) -> None:
    """Keep how often a project looks in; one a project, the newest stands."""
    key = {"workspace": rhythm.workspace, "project": rhythm.project}
    put(session, RhythmRow, key, {name: getattr(rhythm, name) for name in _RHYTHM})


def rhythm_of(session: Session, workspace: str, project: str) -> Rhythm | None:
    """How often a project looks in; None if that was never set."""
    row = find_one(session, RhythmRow, workspace=workspace, project=project)
    return frozen(Rhythm, row) if row else None


def change_rhythm(session: Session, workspace: str, project: str, **changes: Any) -> bool:
    """Change some fields of a project's rhythm (status, quiet); whether it has one."""
    where = (RhythmRow.workspace == workspace, RhythmRow.project == project)
    return run(session, update(RhythmRow).where(*where).values(**changes)) == 1


def add_check_in(session: Session, check_in: CheckIn) -> bool:
    """Keep that a check-in has come; False, and nothing kept, when its number was taken before."""
    key = {name: getattr(check_in, name) for name in ("workspace", "project", "n")}
    return add_new(session, CheckInRow, key | {name: getattr(check_in, name) for name in _CHECK_IN})


def change_check_in(session: Session, workspace: str, project: str, n: int, **changes: Any) -> bool:
    """Change a check-in: `closed_at`, `digest`; whether there is one."""
    where = (CheckInRow.workspace == workspace, CheckInRow.project == project, CheckInRow.n == n)
    return run(session, update(CheckInRow).where(*where).values(**changes)) == 1


def check_ins_of(session: Session, workspace: str, project: str) -> tuple[CheckIn, ...]:
    """Every check-in of a project, oldest first."""
    query = select(CheckInRow).where(CheckInRow.workspace == workspace, CheckInRow.project == project)
    return tuple(frozen(CheckIn, row) for row in every(session, query.order_by(CheckInRow.n)))


def latest(session: Session, workspace: str, project: str) -> CheckIn | None:
    """The newest check-in of a project."""
    query = select(CheckInRow).where(CheckInRow.workspace == workspace, CheckInRow.project == project)
    rows = every(session, query.order_by(CheckInRow.n.desc()).limit(1))
    return frozen(CheckIn, rows[0]) if rows else None


def put_asked(session: Session, workspace: str, project: str, n: int, asked: Asked) -> None:
    """Keep that somebody is asked in a check-in, and how that went so far."""
    key = {"workspace": workspace, "project": project, "n": n, "person": asked.person}
    put(session, AskedRow, key, {name: getattr(asked, name) for name in _ASKED})


def asked_in(session: Session, workspace: str, project: str, n: int) -> tuple[Asked, ...]:
    """Everybody who was asked in a check-in, by id."""
    query = select(AskedRow).where(AskedRow.workspace == workspace, AskedRow.project == project, AskedRow.n == n)
    return tuple(frozen(Asked, row) for row in every(session, query.order_by(AskedRow.person)))
