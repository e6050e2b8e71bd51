"""A process that does nothing but its share of the work: `coach worker`."""

from __future__ import annotations

import threading

from coach.durable.queue import Queue


def work(queue: Queue, stopped: threading.Event) -> None:
    """Share the work until told to stop, then finish what is in hand; StorageError in words if it may not.

    A signal handler sets `stopped`. What is not finished when the process is killed instead is taken over by others.
    """
    queue.check()
    queue.start()
    try:
        stopped.wait()
    finally:
        queue.stop()
