"""The check of every recorded call sees what breaks Slack's limits, and leaves alone what keeps them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.limits import breaches

Json = dict[str, Any]
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
GOOD: list[Json] = [
    {"method": "chat.postMessage", "args": {"channel": "C01", "text": "words", "blocks": [SECTION]}},
    {"method": "chat.update", "args": {"channel": "D01", "ts": "1800000000.000100", "text": "words"}},
    {"method": "ack", "args": {"response_action": "errors", "errors": {"box": "Please say what."}}},
    {"method": "response_url", "args": {"replace_original": True, "text": "words"}},
    {"method": "users.info", "args": {"user": "U1"}},
]


def changed(of: int, **args: Any) -> Json:
    return {"method": GOOD[of]["method"], "args": {**GOOD[of]["args"], **args}}


def test_what_keeps_them_is_left_alone() -> None:
    assert breaches(GOOD) == []


@pytest.mark.parametrize(
    "call",
    [
        changed(0, text=""),
        changed(0, text="x" * 4000),
        changed(0, blocks=[SECTION] * 51),
        changed(0, blocks=[{**SECTION, "text": {"type": "mrkdwn", "text": "x" * 3001}}]),
        changed(0, blocks=[{**SECTION, "text": {"type": "mrkdwn", "text": "x" * 2900}}] * 5),
        changed(0, channel="U01"),
        changed(0, channel="ward-7"),
        changed(0, thread_ts="180000"),
        changed(1, ts=""),
        changed(2, errors={"box": ""}),
        changed(3, response_type="ephemeral", text=""),
        changed(3, channel="C01"),
        {
            "method": "views.open",
            "args": {"view": {"type": "modal", "title": {"text": "x" * 25}}},
        },
    ],
)
def test_what_breaks_one_is_named(call: Json) -> None:
    (found, *_) = breaches([*GOOD, call])
    assert found.startswith(call["method"])
