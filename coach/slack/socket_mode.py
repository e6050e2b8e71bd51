"""Socket Mode over two connections: one is always there while the other is being replaced.

Measured in slack-rules ("Sync facts"): a buffer of 64 kB, a ping every 2 s, and an old socket retired in a thread of
its own, for closing it waits for its reader. A connection is never reused: a new one is opened, then the old one goes.
"""

from __future__ import annotations

import logging
import threading
import time
from http.client import HTTPException

from slack_sdk.errors import SlackApiError

from coach.errors import SendProblem, SettingsError
from coach.slack.app import SlackApp
from coach.slack.connection import Socket
from coach.slack.faults import described
from coach.slack.problems import from_network, from_slack

CONNECTIONS = 2
_LOOK_SECONDS, _LONGEST_WAIT, _GRACE_SECONDS = 0.5, 30.0, 5.0
_LASTS_SECONDS = 20.0  # a connection that ends before that is a failure too
_log = logging.getLogger(__name__)


class SocketMode:
    """Keeps the connections open until `close`; a watch-dog replaces what is asked to go, silent or broken."""

    def __init__(self, app: SlackApp, app_token: str, connections: int = CONNECTIONS) -> None:
        self._app = app
        self._token = app_token
        self._slots: list[Socket | None] = [None] * connections
        self._not_before = [0.0] * connections
        self._failures = [0] * connections
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._retiring: list[threading.Thread] = []
        self._watch_dog = threading.Thread(target=self._watch, name="coach-sockets", daemon=True)

    def start(self) -> None:
        """Open the first connection, the others at once after it; SettingsError when Slack refuses the app token."""
        problem = self._open(0)
        if problem is not None and problem.code in ("invalid_auth", "not_authed", "not_allowed_token_type"):
            raise SettingsError(
                "slack_app_token",
                f"Slack did not accept SLACK_APP_TOKEN ({problem.code}). Make an app-level token with "
                "connections:write on your app's page (Basic Information), copy it and start again.",
            )
        self._watch_dog.start()
        self._wake.set()

    def connected(self) -> int:
        """Return how many connections are open, for /health and /metrics."""
        return sum(one is not None and one.serves() for one in self._slots)

    def wait_connected(self, count: int = CONNECTIONS, seconds: float = 10.0) -> bool:
        """Wait until that many connections are open, `seconds` at most."""
        until = time.monotonic() + seconds
        while self.connected() < count and time.monotonic() < until:
            self._stop.wait(0.02)
        return self.connected() >= count

    def close(self) -> None:
        """Close every connection after the acks under way."""
        self._stop.set()
        self._wake.set()
        if self._watch_dog.is_alive():
            self._watch_dog.join()
        for socket in self._slots:
            if socket is not None:
                self._retire(socket, 0.0)
        for thread in self._retiring:
            thread.join()

    def ack_elsewhere(self, frame: str, besides: Socket) -> bool:
        """Send an ack by another connection, for Slack takes it on any; False when there is none."""
        return any(one.write(frame) for one in self._slots if one is not None and one is not besides)

    def wake(self) -> None:
        """Have the watch-dog look now."""
        self._wake.set()

    def _watch(self) -> None:
        while not self._stop.is_set():
            self._wake.wait(_LOOK_SECONDS)
            self._wake.clear()
            for slot, socket in enumerate(self._slots):
                due = socket is None or not socket.serves()
                if due and not self._stop.is_set() and time.monotonic() >= self._not_before[slot]:
                    self._open(slot)
            self._retiring = [thread for thread in self._retiring if thread.is_alive()]

    def _open(self, slot: int) -> SendProblem | None:
        """Put a new connection into a slot and retire the old one; after a failure wait 1, 2, 4 ... 30 s.

        One that is taken and ended at once, again and again, is no better than one that is refused.
        """
        fresh = Socket(self._app, self._token, self)
        problem = _connected(fresh)
        if problem is not None:
            fresh.end()
            self._hold_off(slot, problem.after)
            _log.warning("slack_socket_not_opened %s", problem.code)
            return problem
        old, self._slots[slot] = self._slots[slot], fresh
        if old is None or old.lasted() > _LASTS_SECONDS:
            self._failures[slot] = 0
        else:
            self._hold_off(slot)
        if old is not None:
            self._retire(old, _GRACE_SECONDS)
        return None

    def _hold_off(self, slot: int, seconds: float = 0.0) -> None:
        """Open no other connection in a slot for so long as Slack asks, or for longer with each failure."""
        self._failures[slot] += 1
        wait = seconds or min(2.0 ** (self._failures[slot] - 1), _LONGEST_WAIT)
        self._not_before[slot] = time.monotonic() + wait

    def _retire(self, socket: Socket, grace: float) -> None:
        thread = threading.Thread(target=socket.retire, args=(grace, self._stop), name="coach-old-socket", daemon=True)
        self._retiring.append(thread)
        thread.start()


def _connected(socket: Socket) -> SendProblem | None:
    try:
        socket.connect()
    except SlackApiError as error:
        return from_slack(error)
    except (OSError, HTTPException) as error:
        return from_network(error)
    except Exception as error:  # the watch-dog outlives whatever something between here and Slack answers
        _log.error("slack_socket_failed %s", described(error))
        return SendProblem("retry", "unreadable_answer")
    return None if socket.is_connected() else SendProblem("retry", "no_handshake")
