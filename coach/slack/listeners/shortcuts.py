"""The message shortcut "Add to improvement project"."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltResponse

from coach.slack.desk import Desk
from coach.slack.inbound import ADD_MESSAGE


def register(app: App, desk: Desk) -> None:
    """Listen to the one shortcut."""

    @app.message_shortcut(ADD_MESSAGE)
    def add_message(body: dict[str, Any]) -> BoltResponse:
        return desk.take(body)
