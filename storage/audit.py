"""Who did what when: append-only, each entry carrying the mark of the one before, so that a change shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Index, ScalarSelect, Table, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.clean import canonical, clean_text
from storage.queries import add, at_hand, every, frozen, remember
from storage.ready import row_of
from storage.workspaces import WorkspaceRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: who did what, about what; codes and ids, never anybody's words."""

    workspace: str
    project: str
    n: int
    at: datetime
    who: str
    what: str
    about: str
    previous: str
    mark: str


class AuditRow(Base):
    """Table of audit entries, a chain for each project ("" for the workspace's own); guards.py lets nothing change."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_at", "workspace", "at"),)

    workspace: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    about: Mapped[str]
    previous: Mapped[str]
    mark: Mapped[str]


_CHAIN = cast("Table", AuditRow.__table__).c
_LAST = (
    select(_CHAIN.n, _CHAIN.mark)
    .where(_CHAIN.workspace == bindparam("workspace"), _CHAIN.project == bindparam("project"))
    .order_by(_CHAIN.n.desc())
    .limit(1)
)


def note(session: Session, workspace: str, project: str, *, who: str, what: str, about: str = "", at: datetime) -> None:
    """Add an entry to a project's chain. The caller holds the conversation's lock, which orders the entries.

    For the workspace's own chain (project "") the workspace itself is locked here.
    """
    if not project:
        session.execute(select(WorkspaceRow.id).where(WorkspaceRow.id == workspace).with_for_update())
    n, previous = _next(session, workspace, project)
    who, what, about = clean_text(who), clean_text(what), clean_text(about)
    mark = _mark(n, at, who, what, about, previous)
    add_entry(session, Entry(workspace, project, n, at, who, what, about, previous, mark))
    remember_last(session, workspace, project, n, mark)


def remember_last(session: Session, workspace: str, project: str, n: int, mark: str) -> None:
    """Take this for the last entry of a chain, read or written under the lock that orders it; `n` is 0 without any."""
    remember(session, ("audit", workspace, project), (AuditRow,), (n, mark))


def last_of(workspace: Any, project: Any) -> tuple[ScalarSelect[int], ScalarSelect[str]]:
    """The number and the mark of the last entry of a chain, to be read with something else."""
    mine = (_CHAIN.workspace == workspace, _CHAIN.project == project)
    last = select(_CHAIN.n).where(*mine).order_by(_CHAIN.n.desc()).limit(1)
    mark = select(_CHAIN.mark).where(*mine).order_by(_CHAIN.n.desc()).limit(1)
    return last.scalar_subquery(), mark.scalar_subquery()


def _next(session: Session, workspace: str, project: str) -> tuple[int, str]:
    """The number of the next entry of a chain, and the mark it follows."""
    known = at_hand(session, ("audit", workspace, project), (AuditRow,))
    if known is None:
        known = row_of(session, _LAST, {"workspace": workspace, "project": project})
    return (known[0] + 1, known[1]) if known else (1, "")


def add_entry(session: Session, entry: Entry) -> None:
    """Add an entry as it is (a record brought in has its own chain)."""
    add(session, AuditRow, {name: getattr(entry, name) for name in Entry.__dataclass_fields__})


def entries_of(session: Session, workspace: str, project: str = "") -> tuple[Entry, ...]:
    """A project's entries, oldest first."""
    query = select(AuditRow).where(AuditRow.workspace == workspace, AuditRow.project == project)
    return tuple(frozen(Entry, row) for row in every(session, query.order_by(AuditRow.n)))


def unbroken(entries: Iterable[Entry]) -> bool:
    """Whether a whole chain is as it was written: nothing changed, taken out or put between."""
    previous, count = "", 0
    for count, entry in enumerate(entries, start=1):
        mark = _mark(count, entry.at, entry.who, entry.what, entry.about, previous)
        if (entry.n, entry.previous, entry.mark) != (count, previous, mark):
            return False
        previous = mark
    return True


def _mark(n: int, at: datetime, who: str, what: str, about: str, previous: str) -> str:
    said = [n, at.astimezone(UTC).isoformat(timespec="microseconds"), who, what, about, previous]
    return hashlib.sha256(canonical(said).encode()).hexdigest()
