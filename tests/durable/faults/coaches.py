"""Coaches on one database, started by the nursery, and hurt by their process ids."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.tree import ROOT
from tests.benchmarks.processes import free_port
from tests.durable.faults.nursery import Order
from tests.durable.faults.slack import FaultySlack

START_SECONDS = 30.0


class Coaches:
    """Starts coaches, kills them, and starts others in their place. `ports` are those that take Slack's requests."""

    def __init__(self, url: str, slack: FaultySlack, folder: Path) -> None:
        self.url = url
        self.slack = slack
        self.folder = folder
        self.alive: dict[str, Order] = {}
        self.pids: dict[str, int] = {}
        self.killed: set[str] = set()
        self._count = 0
        self._ready: dict[str, asyncio.Event] = {}
        self._nursery: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None

    @property
    def died(self) -> int:
        """How many were killed."""
        return len(self.killed)

    @property
    def ports(self) -> list[int]:
        """Where requests may be sent; some of them may be dead."""
        return [order.port for order in self.alive.values() if order.role != "worker"]

    async def open(self) -> None:
        """Start the nursery."""
        self._nursery = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.durable.faults.nursery"),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        self._listening = asyncio.create_task(self._listen())

    async def start(
        self, role: str, *, port: int = 0, step: str = "", nth: int = 1, version: int = 0, stops: bool = False
    ) -> str:
        """Start a coach and return its name once it is ready, or once it has died on the way."""
        self._count += 1
        name = f"c{self._count}"
        order = Order(
            name, role, self.url, self.slack.api_url, port or free_port(), str(self.folder), step, nth, version, stops
        )
        self.alive[name], self._ready[name] = order, asyncio.Event()
        assert self._nursery is not None
        assert self._nursery.stdin is not None
        self._nursery.stdin.write(order.line().encode())
        for _ in range(int(START_SECONDS / 0.02)):
            if self._ready[name].is_set() or (name in self.pids and not self.lives(name)):
                return name
            await asyncio.sleep(0.02)
        raise RuntimeError(f"{name} did not start:\n{self.said(name)}")

    def lives(self, name: str) -> bool:
        """Whether its process is there."""
        try:
            os.kill(self.pids[name], 0)
        except (ProcessLookupError, KeyError):
            return False
        return True

    def hurt(self, name: str, how: signal.Signals = signal.SIGKILL) -> None:
        """Send it a signal; nothing if it is dead already."""
        try:
            os.kill(self.pids[name], how)
        except (ProcessLookupError, KeyError):
            return

    async def gone(self, name: str, seconds: float = 30.0) -> bool:
        """Wait until its process has ended; whether it has."""
        for _ in range(int(seconds / 0.02)):
            if not self.lives(name):
                return True
            await asyncio.sleep(0.02)
        return False

    async def bury(self, name: str, how: signal.Signals = signal.SIGKILL) -> Order:
        """End it and wait until it is gone; its order, so that another can take its place. Told to stop, it must."""
        self.hurt(name, how)
        if how is signal.SIGKILL:
            self.killed.add(name)
        if not await self.gone(name):
            raise RuntimeError(f"{name} did not end:\n{self.said(name)}")
        return self.alive.pop(name)

    def said(self, *names: str) -> str:
        """The ends of their logs."""
        wanted: Iterable[str] = names or self.pids
        logs = [(name, self.folder / f"{name}.log") for name in wanted]
        return "\n".join(f"{name}: {log.read_text()[-2000:]}" for name, log in logs if log.exists())

    async def close(self) -> None:
        """End every one of them, and the nursery."""
        for name in list(self.alive):
            self.hurt(name, signal.SIGCONT)
            await self.bury(name)
        if self._listening is not None:
            self._listening.cancel()
        if self._nursery is not None:
            assert self._nursery.stdin is not None
            self._nursery.stdin.close()
            await self._nursery.wait()

    async def _listen(self) -> None:
        assert self._nursery is not None
        assert self._nursery.stdout is not None
        async for line in self._nursery.stdout:
            told = json.loads(line)
            if "pid" in told:
                self.pids[told["name"]] = int(told["pid"])
            else:
                self._ready[told["ready"]].set()
