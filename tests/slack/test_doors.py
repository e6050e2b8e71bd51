"""Who may come in by HTTP: forged, replayed, old and strange requests; and the app's own few start-up rules."""

from __future__ import annotations

import hashlib
import hmac
import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltResponse

from coach.clocks import SystemClock
from coach.errors import SettingsError
from coach.inbound import Pressed
from coach.slack.app import build_app
from coach.slack.client import make_client
from coach.slack.transport import WebEdge, dispatch
from coach.views import Message, Press, Reply
from tests.slack.conftest import Running

Json = dict[str, Any]
COMMAND = {
    "command": "/coach",
    "text": "status",
    "user_id": "U2",
    "team_id": "T1",
    "channel_id": "C1",
    "trigger_id": "t",
}


def send(run: Running, body: str, *, stamp: str = "", secret: str = "", kind: str = "application/json") -> BoltResponse:
    """Sign a body as Slack does and bring it to the app."""
    when = stamp or str(int(SystemClock().now().timestamp()))
    key = secret or run.ws.app.signing_secret
    signature = "v0=" + hmac.new(key.encode(), f"v0:{when}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"x-slack-request-timestamp": when, "x-slack-signature": signature, "content-type": kind}
    return dispatch(run.app, body.encode(), headers)


def interact(run: Running, payload: Json, **more: Any) -> BoltResponse:
    return send(run, urlencode({"payload": json.dumps(payload)}), kind="application/x-www-form-urlencoded", **more)


def test_a_signed_command_comes_in(bare: Running) -> None:
    bare.coach.on["/coach status"] = Reply(message=Message("All well."))
    answer = send(bare, urlencode(COMMAND), kind="application/x-www-form-urlencoded")
    assert answer.status == 200
    assert json.loads(answer.body) == {"response_type": "ephemeral", "text": "All well."}


@pytest.mark.parametrize("stamp", ["x", "1e9", "-1", "99999999999999999999999", "１２３", "1700000000"])
def test_old_replayed_and_strange_moments_are_refused(bare: Running, stamp: str) -> None:
    assert send(bare, urlencode(COMMAND), stamp=stamp, kind="application/x-www-form-urlencoded").status == 401
    assert bare.coach.taken == []


def test_forged_signatures_and_changed_bodies_are_refused(bare: Running, caplog: pytest.LogCaptureFixture) -> None:
    form = "application/x-www-form-urlencoded"
    assert send(bare, urlencode(COMMAND), secret="guessed", kind=form).status == 401
    now = str(int(SystemClock().now().timestamp()))
    assert dispatch(bare.app, b'{"type":"event_callback"}', {"x-slack-request-timestamp": now}).status == 401
    assert dispatch(bare.app, b"", {}).status == 401
    assert bare.coach.taken == []
    assert "status" not in caplog.text


def test_without_a_signing_secret_nothing_comes_in_by_http(bare: Running) -> None:
    client = make_client(bare.ws.app.bot_token, bare.server.api_url)
    app = build_app(bare.coach, client=client, messenger=bare.messenger, clock=bare.ws.clock)
    stamp = str(int(SystemClock().now().timestamp()))
    signature = "v0=" + hmac.new(b"", f"v0:{stamp}:{{}}".encode(), hashlib.sha256).hexdigest()
    answer = dispatch(app, b"{}", {"x-slack-request-timestamp": stamp, "x-slack-signature": signature})
    assert answer.status == 401
    with pytest.raises(SettingsError, match="slack_signing_secret"):
        WebEdge(health=dict, metrics=str, app=app, host="127.0.0.1", port=0)
    app.close()


def test_slacks_own_checks_are_answered(bare: Running) -> None:
    assert dispatch(bare.app, b"ssl_check=1&token=x", {}).status == 200
    answer = send(bare, json.dumps({"type": "url_verification", "challenge": "abc"}))
    assert json.loads(answer.body) == {"challenge": "abc"}


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1},
        {"type": "event_callback", "event_id": "Ev1"},
        {"type": "event_callback", "event_id": "Ev2", "event": {"type": "team_join", "user": "U2"}},
        {"type": "event_callback", "event_id": "Ev3", "event": {"type": "message", "subtype": "channel_topic"}},
        {"type": "something_of_2029"},
        {},
    ],
)
def test_events_and_kinds_that_say_nothing_are_acked(bare: Running, payload: Json) -> None:
    assert send(bare, json.dumps(payload)).status == 200
    assert bare.coach.taken == []


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "view_closed", "user": {"id": "U2"}, "view": {"id": "V1", "type": "modal", "callback_id": "start"}},
        {"type": "block_actions", "user": {"id": "U2"}, "actions": []},
        {"type": "dialog_submission", "callback_id": "x", "user": {"id": "U2"}, "submission": {}},
        {"type": "view_submission", "user": {"id": "U2"}, "view": {}},
    ],
)
def test_interactions_that_say_nothing_are_acked(bare: Running, payload: Json) -> None:
    assert interact(bare, payload).status == 200
    assert bare.coach.taken == []


