"""What was asked back about typed words, answered in words: "yes", "just talking", "why now", "the first one"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.inbound import Inbound, Said
from coach.services import finding
from coach.services.acts import acting
from coach.services.acts.pressing import Given
from coach.services.desk import desk_of
from coach.services.room import Room
from coach.services.screens import seeing
from coach.services.screens.showing.stands import AGREEMENT
from coach.services.typed_words import commanding, held, meaning
from coach.services.typed_words.spoken import command_of, tidy
from coach.services.typed_words.yes_or_no import is_no, is_yes
from coach.views import Press, Reply
from dialogues.model import Option
from dialogues.picking import match, numbered, numbers

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from coach.services.scene import Scene
    from coach.services.typed_words.held import Held

_KEEP = frozenset({"keep it", "yes keep it", "keep that", "add it", "yes add it", "keep them", "it is", "yes it is"})
_TALK = frozenset({"just talking", "i was just talking", "just chatting", "ignore me", "never mind", "nvm", "nm"})


def said(room: Room, session: Session, inbound: Inbound, what: Said) -> Reply | None:
    """Take an answer to what was asked back a moment ago in this DM; None when the words are something else."""
    found = held.asked_back(session, inbound.workspace, inbound.person, inbound.at) if inbound.place.dm else None
    if found is None:
        return None
    name, kept = found
    scene = next(iter(finding.scene_named(session, room, inbound.workspace, kept["project"])), None)
    press = _meant(session, inbound, scene, kept, what.text) if scene is not None else None
    desk = desk_of(room, session, inbound.workspace, kept["project"], inbound.person) if press else None
    if press is None or desk is None:
        return None
    given = Given(inbound.person, desk.at, Press(press[0], desk.project.id, press[1], 0, name), zone=desk.state.zone)
    reply = acting.act(desk, given)
    return Reply(message=reply.message, project=desk.project.id)


def _meant(session: Session, inbound: Inbound, scene: Scene, kept: Held, text: str) -> tuple[str, str] | None:
    """The press that the words stand for, and its question."""
    plain = tidy(text).replace("'", "")
    ask, _, named_one = kept["ask"].partition(":")
    wanted, waiting = named_one or kept["question"], seeing.open_for(scene, inbound.person)
    if plain in _TALK:
        return "typed_chat", wanted
    if ask != "which":
        if AGREEMENT in waiting or (ask == "yes" and wanted not in waiting):
            return None
        if plain in _KEEP or is_yes(text):
            return "typed_for", wanted
        return ("typed_chat", wanted) if is_no(text) else None
    if command_of(text):
        return None
    shown = meaning.cards_here(session, inbound).get(scene.project, [])
    last = commanding.current_question(scene, inbound.person, shown[-1] if shown else "")
    every = meaning.may_mean(scene, inbound.person, shown, kept["text"], last)
    titles = tuple(Option(id=one, label=seeing.question(scene, one).title) for one in every if one)
    to = match(plain, titles) or (numbered(only[0], titles) if len(only := numbers(plain)) == 1 else None)
    return ("typed_for", to) if to else None
