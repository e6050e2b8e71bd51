"""A worker process for fault tests: `python -m tests.durable.faults.program URL FOLDER NAME`.

Its world outside is a file that is only appended to. It can be held up right before and right after sending: for as
long as FOLDER/NAME.before or FOLDER/NAME.after is there. Every step is a line `what key name seconds` in FOLDER/log.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from coach.cli._stopping import told_to_stop
from coach.clocks import SystemClock
from coach.durable.distributed import Distributed, Pace
from coach.durable.listener import Beat
from coach.durable.worker import work
from coach.services.sending.doing import Again, Done, GivenUp, Settled
from storage import rate_limits
from storage.database import Database
from storage.rate_limits import Limit
from storage.transaction import Transactions
from storage.work_claims import Work

A_POST = timedelta(seconds=0.5)
PACE = Pace(lease=timedelta(seconds=3), beat=Beat(every=0.4, dead_after=2.5), sweep=0.2)


class World:
    """The world outside as one process sees it."""

    def __init__(self, transactions: Transactions, folder: Path, name: str) -> None:
        self.transactions = transactions
        self.folder = folder
        self.name = name

    def do(self, work: Work, mine: Callable[[], bool]) -> Settled:
        """Send one thing; what is in doubt is looked up first, as the coach does in a DM."""
        self.note("begun", work.key)
        if work.doubtful and f"sent {work.key} " in (self.folder / "log").read_text():
            self.note("known", work.key)
            return Done()
        if wait := self.limit(work):
            return Again(SystemClock().now() + wait, "limit", counts=False)
        self.held("before")
        if not mine():
            self.note("refused", work.key)
            return GivenUp("lease_lost")
        self.note("sent", work.key)
        self.held("after")
        return Done()

    def limit(self, work: Work) -> timedelta:
        """How long to wait for a turn in each of its limits, by name, which all processes keep together."""
        limits = tuple(Limit(name, A_POST) for name in work.payload.get("limits", "").split())
        if not limits:
            return timedelta(0)
        now = SystemClock().now()
        with self.transactions.write() as session:
            wait = rate_limits.take(session, work.workspace, limits, now, waited=work.waited)
        if not wait:
            self.note("granted", work.key, now.timestamp())
        return wait

    def note(self, what: str, key: str, at: float = 0.0) -> None:
        """Append one line with the moment (now, if none is given), whole whoever else writes."""
        log = os.open(self.folder / "log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(log, f"{what} {key} {self.name} {at or time.time()}\n".encode())
        os.close(log)

    def held(self, where: str) -> None:
        """Wait for as long as the file that holds this process up is there."""
        waiting = threading.Event()
        while (self.folder / f"{self.name}.{where}").exists():
            waiting.wait(0.01)


def main() -> None:
    """Work until told to stop."""
    url, folder, name = sys.argv[1:]
    database = Database(url)
    transactions = Transactions(database)
    world = World(transactions, Path(folder), name)
    queue = Distributed(transactions, SystemClock(), world, owner=f"{name}:{os.getpid()}", hands=4, pace=PACE)
    with told_to_stop() as wait:
        world.note("ready", "-")
        work(queue, wait)
    database.close()


if __name__ == "__main__":
    main()