def test_options_are_none_and_an_unknown_command_is_answered_in_words(bare: Running) -> None:
    asked = {"type": "block_suggestion", "user": {"id": "U2"}, "action_id": "x", "block_id": "b", "value": "a"}
    assert json.loads(interact(bare, asked).body) == {"options": []}
    answer = send(bare, urlencode({**COMMAND, "command": "/other"}), kind="application/x-www-form-urlencoded")
    assert "/coach help" in json.loads(answer.body)["text"]


def test_unknown_forms_and_shortcuts_are_old_buttons(bare: Running) -> None:
    user = {"id": "U2", "team_id": bare.ws.world.team_id}
    bare.coach.on["old"] = Reply(message=Message("That form is from earlier."))
    view = {"id": "V1", "type": "modal", "callback_id": "gone"}
    answer = interact(bare, {"type": "view_submission", "user": user, "view": view})
    shown = json.loads(answer.body)
    assert shown["response_action"] == "update"
    assert shown["view"]["blocks"][0]["text"]["text"] == "That form is from earlier."
    bare.coach.on["old"] = Reply()
    shortcut = {"type": "shortcut", "callback_id": "gone", "user": user, "action_ts": "1.0", "trigger_id": "t"}
    assert interact(bare, shortcut).status == 200
    assert bare.coach.taken[1].what == Pressed(Press("old"))


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe",
        b"{",
        b"[1]",
        b"payload=%7B",
        b"payload=[1]",
        b"payload=7",
        b'{"a":' * 9_999,
        b'{"authorizations": {"a": 1}}',
    ],
)
def test_unreadable_bodies_are_refused(bare: Running, body: bytes) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert dispatch(bare.app, body, kind).status in (400, 401)


def test_a_retry_keeps_its_key(bare: Running) -> None:
    inner = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U2", "text": "a need", "ts": "5.0"}
    body = json.dumps({"type": "event_callback", "event_id": "Ev9", "event": inner})
    send(bare, body)
    send(bare, body)
    assert [one.key for one in bare.coach.taken] == ["event:Ev9", "event:Ev9"]


def test_the_environment_cannot_reach_around_the_settings(bare: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, "from-elsewhere")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    client = make_client(bare.ws.app.bot_token, bare.server.api_url)
    app = build_app(bare.coach, client=client, messenger=bare.messenger, clock=bare.ws.clock, signing_secret="s")
    assert app.bolt.oauth_flow is None
    assert app.bolt.client.proxy is None
    assert app.who.workspace == bare.ws.world.team_id
    app.close()


def test_a_wrong_token_and_a_wrong_address_are_named_in_words(bare: Running) -> None:
    def build(token: str, address: str) -> None:
        build_app(bare.coach, client=make_client(token, address), messenger=bare.messenger, clock=bare.ws.clock)

    with pytest.raises(SettingsError) as refused:
        build("xoxb-wrong", bare.server.api_url)
    assert "SLACK_BOT_TOKEN" in refused.value.words
    with pytest.raises(SettingsError) as lost:
        build("xoxb-wrong", "http://127.0.0.1:9/api/")
    assert "COACH_SLACK_API_URL" in lost.value.words
    bare.ws.fail_next("auth.test", "429")
    with pytest.raises(SettingsError) as busy:
        build(bare.ws.app.bot_token, bare.server.api_url)
    assert busy.value.code == "slack_busy"


def test_health_and_metrics_are_served_without_slack() -> None:
    state = {"ok": True, "database": "reachable"}
    edge = WebEdge(health=lambda: state, metrics=lambda: "coach_up 1\n", host="127.0.0.1", port=0)
    edge.start()
    base = f"http://127.0.0.1:{edge.port}"
    with urllib.request.urlopen(f"{base}/health") as answer:
        assert json.load(answer) == state
    with urllib.request.urlopen(f"{base}/metrics") as answer:
        assert answer.read() == b"coach_up 1\n"
    state["ok"] = False
    assert _status(f"{base}/health") == 503
    assert _status(f"{base}/slack/events") == 404
    with pytest.raises(SettingsError, match="port_taken"):
        WebEdge(health=dict, metrics=str, host="127.0.0.1", port=edge.port)
    edge.stop()


def _status(url: str) -> int:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(url)
    refused.value.close()
    return refused.value.code
