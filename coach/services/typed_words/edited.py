"""Typed words that were edited or deleted afterwards: what was kept of them is changed, or asked about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.inbound import Inbound, Said
from coach.services import replies, screens
from coach.services.acts import acting, answering
from coach.services.acts.pressing import Given
from coach.services.desk import Desk, open_desk
from coach.services.room import Room
from coach.services.typed_words import held
from coach.services.typed_words.spoken import is_chat, is_talk
from coach.services.typed_words.stance_words import stood
from coach.services.typed_words.typed import Problem, read
from coach.views import Button, Controls, Message, Press, Reply, Text
from storage import messages

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NOTHING_CHANGED = "I've changed nothing for that edit. If I should take the new words, type them once more."


def changed(room: Room, session: Session, inbound: Inbound, what: Said) -> Reply | None:
    """An edited message amends what was kept of it; a deleted one asks before anything is taken back.

    None for one that was asked about and never placed: edited, it is read as if it had just been typed.
    """
    posted = [
        one
        for one in messages.messages_in_channel(session, inbound.workspace, inbound.place.channel)
        if one.ts == what.ts and one.slot.startswith("said:")
    ]
    if not posted:
        return _nothing_kept(session, inbound, what)
    desk = open_desk(room, session, inbound.workspace, posted[0].conversation, inbound.person)
    question = posted[0].slot.split(":")[1]
    names = {one.slot.rpartition(":")[2] for one in posted}
    standing = [kept for kept in answering.standing(desk, question, inbound.person) if kept.id in names]
    if not standing:
        return _nothing_kept(session, inbound, what)
    if what.how == "deleted":
        reply = _ask_about(desk, question, standing[0].id, len(standing))
        return replace(reply, project=desk.project.id)
    values = read(desk.scene, question, what.text, inbound.person)
    if isinstance(values, Problem):
        return Reply(message=screens.error(values.words), project=desk.project.id)
    given = Given(inbound.person, desk.at, Press("said", desk.project.id, question), zone=desk.state.zone)
    others = tuple(kept.value for kept in answering.standing(desk, question, inbound.person) if kept.id not in names)
    answering.replace_own(desk, given, question, (*others, *values))
    held.mark(desk, {"ts": what.ts, "channel": inbound.place.channel})
    return replace(acting.told(desk), project=desk.project.id)


def _nothing_kept(session: Session, inbound: Inbound, what: Said) -> Reply | None:
    """Nothing stands of it: what waits to be placed, or could not be read, is read again; else that is said."""
    if what.how == "deleted":
        return Reply()
    if held.waits(session, inbound.workspace, inbound.person, what.ts, inbound.place.channel):
        return None
    stands = stood(what.text)
    says_little = is_talk(what.text) or (is_chat(what.text, list_open=False) and (not stands or stands.stance == "yes"))
    return Reply() if says_little else replies.said(NOTHING_CHANGED)


def _ask_about(desk: Desk, question: str, name: str, count: int) -> Reply:
    """You deleted your message: what about what I kept of it?"""
    words = "You deleted your message. I still have what it said, as part of your answer. Shall I take it back?"
    take = Press("undo", desk.project.id, question, 0, name) if count == 1 else Press("fix", desk.project.id, question)
    keep = Press("keep_both", desk.project.id, question)
    buttons = Controls((Button("Take it back" if count == 1 else "Look at it", take), Button("Keep it", keep)))
    return Reply(message=Message(words, (Text(words), buttons)))
