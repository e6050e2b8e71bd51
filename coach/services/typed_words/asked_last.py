"""What was asked last in somebody's direct message: typed words belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import messages
from storage.messages import Posted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from coach.inbound import Inbound

CHECK_IN, EXPECT, TOOL = "check_in:", "expect:", "tool:"
_CARDS = ("dm:", "card:")
_TO_ONE = (CHECK_IN, EXPECT, TOOL)


def newest(session: Session, inbound: Inbound) -> Posted | None:
    """The newest message in this DM that asks its person something; None when none does."""
    here = messages.messages_in_channel(session, inbound.workspace, inbound.place.channel)
    mine = f":{inbound.person}"
    asked = [
        posted
        for posted in here
        if posted.slot.startswith(_CARDS) or (posted.slot.startswith(_TO_ONE) and posted.slot.endswith(mine))
    ]
    return asked[-1] if asked else None


def was_asked(session: Session, inbound: Inbound, kind: str) -> str:
    """The project whose message of this kind stands last here, whatever was asked since; empty when there is none."""
    mine = f":{inbound.person}"
    here = messages.messages_in_channel(session, inbound.workspace, inbound.place.channel)
    found = [one for one in here if one.slot.startswith(kind) and one.slot.endswith(mine)]
    return found[-1].conversation if found else ""


def of_kind(session: Session, inbound: Inbound, kind: str) -> str:
    """The project whose message of this kind was asked last here; empty when something else was."""
    found = newest(session, inbound)
    return found.conversation if found is not None and found.slot.startswith(kind) else ""
