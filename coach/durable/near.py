"""Doing at once, in this process, what it has just written itself: a bell would cost more than the work."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from storage.work_written import Bell

LOG = logging.getLogger(__name__)
HANDS, EACH = 8, 6  # threads, and how many of them one workspace may have: none, however busy, has them all


class Near:
    """Takes rows by their id while it is open and has hands free; what it leaves, the bell and the sweep are for."""

    def __init__(self, answer: Callable[[int], object], *, hands: int = HANDS, each: int = EACH) -> None:
        self._answer = answer
        self._hands = hands
        self._each = each
        self._under_way: Counter[str] = Counter()
        self._guard = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None

    @property
    def open(self) -> bool:
        """Whether it takes anything."""
        return self._pool is not None

    def start(self) -> None:
        """Begin to take what is offered."""
        with self._guard:
            self._pool = ThreadPoolExecutor(self._hands, "coach-near")

    def stop(self) -> None:
        """Take nothing more, and let what is under way finish."""
        with self._guard:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True)

    def take(self, bells: Iterable[Bell]) -> bool:
        """Begin to do these; whether all of them. What is left is due, and nobody's."""
        taken = [self._taken(bell) for bell in bells]
        return all(taken)

    def _taken(self, bell: Bell) -> bool:
        with self._guard:
            free = self._under_way.total() < self._hands and self._under_way[bell.workspace] < self._each
            if self._pool is None or not free:
                return False
            self._under_way[bell.workspace] += 1
            self._pool.submit(self._do, bell)
            return True

    def _do(self, bell: Bell) -> None:
        try:
            self._answer(bell.id)
        except Exception as error:  # a fault of ours: the row is held until its lease ends, then another takes it
            LOG.error("work_not_settled %s work=%s", type(error).__name__, bell.id)
        finally:
            with self._guard:
                self._under_way[bell.workspace] -= 1
