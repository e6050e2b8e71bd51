"""One thing that came in, from its inbox key to the rows it causes: one transaction, one commit, a reply."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.inbound import AddMessage, Commanded, Gone, Inbound, Pressed, Said, Submitted
from coach.presses import PRESSES
from coach.services import finding, replies, screens
from coach.services.acts import acting, looking, outside, starting, tying
from coach.services.acts.pressing import Given
from coach.services.desk import GONE, Desk, desk_of, open_desk
from coach.services.people import parting, personal
from coach.services.record import exporting, guard, leaving
from coach.services.room import Room
from coach.services.scene import Scene
from coach.services.sending import cards, copies
from coach.services.typed_words import commanding, done_words, saying, typed_replies
from coach.views import Button, Controls, Message, Press, Reply, Text
from storage import inbox, installations, workspaces

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

HANDS_OUT = frozenset(
    {"as_page", "send_to_save", "export_save", "post_here", "nudge_once"} | {*tying.ACTS, *outside.ACTS}
)  # the engine is not asked
WITHOUT_PROJECT = frozenset({"help", "harm", "tools"})
OF_NO_PROJECT = frozenset({"what_counts"})


def handle(room: Room, inbound: Inbound) -> Reply:
    """Take one inbound: seen before, it is "already done"; else everything it causes is kept, or nothing is.

    Errors: CoachError with words (typed words get theirs as a reply instead), storage.errors.DatabaseBusy or
    DatabaseGone; then nothing was kept.
    """
    if not isinstance(inbound.what, Said):
        return _shown(room, inbound) or _taken(room, inbound)
    try:
        return _heard(room, inbound)
    except CoachError as error:
        return typed_replies.refused(room, inbound, error)


def _shown(room: Room, inbound: Inbound) -> Reply | None:
    """What a press shows that changes nothing: read without the lock, and shown again if it comes twice.

    None for all else, and where it stands in a message that has yet to become known.
    """
    what = inbound.what
    if not isinstance(what, Pressed) or what.picked or not what.press.project or not _only_looks(inbound):
        return None
    with room.transactions.read() as session:
        if not copies.is_known(session, inbound):
            return None
        scenes = _scenes(room, session, inbound, what.press)
        return _fit(session, inbound, room.clock.now(), _seen(scenes[0], what.press, inbound)) if scenes else None


def _taken(room: Room, inbound: Inbound) -> Reply:
    now = room.clock.now()
    with room.transactions.write(lasting=not _only_looks(inbound)) as session:
        if not inbox.take(session, inbound.workspace, inbound.key, now):
            return replies.ALREADY
        room.know(session, inbound.workspace, now)
        reply = guard.stopped(session, inbound, now) or _fit(session, inbound, now, _routed(room, session, inbound))
        if reply.errors:
            inbox.forget(session, inbound.workspace, inbound.key)  # nothing was taken: the form is sent again
        return reply


def _only_looks(inbound: Inbound) -> bool:
    """Whether a press shows something of a project and changes nothing: its key need not outlast a power cut."""
    if not isinstance(inbound.what, Pressed):
        return False
    press = inbound.what.press
    return PRESSES.get(press.do) == "look" and press.do not in OF_NO_PROJECT and not personal.is_personal(press)


def _heard(room: Room, inbound: Inbound) -> Reply:
    """Typed words: what is said back is kept with what they cause. Heard before, the reply is on its way already."""
    now = room.clock.now()
    with room.transactions.write() as session:
        if not inbox.take(session, inbound.workspace, inbound.key, now):
            return Reply()
        room.know(session, inbound.workspace, now)
        place = typed_replies.reserve(session, inbound, now)
        reply = guard.stopped(session, inbound, now) or _fit(session, inbound, now, _routed(room, session, inbound))
        return typed_replies.hand_over(room, session, place, inbound, reply)


def _fit(session: Session, inbound: Inbound, now: datetime, reply: Reply) -> Reply:
    """What is said back leaves too: a summary copied as text, words that are read again."""
    if reply.message is None:
        return reply
    press = getattr(inbound.what, "press", None)
    project = reply.project or (press.project if isinstance(press, Press) else "")

    def spared() -> frozenset[str]:
        return leaving.spared_in(session, inbound.workspace, project, now.date())

    return replace(reply, message=leaving.fit(reply.message, now.date(), spared))


def _routed(room: Room, session: Session, inbound: Inbound) -> Reply:
    what = inbound.what
    if isinstance(what, Said):
        return saying.said(room, session, inbound, what)
    if isinstance(what, Commanded):
        return _commanded(room, session, inbound, what)
    if isinstance(what, Pressed) and what.press.do == "not_patient":
        return guard.not_a_patient(session, inbound, room.clock.now())
    if isinstance(what, Pressed) and what.press.do == "what_counts":
        return guard.what_counts()
    if isinstance(what, Pressed | Submitted):
        return pressed(room, session, inbound, what.press)
    if isinstance(what, Gone):
        installations.drop_installation(session, inbound.workspace)
        workspaces.set_gone(session, inbound.workspace, room.clock.now())
    return Reply(message=screens.help_(None)) if isinstance(what, AddMessage) else Reply()


def pressed(room: Room, session: Session, inbound: Inbound, press: Press) -> Reply:
    """A press or a sent form: find its project, then do or show what it means."""
    if press.do == "start":
        return starting.start(room, session, inbound)
    if personal.is_personal(press):
        return personal.do(room, session, inbound, press)
    if press.do == "which":
        do, _, arg = press.arg.partition(":")
        named = finding.scene_named(session, room, inbound.workspace, press.project)
        if named and do in {*commanding.CHOOSING, *commanding.ON_QUESTION}:
            return _on_scene(room, session, inbound, Press(do, arg=arg), named[0])
        return pressed(room, session, inbound, Press(do or "status", press.project, arg=arg))
    if press.do == "add_message_save" and isinstance(inbound.what, Submitted):
        press = Press(press.do, str(inbound.what.boxes.get("project") or press.project))
    if press.project and PRESSES.get(press.do) == "act":
        desk = desk_of(room, session, inbound.workspace, press.project, inbound.person)
        if desk is not None:
            return _act(desk, inbound, press)
    return _meant(room, session, inbound, press, _scenes(room, session, inbound, press))


def _meant(room: Room, session: Session, inbound: Inbound, press: Press, scenes: tuple[Scene, ...]) -> Reply:
    """A press that shows, opens or names no project, on the one of these that it means; which, if it may be several."""
    if press.do == "join" and not press.project and (joins := parting.to_join(session, inbound, scenes)):
        if len(joins) > 1:
            return Reply(message=screens.which_of(joins, press.do))
        return pressed(room, session, inbound, Press(press.do, joins[0][0]))
    if press.do in WITHOUT_PROJECT or not scenes:
        return Reply(message=_without(session, press, scenes, inbound))
    if len(scenes) > 1:
        return Reply(message=screens.which_project(scenes, commanding.spelled(press), inbound.person))
    return _on_scene(room, session, inbound, press, scenes[0])


def _on_scene(room: Room, session: Session, inbound: Inbound, press: Press, scene: Scene) -> Reply:
    """A press on the one project it means: look, offer its form, or act."""
    if not press.project:
        press = commanding.placed(press, scene, inbound.person)
    kind = PRESSES.get(press.do)
    if kind == "look" or kind is None:
        copies.settle(room.queue, session, inbound, scene.project, room.clock.now())
        return _seen(scene, press, inbound)
    if kind == "form":
        return replies.press_for_form("Press the button to go on.", commanding.LABELS.get(press.do, "Go on"), press)
    return _act(open_desk(room, session, inbound.workspace, press.project, inbound.person), inbound, press)


def _seen(scene: Scene, press: Press, inbound: Inbound) -> Reply:
    if not finding.may_see(scene, inbound.person, inbound.place):
        raise replies.NOT_IN
    return Reply(message=looking.look(scene, press, inbound.person))


def _act(desk: Desk, inbound: Inbound, press: Press) -> Reply:
    copies.settle(desk.room.queue, desk.session, inbound, press.project, desk.at)
    what = inbound.what
    given = Given(
        inbound.person,
        desk.at,
        press,
        desk.state.zone,
        what.picked if isinstance(what, Pressed) else "",
        what.boxes if isinstance(what, Submitted) else {},
        "" if inbound.place.dm or inbound.place.home else inbound.place.channel,
    )
    if press.do in HANDS_OUT and not finding.may_see_it(
        desk.state, desk.project.channel or "", given.person, inbound.place
    ):
        raise replies.NOT_IN
    if press.do == "export_save":
        return exporting.asked_for(desk, given)
    reply = acting.act(desk, given)
    cards.echo_follows(desk, given, inbound.place)
    if press.do == "undo" and reply == Reply() and not inbound.place.slot:
        return done_words.taken_back()  # what offered it is a word of its own: it would go on saying that it is kept
    typed = isinstance(what, Commanded) or (isinstance(what, Pressed) and what.press.do == "which")
    return done_words.done(desk, given, inbound.place) if typed and reply == Reply() else reply


def _scenes(room: Room, session: Session, inbound: Inbound, press: Press) -> tuple[Scene, ...]:
    """The project of a press; without one, those that may be meant."""
    if press.project:
        return finding.scene_named(session, room, inbound.workspace, press.project)
    look = PRESSES.get(press.do) == "look"
    return finding.scenes_of(session, room, finding.meant(session, inbound, to_read=look))


def _without(session: Session, press: Press, scenes: tuple[Scene, ...], inbound: Inbound) -> Message:
    scene = scenes[0] if len(scenes) == 1 else None
    if press.do in WITHOUT_PROJECT:
        return looking.look(scene, press, inbound.person)
    if press.project:
        return Message(GONE.words, (Text(GONE.words), Controls((Button("Start a project", Press("new")),))))
    return parting.nowhere(session, inbound, press)


def _commanded(room: Room, session: Session, inbound: Inbound, what: Commanded) -> Reply:
    press = commanding.press_of(what.text)
    if press is None:
        scenes = finding.scenes_of(session, room, finding.meant(session, inbound))
        back = None if scenes else parting.way_back(session, inbound)
        return Reply(message=back or screens.next_best(scenes[0] if scenes else None, inbound.person, what.text))
    return pressed(room, session, inbound, press)
