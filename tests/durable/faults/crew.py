"""A crew of worker processes on one database, and what they wrote down."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from coach.clocks import SystemClock
from coach.durable.distributed import Distributed
from storage import work
from storage.database import Database
from storage.errors import StorageError
from storage.transaction import Transactions
from storage.work import Todo
from tests.architecture.tree import ROOT

SECONDS = 60.0  # a busy machine; the promise itself (30 s) is held by the leases, which are short here


class Crew:
    """Starts, holds up and hurts worker processes; `finish` ends them all."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        self.log = folder / "log"
        self.log.touch()
        self.database = Database(url)
        self.transactions = Transactions(self.database)
        self.bells = Distributed(self.transactions, SystemClock(), self, owner="writer")
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def do(self, work: object, mine: object) -> object:
        """The writer does no work itself."""
        raise NotImplementedError

    def start(self, *names: str) -> None:
        """Start worker processes, and return once each is ready."""
        for name in names:
            words = [sys.executable, "-m", "tests.durable.faults.program", self.url, str(self.folder), name]
            errors = (self.folder / f"{name}.errors").open("ab")
            self.processes[name] = subprocess.Popen(words, cwd=ROOT, stderr=errors)
            errors.close()
        for name in names:
            self.until(lambda name=name: f"ready - {name}" in self.log.read_text())  # type: ignore[misc]

    def hold(self, name: str, where: str) -> None:
        """Hold a worker up before or after it sends."""
        (self.folder / f"{name}.{where}").touch()

    def let_go(self, name: str, where: str) -> None:
        """Let it go on."""
        (self.folder / f"{name}.{where}").unlink()

    def write(self, *keys: str, workspace: str = "T1", **payload: str) -> None:
        """Write work that is due now, and ring for it."""
        clock = SystemClock()
        with self.transactions.write() as session:
            for key in keys:
                work.put(session, Todo(workspace, "note", key, clock.now(), payload=payload), clock.now())
            self.bells.ring(session)

    def hurt(self, name: str, how: signal.Signals) -> None:
        """Send a process a signal, and wait for what comes of it at once: it is dead, or every thread stands still."""
        process = self.processes[name]
        process.send_signal(how)
        if how is signal.SIGKILL:
            process.wait()
        if how is signal.SIGSTOP:
            self.until(lambda: stands_still(process.pid))

    def noted(self, what: str, name: str = "") -> Counter[str]:
        """How often each key was noted, by all or by one."""
        return Counter(key for did, key, by, _ in self.lines() if did == what and name in ("", by))

    def lines(self) -> list[list[str]]:
        """What was noted: what, which key, by whom, and when in seconds."""
        return [line.split(" ") for line in self.log.read_text().splitlines()]

    def until(self, condition: Callable[[], bool], seconds: float = SECONDS) -> float:
        """Wait for something to come true; the seconds it took. What the workers said goes into the failure."""
        waiting, began = threading.Event(), time.monotonic()
        while not condition():
            if time.monotonic() - began > seconds:
                said = "\n".join(path.read_text() for path in self.folder.glob("*.errors"))
                raise AssertionError(f"not within {seconds} s\n{self.log.read_text()}\n{said[-3000:]}")
            waiting.wait(0.02)
        return time.monotonic() - began

    def settled(self) -> bool:
        """Say whether nothing is open any more."""
        try:
            return self.bells.next_due() is None
        except StorageError:
            return False

    def reached(self) -> bool:
        """Say whether the writer reaches its database: one that was started again within a moment breaks it once."""
        try:
            self.bells.next_due()
        except StorageError:
            return False
        return True

    def finish(self) -> None:
        """End every process for good."""
        for process in self.processes.values():
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()
        self.database.close()


def stands_still(pid: int) -> bool:
    """Whether every thread of a process is stopped: the signal reaches them one after another."""
    threads = (task / "stat" for task in Path(f"/proc/{pid}/task").iterdir())
    return all(stat.read_text().rpartition(")")[2].split()[0] == "T" for stat in threads)
