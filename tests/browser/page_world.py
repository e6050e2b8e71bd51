"""A served workspace with a small app behind it, and a browser page looking at it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from coach.clocks import MovableClock
from coach.simulator.cast import sample_workspace
from coach.simulator.delivery import Envelope, Outcome
from coach.simulator.server import Server, serve
from coach.simulator.workspace import Workspace
from tests.browser import page_blocks

Json = dict[str, Any]
START = datetime(2026, 5, 12, 12, 40, tzinfo=UTC)
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCOPES = ["commands", "chat:write", "app_mentions:read", "im:history", "im:write", "users:read", "files:write"]
MANIFEST: Json = {
    "display_information": {"name": "Coach"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Coach"},
        "slash_commands": [
            {
                "command": "/coach",
                "description": "Your improvement coach",
                "usage_hint": "[new | next | help]",
                "should_escape": True,
            }
        ],
        "shortcuts": [{"name": "Add to improvement project", "type": "message", "callback_id": "add"}],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {"event_subscriptions": {"bot_events": ["app_mention", "message.im", "app_home_opened"]}},
}


@dataclass
class App:
    """The app at the other end: keeps what it is told, opens forms, answers as the test wants."""

    ws: Workspace
    heard: list[Json] = field(default_factory=list)
    form: Json = field(default_factory=page_blocks.start_form)
    answers: list[Json] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)

    def connected(self) -> bool:
        """Stay reachable."""
        return True

    def deliver(self, envelope: Envelope, seconds: float) -> Outcome:
        """Take one envelope and ack it; a form's ack carries the next of `answers`."""
        payload = envelope.payload
        with self.news:
            self.heard.append(payload)
            self.news.notify_all()
        kind = payload.get("type", envelope.kind)
        if envelope.kind == "slash_commands":
            self.call("views.open", trigger_id=payload["trigger_id"], view=self.form)
        elif kind == "block_actions" and payload["actions"][0]["action_id"] == "push":
            self.call("views.push", trigger_id=payload["trigger_id"], view=page_blocks.pushed_form())
        elif kind == "block_actions" and payload["actions"][0]["action_id"] == "renew":
            self.call("views.update", view_id=payload["view"]["id"], view=page_blocks.renewed_form())
        elif kind == "event_callback" and payload["event"]["type"] == "app_home_opened":
            self.call("views.publish", user_id=payload["event"]["user"], view=page_blocks.home())
        elif kind == "view_submission" and self.answers:
            return Outcome(True, self.answers.pop(0))
        return Outcome(True)

    def call(self, method: str, **args: Any) -> Json:
        """Call the Web API with the app's own token; a refusal is a mistake of the test."""
        answer = self.ws.api.call(method, args, self.ws.app.bot_token)
        assert answer.body.get("ok"), answer.body
        return answer.body

    def hear(self, kind: str, action_id: str | None = None) -> Json:
        """Wait for a payload of one type (and of one element) and return the newest; five seconds at most."""

        def found() -> list[Json]:
            told = self.of(kind)
            return [one for one in told if action_id in (None, (one.get("actions") or [{}])[0].get("action_id"))]

        with self.news:
            assert self.news.wait_for(found, 5), f"The app heard no {kind} {action_id or ''}"
            return found()[-1]

    def of(self, kind: str) -> list[Json]:
        """Return everything heard of one payload type."""
        return [payload for payload in self.heard if payload.get("type") == kind]


@dataclass
class World:
    """What a test works with."""

    ws: Workspace
    server: Server
    app: App
    browser: Browser
    faults: list[str] = field(default_factory=list)

    def id(self, name: str) -> str:
        """Return a person's id."""
        return self.ws.person(name).person.id

    def place(self, name: str = "ward-7") -> str:
        """Return a channel's id."""
        return self.ws.world.place(name).id

    def open(self, who: str = "Asha", path: str = "", **context: Any) -> Page:
        """Open the page as somebody, the first minute put away, and wait until it is drawn."""
        page = self.browser.new_context(**context).new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        page.add_init_script(
            "localStorage.getItem('coach.first-minute') ||"
            " localStorage.setItem('coach.first-minute', '{\"at\":0,\"gone\":true}')"
        )
        page.goto(f"{self.server.url}?as={self.id(who)}{path}")
        page.wait_for_selector("body.ready")
        return page

    def until(self, true: Callable[[], bool], seconds: float = 5) -> None:
        """Wait until something is so in the workspace: the page shows a closed form gone before the server knows."""
        waiting, ends = threading.Event(), time.monotonic() + seconds
        while not true():
            assert time.monotonic() < ends, f"Not so within {seconds} s"
            waiting.wait(0.02)

    def post(self, text: str = "Words", **more: Any) -> str:
        """Let the app post into #ward-7, no faster than Slack allows; return the message's ts."""
        self.ws.move_clock(by=timedelta(seconds=1))
        return str(self.app.call("chat.postMessage", channel=self.place(), text=text, **more)["ts"])


@pytest.fixture(scope="module", name="chromium")
def chromium_fixture() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(name="world")
def world_fixture(chromium: Browser) -> Iterator[World]:
    """Serve a fresh sample workspace; afterwards no page may have reported an error."""
    ws = sample_workspace(MovableClock(START, running=False), MANIFEST)
    server = serve(ws)
    app = App(ws)
    ws.delivery.transport = app
    ws.on_others = lambda user, place: "Tom, Mei and 2 others answered."
    world = World(ws, server, app, chromium)
    try:
        yield world
    finally:
        for context in list(chromium.contexts):
            context.close()
        server.stop()
    assert world.faults == []


def element(page: Page, action_id: str) -> Locator:
    """Return the control of a block's element."""
    return page.locator(f'[data-action-id="{action_id}"]')


def message(page: Page, ts: str) -> Locator:
    """Return one message of the open place."""
    return page.locator(f'#messages article[data-ts="{ts}"]')


def send(page: Page, text: str, box: str = "#composer") -> None:
    """Type words into a box and send them."""
    page.fill(box, text)
    page.press(box, "Enter")
