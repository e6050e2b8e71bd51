"""Events: a mention, words in the DM, Home opened, the app removed."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltResponse

from coach.slack.desk import Desk

# What the manifest subscribes to, and the scope each needs ("" for none).
EVENTS = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "app_home_opened": "",
    "app_uninstalled": "",
    "tokens_revoked": "",
}


def register(app: App, desk: Desk) -> None:
    """Listen to the five events."""

    def happened(body: dict[str, Any]) -> BoltResponse:
        return desk.take(body)

    for name in EVENTS:
        app.event(name.partition(".")[0])(happened)
