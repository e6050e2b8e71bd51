"""What somebody says they expect of a try: kept, changed until the result is asked for, or left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coach.services import replies
from coach.services.acts.pressing import Given
from coach.services.desk import Desk, open_desk
from coach.services.screens.trying import expecting as screen
from coach.services.sending.outbox import Delivery
from coach.services.typed_words import asked_last, commanding
from coach.services.typed_words.spoken import is_chat
from coach.views import Press, Reply
from dialogues import predicting
from dialogues.predicting import Expected
from dialogues.rights import in_team
from storage import expected, messages

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from coach.inbound import Inbound, Said
    from coach.services.room import Room

_NO = frozenset({"skip", "nothing", "later", "dont_know"})


def save(desk: Desk, given: Given) -> Reply:
    """Keep what somebody expects. Once the result is asked for nothing changes, and what is new is marked as late."""
    words = " ".join((given.word("words") or given.press.arg).split())[: screen.LONGEST]
    asked, before = predicting.try_on(desk.state), screen.mine(desk.scene, given.person)
    if not asked:
        return replies.said(screen.NO_TRY)
    late = not screen.may_say(desk.scene)
    if late and before is not None:
        return Reply(message=screen.locked(before))
    if not words and before is None:
        return Reply(errors=(("words", "There's nothing in it yet. One line is enough."),))
    said = Expected(given.person, words, asked, desk.at, desk.state.pass_n, late)
    if before is None or before.words != words:
        expected.keep_expected(*desk.where, said)
        desk.looks_anew()
    slot = f"expect:{asked}:{given.person}"
    if not late:
        desk.send(Delivery("expect", person=given.person, about=str(asked)))
        if words and not given.boxes and messages.message_in(*desk.where, slot) is not None:
            return Reply()  # the question stands just above, and changes into what they said
    return Reply(message=screen.kept(desk.scene, said)) if words else replies.said(screen.TAKEN_BACK)


def not_this_time(desk: Desk, given: Given) -> Reply:
    """Somebody does not want to say: nothing is kept and nobody is told."""
    reply = replies.said(screen.NOT_THIS_TIME)
    return Reply(message=reply.message, replace=True)


def said(room: Room, session: Session, inbound: Inbound, what: Said) -> Reply | None:
    """Take words typed under the question before a try; None when they belong elsewhere, or theirs is kept already."""
    if not inbound.place.dm or what.how != "new":
        return None
    project = asked_last.of_kind(session, inbound, asked_last.EXPECT)
    if not project:
        return None
    desk = open_desk(room, session, inbound.workspace, project, inbound.person)
    if not in_team(desk.state, inbound.person):
        return None
    if not screen.may_say(desk.scene) or screen.mine(desk.scene, inbound.person) is not None:
        return None
    press = commanding.press_of(what.text)
    given = Given(inbound.person, desk.at, Press("expect_save", project, arg=what.text), zone=desk.state.zone)
    if press is not None:
        return not_this_time(desk, given) if press.do in _NO else None
    return None if is_chat(what.text, list_open=True) else save(desk, given)


ACTS: dict[str, Callable[[Desk, Given], Reply | None]] = {"expect_save": save, "expect_not": not_this_time}
