"""The queue as an operator sees it: what came of the work, who waits most, and what was given up, to be tried again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from storage.queries import every, run
from storage.work import LIMITED, OPEN, WorkRow
from storage.work_claims import REPLY

_HARMLESS = ("put_back", "lease_lost")  # codes of what was only left to another process


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of the work settled since a moment, and of what is open now.

    `retried` counts the tries after the first; `taken_over` the rows whose lease ran out at least once.
    """

    sent: int
    given_up: int
    retried: int
    taken_over: int


@dataclass(frozen=True, slots=True)
class Depth:
    """How much of one workspace is due, and how many seconds the oldest of it has waited."""

    workspace: str
    due: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class Failing:
    """How many things wait for another try after the same error (a code), and how many seconds the oldest is late."""

    error: str
    count: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class GivenUpWork:
    """One thing nobody tries any more. `error` is a code; nothing here holds anybody's words."""

    id: int
    workspace: str
    conversation: str
    kind: str
    attempts: int
    error: str
    due_at: datetime
    given_up_at: datetime


def tally(session: Session, since: datetime) -> Tally:
    """Count what was settled since a moment, over all workspaces, and what is open."""
    again = func.sum(case((WorkRow.attempts > 1, WorkRow.attempts - 1), else_=0))
    counts = [
        func.count().filter(WorkRow.state == "done"),
        func.count().filter(WorkRow.state == "given_up"),
        func.coalesce(again, 0),
        func.count().filter(WorkRow.doubtful),
    ]
    settled = session.execute(select(*counts).where(WorkRow.settled_at >= since)).one()
    still_open = session.execute(select(*counts).where(WorkRow.state.in_(OPEN))).one()
    return Tally(*(int(done) + int(waiting) for done, waiting in zip(settled, still_open, strict=True)))


def depths(session: Session, now: datetime, limit: int = 20) -> tuple[Depth, ...]:
    """The workspaces with the most that is due, the deepest first."""
    count, oldest = func.count().label("due"), func.min(WorkRow.wake_at).label("oldest")
    query = select(WorkRow.workspace, count, oldest).where(WorkRow.state.in_(OPEN), WorkRow.wake_at <= now)
    query = query.group_by(WorkRow.workspace).order_by(count.desc(), WorkRow.workspace).limit(limit)
    rows = session.execute(query)
    return tuple(Depth(row.workspace, int(row.due), (now - row.oldest).total_seconds()) for row in rows)


def failing(session: Session, now: datetime) -> tuple[Failing, ...]:
    """What failed and waits for another try, by its last error, the most first.

    Between two tries nothing of it is due, so no other figure shows it while Slack cannot be reached. Whoever waits for
    a turn under one of Slack's limits has not failed.
    """
    count, oldest = func.count().label("count"), func.min(WorkRow.due_at).label("oldest")
    failed = (WorkRow.last_error.is_not(None), WorkRow.last_error.not_in((LIMITED, *_HARMLESS)), WorkRow.due_at <= now)
    query = select(WorkRow.last_error, count, oldest).where(WorkRow.state.in_(OPEN), *failed)
    rows = session.execute(query.group_by(WorkRow.last_error).order_by(count.desc(), WorkRow.last_error)).all()
    return tuple(Failing(str(row[0]), int(row[1]), (now - row[2]).total_seconds()) for row in rows)


def given_up(session: Session, *, workspace: str | None = None, limit: int = 100) -> tuple[GivenUpWork, ...]:
    """What was given up, the newest first; of one workspace if given."""
    query = select(WorkRow).where(WorkRow.state == "given_up")
    if workspace is not None:
        query = query.where(WorkRow.workspace == workspace)
    rows = every(session, query.order_by(WorkRow.settled_at.desc(), WorkRow.id.desc()).limit(limit))
    return tuple(
        GivenUpWork(
            row.id,
            row.workspace,
            row.conversation,
            row.kind,
            row.attempts,
            row.last_error or "",
            row.due_at,
            row.settled_at or row.due_at,
        )
        for row in rows
    )


def retry_given_up(session: Session, ids: Collection[int], now: datetime) -> int:
    """Let what was given up be tried again from now on; how many. Whoever asks for it wants it sent, in doubt or not.

    A thing that was written anew since (its key is open again) stays given up: the newer one stands for it. So does a
    reply to typed words: what it said is not kept.
    """
    same_key = _same_key(newer := aliased(WorkRow))
    written_anew = exists().where(same_key, newer.state.in_(OPEN))
    chosen_too = exists().where(same_key, newer.state == "given_up", newer.id > WorkRow.id, newer.id.in_(ids))
    where = (WorkRow.id.in_(ids), WorkRow.state == "given_up", WorkRow.kind != REPLY, ~written_anew, ~chosen_too)
    values = {"state": "queued", "wake_at": now, "settled_at": None, "attempts": 0, "doubtful": False}
    return run(session, update(WorkRow).where(*where).values(**values))


def _same_key(other: type[WorkRow]) -> ColumnElement[bool]:
    return and_(
        other.workspace == WorkRow.workspace,
        other.conversation == WorkRow.conversation,
        other.key == WorkRow.key,
    )
