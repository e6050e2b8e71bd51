"""Words typed where people say whether they are happy to go: a stand, hands of the room, or a worry alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.inbound import Inbound, Said
from coach.services import finding, screens
from coach.services.acts.pressing import Given
from coach.services.desk import Desk, open_desk
from coach.services.room import Room
from coach.services.screens import seeing
from coach.services.screens.replying import asking_back
from coach.services.screens.showing.stands import AGREEMENT, expected, own
from coach.services.told import told
from coach.services.typed_words import held, meaning
from coach.services.typed_words.spoken import is_talk, words_in
from coach.services.typed_words.stance_words import Stood, hands_in, stood
from coach.views import Press, Reply
from dialogues import inputs as i

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_STANDING = frozenset({"open", "shown", "contested", "settled"})


def said(desk: Desk, given: Given, inbound: Inbound, what: Said) -> Reply:
    """Take a stand; a yes on a condition that must come first, and a worry without one, are asked about and held."""
    room = desk.state.way == "together"
    if room and (hands := hands_in(what.text, len(expected(desk.scene)))):
        desk.take(i.Answer(given.person, given.at, given.question, (), hands=tuple(hands.items())))
        return told(desk) if desk.told else Reply(message=asking_back.hands_counted(desk.scene, hands))
    found = stood(what.text)
    stands = own(desk.scene, given.person, given.question)
    if is_talk(what.text) and (found is None or (stands is not None and _is_manners(what.text, found, stands.stance))):
        return Reply(message=screens.next_best(desk.scene, given.person, what.text, given.question))
    if found is None or found.waits:
        name = held.hold(desk, what.text, what.ts, inbound.place.channel, given.question)
        why = found.reason if found is not None else what.text
        ask = asking_back.where_stand(desk.scene, given.question, name, why, waits=found is not None)
        return Reply(message=ask)
    reason = found.reason or held.just_said(desk, given.question)
    desk.take(i.Position(given.person, given.at, given.question, found.stance, reason))
    shown = inbound.place.dm and not room  # their own card there says it
    return told(desk) if desk.told or shown else Reply(message=asking_back.stands_as(desk.scene, found.stance, reason))


def _is_manners(text: str, found: Stood, before: str) -> bool:
    """Whether a polite word is no change of mind: "ok, thanks" after a "not yet"."""
    return found.stance == "yes" != before and not {"yes", "yep", "yeah", "yeh", "happy"} & set(words_in(text))


def again(room: Room, session: Session, inbound: Inbound, what: Said) -> Reply | None:
    """Somebody who has said where they stand, and was asked nothing since, changes their mind; None otherwise."""
    shown = meaning.cards_here(session, inbound)
    last = next(reversed(shown), "")
    if not last or shown[last][-1] != AGREEMENT or is_talk(what.text) or stood(what.text) is None:
        return None
    scene = next(iter(finding.scene_named(session, room, inbound.workspace, last)), None)
    if scene is None or own(scene, inbound.person, AGREEMENT) is None or seeing.question(scene, AGREEMENT).fields:
        return None
    cell = scene.state.cells.get(AGREEMENT)
    if cell is None or cell.status not in _STANDING:
        return None
    desk = open_desk(room, session, inbound.workspace, last, inbound.person)
    given = Given(inbound.person, desk.at, Press("said", last, AGREEMENT), zone=desk.state.zone)
    return replace(said(desk, given, inbound, what), project=last)
