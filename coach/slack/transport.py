"""HTTP mode, and the small web edge of every mode: /slack/events, /health, /metrics.

Starlette on uvicorn hands each request to a thread; Bolt's own Starlette adapter would run it on the event loop.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import uvicorn
from slack_bolt import BoltRequest, BoltResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from coach.errors import SettingsError
from coach.listening import listening
from coach.slack.app import SlackApp

EVENTS_PATH = "/slack/events"
_MOST_BYTES = 4_000_000
_THREADS = 16  # more would only contend for the processor and the database: the others wait in a line
Health = Callable[[], Mapping[str, Any]]
Metrics = Callable[[], str]


class WebEdge:
    """Serves /health and /metrics, and with `app` Slack's requests too.

    `health` returns a mapping whose `ok` decides between 200 and 503; `metrics` the text format of Prometheus.
    SettingsError when `app` has no signing secret, for then anybody could sign.
    """

    def __init__(
        self, *, health: Health, metrics: Metrics, app: SlackApp | None = None, host: str = "0.0.0.0", port: int = 3000
    ) -> None:
        if app is not None and not app.signed:
            raise SettingsError(
                "slack_signing_secret",
                "SLACK_SIGNING_SECRET is not set, and without it I could not tell Slack from anybody else. Copy it "
                "from your app's page (Basic Information) and start again.",
            )
        self._app = app
        self._hooks = (health, metrics)
        self._threads = ThreadPoolExecutor(_THREADS, "coach-http")
        self._socket = _listening(host, port)
        self.port: int = self._socket.getsockname()[1]
        routes = [Route("/health", self._health), Route("/metrics", self._metrics)]
        routes += [Route(EVENTS_PATH, self._events, methods=["POST"])] if app is not None else []
        config = uvicorn.Config(
            Starlette(routes=routes),
            log_level="warning",
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=5,
        )
        self._server = uvicorn.Server(config)
        self._thread: threading.Thread | None = None

    def run(self) -> None:
        """Serve in this thread until `stop`, or until the process is told to end."""
        self._server.run(sockets=[self._socket])
        self._end()

    def start(self) -> None:
        """Serve in a thread of its own."""
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="coach-web", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Answer what is under way, then stop."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join()
            self._end()

    def _end(self) -> None:
        self._socket.close()
        self._threads.shutdown(wait=True)

    async def _events(self, request: Request) -> Response:
        content = bytearray()
        async for chunk in request.stream():
            content += chunk
            if len(content) > _MOST_BYTES:
                return PlainTextResponse("too large", 413)
        headers = dict(request.headers.items())
        answer = await self._on_thread(self._dispatch, bytes(content), headers)
        return Response(answer.body, answer.status, answer.first_headers())

    def _dispatch(self, content: bytes, headers: dict[str, str]) -> BoltResponse:
        assert self._app is not None
        return dispatch(self._app, content, headers)

    async def _health(self, request: Request) -> Response:
        found = await self._on_thread(self._hooks[0])
        return JSONResponse(dict(found), 200 if found.get("ok") else 503)

    async def _metrics(self, request: Request) -> Response:
        return PlainTextResponse(await self._on_thread(self._hooks[1]))

    async def _on_thread(self, task: Callable[..., Any], *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, task, *given)


def dispatch(app: SlackApp, content: bytes, headers: Mapping[str, str]) -> BoltResponse:
    """Answer one HTTP request of Slack's; 400 for a body that cannot be read."""
    try:
        request = BoltRequest(body=content.decode(), headers=dict(headers))
    except (ValueError, AttributeError, TypeError, LookupError, RecursionError):
        return BoltResponse(status=400, body={"error": "unreadable request"})
    if not isinstance(request.body, dict):
        return BoltResponse(status=400, body={"error": "unreadable request"})
    return app.bolt.dispatch(request)


def _listening(host: str, port: int) -> socket.socket:
    try:
        return listening(host, port, backlog=2048)
    except OSError as error:
        raise SettingsError(
            "port_taken",
            f"I could not listen on port {port} ({error.strerror}). Stop what uses it, or set COACH_PORT to another "
            "port, then start again.",
        ) from None
