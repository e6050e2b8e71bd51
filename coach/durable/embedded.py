"""The dispatcher inside the process: takes what is due, does it, settles it. SQLite, or PostgreSQL in one process."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.durable.hands import Hands, described
from coach.ports import Clock
from coach.services.sending.doing import Doer
from storage import work_claims
from storage.errors import StorageError
from storage.transaction import Transactions, on_commit
from storage.work_claims import Figures, Work

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LOG = logging.getLogger(__name__)
LEASE = timedelta(seconds=20)  # held for longer while the process lives; so what a dead one held waits no longer
LONGEST_NAP = 5.0  # real seconds between looks when no bell rings: another process may have written work


class Embedded:
    """Implements `WorkQueue` and does the work with a few threads. `start` it, or `pump` it by hand in tests."""

    def __init__(
        self,
        transactions: Transactions,
        clock: Clock,
        doer: Doer,
        *,
        owner: str,
        hands: int = 4,
        lease: timedelta = LEASE,
    ) -> None:
        self._transactions = transactions
        self._clock = clock
        self._owner = owner
        self._hands = hands
        self._lease = lease
        self._work = Hands(transactions, clock, doer, owner=owner, lease=lease)
        self._bell = threading.Event()
        self._stopping = threading.Event()
        self._ended = threading.Event()
        self._busy = 0
        self._claiming = False  # between a look for work and its being handed out: it is nobody's and yet taken
        self._claims = 0
        self._count = threading.Condition()
        self._thread: threading.Thread | None = None
        self._keeper: threading.Thread | None = None
        self._pool: ThreadPoolExecutor | None = None

    def ring(self, session: Session) -> None:
        """Wake the dispatcher once this transaction has committed; never before, never if it rolls back."""
        on_commit(session, self._bell.set)

    def wake(self) -> None:
        """Look now: the clock was moved on, or the work of another process is waited for."""
        self._bell.set()

    def check(self) -> None:
        """Nothing can keep one process from its own work: its clock is the only one."""

    def start(self) -> None:
        """Begin to take work in threads of our own."""
        self._stopping.clear()
        self._pool = ThreadPoolExecutor(self._hands, "coach-work")
        self._thread = threading.Thread(target=self._dispatch, name="coach-dispatcher", daemon=True)
        self._ended.clear()
        self._keeper = threading.Thread(target=self._keep, name="coach-leases", daemon=True)
        self._thread.start()
        self._keeper.start()

    def stop(self, seconds: float = 10.0) -> None:
        """Take nothing more, let what is under way finish (`seconds` at most), and end the threads."""
        self._stopping.set()
        self._bell.set()
        if self._thread is not None:
            self._thread.join(seconds)
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._ended.set()  # leases are held until the last thing is done
        if self._keeper is not None:
            self._keeper.join(seconds)
        self._thread = self._keeper = self._pool = None

    def pump(self) -> int:
        """Do everything that is due now, here and in order; how many things were done or put off."""
        count = 0
        while batch := self._claim(1):
            self._work.do(batch[0])
            count += 1
        return count

    def idle(self) -> bool:
        """Say whether nothing is under way and nothing is due."""
        before = self._claims
        due = self.next_due()
        if due is not None and due <= self._clock.now():
            return False
        with self._count:
            return not self._busy and before == self._claims and not self._claiming

    def next_due(self) -> datetime | None:
        """The moment of the next thing to do; None when there is none."""
        with self._transactions.read() as session:
            return work_claims.next_due(session)

    def figures(self) -> Figures:
        """How much work waits, and how late it is."""
        with self._transactions.read() as session:
            return work_claims.figures(session, self._clock.now())

    def _dispatch(self) -> None:
        while not self._stopping.is_set():
            self._bell.clear()
            self._claiming = True
            try:
                nap = self._look()
            except StorageError as error:
                LOG.warning("work_not_read %s", error.code)
                nap = LONGEST_NAP
            except Exception as error:  # a fault of ours: it is said, and the next look is taken all the same
                LOG.error("work_not_read %s", described(error))
                nap = LONGEST_NAP
            self._claiming = False
            if nap:
                self._bell.wait(nap)

    def _look(self) -> float:
        """Hand out what is due; how many seconds there is nothing to look for then."""
        batch = self._claim(self._free_hands())
        nap = 0.0 if batch else self._nap()
        for work in batch:
            self._hand_out(work)
        self._claims += len(batch)
        return nap

    def _keep(self) -> None:
        while not self._ended.wait(self._lease.total_seconds() / 4):
            try:
                self._work.keep_leases()
            except StorageError as error:
                LOG.warning("leases_not_held %s", error.code)
            except Exception as error:
                LOG.error("leases_not_held %s", described(error))

    def _free_hands(self) -> int:
        with self._count:
            self._count.wait_for(lambda: self._busy < self._hands or self._stopping.is_set())
            return max(self._hands - self._busy, 0)

    def _hand_out(self, work: Work) -> None:
        pool = self._pool
        if pool is None or self._stopping.is_set():
            self._work.put_back(work)
            return
        with self._count:
            self._busy += 1
        pool.submit(self._work.do, work).add_done_callback(self._hand_back)

    def _hand_back(self, done: Future[None]) -> None:
        with self._count:
            self._busy -= 1
            self._count.notify_all()
        self._bell.set()
        if not done.cancelled() and (error := done.exception()) is not None:
            LOG.error("work_not_settled %s", type(error).__name__)

    def _nap(self) -> float:
        due = self.next_due()
        if due is None:
            return LONGEST_NAP
        return min(max((due - self._clock.now()).total_seconds(), 0.01), LONGEST_NAP)

    def _claim(self, limit: int) -> tuple[Work, ...]:
        if limit < 1 or self._stopping.is_set() or not self._anything_due():
            return ()
        with self._transactions.write(lasting=False) as session:
            return work_claims.claim(session, self._clock.now(), self._owner, limit, self._lease)

    def _anything_due(self) -> bool:
        """Look before taking the write lock, so that an idle dispatcher never holds anybody up."""
        with self._transactions.read() as session:
            due = work_claims.next_due(session)
        return due is not None and due <= self._clock.now()
