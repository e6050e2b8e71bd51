"""The first message follows what its person said, and the cards of somebody who leaves calm down."""

from __future__ import annotations

from dataclasses import replace

from coach.services import screens
from coach.services.scene import Scene
from coach.services.sending.cards import prefix
from coach.services.sending.outbox import Delivery
from coach.services.sending.posting import Sender
from storage import messages
from storage.messages import Posted


def greeted(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """Change a person's first message to what they agreed to; nothing where they never had one."""
    with sender.room.transactions.read() as session:
        shown = messages.messages_of(session, scene.workspace, scene.project, f"first:{delivery.person}:")
    for posted in shown:
        sender.show(posted.slot, posted.channel, screens.naming.greeted(scene, delivery.person))
    member = scene.state.team.get(delivery.person)
    if member is not None and member.status == "left":
        _over(sender, scene, delivery.person, shown)
        _calm(sender, scene, delivery.person)


def _over(sender: Sender, scene: Scene, person: str, shown: tuple[Posted, ...]) -> None:
    """It has had its time: who is asked once more gets a new message, for nobody hears that an old one has changed."""
    with sender.room.transactions.write() as session:
        for posted in shown:
            now = messages.message_in(session, scene.workspace, scene.project, posted.slot)
            if now is not None and not now.slot.endswith(now.ts):
                messages.forget_message(session, scene.workspace, scene.project, now.slot)
                messages.keep_message(session, replace(now, slot=f"first:{person}:{now.ts}"))


def _calm(sender: Sender, scene: Scene, person: str) -> None:
    """The cards of somebody who has left say what they said, and ask for nothing; joining again brings them back."""
    before = prefix(scene, person)
    with sender.room.transactions.read() as session:
        stand = messages.messages_of(session, scene.workspace, scene.project, before)
    for posted in stand:
        card = screens.parting.card_left(scene, person, posted.slot.removeprefix(before))
        sender.show(posted.slot, posted.channel, card)
