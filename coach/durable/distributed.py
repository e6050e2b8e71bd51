"""The work queue of several processes and hosts on PostgreSQL: the row is the truth, procrastinate is the bell."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.durable import schema
from coach.durable.bells import Bells
from coach.durable.hands import CLOCKS_DIFFER, Hands, described
from coach.durable.listener import Beat, Listener
from coach.durable.near import Near
from coach.durable.ringer import Ringer
from coach.durable.sweep import EVERY, Sweeper
from coach.ports import Clock
from coach.services.sending.doing import Doer
from storage import work_bells, work_claims, work_written
from storage.errors import StorageError
from storage.transaction import Transactions, on_commit
from storage.work_claims import Figures, Work
from storage.work_written import Written

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LOG = logging.getLogger(__name__)
_RINGING = "ringing"


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast others notice that a process is dead or stopped: together well within 30 seconds."""

    lease: timedelta = timedelta(seconds=18)
    beat: Beat = field(default_factory=Beat)
    sweep: float = EVERY  # real seconds


class Distributed:
    """Implements `WorkQueue` for processes that share a PostgreSQL database, and with `start` does its share of work.

    A process that only writes work need not `start`. `hands`: how many things it does at once that bells were rung
    for, beside the few of its own. A process that shares the work takes up to 25 connections to the database.
    """

    def __init__(
        self,
        transactions: Transactions,
        clock: Clock,
        doer: Doer,
        *,
        owner: str,
        hands: int = 20,
        pace: Pace | None = None,
    ) -> None:
        pace = pace or Pace()
        self._transactions = transactions
        self._clock = clock
        self._pace = pace
        self._bells = Bells(hands, timedelta(seconds=pace.beat.dead_after))
        self._ringer = Ringer(transactions, clock, self._bells)
        self._hands = Hands(transactions, clock, doer, owner=owner, lease=pace.lease, settled=self._settled)
        url = transactions.database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._near = Near(self._answer)
        self._listener = Listener(url, self._answer, hands=hands, beat=pace.beat)
        self._sweeper = Sweeper(transactions, clock, self._bells, every=pace.sweep, recovered=self._listener.restart)
        self._stopping = threading.Event()
        self._keeper: threading.Thread | None = None
        self._count = 0

    def ring(self, session: Session) -> None:
        """See to it that what this transaction writes is done soon, if it commits.

        A process that does work itself takes what it wrote at once; another rings for it right after.
        """
        if session.info.get(_RINGING):
            return
        session.info[_RINGING] = True
        follows = self._take if self._near.open else self._ring
        on_commit(session, lambda: follows(work_written.written(session)))

    def wake(self) -> None:
        """Look now: the clock was moved on, or the work of another process is waited for."""
        self._sweeper.wake()

    def start(self) -> None:
        """Begin to take work in threads of our own. DatabaseOld if procrastinate's tables are not there."""
        schema.check_schema(self._transactions)
        self._stopping.clear()
        self._keeper = threading.Thread(target=self._keep, name="coach-leases", daemon=True)
        self._keeper.start()
        self._near.start()
        self._listener.start()
        self._sweeper.start()

    def stop(self, seconds: float = 10.0) -> None:
        """Take nothing more, let what is under way finish, and end the threads."""
        self._sweeper.stop(seconds)
        self._near.stop()
        self._listener.stop()
        self._stopping.set()  # leases are held until the last thing is done
        if self._keeper is not None:
            self._keeper.join(seconds)
            self._keeper = None

    def rung(self, seconds: float = 10.0) -> bool:
        """Wait until what this process has written is rung for; whether that came within this time."""
        return self._ringer.wait(seconds)

    def pump(self) -> int:
        """Do everything that is due now, here and in order; how many things were done or put off."""
        self.rung()
        before = self._count
        while True:
            so_far, swept = self._count, self._sweeper.sweep()
            self._listener.drain()
            if self._count == so_far and not (swept and swept.rung):
                return self._count - before

    def keep_leases(self) -> None:
        """Hold what is in hand for longer; `start` sees to it several times within a lease."""
        self._hands.keep_leases()

    def idle(self) -> bool:
        """Say whether nothing is under way in this process and nothing is due."""
        if self._hands.busy:
            return False
        due = self.next_due()
        return due is None or due > self._clock.now()

    def next_due(self) -> datetime | None:
        """The moment of the next thing to do; None when there is none."""
        with self._transactions.read() as session:
            return work_claims.next_due(session)

    def figures(self) -> Figures:
        """How much work waits, and how late it is."""
        with self._transactions.read() as session:
            return work_claims.figures(session, self._clock.now())

    def check(self) -> None:
        """Raise StorageError in words unless this process may share the work: its tables, and its clock."""
        schema.check_schema(self._transactions)
        before = self._clock.now()
        with self._transactions.read() as session:
            theirs = session.connection().exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        apart = max(theirs - self._clock.now(), before - theirs)
        if apart > CLOCKS_DIFFER:
            words = f"This machine's clock and the database's are {apart.total_seconds():.0f} seconds apart. "
            raise StorageError(words + "Set both by a time server (NTP), then start again.", "clocks_differ")

    def _take(self, found: Written) -> None:
        """Do here what was written here, as far as hands are free; the sweep sees to the others."""
        if not self._near.take(found.bells.values()) or found.more:
            self.wake()

    def _ring(self, found: Written) -> None:
        """Ring for what was written here; the sweep of a process that works sees to what has become due besides."""
        self._ringer.ring(found.bells.values())

    def _settled(self, session: Session, work: Work) -> None:
        """In the settling transaction: ring for what comes next in the lane. What else is due now the sweep finds."""
        if work.lane is None:
            return
        following = work_bells.next_of_lane(session, work.workspace, work.lane, self._clock.now())
        if self._near.open:
            on_commit(session, lambda: self._take(Written({bell.id: bell for bell in following})))
        elif self._bells.ring(session, following):
            on_commit(session, self.wake)

    def _answer(self, work_id: int) -> None:
        try:
            self._count += self._hands.take(work_id)
        except StorageError as error:  # the sweep rings again for it
            LOG.warning("work_not_settled %s work=%s", error.code, work_id)

    def _keep(self) -> None:
        while not self._stopping.wait(self._pace.lease.total_seconds() / 4):
            try:
                self.keep_leases()
            except StorageError as error:
                LOG.warning("leases_not_held %s", error.code)
            except Exception as error:
                LOG.error("leases_not_held %s", described(error))
