"""A Slack for measuring: a Web API that takes its time, Socket Mode that notes when each ack came, nothing more.

It keeps no rules (the local workspace does that): it must cost as little as it can on a machine of two cores.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

WORKSPACE, BOT, BOT_ID, APP = "T1", "U0COACH", "B0COACH", "A0COACH"
LATENCY = 0.25  # seconds in every Web API call, as from a hospital's network to Slack
Json = dict[str, Any]


@dataclass
class Seen:
    """What came back: when each click was acked and with what, and when each form was opened and filled."""

    acked: dict[int, float] = field(default_factory=dict)
    answers: dict[int, Any] = field(default_factory=dict)
    opened: dict[int, float] = field(default_factory=dict)
    filled: dict[int, float] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)


def at_work() -> str:
    """A zone in which people are at work now, at eleven if there is one: so a run by night measures a day.

    Late on Saturday and on Sunday nobody is, anywhere: then it is eleven on that day.
    """
    now = datetime.now(UTC)
    at = [now + timedelta(hours=ahead) for ahead in range(-12, 15)]
    working = [one for one in at if one.weekday() < 5 and 9 <= one.hour < 17]
    there = min(working or at, key=lambda one: abs(one.hour - 11))
    return f"Etc/GMT{round((now - there) / timedelta(hours=1)):+d}"


class SlackServer:
    """Serves on two ports of 127.0.0.1; `seen` is emptied by `forget()`."""

    def __init__(self, latency: float = LATENCY) -> None:
        self.latency = latency
        self.seen = Seen()
        self.sockets: list[ServerConnection] = []
        self.acked: Callable[[int], None] = lambda number: None
        self.api_port = self.socket_port = 0
        self._turn = itertools.count()
        self._ids = itertools.count(1)
        self._api: asyncio.Server | None = None
        self._links: Server | None = None

    @property
    def api_url(self) -> str:
        """The address of the Web API."""
        return f"http://127.0.0.1:{self.api_port}/api/"

    async def start(self) -> None:
        """Listen on both ports."""
        loop = asyncio.get_running_loop()
        self._api = await loop.create_server(lambda: _Call(self), "127.0.0.1", 0, backlog=1024)
        self.api_port = self._api.sockets[0].getsockname()[1]
        self._links = await serve(self._socket, "127.0.0.1", 0, compression=None, max_size=None, ping_interval=None)
        self.socket_port = next(iter(self._links.sockets)).getsockname()[1]

    async def stop(self) -> None:
        """Close everything."""
        for server in (self._api, self._links):
            if server is not None:
                server.close()

    def forget(self) -> None:
        """Begin a new measurement."""
        self.seen = Seen()

    async def send(self, envelope: str) -> None:
        """Push one envelope over the next connection."""
        await self.sockets[next(self._turn) % len(self.sockets)].send(envelope)

    async def _socket(self, link: ServerConnection) -> None:
        await link.send(json.dumps({"type": "hello", "num_connections": len(self.sockets) + 1}))
        self.sockets.append(link)
        with suppress(ConnectionClosed):
            async for frame in link:
                now = perf_counter()
                ack = json.loads(frame)
                self.took(int(ack["envelope_id"]), ack.get("payload"), now)
        self.sockets.remove(link)

    def took(self, number: int, answer: Any, at: float) -> None:
        """Note the ack of one click."""
        self.seen.acked[number] = at
        if answer:
            self.seen.answers[number] = answer
        self.acked(number)

    def answer(self, method: str, body: bytes) -> Json:
        """Return what a method answers, noting the forms that belong to clicks."""
        self.seen.calls[method] += 1
        found = _METHODS.get(method)
        return {"ok": True, **(found(self, body) if found else {})}

    def opens(self, body: bytes) -> Json:
        """views.open and views.push: the trigger names the click, the view's id too."""
        number = int(_word(body, "trigger_id").removeprefix("trigger"))
        self.seen.opened[number] = perf_counter()
        return {"view": {"id": f"V{number}", "hash": f"h{number}"}}

    def fills(self, body: bytes) -> Json:
        """views.update."""
        name = _word(body, "view_id")
        self.seen.filled[int(name[1:])] = perf_counter()
        return {"view": {"id": name, "hash": f"h{next(self._ids)}"}}

    def posts(self, body: bytes) -> Json:
        """chat.postMessage and chat.update."""
        ts = _word(body, "ts") or f"1790000000.{next(self._ids):06}"
        return {"ts": ts, "channel": _word(body, "channel")}

    def dm(self, body: bytes) -> Json:
        """conversations.open."""
        return {"channel": {"id": "D" + _word(body, "users")[1:]}}

    def person(self, body: bytes) -> Json:
        """users.info."""
        name = _word(body, "user")
        profile = {"real_name": f"Person {name}", "display_name": f"Person {name}", "title": "Nurse"}
        return {"user": {"id": name, "team_id": WORKSPACE, "tz": at_work(), "profile": profile}}

    def link(self, body: bytes) -> Json:
        """apps.connections.open."""
        return {"url": f"ws://127.0.0.1:{self.socket_port}/link?ticket={next(self._ids)}"}


def _who(slack: SlackServer, body: bytes) -> Json:
    return {"team_id": WORKSPACE, "user_id": BOT, "bot_id": BOT_ID, "team": "Riverside", "user": "coach"}


def _permalink(slack: SlackServer, body: bytes) -> Json:
    return {"permalink": "https://riverside.example/archives/C1/p1"}


_METHODS: dict[str, Callable[[SlackServer, bytes], Json]] = {
    "auth.test": _who,
    "apps.connections.open": SlackServer.link,
    "views.open": SlackServer.opens,
    "views.push": SlackServer.opens,
    "views.update": SlackServer.fills,
    "chat.postMessage": SlackServer.posts,
    "chat.update": SlackServer.posts,
    "chat.postEphemeral": SlackServer.posts,
    "chat.getPermalink": _permalink,
    "conversations.open": SlackServer.dm,
    "users.info": SlackServer.person,
}


def _word(body: bytes, name: str) -> str:
    """One argument of a call, sent as JSON or as a form."""
    if body[:1] == b"{":
        return str(json.loads(body).get(name) or "")
    return parse_qs(body.decode()).get(name, [""])[0]


class _Call(asyncio.Protocol):
    """One HTTP call; Slack's library closes the connection after each."""

    def __init__(self, slack: SlackServer) -> None:
        self._slack = slack
        self._came = bytearray()
        self._needs = -1
        self._link: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where the answer goes."""
        assert isinstance(transport, asyncio.Transport)
        self._link = transport

    def data_received(self, data: bytes) -> None:
        """Wait for the whole request, note it at once, and answer it later."""
        self._came += data
        if self._needs < 0:
            end = self._came.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self._came[:end])
            length = head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0].strip()
            self._needs = end + 4 + int(length or 0)
        if len(self._came) >= self._needs:
            self._whole()

    def _whole(self) -> None:
        head, _, body = bytes(self._came[: self._needs]).partition(b"\r\n\r\n")
        path = head.split(b" ", 2)[1].decode().partition("?")[0]
        method = "response_url" if "/respond/" in path else path.rsplit("/", 1)[1]
        text = json.dumps(self._slack.answer(method, body)).encode()
        top = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n"
        asyncio.get_running_loop().call_later(self._slack.latency, self._answer, top.encode(), text)

    def _answer(self, top: bytes, text: bytes) -> None:
        if self._link is not None and not self._link.is_closing():
            self._link.write(top + b"Connection: close\r\n\r\n" + text)
            self._link.close()
