"""The first message follows what its person said: its three buttons have had their time."""

from __future__ import annotations

from coach.services import screens
from coach.services.outbox import Delivery
from coach.services.posting import Sender
from coach.services.scene import Scene
from storage import messages


def greeted(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """Change a person's first message to what they agreed to; nothing where they never had one."""
    with sender.room.transactions.read() as session:
        shown = messages.messages_of(session, scene.workspace, scene.project, f"first:{delivery.person}:")
    for posted in shown:
        sender.show(posted.slot, posted.channel, screens.naming.greeted(scene, delivery.person))
