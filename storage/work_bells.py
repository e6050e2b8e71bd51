"""Which rows of work a bell should be rung for, so that workers in other processes come and claim them (PostgreSQL).

A bell is rung only for what could be claimed at once: due, held by nobody, and the first of its lane.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, Table, bindparam, case, false, func, select, text
from sqlalchemy.orm import Session

from storage.ready import connection_of
from storage.work import LIMITED, WorkRow
from storage.work_claims import first_of_lane
from storage.work_written import Bell

_WORK = cast("Table", WorkRow.__table__)
_OPEN = text("work.state IN ('queued', 'leased')")  # as the partial indexes say it
_FEW = 8  # Slack's limits let some five things a second through in a workspace, and a look around may take over one


@dataclass(frozen=True, slots=True)
class Waiting:
    """Bells to ring, and how many due rows of each workspace there are to be rung, these included."""

    bells: tuple[Bell, ...]
    due: dict[str, int]


def claimable(session: Session, ids: Collection[int], now: datetime) -> tuple[Bell, ...]:
    """Which of these rows could be claimed now, in the order they were written."""
    return _bells(session, _of_these(), {"now": now, "ids": sorted(ids)})


@cache
def _of_these() -> Select[int, str, str | None]:
    return _claimable().where(_WORK.c.id.in_(bindparam("ids", expanding=True))).order_by(_WORK.c.id)


def next_of_lane(session: Session, workspace: str, lane: str, now: datetime) -> tuple[Bell, ...]:
    """The one that comes next in a lane, if it is due."""
    return _bells(session, _next_of_lane(), {"workspace": workspace, "lane": lane, "now": now})


@cache
def _next_of_lane() -> Select[int, str, str | None]:
    mine = (_WORK.c.workspace == bindparam("workspace"), _WORK.c.lane == bindparam("lane"))
    return _claimable().where(*mine).order_by(_WORK.c.id).limit(1)


def to_ring(session: Session, now: datetime, each: int, rung: Collection[int], limit: int = 2000) -> Waiting:
    """What is due over all workspaces and not rung yet, taking turns: `each` of a workspace at most.

    Of what a limit put off only a few: as many as may go until the next look; others would be put off again.
    """
    limited = func.coalesce(WorkRow.last_error == LIMITED, false())
    in_turn = func.row_number().over(partition_by=(WorkRow.workspace, limited), order_by=(WorkRow.wake_at, WorkRow.id))
    place = case((limited, in_turn - 1 + max(each - _FEW, 0)), else_=in_turn - 1).label("place")
    among = func.count().over(partition_by=WorkRow.workspace).label("among")
    due = select(WorkRow.id, WorkRow.workspace, WorkRow.lane, WorkRow.wake_at, place, among)
    due = due.where(_OPEN, WorkRow.wake_at <= now, first_of_lane())
    if rung:
        due = due.where(WorkRow.id.not_in(rung))
    inner = due.subquery()
    chosen = select(inner).where(inner.c.place < each).order_by(inner.c.place, inner.c.wake_at, inner.c.id)
    rows = session.execute(chosen.limit(limit)).all()
    bells = tuple(Bell(row.id, row.workspace, row.lane) for row in rows)
    return Waiting(bells, {row.workspace: int(row.among) for row in rows})


def held(session: Session, ids: Collection[int], now: datetime) -> frozenset[int]:
    """Which of these rows somebody is at now, with a lease that has not run out."""
    query = select(WorkRow.id).where(WorkRow.id.in_(ids), WorkRow.state == "leased", WorkRow.lease_until > now)
    return frozenset(session.scalars(query))


def count_anew(session: Session) -> None:
    """Let PostgreSQL look at the table anew, so that it picks the right indexes after a flood of rows."""
    session.execute(text("ANALYZE work"))


def _claimable() -> Select[int, str, str | None]:
    due = _WORK.c.wake_at <= bindparam("now", type_=_WORK.c.wake_at.type)
    return select(_WORK.c.id, _WORK.c.workspace, _WORK.c.lane).where(_OPEN, due, first_of_lane())


def _bells(session: Session, query: Select[int, str, str | None], given: dict[str, Any]) -> tuple[Bell, ...]:
    return tuple(Bell(row.id, row.workspace, row.lane) for row in connection_of(session).execute(query, given))
