"""Slack's rate limits, counted on the workspace's clock so that virtual time costs no real time."""

from __future__ import annotations

import math
import threading
from collections import deque
from datetime import datetime, timedelta

from coach.ports import Clock

# Calls a minute by method; slack-rules 1.5. What is not named is Tier 3.
_PER_MINUTE = {
    **dict.fromkeys(("auth.test", "chat.getPermalink"), 600),
    **dict.fromkeys(
        (
            "chat.postEphemeral",
            "views.open",
            "views.push",
            "views.update",
            "views.publish",
            "users.info",
            "conversations.members",
            "oauth.v2.access",
            "files.getUploadURLExternal",
            "files.completeUploadExternal",
            "blocks.validate",
        ),
        100,
    ),
    **dict.fromkeys(("conversations.list", "users.list", "users.conversations"), 20),
    "chat.postMessage": 300,
    # Tier 1 says "1 or more"; two sockets that reconnect at once must both get in.
    "apps.connections.open": 10,
}
_TIER_3 = 50
# One message a second and channel; Slack lets a short burst through before it says no.
_BURST = 4
_MINUTE = timedelta(minutes=1)


class RateLimits:
    """Says whether a call may go ahead now, or after how many seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: dict[str, deque[datetime]] = {}
        self._lock = threading.Lock()

    def wait(self, method: str, channel: str | None) -> int:
        """Count a call and return 0, or the `Retry-After` seconds (at least 1) when it comes too soon."""
        with self._lock:
            now = self._clock.now()
            windows = [(method, _PER_MINUTE.get(method, _TIER_3), _MINUTE)]
            if method == "chat.postMessage" and channel:
                windows.append((f"{method} {channel}", _BURST, timedelta(seconds=_BURST)))
            late = max(self._late(name, most, span, now) for name, most, span in windows)
            if late > timedelta(0):
                return max(1, math.ceil(late.total_seconds()))
            for name, _, _ in windows:
                self._calls[name].append(now)
            return 0

    def _late(self, name: str, most: int, span: timedelta, now: datetime) -> timedelta:
        calls = self._calls.setdefault(name, deque())
        while calls and calls[0] <= now - span:
            calls.popleft()
        return calls[0] + span - now if len(calls) >= most else timedelta(0)
