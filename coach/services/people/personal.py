"""Presses that are a person's own and no project's: their times, and quiet for a while; each has its one handler."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coach.inbound import Inbound
from coach.services.people import own_times, quieting
from coach.services.people.mine import Mine, mine_of
from coach.services.room import Room
from coach.services.screens.people import my_times, quiet_time
from coach.views import Form, Press, Reply

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Doer = Callable[[Room, "Session", Inbound, Press], Reply]
Maker = Callable[[Mine, Press], Form]

LOOKS: dict[str, Doer] = {"my_times": own_times.look}
ACTS: dict[str, Doer] = {
    "times_set": own_times.typed,
    "times_save": own_times.saved,
    "time_zone": own_times.zone,
    "quiet_set": quieting.typed,
    "quiet_save": quieting.saved,
    "quiet_off": quieting.off,
}
FORMS: dict[str, Maker] = {"times": my_times.form, "quiet": quiet_time.form}
EVERY = {**LOOKS, **ACTS}


def is_personal(press: Press) -> bool:
    """Whether a press is a person's own, whatever project they are in."""
    return press.do in EVERY or press.do in FORMS


def do(room: Room, session: Session, inbound: Inbound, press: Press) -> Reply:
    """Do or show what it means."""
    return EVERY[press.do](room, session, inbound, press)


def form(room: Room, session: Session, inbound: Inbound, press: Press) -> Form:
    """Return its form, filled with what holds now."""
    mine = mine_of(session, room, inbound.workspace, inbound.person, may_all=inbound.may_all)
    return FORMS[press.do](mine, press)
