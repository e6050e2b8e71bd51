"""The lead's choice, typed below the picks: "the first one", "take the first two", "1 and 4", some words of an idea."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from coach.inbound import Inbound, Said
from coach.services import finding
from coach.services.acts import acting
from coach.services.acts.pressing import Given
from coach.services.desk import open_desk
from coach.services.room import Room
from coach.services.scene import Scene
from coach.services.screens import seeing
from coach.services.screens.showing.picks import tally
from coach.services.typed_words import meaning
from coach.services.typed_words.spoken import command_of, tidy
from coach.services.typed_words.typed import Problem, read
from coach.views import Press, Reply

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_TOP = re.compile(r"\b(?:first|top|most (?:picked|votes|popular)|winner)\b(?: (?P<two>two|2))?")
_LONGEST = 80


def said(room: Room, session: Session, inbound: Inbound, what: Said) -> Reply | None:
    """Take what the lead types while the picks wait for their choice; None when the words are something else."""
    if len(what.text) > _LONGEST or command_of(what.text):
        return None
    shown = meaning.cards_here(session, inbound)
    last = next(reversed(shown), "")
    scene = next(iter(finding.scene_named(session, room, inbound.workspace, last)), None) if last else None
    if scene is None or scene.state.lead != inbound.person or seeing.open_for(scene, inbound.person):
        return None
    wanted = seeing.to_choose(scene)
    chosen = _chosen(scene, wanted, what.text) if wanted else ()
    if not chosen:
        return None
    desk = open_desk(room, session, inbound.workspace, last, inbound.person)
    press = Press("take_these_save", last, wanted)
    given = Given(inbound.person, desk.at, press, zone=desk.state.zone, boxes={"chosen": list(chosen)})
    return replace(acting.act(desk, given), project=last)


def _chosen(scene: Scene, wanted: str, text: str) -> tuple[str, ...]:
    """What the words choose: of "the first" the most picked, as the buttons below the picks mean it."""
    if top := _TOP.search(tidy(text)):
        return tuple(item for item, _ in tally(scene, wanted).counts[: 2 if top["two"] else 1])
    found = read(scene, wanted, text)
    return () if isinstance(found, Problem) else tuple(str(one) for one in _flat(found))


def _flat(values: tuple[object, ...]) -> list[object]:
    return [one for value in values for one in (value if isinstance(value, list) else [value])]
