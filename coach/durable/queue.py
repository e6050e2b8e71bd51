"""What every work queue of ours can do, the one inside the process and the one that several processes share."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from coach.ports import WorkQueue
from storage.work_claims import Figures


class Queue(WorkQueue, Protocol):
    """A `WorkQueue` that also does the work, once it is started. Its row is the truth; all may be asked by any thread.

    Errors of all that asks the database: StorageError in words.
    """

    def check(self) -> None:
        """Raise StorageError in words unless this process may take work."""
        ...

    def start(self) -> None:
        """Begin to take work in threads of its own."""
        ...

    def stop(self, seconds: float = 10.0) -> None:
        """Take nothing more, let what is under way finish, and end the threads."""
        ...

    def wake(self) -> None:
        """Look now: the clock was moved on, or work came from elsewhere."""
        ...

    def pump(self) -> int:
        """Do everything that is due now, here and in order; how many things were done or put off."""
        ...

    def idle(self) -> bool:
        """Say whether nothing is under way in this process and nothing is due."""
        ...

    def next_due(self) -> datetime | None:
        """The moment of the next thing to do; None when there is none."""
        ...

    def figures(self) -> Figures:
        """How much work waits, and how late it is."""
        ...
