"""Forms that were sent: their callback id is the name of the press that their Save sends."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import App, BoltResponse

from coach.presses import PRESSES
from coach.slack.desk import Desk

KNOWN = re.compile(rf"({'|'.join(map(re.escape, PRESSES))})$")


def register(app: App, desk: Desk) -> None:
    """Listen to every form that has a name."""

    @app.view(KNOWN)
    def sent(body: dict[str, Any]) -> BoltResponse:
        return desk.take(body)
