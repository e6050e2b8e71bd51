"""Which form opens for a press, a command or the message shortcut; reads only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coach.errors import CoachError
from coach.inbound import AddMessage, Commanded, Inbound, Pressed
from coach.services import finding, replies, screens
from coach.services.acts import may_open
from coach.services.people import parting, personal
from coach.services.room import Room
from coach.services.scene import Scene
from coach.services.screens import forms
from coach.services.typed_words import commanding
from coach.views import Form, Message, Press

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TITLE = 24


def form(room: Room, session: Session, inbound: Inbound) -> Form:
    """Return the form an inbound asks for, filled with what is known. CoachError with words instead."""
    what = inbound.what
    if isinstance(what, AddMessage):
        return _add_message(room, session, inbound, what)
    if isinstance(what, Commanded):
        return _commanded(room, session, inbound, what)
    press = what.press if isinstance(what, Pressed) else Press("old")
    if press.do == "new":
        return forms.form(None, _in_channel(press, inbound), inbound.person, **_context(inbound))
    if personal.is_personal(press):
        return personal.form(room, session, inbound, press)
    scenes = _scenes(room, session, inbound, press)
    return _of(session, scenes, press, inbound)


def _commanded(room: Room, session: Session, inbound: Inbound, what: Commanded) -> Form:
    """A command that opens a form; `/coach` alone opens what fits where you are."""
    press = commanding.press_of(what.text)
    if press is not None and press.do == "new":
        return forms.form(None, _in_channel(press, inbound), inbound.person, **_context(inbound))
    if press is not None and personal.is_personal(press):
        return personal.form(room, session, inbound, press)
    found = finding.meant(session, inbound, to_read=press is not None and press.do == "export")
    scenes = finding.scenes_of(session, room, found)
    if press is not None:
        return _of(session, scenes, press, inbound)
    scenes = tuple(one for one in scenes if one.state.status != "closed")
    elsewhere = not _context(inbound)["dm"] and not any(one.channel == inbound.place.channel for one in scenes)
    if not scenes or elsewhere:
        return forms.form(None, _in_channel(Press("new"), inbound), inbound.person, **_context(inbound))
    if len(scenes) > 1:
        return page("Your projects", screens.which_project(scenes, "status", inbound.person))
    return where_you_are(scenes[0], inbound.person)


def where_you_are(scene: Scene, person: str) -> Form:
    """What fits where somebody is: the question that waits for them, the lead's panel, or where the project stands."""
    if may_open.refused(scene, "answer", person):
        return page(scene.name, screens.next_best(scene, person, ""))
    question = commanding.current_question(scene, person)
    waits = question and (person in scene.state.cells[question].asked_of or scene.state.way == "together")
    leads = person == scene.state.lead
    if waits and not (leads and scene.state.way == "apart"):
        cell = scene.state.cells[question]
        return forms.form(scene, Press("answer", scene.project, question, cell.asked), person)
    message = screens.panel(scene) if leads and scene.state.way != "alone" else screens.status(scene, person)
    return page(scene.name, message)


def page(title: str, message: Message) -> Form:
    """A message as a page to read."""
    short = title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + "…"
    return Form(Press("status"), short, parts=message.parts, submit="", close="Close")


def _of(session: Session, scenes: tuple[Scene, ...], press: Press, inbound: Inbound) -> Form:
    if not scenes:
        return page("Not in one yet", parting.nowhere(session, inbound, press))
    if len(scenes) > 1:
        return page("Your projects", screens.which_project(scenes, press.do, inbound.person))
    scene = scenes[0]
    if not finding.may_see(scene, inbound.person, inbound.place):
        raise replies.NOT_IN
    if not press.project:
        press = commanding.placed(press, scene, inbound.person)
        if refusal := may_open.refused_command(scene, press.do, inbound.person):
            return page(scene.name, screens.tell(scene, inbound.person, refusal))
        if press.do == "answer" and not press.question:
            raise replies.NOTHING_OPEN
    elif refusal := may_open.refused(scene, press.do, inbound.person):
        return page(scene.name, screens.tell(scene, inbound.person, refusal))
    return forms.form(scene, press, inbound.person, **_context(inbound))


def _add_message(room: Room, session: Session, inbound: Inbound, what: AddMessage) -> Form:
    found = finding.scenes_of(session, room, finding.meant(session, inbound))
    scenes = tuple(one for one in found if one.state.status != "closed")
    if not scenes:
        return page("Not in one yet", screens.no_project("add_message"))
    press = Press("add_message", scenes[0].project)
    return forms.form(scenes[0], press, inbound.person, scenes=scenes, text=what.text, **_context(inbound))


def _scenes(room: Room, session: Session, inbound: Inbound, press: Press) -> tuple[Scene, ...]:
    if not press.project:
        return finding.scenes_of(session, room, finding.meant(session, inbound))
    scenes = finding.scene_named(session, room, inbound.workspace, press.project)
    if not scenes:
        raise CoachError("no_project", "I can't find that project here any more. Type /coach to see what you are in.")
    return scenes


def _in_channel(press: Press, inbound: Inbound) -> Press:
    """The start form remembers the channel it was opened in; a DM is none."""
    place = inbound.place
    channel = "" if place.dm or place.home or not place.channel.startswith(("C", "G")) else place.channel
    return Press(press.do, arg=press.arg or channel)


def _context(inbound: Inbound) -> dict[str, Any]:
    place = inbound.place
    return {"dm": place.dm or place.home or not place.channel.startswith(("C", "G"))}
