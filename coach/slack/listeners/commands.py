"""/coach."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltResponse

from coach.slack.desk import Desk

COMMAND = "/coach"


def register(app: App, desk: Desk) -> None:
    """Listen to the one command."""

    @app.command(COMMAND)
    def coach_command(body: dict[str, Any]) -> BoltResponse:
        return desk.take(body)
