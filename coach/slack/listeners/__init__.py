"""Bolt listeners: each hands its payload to the desk. The catch-alls come last, for Bolt takes the first that fits."""

from __future__ import annotations

from slack_bolt import App

from coach.slack.desk import Desk
from coach.slack.listeners import actions, catch_all, commands, events, shortcuts, views


def register(app: App, desk: Desk) -> None:
    """Register every listener."""
    for room in (commands, actions, views, shortcuts, events, catch_all):
        room.register(app, desk)
