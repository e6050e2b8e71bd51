"""The queue in figures, for `coach doctor` and /metrics: the same on SQLite, with the workers added on PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from storage import work_claims, work_figures
from storage.transaction import Transactions
from storage.work_figures import Depth, Failing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LATELY = timedelta(days=1)
_NAME = "procrastinate"  # the schema; not imported, so that this also works where procrastinate is not installed
_THERE = f"SELECT to_regclass('{_NAME}.coach_rounds') IS NOT NULL"
_WORKERS = f"""
SELECT (SELECT count(*) FROM {_NAME}.procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds'),
       (SELECT count(*) FROM {_NAME}.procrastinate_jobs WHERE status = 'todo'),
       (SELECT extract(epoch FROM clock_timestamp() - at) FROM {_NAME}.coach_rounds
        WHERE name = 'sweep' AND at > '-infinity')
"""


@dataclass(frozen=True, slots=True)
class Workers:
    """Worker processes that live, jobs they have been rung for, and how long ago one swept (None: never)."""

    alive: int
    rung: int
    swept_seconds: float | None


@dataclass(frozen=True, slots=True)
class QueueReport:
    """What an operator wants to know. `sent`, `retried` and `taken_over` are of the last day; `given_up` is all of it.

    `due` is what waits now and `oldest_seconds` how late the oldest of it is; `deepest` the workspaces with most of it.
    `failing` is what failed and waits for another try, `failing_seconds` how late the oldest of that is; `reasons` why.
    """

    queued: int
    under_way: int
    due: int
    oldest_seconds: float
    given_up: int
    sent: int
    retried: int
    taken_over: int
    deepest: tuple[Depth, ...]
    workers: Workers | None
    failing: int = 0
    failing_seconds: float = 0.0
    reasons: tuple[Failing, ...] = ()


def queue_report(transactions: Transactions, now: datetime) -> QueueReport:
    """Look at the queue once; a process that does no work itself may ask too. StorageError when it cannot be read."""
    with transactions.read() as session:
        found = work_claims.figures(session, now)
        lately = work_figures.tally(session, now - LATELY)
        reasons = work_figures.failing(session, now)
        return QueueReport(
            queued=found.queued,
            under_way=found.leased,
            due=found.due,
            oldest_seconds=found.oldest_seconds,
            given_up=found.given_up,
            sent=lately.sent,
            retried=lately.retried,
            taken_over=lately.taken_over,
            deepest=work_figures.depths(session, now, 5),
            workers=None if transactions.database.sqlite else _workers(session),
            failing=sum(one.count for one in reasons),
            failing_seconds=max((one.oldest_seconds for one in reasons), default=0.0),
            reasons=reasons,
        )


def as_metrics(report: QueueReport) -> dict[str, float]:
    """The figures by the name they have in /metrics; all of them are gauges."""
    plain = [field.name for field in fields(report) if field.name not in {"deepest", "workers", "reasons"}]
    values = {f"coach_work_{name}": float(getattr(report, name)) for name in plain}
    if report.workers is not None:
        values["coach_workers_alive"] = report.workers.alive
        values["coach_work_rung"] = report.workers.rung
        if report.workers.swept_seconds is not None:
            values["coach_work_swept_seconds_ago"] = report.workers.swept_seconds
    return values


def _workers(session: Session) -> Workers | None:
    connection = session.connection()
    if not connection.exec_driver_sql(_THERE).scalar():
        return None
    alive, rung, swept = connection.exec_driver_sql(_WORKERS).one()
    return Workers(int(alive), int(rung), None if swept is None else float(swept))
