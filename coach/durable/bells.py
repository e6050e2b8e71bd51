"""Ringing: procrastinate's jobs, each with nothing but a row's id, for what no process does at once by itself.

A job's queue is its workspace, its priority the place in its workspace's own line: what is first for a small workspace
goes before what is tenth for a huge one. Order within a lane is held by the rows: only the first of a lane is rung for
and can be claimed, the next when that is settled. procrastinate's own locks would add nothing but waits: a job held up
by one is not looked at again when it is let go, only at the next poll (a lane of 12 took over 10 s instead of 0.3 s).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job

from coach.durable import schema
from storage.errors import DatabaseGone
from storage.work_written import Bell

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TASK = "work"
LEAST_EACH = 4
A_WHILE = timedelta(seconds=3)
_JOBS, _WORKERS = f"{schema.NAME}.procrastinate_jobs", f"{schema.NAME}.procrastinate_workers"
_ALIVE = f"SELECT count(*) FROM {_WORKERS} WHERE last_heartbeat > now() - %(alive)s::interval"
_UNDER_WAY = "status IN ('todo', 'doing')"
_ROW = "(args->>'id')::bigint"
_TAKEN = f"""
SELECT job.id, {_ROW} FROM {_JOBS} AS job WHERE status = 'doing' AND task_name = %s AND EXISTS (
    SELECT 1 FROM {schema.NAME}.procrastinate_events AS event
    WHERE event.job_id = job.id AND event.type = 'started' AND event.at < now() - %s::interval)
"""
_COUNTED = f"SELECT queue_name, count(*) AS n FROM {_JOBS} WHERE {_UNDER_WAY} GROUP BY 1"
_DEPTHS = f"""
SELECT (SELECT coalesce(json_object_agg(queue_name, n), '{{}}') FROM ({_COUNTED}) AS depths),
       ({_ALIVE}), {schema.IN_PATH}
"""


@dataclass(frozen=True, slots=True)
class Rung:
    """Row ids that have been rung for and not come for, how many are rung or done now a workspace, and live workers."""

    ids: frozenset[int]
    depths: Mapping[str, int]
    workers: int


class Bells:
    """Defers jobs within a transaction of ours. `hands`: how many things a worker process does at once.

    `alive`: a worker process whose heartbeat is older counts as dead. The workspaces that have work share all hands,
    and a share is left for one more: so none, however huge or slow, has them all.
    """

    def __init__(self, hands: int, alive: timedelta) -> None:
        self._hands = hands
        self._alive = alive
        self._manager = App(connector=SyncPsycopgConnector()).job_manager  # never opened: it uses our connections

    def each(self, workers: int, workspaces: int = 1) -> int:
        """How many of one workspace may be rung at once when so many have work."""
        return max(max(workers, 1) * self._hands // (workspaces + 1), LEAST_EACH)

    def ring(self, session: Session, bells: Sequence[Bell]) -> bool:
        """Ring for these unless their workspace has enough rung; whether any was held back for the sweep."""
        if not bells:
            return False
        depths, workers, _ = session.connection().exec_driver_sql(_DEPTHS, {"alive": self._alive}).one()
        return self.ring_all(session, bells, Rung(frozenset(), depths, int(workers))) < len(bells)

    def rung(self, session: Session) -> Rung:
        """Everything that is rung now. Never many: what waits beyond that waits in our own table."""
        schema.use(session)
        query = f"SELECT {_ROW}, queue_name, status::text FROM {_JOBS} WHERE {_UNDER_WAY} AND task_name = %s"
        connection = session.connection()
        rows = connection.exec_driver_sql(query, (TASK,)).all()
        workers = connection.exec_driver_sql(_ALIVE, {"alive": self._alive}).scalar_one()
        # What somebody is at holds its row's lease; if it does not, ringing once more is right.
        ids = frozenset(row[0] for row in rows if row[2] == "todo")
        return Rung(ids, Counter(str(row[1]) for row in rows), int(workers))

    def ring_all(self, session: Session, bells: Sequence[Bell], rung: Rung) -> int:
        """Ring for these behind what is rung already, as many as may be; how many."""
        workspaces = len({bell.workspace for bell in bells} | set(rung.depths))
        fitting = in_line(bells, rung.depths, self.each(rung.workers, workspaces))
        self._defer(session, fitting)
        return len(fitting)

    def free(self, session: Session, held: Callable[[Collection[int]], Collection[int]]) -> int:
        """Take away the jobs that workers took and have left, so that their rows can be rung anew; how many.

        A worker has left a job if it has died, or if it took it a while ago and its row is not among the `held` ones.
        """
        schema.use(session)
        connection = session.connection()
        silent = f"DELETE FROM {_WORKERS} WHERE last_heartbeat < now() - %s::interval"
        connection.exec_driver_sql(silent, (self._alive,))
        left = f"DELETE FROM {_JOBS} WHERE NOT {_UNDER_WAY} OR (status = 'doing' AND worker_id IS NULL)"
        count = connection.exec_driver_sql(left).rowcount
        taken = {int(job): int(row) for job, row in connection.exec_driver_sql(_TAKEN, (TASK, A_WHILE)).all()}
        if taken:
            still = held(set(taken.values()))
            lost = [job for job, row in taken.items() if row not in still]
            count += connection.exec_driver_sql(f"DELETE FROM {_JOBS} WHERE id = ANY(%s)", (lost,)).rowcount
        return count

    def _defer(self, session: Session, bells: Sequence[Bell]) -> None:
        if not bells:
            return
        try:
            self._manager.batch_defer_jobs([_job(bell) for bell in bells], schema.driver(session))
        except ConnectorException as error:
            raise DatabaseGone(code="queue_not_rung") from error


def in_line(bells: Iterable[Bell], depths: Mapping[str, int], each: int) -> list[Bell]:
    """Put bells behind what their workspaces have rung already, and leave out those beyond `each`; first ones first."""
    counts = Counter(depths)
    fitting = []
    for bell in bells:
        if counts[bell.workspace] < each:
            fitting.append(replace(bell, place=counts[bell.workspace]))
            counts[bell.workspace] += 1
    return sorted(fitting, key=lambda bell: bell.place)


def _job(bell: Bell) -> Job:
    return Job(
        queue=bell.workspace,
        lock=None,
        queueing_lock=None,
        task_name=TASK,
        task_kwargs={"id": bell.id},
        priority=-bell.place,
    )
