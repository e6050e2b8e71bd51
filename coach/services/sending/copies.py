"""A message of ours that was pressed and that nobody knows: Slack had taken it, but its answer was lost.

Every message tells its slot. Where the slot's message is missing, the one that was pressed is it from now on; where
another stands, the one that was pressed is a copy, and is taken away.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from coach.inbound import Inbound
from coach.ports import WorkQueue
from coach.services.scene import Scene
from coach.services.sending import outbox
from coach.services.sending.outbox import Delivery
from coach.services.sending.posting import OLD, Sender
from storage import messages, projects
from storage.messages import Posted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def settle(queue: WorkQueue, session: Session, inbound: Inbound, project: str, now: datetime) -> None:
    """Adopt the pressed message or have it taken away, in the transaction of the press; known ones are left alone."""
    workspace, place = inbound.workspace, inbound.place
    if not project or is_known(session, inbound):
        return
    if projects.project_of(session, workspace, project) is None:
        return
    standing = messages.message_in(session, workspace, project, place.slot)
    if standing is None:
        found = Posted(workspace, project, place.slot, place.channel, place.message, now)
        messages.keep_message(session, found)
    elif standing.channel == place.channel:
        spare = Delivery("spare", code=place.channel, about=place.message)
        outbox.send(session, workspace, project, spare, now, lane="spare")
        queue.ring(session)


def is_known(session: Session, inbound: Inbound) -> bool:
    """Whether what was pressed stands in a message that needs no settling."""
    place = inbound.place
    if not (place.slot and place.message) or place.slot.startswith(OLD):
        return True
    return messages.message_at(session, inbound.workspace, place.channel, place.message) is not None


def take_away(sender: Sender, scene: Scene, delivery: Delivery) -> None:
    """Take a copy away, unless it has become known meanwhile."""
    with sender.room.transactions.read() as session:
        known = messages.message_at(session, scene.workspace, delivery.code, delivery.about)
    if known is None:
        sender.remove(delivery.code, delivery.about)
