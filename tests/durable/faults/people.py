"""People at work: each thing they do is sent until it is acked, as Slack and a patient person would."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from urllib.parse import quote_plus

from tests.benchmarks.clicks import NUMBER
from tests.benchmarks.mix import only
from tests.benchmarks.signed_requests import SECRET
from tests.benchmarks.slack_server import APP, WORKSPACE
from tests.benchmarks.teams import WORDS, Offers

PATIENCE = 0.15  # seconds before something is sent again
TYPED = 2  # things each types: three questions are open, and once all have its answer nothing more is kept
LONGEST = 5.0  # seconds somebody waits for an ack: Slack waits three
TYPIST, SILENT = "P2", "P4"  # in each team one types in the DM, one says nothing and is reminded; the others use forms


class People:
    """Sends answers of teams to any of the `ports`; `sent` and `acked` are the numbers of what began and ended."""

    def __init__(self, offers: Sequence[Offers], api: str, ports: Callable[[], list[int]]) -> None:
        forms = [one.payload for one in only("answer_save", offers, api)]
        self._forms = [one for one in forms if not _person(one).endswith((TYPIST, SILENT))]
        self._presses = {_person(one.payload): one.payload for one in only("answer", offers, api)}
        self._typists = sorted({who for one in forms if (who := _person(one)).endswith(TYPIST)})
        self._ports = ports
        self._numbers = count(1)
        self.sent: set[int] = set()
        self.acked: set[int] = set()
        self.tries = 0

    @property
    def talking(self) -> set[str]:
        """The DMs in which people type."""
        return {f"D{person}" for person in self._typists}

    async def act(self, patience: float = 120.0) -> None:
        """Answer once, by typing or by opening a form and saving it; insist until it is acked or patience ends."""
        number = next(self._numbers)
        self.sent.add(number)
        until = time.monotonic() + patience
        typed = number % 3 == 0 and number // 3 <= TYPED * len(self._typists)
        if typed:
            requests = [self._words(number)]
        else:
            form = self._forms[number % len(self._forms)]
            requests = [_clicked(self._presses[_person(form)], number), _clicked(form, number)]
        if all([await self._insisted(kind, body, until) for kind, body in requests]):
            self.acked.add(number)

    async def _insisted(self, kind: str, body: str, until: float) -> bool:
        while time.monotonic() < until:
            self.tries += 1
            if await self._acked(kind, body, self.tries):
                return True
            await asyncio.sleep(PATIENCE)
        return False

    def _words(self, number: int) -> tuple[str, str]:
        person = self._typists[number // 3 % len(self._typists)]
        event = {"type": "message", "channel": f"D{person}", "channel_type": "im", "user": person}
        event |= {"text": words(number), "ts": f"1790000001.{number:06}", "team": WORKSPACE}
        body = {"type": "event_callback", "team_id": WORKSPACE, "api_app_id": APP, "event_id": f"Ev{number}"}
        return "application/json", json.dumps(body | {"event": event, "event_time": 1790000001})

    async def _acked(self, kind: str, body: str, turn: int) -> bool:
        ports = self._ports()
        if not ports:
            return False
        with suppress(OSError, EOFError, asyncio.TimeoutError, ValueError):
            status, answer = await asyncio.wait_for(post(ports[turn % len(ports)], kind, body), LONGEST)
            # A form that comes back with errors was not taken: its person presses Save again.
            return status == 200 and b'"errors"' not in answer
        return False


def words(number: int) -> str:
    """What somebody answers; no two the same."""
    return WORDS.replace(NUMBER, str(number))


async def post(port: int, kind: str, body: str) -> tuple[int, bytes]:
    """Send one signed request; status and body."""
    content, moment = body.encode(), str(int(time.time()))
    signature = hmac.new(SECRET.encode(), f"v0:{moment}:".encode() + content, hashlib.sha256).hexdigest()
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\nConnection: close\r\n"
        f"X-Slack-Request-Timestamp: {moment}\r\nX-Slack-Signature: v0={signature}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(head.encode() + content)
        answer = await reader.read()
    finally:
        writer.close()
    if not answer:
        raise EOFError  # it died before it said anything
    top, _, rest = answer.partition(b"\r\n\r\n")
    return int(top.split(b" ", 2)[1]), rest


def _clicked(payload: str, number: int) -> tuple[str, str]:
    return "application/x-www-form-urlencoded", "payload=" + quote_plus(payload.replace(NUMBER, str(number)))


def _person(payload: str) -> str:
    return str(json.loads(payload)["user"]["id"])
