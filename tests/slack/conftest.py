"""The real app beside a served workspace, over both transports, with a scripted coach behind it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from coach.clocks import MovableClock
from coach.inbound import Commanded, Inbound, Pressed, Submitted
from coach.presses import PRESSES
from coach.simulator.delivery import ACK_SECONDS
from coach.simulator.http_delivery import HttpDelivery
from coach.simulator.server import Server, serve
from coach.simulator.workspace import Workspace
from coach.slack.app import SlackApp, build_app
from coach.slack.client import make_client
from coach.slack.directory import SlackDirectory
from coach.slack.manifest import manifest
from coach.slack.messenger import SlackMessenger
from coach.slack.socket_mode import SocketMode
from coach.slack.transport import WebEdge
from coach.views import Form, Home, Press, Reply, Text
from tests.limits import breaches

Json = dict[str, Any]
START = datetime(2026, 5, 12, 12, 40, tzinfo=UTC)
Script = Callable[[Inbound], Reply]


class ScriptedCoach:
    """A coach that does what the test says: `on[press]` answers presses and forms, `said` and `commanded` words."""

    def __init__(self) -> None:
        self.taken: list[Inbound] = []
        self.asked: list[Inbound] = []
        self.on: dict[str, Script | Reply | Exception] = {}
        self.forms: dict[str, Form | Exception] = {}
        self.homes: list[tuple[str, str]] = []
        self.home_says = "Nothing waits for you."
        self.lock = threading.Lock()

    def handle(self, inbound: Inbound) -> Reply:
        with self.lock:
            self.taken.append(inbound)
        answer = self.on.get(self._name(inbound), Reply())
        if isinstance(answer, Exception):
            raise answer
        return answer(inbound) if callable(answer) else answer

    def form(self, inbound: Inbound) -> Form:
        with self.lock:
            self.asked.append(inbound)
        form = self.forms[self._name(inbound)]
        if isinstance(form, Exception):
            raise form
        return form

    def wants_form(self, inbound: Inbound) -> bool:
        what = inbound.what
        if isinstance(what, Pressed):
            return PRESSES.get(what.press.do) == "form"
        return self._name(inbound) in self.forms

    def home(self, workspace: str, person: str) -> Home:
        with self.lock:
            self.homes.append((workspace, person))
        return Home((Text(self.home_says),))

    @staticmethod
    def _name(inbound: Inbound) -> str:
        what = inbound.what
        if isinstance(what, Pressed | Submitted):
            return what.press.do
        return f"/coach {what.text}".strip() if isinstance(what, Commanded) else type(what).__name__


@dataclass
class Running:
    """A workspace being served, and the app that runs against it."""

    ws: Workspace
    server: Server
    coach: ScriptedCoach
    app: SlackApp
    messenger: SlackMessenger
    directory: SlackDirectory
    sockets: SocketMode | None = None
    stops: list[Callable[[], None]] = field(default_factory=list)

    def connect(self, transport: str) -> None:
        """Start the app by Socket Mode or signed HTTP."""
        if transport == "socket":
            self.sockets = SocketMode(self.app, self.ws.app.app_token)
            self.sockets.start()
            self.stops.append(self.sockets.close)
            assert self.sockets.wait_connected()
            assert self.server.socket_mode.wait_connected(2)
            return
        edge = WebEdge(health=lambda: {"ok": True}, metrics=lambda: "up 1\n", app=self.app, host="127.0.0.1", port=0)
        edge.start()
        self.stops.append(edge.stop)
        url = f"http://127.0.0.1:{edge.port}/slack/events"
        self.ws.delivery.transport = HttpDelivery(url, self.ws.app.signing_secret)

    def settled(self) -> None:
        """Wait until the app has done what follows its acks."""
        assert self.app.idle(10)
        assert self.ws.settle(10)

    def called(self, method: str) -> list[Json]:
        """Return the arguments of every call of one method."""
        self.settled()
        return [call["args"] for call in self.ws.calls if call["method"] == method]

    def stop(self) -> None:
        """End everything."""
        for stop in self.stops:
            stop()
        self.app.close()
        self.server.stop()
        assert breaches(self.ws.calls) == []


def workspace(ack_seconds: float = ACK_SECONDS) -> Workspace:
    """Return a workspace of three people, its clock standing at Tuesday 12 May 2026, 13:40 in London."""
    ws = Workspace(MovableClock(START, running=False), manifest(), ack_seconds=ack_seconds)
    for name in ("Asha", "Tom"):
        ws.add_person(name, "Nurse", email=f"{name.lower()}@riverside.example")
    ws.add_person("Col", "Paramedic", external=True)
    ws.add_channel("ward-7", ["Coach", "Asha", "Tom", "Col"])
    ws.add_channel("elsewhere", ["Asha"])
    return ws


def running(ws: Workspace | None = None) -> Running:
    """Serve a workspace and build the app for it, not yet connected."""
    server = serve(ws or workspace())
    ws = server.workspace
    client = make_client(ws.app.bot_token, server.api_url)
    messenger, coach = SlackMessenger(client), ScriptedCoach()
    app = build_app(coach, client=client, messenger=messenger, clock=ws.clock, signing_secret=ws.app.signing_secret)
    return Running(ws, server, coach, app, messenger, SlackDirectory(client, ws.clock))


@pytest.fixture(params=["socket", "http"])
def run(request: pytest.FixtureRequest) -> Iterator[Running]:
    """The app connected, once by each transport."""
    begun = running()
    begun.connect(str(request.param))
    yield begun
    begun.stop()


@pytest.fixture
def bare() -> Iterator[Running]:
    """The app without a transport, to dispatch to directly."""
    begun = running()
    yield begun
    begun.stop()


def press(do: str, **more: Any) -> Press:
    """Return a press in the project of these tests."""
    return Press(do, "p7k2m9qa", **more)
