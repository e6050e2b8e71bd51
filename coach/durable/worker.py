"""A process that does nothing but its share of the work: `coach worker`."""

from __future__ import annotations

from collections.abc import Callable

from coach.durable.queue import Queue


def work(queue: Queue, wait: Callable[[], None]) -> None:
    """Share the work until told to stop, then finish what is in hand; StorageError in words if it may not.

    `wait` returns when it is told. What is not finished when the process is killed instead is taken over by others.
    """
    queue.check()
    queue.start()
    try:
        wait()
    finally:
        queue.stop()
