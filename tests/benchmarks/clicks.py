"""What people do, as Slack would send it: each click is a payload with a place for its number."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.slack_server import APP, BOT, BOT_ID, WORKSPACE

NUMBER = "N0N0N0N"  # replaced by the click's number: it survives JSON and URL encoding
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Click:
    """One thing a person does; `form`: it opens a form; `name` says what it is."""

    name: str
    form: bool
    payload: str

    def envelope(self, number: int) -> str:
        """The click as Socket Mode carries it."""
        payload = self.payload.replace(NUMBER, str(number))
        head = '{"type":"interactive","accepts_response_payload":true,"envelope_id":"%d","payload":' % number  # noqa: UP031
        return f"{head}{payload}}}"

    def body(self, number: int) -> str:
        """The click as HTTP carries it."""
        return self.payload.replace(NUMBER, str(number))


def press(name: str, person: str, message: Json, element: Json, value: str, *, form: bool) -> Click:
    """A button or menu entry of a posted message (`channel`, `ts`, `text`, `blocks`)."""
    action: Json = {"action_id": element["action_id"], "block_id": element["block_id"], "type": element["type"]}
    if element["type"] == "button":
        action |= {"value": value, "text": element["text"]}
    else:
        action["selected_option"] = next(one for one in element["options"] if one["value"] == value)
    where = {"type": "message", "message_ts": message["ts"], "channel_id": message["channel"], "is_ephemeral": False}
    posted = {"type": "message", "user": BOT, "bot_id": BOT_ID, "team": WORKSPACE, **message}
    posted.pop("channel")
    body = _interaction("block_actions", person) | {
        "container": where,
        "channel": {"id": message["channel"], "name": "directmessage"},
        "message": posted,
        "state": {"values": {}},
        "response_url": f"@API@respond/{NUMBER}",
        "actions": [{**action, "action_ts": f"1790000000.{NUMBER}"}],
    }
    return Click(name, form, json.dumps(body, separators=(",", ":")))


def submit(name: str, person: str, view: Json, boxes: dict[str, str]) -> Click:
    """A form of text boxes that is sent; `boxes` by block id."""
    values: Json = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            typed: Json = {"type": element["type"]}
            if element["type"] == "plain_text_input":
                typed["value"] = boxes.get(block["block_id"], element.get("initial_value"))
            values[block["block_id"]] = {element["action_id"]: typed}
    ids = {"id": f"V{NUMBER}", "hash": f"h{NUMBER}", "team_id": WORKSPACE, "app_id": APP, "bot_id": BOT_ID}
    whole = {**view, **ids, "state": {"values": values}, "root_view_id": f"V{NUMBER}", "previous_view_id": None}
    body = _interaction("view_submission", person) | {"view": whole, "response_urls": []}
    return Click(name, False, json.dumps(body, separators=(",", ":")))


def _interaction(kind: str, person: str) -> Json:
    return {
        "type": kind,
        "team": {"id": WORKSPACE, "domain": "riverside"},
        "enterprise": None,
        "user": {"id": person, "username": person.lower(), "name": person.lower(), "team_id": WORKSPACE},
        "api_app_id": APP,
        "token": "verification",
        "trigger_id": f"trigger{NUMBER}",
        "is_enterprise_install": False,
    }
