"""What was held back for a kinder hour: it can be looked at again at once when somebody's times change."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Text, select, type_coerce, update
from sqlalchemy.orm import Session

from storage.queries import run
from storage.work import WorkRow
from storage.work_written import written

HELD = "held"
"""The payload's mark of what was put off: what somebody planned for a later day has none, and stays there."""


def held_back(session: Session, workspace: str, conversation: str = "") -> dict[int, str]:
    """What was held back and still waits, of one conversation or of all: each row's id with its key."""
    where = [
        WorkRow.workspace == workspace,
        WorkRow.state == "queued",
        type_coerce(WorkRow.payload, Text).like(f'%"{HELD}"%'),
    ]
    if conversation:
        where.append(WorkRow.conversation == conversation)
    rows = session.execute(select(WorkRow.id, WorkRow.key, WorkRow.payload).where(*where).order_by(WorkRow.id))
    return {row.id: row.key for row in rows if isinstance(row.payload, dict) and row.payload.get(HELD)}


def hasten(session: Session, ids: Collection[int], now: datetime) -> int:
    """Let these be looked at now; how many. Whoever looks may hold them back once more."""
    waiting = (WorkRow.id.in_(sorted(ids)), WorkRow.state == "queued", WorkRow.due_at > now)
    written(session).more = True
    return run(session, update(WorkRow).where(*waiting).values(due_at=now, wake_at=now))
