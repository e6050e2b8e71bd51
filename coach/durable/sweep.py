"""The sweep: once a second one process rings what has fallen due or is held by nobody, and frees what the dead left."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.durable import schema
from coach.durable.bells import Bells
from coach.durable.hands import described
from coach.ports import Clock
from storage import work_bells
from storage.errors import StorageError
from storage.transaction import Transactions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LOG = logging.getLogger(__name__)
EVERY = 1.0  # real seconds between sweeps, over all processes
SOONEST = 0.1  # the same while more is due than may be rung at once
SLOW, RARELY = 0.2, 300.0  # seconds: after a sweep as slow as that the table is counted anew, but so rarely only
SHARE = 4  # a sweep waits at least so many times as long as the last one took
_LOCK = 726_274_003  # any number of our own: one process sweeps at a time
_TURN = f"""
UPDATE {schema.NAME}.coach_rounds SET at = clock_timestamp()
WHERE name = 'sweep' AND at < clock_timestamp() - make_interval(secs => %s)
"""


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did: jobs rung and freed, and whether more is due than may be rung at once."""

    rung: int = 0
    freed: int = 0
    more: bool = False


class Sweeper:
    """Sweeps in a thread of its own. `recovered` is called when the database is back after it was away."""

    def __init__(
        self,
        transactions: Transactions,
        clock: Clock,
        bells: Bells,
        *,
        every: float = EVERY,
        recovered: Callable[[], None] = lambda: None,
    ) -> None:
        self._transactions = transactions
        self._clock = clock
        self._bells = bells
        self._every = every
        self._recovered = recovered
        self._counted = -RARELY
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to sweep."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="coach-sweep", daemon=True)
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Sweep no more."""
        self._stopping.set()
        self._wanted.set()
        if self._thread is not None:
            self._thread.join(seconds)
            self._thread = None

    def wake(self) -> None:
        """Sweep soon: something is due that could not be rung."""
        self._wanted.set()

    def sweep(self, *, apart: float = 0.0) -> Swept | None:
        """Sweep once; None if another process is at it, or was less than `apart` seconds ago."""
        with self._transactions.write() as session:
            connection = session.connection()
            # A process stopped in here would keep the others from sweeping.
            connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 5000")
            if not connection.exec_driver_sql("SELECT pg_try_advisory_xact_lock(%s)", (_LOCK,)).scalar():
                return None
            if apart and connection.exec_driver_sql(_TURN, (apart,)).rowcount == 0:
                return None
            return self._ring(session)

    def _ring(self, session: Session) -> Swept:
        now = self._clock.now()
        freed = self._bells.free(session, lambda rows: work_bells.held(session, rows, now))
        rung = self._bells.rung(session)
        each = self._bells.each(rung.workers)
        waiting = work_bells.to_ring(session, now, each, rung.ids)
        count = self._bells.ring_all(session, waiting.bells, rung)
        if freed:
            LOG.info("queue_freed %s", freed)
        return Swept(count, freed, more=sum(waiting.due.values()) > count)

    def _run(self) -> None:
        away = hurried = False
        while not self._stopping.is_set():
            self._wanted.clear()
            began = time.monotonic()
            try:
                swept = self.sweep(apart=(SOONEST if hurried else self._every) * 0.9)
                if away:
                    self._recovered()
                away = False
                hurried = swept.more if swept is not None else hurried
                self._count_if_slow(time.monotonic() - began)
            except StorageError as error:
                LOG.warning("queue_not_swept %s", error.code)
                away, hurried = True, False
            except Exception as error:  # a fault of ours: it is said, and the next sweep comes all the same
                LOG.error("queue_not_swept %s", described(error))
                hurried = False
            pause = max(SHARE * (time.monotonic() - began), SOONEST)
            self._stopping.wait(pause)
            hurried = hurried or self._wanted.wait(max(self._every - pause, 0.0))

    def _count_if_slow(self, seconds: float) -> None:
        if seconds > SLOW and time.monotonic() - self._counted > RARELY:
            self._counted = time.monotonic()
            with self._transactions.write() as session:
                work_bells.count_anew(session)
