"""Buttons, menus and picks: their action id is the press's name and a number."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import App, BoltResponse

from coach.presses import PRESSES
from coach.slack.desk import Desk
from coach.slack.elements import MENU_ACTION

KNOWN = re.compile(rf"({'|'.join(map(re.escape, (*PRESSES, MENU_ACTION)))})\.\d+")


def register(app: App, desk: Desk) -> None:
    """Listen to every press that has a name."""

    @app.action(KNOWN)
    def pressed(body: dict[str, Any]) -> BoltResponse:
        return desk.take(body)
