"""The two clocks: the machine's own, and one that can be moved on (local workspace, rehearsals, tests)."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that may ask the machine


class MovableClock:
    """A clock that runs (or stands) at an offset and can be moved on, never back.

    `running=True` adds the machine's time to the start; `running=False` stands still until moved.
    """

    def __init__(self, start: datetime | None = None, *, running: bool = True) -> None:
        self._machine = SystemClock()
        self._running = running
        self._origin = self._machine.now()
        self._at = start or self._origin
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """Return this clock's moment in UTC."""
        with self._lock:
            return self._read()

    def move_on(self, by: timedelta) -> datetime:
        """Move on by a span (not negative) and return the new moment; ValueError for a negative span."""
        if by < timedelta(0):
            raise ValueError("A clock can only be moved on.")
        with self._lock:
            self._at += by
            return self._read()

    def move_to(self, moment: datetime) -> datetime:
        """Move on to a moment; a moment already past changes nothing. Return the moment it now is."""
        with self._lock:
            ahead = moment - self._read()
            if ahead > timedelta(0):
                self._at += ahead
            return self._read()

    def _read(self) -> datetime:
        return self._at + (self._machine.now() - self._origin) if self._running else self._at
