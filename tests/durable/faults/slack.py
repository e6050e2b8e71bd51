"""A Slack that misbehaves as it is told to, and remembers every message that arrived."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from tests.benchmarks.slack_server import SlackServer, _Call, _word

Fault = Literal["", "limited", "broken", "lost"]
"""limited: 429 · broken: 500, not taken · lost: taken, and no answer."""
TALK = ("chat.postMessage", "chat.update")


@dataclass
class Arrival:
    """One message that arrived, new or changed. `answered`: the answer was written to whoever sent it."""

    method: str
    channel: str
    ts: str
    text: str
    by: str
    answered: bool = False
    at: float = field(default_factory=time.monotonic)


class FaultySlack(SlackServer):
    """`weather(method, n)` says what goes wrong with the n-th call; `on_post` is told who posted as soon as it has.

    `held(method, by)`: for how many seconds an answer to somebody is held back, beside the latency.
    """

    def __init__(self) -> None:
        super().__init__(latency=0.0)
        self.weather: Callable[[str, int], Fault] = lambda method, n: ""
        self.on_post: Callable[[str], None] = lambda by: None
        self.held: Callable[[str, str], float] = lambda method, by: 0.0
        self.arrived: list[Arrival] = []
        self.removed: set[tuple[str, str]] = set()
        self.faults = 0
        self._calls = itertools.count(1)
        self._stamps = itertools.count(1)

    async def start(self) -> None:
        """Listen for calls; there is no Socket Mode."""
        loop = asyncio.get_running_loop()
        self._api = await loop.create_server(lambda: FaultyCall(self), "127.0.0.1", 0, backlog=1024)
        self.api_port = self._api.sockets[0].getsockname()[1]

    async def away(self) -> None:
        """Nobody can reach it."""
        assert self._api is not None
        self._api.close()

    async def back(self) -> None:
        """It can be reached again, at its old address."""
        loop = asyncio.get_running_loop()
        self._api = await loop.create_server(lambda: FaultyCall(self), "127.0.0.1", self.api_port, backlog=1024)

    def fault(self, method: str, body: bytes) -> Fault:
        """What goes wrong with this call. Who a token belongs to is always told."""
        found = "" if method == "auth.test" else self.weather(method, next(self._calls))
        self.faults += bool(found)
        return found

    def taken(self, method: str, body: bytes, by: str) -> tuple[bytes, Arrival | None]:
        """Take a call; the answer, and the message if it was one."""
        answer = {"ok": True, **self.answer(method, body)}
        if method == "conversations.open":
            answer["channel"] = {"id": "D" + _word(body, "users")}
        if method == "chat.delete":
            self.removed.add((_word(body, "channel"), _word(body, "ts")))
        arrival = None
        if method in TALK:
            ts = _word(body, "ts") or f"1790000000.{next(self._stamps):06}"
            arrival = Arrival(method, _word(body, "channel"), ts, _word(body, "text"), by)
            self.arrived.append(arrival)
            answer |= {"ts": ts, "channel": arrival.channel}
        return json.dumps(answer).encode(), arrival

    def posts_to(self, channel: str) -> list[Arrival]:
        """What was posted to a channel, oldest first."""
        return [one for one in self.arrived if one.channel == channel and one.method == TALK[0]]


class FaultyCall(_Call):
    """One call to it."""

    _slack: FaultySlack

    def _whole(self) -> None:
        head, _, body = bytes(self._came[: self._needs]).partition(b"\r\n\r\n")
        path = head.split(b" ", 2)[1].decode().partition("?")[0]
        method = "response_url" if "/respond/" in path else path.rsplit("/", 1)[1]
        token = head.lower().partition(b"authorization: bearer xoxb-")[2].split(b"\r\n", 1)[0].decode()
        fault = self._slack.fault(method, body)
        if fault in ("limited", "broken"):
            error = "ratelimited" if fault == "limited" else "internal_error"
            return self._say(429 if fault == "limited" else 500, json.dumps({"ok": False, "error": error}).encode())
        text, arrival = self._slack.taken(method, body, token)
        if arrival is not None and method == TALK[0]:
            self._slack.on_post(token)
        if fault == "lost":
            return self._cut()
        wait = self._slack.latency + self._slack.held(method, token)
        asyncio.get_running_loop().call_later(wait, self._say, 200, text, arrival)
        return None

    def _cut(self) -> None:
        if self._link is not None:
            self._link.abort()

    def _say(self, status: int, text: bytes, arrival: Arrival | None = None) -> None:
        if self._link is None or self._link.is_closing():
            return
        wait = "Retry-After: 1\r\n" if status == 429 else ""
        top = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{wait}Content-Length: {len(text)}\r\n"
        self._link.write(top.encode() + b"Connection: close\r\n\r\n" + text)
        self._link.close()
        if arrival is not None:
            arrival.answered = True
