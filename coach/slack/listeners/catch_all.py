"""Whatever has no listener of its own: old buttons are told kindly, the rest is acked and left."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import App, BoltResponse

from coach.slack import said
from coach.slack.desk import Desk
from coach.slack.replies import ack

ANY = re.compile(".*", re.DOTALL)


def register(app: App, desk: Desk) -> None:
    """Listen to everything that is left."""

    @app.command(ANY)
    def unknown_command(body: dict[str, Any]) -> BoltResponse:
        return desk.say(body, said.NO_SUCH_COMMAND)

    def old(body: dict[str, Any]) -> BoltResponse:
        return desk.take(body)

    app.action(ANY)(old)
    app.view_submission(ANY)(old)
    app.shortcut(ANY)(old)

    def nothing_to_do() -> BoltResponse:
        return ack()

    app.view_closed(ANY)(nothing_to_do)
    app.event(ANY)(nothing_to_do)

    @app.options(ANY)
    def no_options() -> BoltResponse:
        return ack({"options": []})
