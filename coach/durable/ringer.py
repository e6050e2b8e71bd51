"""Ringing right after a commit, for what a process has written and leaves to others: nobody's ack waits for it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from coach.durable.bells import Bells
from coach.ports import Clock
from storage import work_bells
from storage.errors import StorageError
from storage.transaction import Transactions
from storage.work_written import Bell

LOG = logging.getLogger(__name__)


class Ringer:
    """Rings in one thread of its own, for several commits at once if they come while it is at it.

    A bell that is lost with its process, or that the database would not take, costs a second: the sweep rings for it.
    """

    def __init__(self, transactions: Transactions, clock: Clock, bells: Bells) -> None:
        self._transactions = transactions
        self._clock = clock
        self._bells = bells
        self._waiting: list[int] = []
        self._at_it = False
        self._changed = threading.Condition()
        self._thread = ThreadPoolExecutor(1, "coach-bell")  # begun at the first bell

    def ring(self, bells: Iterable[Bell]) -> None:
        """Ring for these rows soon, those of them that can be claimed then."""
        with self._changed:
            self._waiting += [bell.id for bell in bells]
            if not self._waiting or self._at_it:
                return
            self._at_it = True
        self._thread.submit(self._ring)

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is left to ring for; whether that came within this time."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._at_it, seconds)

    def _ring(self) -> None:
        while ids := self._next():
            try:
                with self._transactions.write() as session:
                    self._bells.ring(session, work_bells.claimable(session, ids, self._clock.now()))
            except StorageError as error:
                LOG.warning("bells_not_rung %s", error.code)
            except Exception as error:  # a fault of ours: it is said, and the next bell is rung all the same
                LOG.error("bells_not_rung %s", type(error).__name__)

    def _next(self) -> list[int]:
        with self._changed:
            ids, self._waiting = self._waiting, []
            if not ids:
                self._at_it = False
                self._changed.notify_all()
            return ids
