"""One Socket Mode connection, from its opening to its end."""

from __future__ import annotations

import itertools
import os
import socket as sockets
import struct
import threading
import time
from contextlib import suppress
from typing import Protocol

from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from coach.slack.app import SlackApp
from coach.slack.client import quiet_logger
from coach.slack.pool import THREADS

PING_SECONDS, BUFFER_BYTES = 2, 65_536
_SILENT_SECONDS = 5 * PING_SECONDS
_TEXT, _MASKED = 0x81, 0x80


class Others(Protocol):
    """The other connections."""

    def ack_elsewhere(self, frame: str, besides: Socket) -> bool:
        """Send an ack by another one."""
        ...

    def wake(self) -> None:
        """Replace what is gone."""
        ...


class Socket(SocketModeClient):
    """The library's client for one connection; instead of connecting anew by itself it says that it is to go."""

    def __init__(self, app: SlackApp, app_token: str, others: Others) -> None:
        self._app = app
        self._others = others
        self._leaving = threading.Event()
        self._opened = time.monotonic()
        self._left = 0.0
        self._changed = threading.Condition()
        self._under_way = 0
        super().__init__(
            app_token=app_token,
            web_client=app.client,
            logger=quiet_logger("socket_mode"),
            ping_interval=PING_SECONDS,
            receive_buffer_size=BUFFER_BYTES,
            concurrency=THREADS,
        )
        self.proxy = app.client.proxy
        self.socket_mode_request_listeners.append(self._handle)

    def connect(self) -> None:
        """Open it, and let small frames out at once.

        Without that an ack waited until the one before it was confirmed: 20 ms at 100 clicks a second. The library
        sets it behind a proxy alone.
        """
        super().connect()
        raw = self.current_session.sock if self.current_session is not None else None
        if raw is not None:
            raw.setsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY, 1)

    def issue_new_wss_url(self) -> str:
        """Ask Slack for an address, once: the library would sleep here when Slack asks to wait, and ask again."""
        return str(self.web_client.apps_connections_open(app_token=self.app_token or "").get("url") or "")

    def serves(self) -> bool:
        """Say whether it is open, was not asked to go, and answers pings."""
        session = self.current_session
        if self._leaving.is_set() or session is None or not session.is_active():
            return False
        return session.last_ping_pong_time is not None or time.monotonic() - self._opened < _SILENT_SECONDS

    def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Slack asks it to go, or it broke: another one takes its place, this one is never opened again."""
        self._left = self._left or time.monotonic()
        self._leaving.set()
        self._others.wake()

    def lasted(self) -> float:
        """Seconds from its opening until it was to go, or until now."""
        return (self._left or time.monotonic()) - self._opened

    def send_message(self, message: str) -> None:
        """Send an ack, by another connection if this one is gone."""
        if not self.write(message) and not self._others.ack_elsewhere(message, self):
            self.logger.warning("slack_ack_lost")

    def write(self, message: str) -> bool:
        """Send one frame whole; False when the connection is gone. The library's own cannot send over 64 kB."""
        session = self.current_session
        if session is None:
            return False
        with session.sock_send_lock:
            if session.sock is None:
                return False
            try:
                session.sock.sendall(text_frame(message.encode(), os.urandom(4)))
            except OSError:
                return False
        return True

    def retire(self, grace: float, hurry: threading.Event) -> None:
        """Go on reading until Slack closes it or `grace` seconds passed, let the acks under way out, then end."""
        self._leaving.set()
        until = time.monotonic() + grace
        while self.is_connected() and time.monotonic() < until and not hurry.wait(0.05):
            continue
        with self._changed:
            self._changed.wait_for(lambda: self._under_way == 0 and self.message_queue.empty(), timeout=3.0)
        self.end()

    def end(self) -> None:
        """Close it now: waking its reader first, for closing waits for the reader."""
        self.closed = True
        self.auto_reconnect_enabled = self.default_auto_reconnect_enabled = False
        self.current_session_state.terminated = True
        self.message_queue.put(None)
        raw = self.current_session.sock if self.current_session is not None else None
        if raw is not None:
            with suppress(OSError):
                raw.shutdown(sockets.SHUT_RDWR)
        self._end_reader()
        self.close()

    def _end_reader(self) -> None:
        """Wait for the reader, saying again and again that it is over: one that only just begins takes that back."""
        self.current_session_runner.event.set()
        reader = self.current_session_runner.thread
        while reader.is_alive():
            self.current_session_state.terminated = True
            reader.join(0.05)

    def _handle(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        with self._changed:
            self._under_way += 1
        try:
            send_response(self, request, run_bolt_app(self._app.bolt, request), 0.0)
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()


def text_frame(content: bytes, mask: bytes) -> bytes:
    """Return one masked text frame of RFC 6455, section 5.2, of any length."""
    if len(content) < 126:
        head = struct.pack("!BB", _TEXT, _MASKED | len(content))
    elif len(content) < 65_536:
        head = struct.pack("!BBH", _TEXT, _MASKED | 126, len(content))
    else:
        head = struct.pack("!BBQ", _TEXT, _MASKED | 127, len(content))
    return head + mask + bytes(byte ^ key for byte, key in zip(content, itertools.cycle(mask), strict=False))
