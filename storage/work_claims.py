"""Doing what is due: claim with a lease, do it, settle it as the one who holds the lease.

These few functions look at all workspaces: they serve the dispatcher, never a person.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from storage.queries import run
from storage.ready import connection_of, row_of, rows_of, touched
from storage.work import LIMITED, OPEN, WorkRow

_WORK = cast("Table", WorkRow.__table__)
_KEPT = ("id", "workspace", "conversation", "kind", "key", "lane", "payload", "due_at", "attempts", "doubtful")
_SETTLED = ("done", "given_up", "cancelled")
_LEAVING = "leaving"
REPLY = "reply"
"""The kind that holds words of somebody's: they are forgotten whatever comes of it, so it cannot be tried again."""


@dataclass(frozen=True, slots=True)
class Work:
    """One thing claimed by `owner` until `lease_until`: after that moment it must not be done any more.

    `attempts` counts this one. `doubtful`: a lease ran out before, so it may have been done already. `waited`: it
    has waited for its turn under one of Slack's limits.
    """

    id: int
    workspace: str
    conversation: str
    kind: str
    key: str
    lane: str | None
    payload: dict[str, Any]
    due_at: datetime
    attempts: int
    doubtful: bool
    owner: str
    lease_until: datetime
    waited: bool = False

    @property
    def may_have_gone(self) -> bool:
        """Whether a message of this may stand already: somebody died or was cut off just as it was to leave."""
        return self.doubtful and bool(self.payload.get(_LEAVING))


@dataclass(frozen=True, slots=True)
class Figures:
    """How much work there is: open rows by state, given up ones, and how late the oldest due one is, in seconds."""

    queued: int
    leased: int
    given_up: int
    due: int
    oldest_seconds: float


def claim(
    session: Session,
    now: datetime,
    owner: str,
    limit: int,
    lease: timedelta,
    ids: Collection[int] | None = None,
) -> tuple[Work, ...]:
    """Take up to `limit` things that are due (only these ids if given), the longest due first, with a lease.

    Never two at once of a lane, never one that another holds, on PostgreSQL without waiting for another claimer.
    """
    if ids is not None and not ids:
        return ()
    given = {"now": now, "most": limit, **({} if ids is None else {"ids": sorted(ids)})}
    until = now + lease
    rows = rows_of(session, _claimable(ids is not None), given)
    if rows:
        connection_of(session).execute(_leased(), [{"row": row.id, "by": owner, "until": until} for row in rows])
    return tuple(_work(row, owner, until) for row in rows)


@cache
def _claimable(named: bool) -> Select[Any]:
    columns = (_WORK.c[name] for name in (*_KEPT, "state", "last_error"))
    query = select(*columns).where(_WORK.c.state.in_(OPEN), _WORK.c.wake_at <= bindparam("now"), first_of_lane())
    if named:
        query = query.where(_WORK.c.id.in_(bindparam("ids", expanding=True)))
    query = query.order_by(_WORK.c.wake_at, _WORK.c.id).limit(bindparam("most", type_=Integer))
    return query.with_for_update(skip_locked=True, of=_WORK)


@cache
def _leased() -> Update:
    until = bindparam("until", type_=_WORK.c.wake_at.type)
    changed = {"owner": bindparam("by"), "lease_until": until, "wake_at": until, "state": "leased", "again": False}
    changed |= {"attempts": _WORK.c.attempts + 1, "doubtful": or_(_WORK.c.doubtful, _WORK.c.state == "leased")}
    return update(_WORK).where(_WORK.c.id == bindparam("row")).values(changed)


def note_leaving(session: Session, work: Work, leaving: bool) -> bool:
    """Note that a message is about to leave, or that it surely has not; False if another holds the work by now."""
    payload = {name: value for name, value in work.payload.items() if name != _LEAVING}
    noted = payload | ({_LEAVING: True} if leaving else {})
    return _changed(session, work, {"payload": noted}, whatever_lease=True)


def settle_done(session: Session, work: Work, now: datetime) -> bool:
    """It is done. False if the lease was lost or it was cancelled: then nothing changes."""
    return _settle(session, work, now, "done")


def give_up(session: Session, work: Work, now: datetime, error: str) -> bool:
    """It cannot be done; `error` is a code, never anybody's words. False if the lease was lost.

    What it was about stays with it, so that an operator can have it tried again; words (REPLY) do not.
    """
    return _settle(session, work, now, "given_up", error)


def settle_retry(session: Session, work: Work, due_at: datetime, error: str = "", *, counts: bool = True) -> bool:
    """Try again at a moment; `counts=False` where Slack only asked to wait. False if the lease was lost.

    What was put anew meanwhile waits for that moment too.
    """
    values: dict[str, Any] = {"state": "queued", "owner": None, "lease_until": None, "wake_at": due_at}
    values |= {"attempts": work.attempts - (0 if counts else 1), "last_error": error or None, "again": False}
    return _changed(session, work, values)


def extend(session: Session, work: Work, until: datetime) -> bool:
    """Hold a lease for longer; False if it was lost. What was put anew for later still waits for its moment."""
    return _changed(session, work, {"lease_until": until, "wake_at": until})


