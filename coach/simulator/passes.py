"""Single-use trigger ids (3 s), response URLs (five uses in 30 minutes), socket tickets and install codes."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from coach.simulator.world import Message, SlackError, World

TRIGGER_SECONDS = 3.0
RESPONSE_URL_USES = 5
RESPONSE_URL_LIFE = timedelta(minutes=30)


class OneTime:
    """Codes that work once: tickets for a socket, install codes, refresh tokens."""

    def __init__(self) -> None:
        self._issued: set[str] = set()
        self._lock = threading.Lock()

    def issue(self) -> str:
        """Return a new code."""
        code = secrets.token_urlsafe(12)
        with self._lock:
            self._issued.add(code)
        return code

    def take(self, code: str) -> bool:
        """Use a code up; False when it is unknown or used."""
        with self._lock:
            known = code in self._issued
            self._issued.discard(code)
            return known


@dataclass
class Trigger:
    """What a trigger id stands for: who acted, in which form if any, and when in real seconds."""

    user: str
    view_id: str | None
    at: float
    used: bool = False


class Triggers:
    """Issues trigger ids and takes each once; their 3 s are real seconds, as a person's patience is."""

    def __init__(self, world: World, seconds: float = TRIGGER_SECONDS) -> None:
        self._world = world
        self._seconds = seconds
        self._issued: dict[str, Trigger] = {}
        self._lock = threading.Lock()

    def issue(self, user: str, view_id: str | None = None) -> str:
        """Return a new trigger id."""
        trigger_id = f"{self._world.new_id('tr')}.{user}"
        with self._lock:
            self._issued[trigger_id] = Trigger(user, view_id, time.monotonic())
        return trigger_id

    def take(self, trigger_id: str | None) -> Trigger:
        """Use a trigger id up: `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id` otherwise."""
        with self._lock:
            trigger = self._issued.get(trigger_id or "")
            if trigger is None:
                raise SlackError("invalid_trigger_id")
            if trigger.used:
                raise SlackError("exchanged_trigger_id")
            if time.monotonic() - trigger.at > self._seconds:
                raise SlackError("expired_trigger_id")
            trigger.used = True
            return trigger


@dataclass
class ResponseUrl:
    """Where an app may answer one act of one person; `source` is the message that was clicked."""

    user: str
    place: str
    source: Message | None
    until: datetime
    uses: int = 0


class ResponseUrls:
    """Issues response URLs and counts their uses; their 30 minutes go by the workspace's clock."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._issued: dict[str, ResponseUrl] = {}
        self.base = "http://127.0.0.1/hooks/"

    def issue(self, user: str, place: str, source: Message | None = None) -> str:
        """Return a new response URL on the running server."""
        key = secrets.token_urlsafe(12)
        self._issued[key] = ResponseUrl(user, place, source, self._world.clock.now() + RESPONSE_URL_LIFE)
        return self.base + key

    def take(self, key: str) -> ResponseUrl:
        """Use a response URL once; `used_url` after five times, `expired_url` after 30 minutes."""
        with self._world.lock:
            issued = self._issued.get(key)
            if issued is None:
                raise SlackError("no_service")
            if self._world.clock.now() > issued.until:
                raise SlackError("expired_url")
            if issued.uses >= RESPONSE_URL_USES:
                raise SlackError("used_url")
            issued.uses += 1
            return issued
