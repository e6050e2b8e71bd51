"""The four doors to the world outside: Messenger, WorkQueue, Clock, Directory."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the moment, always in UTC; the local workspace can move it on."""

    def now(self) -> datetime:
        """Return the present moment as an aware UTC datetime."""
        ...
