"""For which question words were written that the guard of private details stopped: edited clean, they go there.

What is noted is an id and a code, never a word of what was stopped.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from coach.inbound import Inbound
from coach.services import finding, scenes
from coach.services.desk import Desk, desk_of
from coach.services.room import Room
from coach.services.screens import seeing
from coach.services.typed_words import asked_last, commanding, meaning

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_DOORS = (asked_last.CHECK_IN, asked_last.EXPECT, asked_last.TOOL)


def noted(session: Session, inbound: Inbound, text: str, now: datetime) -> dict[str, str]:
    """Note what typed words would have answered: a project and its question, or the message asked last beside them.

    Empty where that is not plain; they are then read as if they had just been typed.
    """
    asked = asked_last.newest(session, inbound) if inbound.place.dm else None
    if asked is not None and asked.slot.startswith(_DOORS):
        return {"below": asked.slot}
    person, shown = inbound.person, meaning.cards_here(session, inbound)
    last = {project: cards[-1] for project, cards in shown.items()}
    found = finding.meant(session, inbound)
    made = (scenes.scene_of(session, project, now=now, run_by="") for project in found)
    waiting, open_for = meaning.waiting_for([one for one in made if one is not None], person, last)
    if len(waiting) != 1:
        return {}
    (scene,) = waiting
    named = shown.get(scene.project, []) if inbound.place.dm else seeing.open_for(scene, person)
    one_of = meaning.may_mean(scene, person, named, text, open_for[scene.project])
    return {"project": scene.project, "question": one_of[0]} if len(one_of) == 1 else {}


def desk_for(
    room: Room, session: Session, inbound: Inbound, text: str, meant: Mapping[str, str]
) -> tuple[Desk, str] | None:
    """The project's desk and the question that the words were written for; None for a command, or when it has gone."""
    if not meant.get("question") or commanding.press_of(text, inbound.at) is not None:
        return None
    desk = desk_of(room, session, inbound.workspace, meant["project"], inbound.person)
    return (desk, meant["question"]) if desk is not None and meant["question"] in desk.dialogue.questions else None


def asked_since(session: Session, inbound: Inbound, meant: Mapping[str, str]) -> bool:
    """Whether something else was asked since words were typed below a check-in, a tool's step or a guess."""
    below, asked = meant.get("below"), asked_last.newest(session, inbound)
    return below is not None and (asked is None or asked.slot != below)
