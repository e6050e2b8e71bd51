"""Which rows of work a transaction wrote that are due at once, so that the process that wrote them can take them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_WRITTEN = "work_written"


@dataclass(frozen=True, slots=True)
class Bell:
    """A row somebody should come for. `place` counts what was rung before it in its workspace, from 0."""

    id: int
    workspace: str
    lane: str | None
    place: int = 0


@dataclass(slots=True)
class Written:
    """Rows by their id, in the order of writing; `more`: other rows have become due too, and nobody named them."""

    bells: dict[int, Bell] = field(default_factory=dict)
    more: bool = False


def written(session: Session) -> Written:
    """What this transaction has written so far."""
    return cast("Written", session.info.setdefault(_WRITTEN, Written()))


def note(session: Session, row: Any, now: datetime) -> None:
    """Note a row as it stands after it was written, if it can be claimed now. It has `id`, `workspace`, `lane`, ..."""
    if row.state == "queued" and row.wake_at <= now:
        written(session).bells[row.id] = Bell(row.id, row.workspace, row.lane)
