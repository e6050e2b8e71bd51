"""A real Bolt app beside a served workspace, over Socket Mode or signed HTTP."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import uvicorn
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coach.clocks import MovableClock
from coach.simulator.http_delivery import HttpDelivery
from coach.simulator.server import Server, serve
from coach.simulator.workspace import Workspace

Json = dict[str, Any]
START = datetime(2026, 5, 12, 12, 40, tzinfo=UTC)
SCOPES = ["commands", "chat:write", "app_mentions:read", "im:history", "im:write", "users:read", "files:write"]
MANIFEST: Json = {
    "display_information": {"name": "Coach"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Coach"},
        "slash_commands": [{"command": "/coach", "description": "Talk to the coach", "should_escape": True}],
        "shortcuts": [
            {"name": "Add to project", "type": "message", "callback_id": "add"},
            {"name": "Start", "type": "global", "callback_id": "start"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {
            "bot_events": ["app_mention", "message.im", "app_home_opened", "app_uninstalled", "tokens_revoked"]
        }
    },
}


def workspace(scopes: list[str] | None = None, **more: Any) -> Workspace:
    """Return a workspace of three people, its clock standing at Tuesday 12 May 2026, 13:40 in London."""
    manifest = {**MANIFEST, "oauth_config": {"scopes": {"bot": scopes or SCOPES}}}
    ws = Workspace(MovableClock(START, running=False), manifest, **more)
    for name in ("Asha", "Tom"):
        ws.add_person(name, "Nurse", email=f"{name.lower()}@riverside.example")
    ws.add_person("Col", "Paramedic", external=True)
    ws.add_channel("ward-7", ["Coach", "Asha", "Tom", "Col"])
    ws.add_channel("elsewhere", ["Asha"])
    return ws


@dataclass
class Running:
    """A workspace, its server and the app that runs against it."""

    ws: Workspace
    server: Server
    app: App
    client: WebClient
    stops: list[Callable[[], None]]

    def connect(self, transport: str = "socket") -> None:
        """Start the app; its listeners must be registered by then."""
        self.stops.append(self._socket() if transport == "socket" else self._http())

    def _socket(self) -> Callable[[], None]:
        handler = SocketModeHandler(self.app, self.ws.app.app_token)
        ready = sum(not one.retiring for one in self.server.socket_mode._open)
        handler.connect()
        assert self.server.socket_mode.wait_connected(ready + 1)

        def stop() -> None:
            # The client's reader notices a close only after its 3 s of patience; a closed socket ends it at once.
            client = handler.client
            client.auto_reconnect_enabled = False
            client.current_session_state.terminated = True
            self.server.socket_mode.drop()
            client.current_session_runner.shutdown()
            handler.close()

        return stop

    def _http(self) -> Callable[[], None]:
        async def events(request: Request) -> Response:
            body = (await request.body()).decode()
            asked = BoltRequest(body=body, headers=dict(request.headers))
            answer = await run_in_threadpool(self.app.dispatch, asked)
            return Response(answer.body, answer.status, answer.first_headers())

        routes = [Route("/slack/events", events, methods=["POST"])]
        config = uvicorn.Config(Starlette(routes=routes), log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        listening = socket.create_server(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/slack/events"
        self.ws.delivery.transport = HttpDelivery(url, self.ws.app.signing_secret)

        def stop() -> None:
            server.should_exit = True
            thread.join()
            listening.close()

        return stop


def _app(server: Server) -> App:
    ws = server.workspace
    quiet = logging.getLogger("tests.simulator.bolt")
    quiet.setLevel(logging.CRITICAL)
    known = AuthorizeResult(
        enterprise_id=None,
        team_id=ws.world.team_id,
        bot_user_id=ws.bot.id,
        bot_id=ws.app.bot_id,
        bot_token=ws.app.bot_token,
    )
    return App(
        client=WebClient(token=ws.app.bot_token, base_url=server.api_url, logger=quiet),
        signing_secret=ws.app.signing_secret,
        authorize=lambda **_: known,
        process_before_response=True,
        logger=quiet,
        raise_error_for_unhandled_request=False,
    )


@pytest.fixture
def start() -> Iterator[Callable[..., Running]]:
    """Return a function that serves a workspace and makes an app for it; everything ends with the test."""
    begun: list[Running] = []

    def begin(ws: Workspace | None = None, **more: Any) -> Running:
        server = serve(ws or workspace(**more))
        app = _app(server)
        running = Running(server.workspace, server, app, app.client, [])
        begun.append(running)
        return running

    yield begin
    for running in begun:
        for stop in running.stops:
            stop()
        running.server.stop()
