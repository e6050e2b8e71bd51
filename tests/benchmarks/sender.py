"""The far end of reminders: it takes 100 ms a call, keeps Slack's limits, and notes what arrived when."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import defaultdict
from datetime import datetime

from coach.clocks import SystemClock
from coach.simulator.rate_limits import RateLimits
from tests.benchmarks.slack_server import _word
from tests.durable.faults.slack import Fault, FaultySlack

LATENCY = 0.1
CLOCK = SystemClock()
POST = "chat.postMessage"


class Sender:
    """In a thread of its own, with a Slack's limits for each workspace.

    `lines`: one JSON line in, the seconds to wait (0: posted) out, which costs hardly any processor. Otherwise a
    minimal Slack over HTTP, as the coach's own messenger calls it, where the channel names the workspace.
    """

    def __init__(self, *, lines: bool = True) -> None:
        self.arrived: list[tuple[str, str, datetime]] = []
        self.refused = 0
        self.port = 0
        self._limits: dict[str, RateLimits] = defaultdict(lambda: RateLimits(CLOCK))
        self._loop = asyncio.new_event_loop()
        self._slack = None if lines else LimitedSlack(self)
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait()

    def stop(self) -> None:
        """Close it."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def take(self, workspace: str, channel: str, key: str) -> int:
        """Take a post, or refuse it; the seconds to wait."""
        wait = self._limits[workspace].wait(POST, channel)
        if wait:
            self.refused += 1
        else:
            self.arrived.append((f"{workspace}/{key}", f"{workspace}/{channel}", CLOCK.now()))
        return wait

    def _run(self, ready: threading.Event) -> None:
        self._loop.run_until_complete(self._open())
        ready.set()
        self._loop.run_forever()

    async def _open(self) -> None:
        if self._slack is not None:
            await self._slack.start()
            self.port = self._slack.api_port
            return
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=256)
        self.port = server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            words = json.loads(line)
            wait = self.take(words["workspace"], words["channel"], words["key"])
            await asyncio.sleep(LATENCY)
            writer.write(b"%d\n" % wait)


class LimitedSlack(FaultySlack):
    """Asks the sender whether a post may pass."""

    def __init__(self, sender: Sender) -> None:
        super().__init__()
        self.latency = LATENCY
        self._sender = sender

    def fault(self, method: str, body: bytes) -> Fault:
        """429 for a post that came too soon."""
        if method != POST:
            return ""
        workspace, _, channel = _word(body, "channel").partition("/")
        return "limited" if self._sender.take(workspace, channel, _word(body, "text")) else ""
