"""Socket Mode: hello, envelopes to any one of the connections, acks on any of them, disconnects."""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from coach.simulator.delivery import Envelope, Outcome
from coach.simulator.workspace import Workspace

Json = dict[str, Any]
MOST_CONNECTIONS = 10


class _Connection:
    """One open socket; frames are handed to its event loop from any thread."""

    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket
        self.retiring = False
        self.loop = asyncio.get_running_loop()
        self.frames: asyncio.Queue[Json | None] = asyncio.Queue()

    def send(self, frame: Json | None) -> None:
        """Queue a frame; None closes the socket."""
        self.loop.call_soon_threadsafe(self.frames.put_nowait, frame)

    async def write(self) -> None:
        """Send what is queued until the socket is to close."""
        while (frame := await self.frames.get()) is not None:
            await self.socket.send_text(json.dumps(frame))
        await self.socket.close()


class _Pending:
    """An envelope that waits for its ack."""

    def __init__(self) -> None:
        self.acked = threading.Event()
        self.answer: Json | None = None


class SocketMode:
    """The Socket Mode end of the workspace, one of the two ways to the app."""

    def __init__(self, workspace: Workspace) -> None:
        self.ws = workspace
        self._open: list[_Connection] = []
        self._pending: dict[str, _Pending] = {}
        self._turn = itertools.count()
        self._changed = threading.Condition()

    def connected(self) -> bool:
        """Say whether a socket takes envelopes."""
        return bool(self._ready())

    def _ready(self) -> list[_Connection]:
        with self._changed:
            return [one for one in self._open if not one.retiring]

    def wait_connected(self, count: int = 1, seconds: float = 10.0) -> bool:
        """Wait in real seconds until that many sockets are open; False when they did not come."""
        with self._changed:
            return self._changed.wait_for(lambda: sum(not one.retiring for one in self._open) >= count, timeout=seconds)

    def deliver(self, envelope: Envelope, seconds: float) -> Outcome:
        """Send an envelope to one of the sockets in turn and wait for its ack on any of them."""
        ready = self._ready()
        if not ready:
            return Outcome(False, reason="not_connected", no_retry=True)
        envelope_id = self.ws.world.new_id("env-")
        frame: Json = {"envelope_id": envelope_id, "type": envelope.kind, "payload": envelope.payload}
        frame["accepts_response_payload"] = envelope.takes_answer
        if envelope.kind == "events_api":
            frame |= {"retry_attempt": envelope.attempt, "retry_reason": envelope.reason}
        pending = self._pending[envelope_id] = _Pending()
        ready[next(self._turn) % len(ready)].send(frame)
        acked = pending.acked.wait(seconds)
        del self._pending[envelope_id]
        return Outcome(acked, pending.answer, "" if acked else "timeout")

    def disconnect(self, reason: str = "refresh_requested", every: bool = False) -> None:
        """Ask the oldest socket (or every one) to go: a `warning` leaves it open, any other reason ends it."""
        for connection in self._ready()[: None if every else 1]:
            connection.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}})
            if reason != "warning":
                connection.retiring = True
                connection.send(None)

    def drop(self) -> None:
        """Close every socket without a word, as a broken network does."""
        for connection in self._ready():
            connection.retiring = True
            connection.send(None)

    async def serve(self, socket: WebSocket) -> None:
        """Serve one socket from its single-use ticket to its end."""
        if not self.ws.tickets.take(socket.query_params.get("ticket", "")):
            await socket.close(4401)
            return
        await socket.accept()
        connection = _Connection(socket)
        if len(self._open) >= MOST_CONNECTIONS:
            await socket.send_text(json.dumps({"type": "disconnect", "reason": "too_many_websockets"}))
            await socket.close()
            return
        with self._changed:
            self._open.append(connection)
            connection.send(self._hello())
            self._changed.notify_all()
        writer = asyncio.create_task(connection.write())
        try:
            while True:
                self._taken(await socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            with self._changed:
                self._open.remove(connection)
            writer.cancel()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "debug_info": {"host": "local", "approximate_connection_time": 18_060},
            "connection_info": {"app_id": self.ws.app.app_id},
        }

    def _taken(self, text: str) -> None:
        try:
            frame = json.loads(text)
        except ValueError:
            return
        pending = self._pending.get(str(frame.get("envelope_id")))
        if pending is not None and not pending.acked.is_set():
            pending.answer = frame.get("payload") or None
            pending.acked.set()
