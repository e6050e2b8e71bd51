"""What people see, and what Slack is told, when something does not work: by kind of request."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coach.errors import CoachError
from coach.simulator.block_rules import errors_in_view
from coach.views import Button, Controls, Home, Message, Reply, Text
from storage.errors import DatabaseBusy
from tests.slack.conftest import Running, press
from tests.slack.test_doors import COMMAND, interact, send

Json = dict[str, Any]
BUSY = "I'm busy just now"


def user(run: Running) -> Json:
    return {"id": run.ws.person("Tom").id, "team_id": run.ws.world.team_id}


def click(run: Running, do: str, **more: Any) -> Json:
    """Return a click on a message by Tom, with a response URL that works and a trigger that does not."""
    action = {"type": "button", "action_id": f"{do}.0", "block_id": "row:0.0", "action_ts": "1.0", "value": f"1|{do}"}
    where = {"type": "message", "channel_id": "C1", "message_ts": "5.0"}
    url = run.ws.response_urls.issue(run.ws.person("Tom").id, "C1")
    body = {"type": "block_actions", "user": user(run), "actions": [action], "trigger_id": "long gone"}
    return {**body, "container": where, "response_url": url, **more}


def in_home(run: Running, do: str) -> Json:
    body = click(run, do, container={"type": "view", "view_id": "V1"})
    del body["response_url"]
    return {**body, "view": {"id": "V1", "type": "home", "callback_id": "home"}}


def submission(run: Running, *boxes: str) -> Json:
    blocks = [{"type": "input", "block_id": box} for box in boxes]
    view = {"id": "V1", "hash": "h", "type": "modal", "callback_id": "start", "blocks": blocks}
    return {"type": "view_submission", "user": user(run), "view": {**view, "private_metadata": '{"p":"1|start"}'}}


def test_a_trigger_that_is_too_old_is_told_where_the_person_pressed(bare: Running) -> None:
    tom = bare.ws.person("Tom")
    assert interact(bare, click(bare, "answer")).status == 200
    bare.settled()
    assert tom.messages("#ward-7")[-1].text == "That took me a moment too long. Please press it once more."
    assert bare.coach.asked == []
    assert interact(bare, in_home(bare, "answer")).status == 200
    bare.settled()
    assert tom.dm_messages()[-1].text == "That took me a moment too long. Please press it once more."


@pytest.mark.parametrize("error", [DatabaseBusy(), CoachError("busy", DatabaseBusy.words)])
def test_words_by_kind(bare: Running, error: Exception) -> None:
    bare.coach.on |= {"/coach status": error, "why": error, "start": error}
    tom = bare.ws.person("Tom")
    answer = send(bare, "&".join(f"{k}={v}" for k, v in COMMAND.items()), kind="application/x-www-form-urlencoded")
    shown = json.loads(answer.body)
    assert (answer.status, shown["response_type"]) == (200, "ephemeral")
    assert shown["text"].startswith(BUSY)

    assert interact(bare, click(bare, "why")).status == 200
    bare.settled()
    assert tom.messages("#ward-7")[-1].text.startswith(BUSY)

    assert interact(bare, in_home(bare, "why")).status == 200
    bare.settled()
    assert tom.dm_messages()[-1].text.startswith(BUSY)

    body = json.loads(interact(bare, submission(bare, "box:name", "box:who")).body)
    assert body["response_action"] == "errors"
    assert body["errors"]["box:name"].startswith(BUSY)

    body = json.loads(interact(bare, submission(bare)).body)
    assert body["response_action"] == "update"
    assert errors_in_view(body["view"], "modal") == []


@pytest.mark.parametrize(
    ("error", "status"), [(DatabaseBusy(), 500), (ValueError("x"), 500), (CoachError("closed", "It has closed."), 200)]
)
def test_an_event_that_failed_is_not_acked(bare: Running, error: Exception, status: int) -> None:
    bare.coach.on["Said"] = error
    channel = bare.messenger.dm("T1", bare.ws.person("Tom").id)
    inner = {"type": "message", "channel": channel, "channel_type": "im", "text": "a need", "ts": "5.0"}
    body = {"type": "event_callback", "event_id": "Ev9", "event": {**inner, "user": bare.ws.person("Tom").id}}
    assert send(bare, json.dumps(body)).status == status
    bare.settled()
    words = [message.text for message in bare.ws.person("Tom").dm_messages()]
    assert words == (["It has closed."] if status == 200 else [])


def test_a_reply_that_came_too_soon_for_slack_is_sent_once_more(bare: Running) -> None:
    bare.coach.on["Said"] = Reply(message=Message("I have 4."))
    tom = bare.ws.person("Tom")
    bare.ws.fail_next("chat.postMessage", "429")
    channel = bare.messenger.dm("T1", tom.id)
    inner = {"type": "message", "channel": channel, "channel_type": "im", "text": "a need", "ts": "5.0", "user": tom.id}
    assert send(bare, json.dumps({"type": "event_callback", "event_id": "Ev9", "event": inner})).status == 200
    bare.settled()
    assert [message.text for message in tom.dm_messages()] == ["I have 4."]


def test_a_home_that_could_not_be_published_harms_nothing(bare: Running) -> None:
    bare.coach.home = lambda workspace, person: Home((Text("x"), Controls((Button("y", press("next")),))))  # type: ignore[method-assign]
    bare.ws.fail_next("views.publish", "500")
    tom = bare.ws.person("Tom")
    opened = {"type": "app_home_opened", "user": tom.id, "tab": "home", "channel": "D1"}
    for number in range(2):
        body = {"type": "event_callback", "event_id": f"Ev{number}", "event": opened}
        assert send(bare, json.dumps(body)).status == 200
        bare.settled()
    assert tom.home is not None
