"""Our own pool for what follows an ack: opening forms, answers by response URL, Home."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from coach.slack.faults import described

THREADS = 32
_log = logging.getLogger(__name__)


class Pool:
    """Runs tasks on 32 threads, knows when nothing is left to do, and logs a task's fault without its words."""

    def __init__(self, threads: int = THREADS) -> None:
        self._threads = ThreadPoolExecutor(threads, "coach-slack")
        self._changed = threading.Condition()
        self._under_way = 0

    def run(self, task: Callable[[], None]) -> None:
        """Start a task; after `close` it is left undone."""
        with self._changed:
            self._under_way += 1
        try:
            self._threads.submit(task).add_done_callback(self._ended)
        except RuntimeError:
            self._leave()

    def idle(self, seconds: float = 0.0) -> bool:
        """Say whether nothing is under way, waiting `seconds` at most for that."""
        with self._changed:
            return self._changed.wait_for(lambda: self._under_way == 0, timeout=seconds)

    def close(self) -> None:
        """Let what is under way end, and take nothing more."""
        self._threads.shutdown(wait=True)

    def _ended(self, task: Future[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            _log.error("slack_task_failed %s", described(error))
        self._leave()

    def _leave(self) -> None:
        with self._changed:
            self._under_way -= 1
            self._changed.notify_all()