def _changed(session: Session, work: Work, values: dict[str, Any], *, whatever_lease: bool = False) -> bool:
    """Change a row that is still held by this owner, under this lease; False if another holds it by now."""
    held = {"is_id": work.id, "is_owner": work.owner, "is_lease_until": work.lease_until}
    given = {name: held[name] for name in _fenced(whatever_lease)} | values
    return touched(session, _change(tuple(values), whatever_lease), given) == 1


def _fenced(whatever_lease: bool) -> tuple[str, ...]:
    return ("is_id", "is_owner") if whatever_lease else ("is_id", "is_owner", "is_lease_until")


@cache
def _change(names: tuple[str, ...], whatever_lease: bool) -> Update:
    mine = (_WORK.c[name.removeprefix("is_")] == bindparam(name) for name in _fenced(whatever_lease))
    values: dict[str, Any] = {name: bindparam(name) for name in names}
    if "wake_at" in values:  # what was put anew for later meanwhile wakes at its own moment, not before
        wakes = bindparam("wake_at", type_=_WORK.c.wake_at.type)
        values["wake_at"] = case((_WORK.c.due_at > wakes, _WORK.c.due_at), else_=wakes)
    return update(_WORK).where(_WORK.c.state == "leased", *mine).values(values)


def next_due(session: Session) -> datetime | None:
    """When the next thing can be claimed, over all workspaces; None if nothing is open."""
    found = row_of(session, _next_due(), {})
    return found.wake_at if found else None


@cache
def _next_due() -> Select[Any]:
    query = select(_WORK.c.wake_at).where(_WORK.c.state.in_(OPEN), first_of_lane())
    return query.order_by(_WORK.c.wake_at).limit(1)


def due_ids(session: Session, now: datetime, limit: int = 1000) -> tuple[int, ...]:
    """Ids of what could be claimed now: for ringing other processes' bells."""
    query = select(WorkRow.id).where(WorkRow.state.in_(OPEN), WorkRow.wake_at <= now, first_of_lane())
    return tuple(session.scalars(query.order_by(WorkRow.wake_at, WorkRow.id).limit(limit)))


def figures(session: Session, now: datetime) -> Figures:
    """Depth and lateness, for /metrics and the doctor."""
    query = select(WorkRow.state, func.count()).where(WorkRow.state.in_(("queued", "leased", "given_up")))
    counts = {row[0]: int(row[1]) for row in session.execute(query.group_by(WorkRow.state))}
    late = select(func.count(), func.min(WorkRow.wake_at)).where(WorkRow.state.in_(OPEN), WorkRow.wake_at <= now)
    due, oldest = session.execute(late).one()
    age = (now - oldest).total_seconds() if oldest else 0.0
    return Figures(counts.get("queued", 0), counts.get("leased", 0), counts.get("given_up", 0), due, age)


def prune(session: Session, before: datetime) -> int:
    """Forget what was settled before a moment; how many."""
    where = (WorkRow.state.in_(_SETTLED), WorkRow.settled_at < before)
    return run(session, delete(WorkRow).where(*where))


def _settle(session: Session, work: Work, now: datetime, state: str, error: str = "") -> bool:
    free: dict[str, Any] = {"owner": None, "lease_until": None, "last_error": error or None}
    anew = free | {"state": "queued", "again": False, "attempts": 0, "doubtful": False, "wake_at": WorkRow.due_at}
    anew |= {"lane": case((WorkRow.due_at > now, null()), else_=WorkRow.lane)}
    if run(session, update(WorkRow).where(*_fence(work), WorkRow.again).values(**anew)) == 1:
        return True
    kept = work.payload if state == "given_up" and work.kind != REPLY else {}
    values = free | {"state": state, "settled_at": now, "payload": kept}
    return run(session, update(WorkRow).where(*_fence(work)).values(**values)) == 1


def _fence(work: Work) -> tuple[ColumnElement[bool], ...]:
    return (
        WorkRow.id == work.id,
        WorkRow.state == "leased",
        WorkRow.owner == work.owner,
        WorkRow.lease_until == work.lease_until,
    )


def first_of_lane() -> ColumnElement[bool]:
    """Of a lane only what was written first may be done; what stands in none may be done at any time."""
    earlier = _WORK.alias()
    waiting = exists().where(
        and_(
            earlier.c.workspace == _WORK.c.workspace,
            earlier.c.lane == _WORK.c.lane,
            earlier.c.id < _WORK.c.id,
            earlier.c.state.in_(OPEN),
        )
    )
    return or_(_WORK.c.lane.is_(None), ~waiting)


def _work(row: Any, owner: str, until: datetime) -> Work:
    return Work(
        id=row.id,
        workspace=row.workspace,
        conversation=row.conversation,
        kind=row.kind,
        key=row.key,
        lane=row.lane,
        payload=row.payload,
        due_at=row.due_at,
        attempts=row.attempts + 1,
        doubtful=row.doubtful or row.state == "leased",
        owner=owner,
        lease_until=until,
        waited=row.last_error == LIMITED,
    )
