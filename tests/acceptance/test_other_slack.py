"""`coach serve` as a process of its own against a server that speaks Slack's protocol and is not ours."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.other_slack import BOT, CHANNEL, LEAD, MATE, SECRET, TEAM, OtherSlack, by_http

Json = dict[str, Any]


class Served:
    """A running `coach serve`, the server it speaks to, and what a person does there."""

    def __init__(self, slack: OtherSlack, deliver: Callable[[str, Json], Json]) -> None:
        self.slack = slack
        self.deliver = deliver

    def command(self, text: str) -> Json:
        """Type /coach in the channel."""
        slack = self.slack
        who = {"user_id": LEAD, "user_name": "asha", "team_id": TEAM, "team_domain": "other", "api_app_id": "A0"}
        where = {"channel_id": CHANNEL, "channel_name": "ward", "response_url": "", "is_enterprise_install": "false"}
        return self.deliver(
            "slash_commands",
            {**who, **where, "command": "/coach", "text": text, "trigger_id": slack.fresh("tr"), "token": "x"},
        )

    def press(self, message: Json, label: str) -> Json:
        """Press a button of a message, with the keys that Slack's own payload has."""
        block, element = next(
            (block, element)
            for block in message["blocks"]
            if block["type"] == "actions"
            for element in block["elements"]
            if element.get("text", {}).get("text") == label
        )
        keys = ("type", "action_id", "value", "text")
        action = {key: element[key] for key in keys if key in element}
        action |= {"block_id": block["block_id"], "action_ts": self.slack.fresh("1.")}
        container = {"type": "message", "message_ts": message["ts"], "channel_id": CHANNEL, "is_ephemeral": False}
        return self.interact("block_actions", container=container, channel={"id": CHANNEL}, actions=[action])

    def interact(self, kind: str, **more: Any) -> Json:
        """Send an interaction of one type."""
        user = {"id": LEAD, "username": "asha", "name": "asha", "team_id": TEAM}
        body = {"type": kind, "user": user, "team": {"id": TEAM, "domain": "other"}, "enterprise": None, "token": "x"}
        return self.deliver("interactive", {**body, "api_app_id": "A0", "trigger_id": self.slack.fresh("tr"), **more})

    def form(self, box: str) -> Json:
        """The form that has this box, once it is filled."""

        def found() -> Json | None:
            views = reversed(list(self.slack.views.values()))
            return next((v for v in views if any(b.get("block_id") == box for b in v.get("blocks", []))), None)

        view: Json = self.slack.wait(found, f"no form with {box}")
        return view

    def submit(self, view: Json, given: Json) -> Json:
        """Send a form with these values; the others as they stand."""
        values = {}
        for block in view["blocks"]:
            if block["type"] == "input":
                value = given.get(block["block_id"], {"value": None})
                values[block["block_id"]] = {block["element"]["action_id"]: {"type": block["element"]["type"], **value}}
        return self.interact("view_submission", view={**view, "state": {"values": values}}, response_urls=[])

    def posted(self, words: str) -> Json:
        """The newest message with these words, with its ts."""
        said = self.slack.wait(lambda: self.slack.called("chat.postMessage", words), f"nobody said {words}")
        newest: Json = said[-1]
        return newest


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture(params=["socket", "http"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """Start the server and `coach serve` against it; afterwards the process must end by itself, with nothing to say."""
    slack, port = OtherSlack(), free_port()
    http = request.param == "http"
    env = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "COACH_"))}
    env |= {
        "COACH_DATABASE_URL": f"sqlite:///{tmp_path / 'coach.db'}",
        "COACH_SLACK_API_URL": slack.api_url,
        "COACH_PORT": str(port),
        "SLACK_BOT_TOKEN": "xoxb-other",
        **({"SLACK_SIGNING_SECRET": SECRET} if http else {"SLACK_APP_TOKEN": "xapp-other"}),
    }
    command = [sys.executable, "-m", "coach", "serve", *(["--http"] if http else [])]
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(command, env=env, stdout=said, stderr=subprocess.STDOUT, cwd=tmp_path)
    try:
        _healthy(slack, port)
        url = f"http://127.0.0.1:{port}/slack/events"
        yield Served(slack, (lambda kind, body: by_http(url, kind, body)) if http else slack.by_socket)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert "Traceback" not in (tmp_path / "said").read_text()
    finally:
        process.kill()
        process.wait()
        slack.stop()


def _healthy(slack: OtherSlack, port: int) -> None:
    def healthy() -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    slack.until(healthy, "coach serve did not become healthy")


def test_a_team_starts_answers_and_looks_where_it_is(served: Served) -> None:
    served.command("new")
    start = served.form("box:name")
    way = next(block for block in start["blocks"] if block.get("block_id") == "box:way")
    together = next(one for one in way["element"]["options"] if one["value"] == "together")
    given = {
        "box:name": {"value": "Take-home medicines"},
        "box:people": {"selected_users": [MATE]},
        "box:way": {"selected_option": together},
    }
    assert not served.submit(start, {**given, "box:name": {"value": " "}}).get("view"), "an error stays in the form"
    assert served.submit(start, given) == {"response_action": "clear"}

    card = served.posted("What made you look at this now?")
    served.press(card, "Answer")
    asked = served.form("box:explore.trigger#text")
    answers = {
        "box:explore.trigger#text": {"value": "A patient waited in a coat for four hours"},
        "box:explore.problem#what": {"value": "People wait most of the day"},
    }
    assert "errors" not in served.submit(asked, answers)
    served.slack.wait(lambda: served.slack.called("chat.update", "Who uses this"), "the card did not go on")

    shown = served.command("status")
    assert shown["response_type"] == "ephemeral"
    assert "Take-home medicines" in shown["text"]
    assert "bananas" not in served.command("bananas")["text"]

    event = {"type": "app_mention", "user": MATE, "text": f"<@{BOT}> where are we?", "ts": "1800000009.1"}
    event |= {"channel": CHANNEL, "event_ts": "1800000009.1", "team": TEAM}
    body = {"type": "event_callback", "team_id": TEAM, "api_app_id": "A0", "event_id": "Ev1", "event_time": 1}
    for _ in range(2):  # Slack may send it twice
        served.deliver("events_api", {**body, "event": event, "authorizations": [{"team_id": TEAM, "user_id": BOT}]})
    served.slack.wait(lambda: served.slack.called("chat.postEphemeral", "Open now"), "the mention was not answered")
    assert len(served.slack.called("chat.postEphemeral", "Open now")) == 1
    unknown = {method for method, _ in served.slack.calls if not hasattr(served.slack, "_" + method.replace(".", "_"))}
    assert not unknown, "the app needs no more than this"
