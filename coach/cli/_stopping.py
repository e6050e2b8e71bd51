"""Being told to stop: Ctrl-C, or the signal that services are stopped with."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def told_to_stop() -> Iterator[Callable[[], None]]:
    """Give what waits until this process is told to stop; told inside the block but before the wait, it ends at once.

    The signal itself writes into a pipe. A handler that set an event would be lost when the signal comes just as the
    main thread begins to wait: it then sleeps on for ever (seen when stopped right after the start).
    """
    ours, signals = socket.socketpair()
    signals.setblocking(False)
    before = signal.set_wakeup_fd(signals.fileno(), warn_on_full_buffer=False)
    handlers = {name: signal.signal(name, _noted) for name in SIGNALS}
    try:
        yield lambda: _wait(ours)
    finally:
        for name, handler in handlers.items():
            signal.signal(name, handler)
        signal.set_wakeup_fd(before)
        ours.close()
        signals.close()


def _wait(ours: socket.socket) -> None:
    ours.recv(1)


def _noted(_number: int, _frame: object) -> None:
    """The pipe holds it."""
