"""The sample workspace of the demo: an invented ward team at "Riverside Health"."""

from __future__ import annotations

from typing import Any

from coach.ports import Clock
from coach.simulator.workspace import Workspace

TEAM = (
    ("Asha", "Ward sister"),
    ("Tom", "Health care assistant"),
    ("Mei", "Ward pharmacist"),
    ("Dr Patel", "Registrar"),
    ("Joy", "Discharge coordinator"),
)


def sample_workspace(clock: Clock, manifest: dict[str, Any], **more: Any) -> Workspace:
    """Return Ward 7's workspace: five people, two channels, the app in both; `more` goes to Workspace."""
    workspace = Workspace(clock, manifest, name="Riverside Health", **more)
    for name, title in TEAM:
        email = f"{name.lower().replace(' ', '.')}@riverside.example"
        workspace.add_person(name, title, email=email, admin=name == TEAM[0][0])
    everyone = [workspace.bot.name, *(name for name, _ in TEAM)]
    workspace.add_channel("ward-7", everyone, topic="Ward 7, day to day")
    workspace.add_channel("clinic-letters", everyone, topic="Letters out within two days")
    return workspace
