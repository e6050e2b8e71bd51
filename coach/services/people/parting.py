"""Leaving and coming back: leaving is asked once; the word join takes somebody back in where they have left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coach.inbound import Inbound
from coach.services import finding, screens
from coach.services.acts.pressing import Given
from coach.services.desk import Desk
from coach.services.scene import Scene
from coach.views import Message, Press, Reply
from dialogues import inputs as i
from dialogues.rights import in_team

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def leave(desk: Desk, given: Given) -> Reply | None:
    """Somebody leaves, and hears what that means."""
    led = desk.state.lead == given.person
    if not desk.take(i.Leave(given.person, given.at)):
        return None
    return Reply(message=screens.parting.left(desk.scene, given.person, led=led), replace=True)


def not_for_me(desk: Desk, given: Given) -> Reply | None:
    """Somebody says on the welcome that it is not for them: the way back is told to them alone. Its lead is asked."""
    if not in_team(desk.state, given.person):
        return Reply(message=screens.parting.not_in(desk.scene))
    if given.person == desk.state.lead:
        return Reply(message=screens.parting.leave(desk.scene, given.person))
    return replace(leave(desk, given) or Reply(), replace=False)


def stay(desk: Desk, given: Given) -> Reply:
    """Somebody stays after all: nothing changes."""
    return Reply(message=screens.parting.stays(desk.scene), replace=True)


def to_join(session: Session, inbound: Inbound, scenes: Sequence[Scene]) -> tuple[tuple[str, str], ...]:
    """Id and name of what the bare word join may mean outside a project's channel: what they left, or are asked into.

    Empty where the channel says which project is meant, and for somebody who has left none.
    """
    if not inbound.place.dm and any(scene.channel == inbound.place.channel for scene in scenes):
        return ()
    left = finding.left_by(session, inbound.workspace, inbound.person)
    asked = [one for one in scenes if (member := one.state.team.get(inbound.person)) and member.status == "invited"]
    return (*((one.project, one.name) for one in asked), *left) if left else ()


def nowhere(session: Session, inbound: Inbound, press: Press) -> Message:
    """What somebody in no project here hears: the way back to what they left, else how to join or start one."""
    return way_back(session, inbound) or screens.no_project(press.do)


def way_back(session: Session, inbound: Inbound) -> Message | None:
    """The way back to what somebody left; None for somebody who has left nothing."""
    left = finding.left_by(session, inbound.workspace, inbound.person)
    return screens.parting.not_in_any(left) if left else None


ACTS = {"leave_save": leave, "not_for_me": not_for_me, "stay": stay}
