"""Typed words, in the DM or by a mention: a command, an answer to the question last asked, or just talk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.inbound import Inbound, Said
from coach.presses import PRESSES
from coach.services import finding, replies, screens
from coach.services.acts import acting, answering, expecting_said, looking, may_open, tooling
from coach.services.acts.pressing import Given
from coach.services.check_in import typed as check_in
from coach.services.desk import Desk, open_desk
from coach.services.people import parting, personal
from coach.services.record import guard
from coach.services.room import Room
from coach.services.scene import Scene
from coach.services.screens import seeing
from coach.services.screens.cards import asking
from coach.services.sending.cards import LIST_PAUSE, joined
from coach.services.sending.outbox import Delivery
from coach.services.typed_words import (
    agreeing,
    answered_back,
    asides,
    choosing_said,
    commanding,
    done_words,
    edited,
    hands_typed,
    held,
    meaning,
    meant_for,
    nudged,
    said_yes,
)
from coach.services.typed_words.spoken import is_chat, is_long_paste, is_talk
from coach.services.typed_words.typed import Problem, read
from coach.services.typed_words.yes_or_no import is_right
from coach.views import Press, Reply
from dialogues import inputs as i
from dialogues.to_do import LEARNED

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_DOORS = (
    asides.less,
    answered_back.said,
    nudged.said,
    check_in.said,
    expecting_said.said,
    tooling.said,
    agreeing.again,
    choosing_said.said,
    said_yes.said,
    asides.back,
    asides.too_soon,
)
"""Who looks at typed words first, in this order: what they answer was asked beside a project's own questions."""


def said(room: Room, session: Session, inbound: Inbound, what: Said) -> Reply:
    """Take typed words; nothing is kept before it is clear which question they belong to."""
    unsure = False
    if (meant := guard.mended(session, inbound, what)) is not None:
        what, unsure = replace(what, how="new"), meant_for.asked_since(session, inbound, meant)
        if (found_for := meant_for.desk_for(room, session, inbound, what.text, meant)) is not None:
            return _about(meant["project"], words(found_for[0], inbound, what, found_for[1]))
    if what.how != "new":
        return edited.changed(room, session, inbound, what) or said(room, session, inbound, replace(what, how="new"))
    reply = next(
        (one for door in (() if unsure else _DOORS) if (one := door(room, session, inbound, what)) is not None), None
    )
    if reply is not None:
        return reply
    press = commanding.press_of(what.text, inbound.at)
    if press is not None and personal.is_personal(press):
        return _own(room, session, inbound, press)
    shown = meaning.cards_here(session, inbound)
    asked = {project: cards[-1] for project, cards in shown.items()}
    to_read = press is not None and (commanding.is_look(press) or press.do == "export")
    found = sorted(
        finding.meant(session, inbound, to_read=to_read),
        key=lambda one: -list(asked).index(one.id) if one.id in asked else 1,
    )
    scenes = finding.scenes_of(session, room, tuple(found))
    if press is not None and not meaning.may_be_an_answer(press, scenes, inbound.person):
        return _command(room, session, inbound, press, scenes, asked)
    person = inbound.person
    if joins := meaning.accepted(inbound, what.text, scenes, shown):
        return _typed_act(room, session, inbound, Press("fine", joins))
    waiting, open_for = meaning.waiting_for(scenes, person, asked)
    if not waiting:
        return _nothing_open(room, session, inbound, what, scenes, shown)
    desk = open_desk(room, session, inbound.workspace, waiting[0].project, person)
    unsure = unsure or len(waiting) > 1 or meaning.elsewhere(session, inbound, waiting[0].project, scenes)
    if unsure and not is_talk(what.text):
        return _about(desk.project.id, _which(desk, inbound, what, waiting, open_for))
    reply = _for_one_of(desk, inbound, what, shown.get(desk.project.id, []), open_for[desk.project.id])
    return _about(desk.project.id, reply)


def _for_one_of(desk: Desk, inbound: Inbound, what: Said, shown: list[str], last: str) -> Reply:
    """Words for the card last asked; with several open in the DM it is asked which one they are for."""
    if (aside := asides.said(desk, inbound, what, last)) is not None:
        return aside
    named = shown if inbound.place.dm else seeing.open_for(desk.scene, inbound.person)  # the channel's card names all
    one_of = meaning.may_mean(desk.scene, inbound.person, named, what.text, last)
    if len(one_of) < 2 or is_talk(what.text):
        return words(desk, inbound, what, last if len(one_of) > 1 else one_of[0])
    if follows := meaning.going_on(desk.scene, inbound.person, one_of):
        return done_words.of_several(desk, words(desk, inbound, what, follows))
    name = held.hold(desk, what.text, what.ts, inbound.place.channel, "", ask="which")
    return Reply(message=screens.which_question(desk.scene, inbound.person, name, one_of))


def _nothing_open(
    room: Room, session: Session, inbound: Inbound, what: Said, scenes: tuple[Scene, ...], shown: dict[str, list[str]]
) -> Reply:
    """Words while nothing waits for their writer: a late line for the question last asked, or the next best thing."""
    first = scenes[0] if scenes else None
    late = meaning.added_to(first, inbound.person, shown.get(first.project, [])) if first else ""
    if first and late and not is_chat(what.text, list_open=False):
        desk = open_desk(room, session, inbound.workspace, first.project, inbound.person)
        name = held.hold(desk, what.text, what.ts, inbound.place.channel, late, ask="late")
        return _about(first.project, Reply(message=screens.yours(desk.scene, late, name, what.text, more=True)))
    back = None if first else parting.way_back(session, inbound)
    return _about(
        first.project if first else "", Reply(message=back or screens.next_best(first, inbound.person, what.text))
    )


def _own(room: Room, session: Session, inbound: Inbound, press: Press) -> Reply:
    """Words about one's own times, or quiet: whatever project they are typed in."""
    if PRESSES[press.do] == "form":
        return replies.press_for_form("Press the button and I'll ask what I need.", commanding.LABELS[press.do], press)
    return personal.do(room, session, inbound, press)


def _about(project: str, reply: Reply) -> Reply:
    """A reply that goes out among what is sent about this project."""
    return replace(reply, project=project)


def words(desk: Desk, inbound: Inbound, what: Said, question: str) -> Reply:
    """Typed words for one question: a stance, picks, lines, one answer, or a look at them first."""
    asked = seeing.question(desk.scene, question)
    given = Given(inbound.person, desk.at, Press("said", desk.project.id, question), zone=desk.state.zone)
    if asked.mode == "consent" and not asked.fields:
        return agreeing.said(desk, given, inbound, what)
    if meaning.says_no(asked, what.text):
        return _no(desk, given, question, inbound, what)
    if asked.mode == "confirm" and is_right(what.text) and asking.has_draft(desk.scene, question):
        return _right(desk, inbound, question)
    if counted := hands_typed.said(desk, given, what.text):
        return counted
    values = read(desk.scene, question, what.text, inbound.person)
    plain = asked.kind in meaning.PLAIN
    if plain and (is_talk(what.text) or is_right(what.text)):
        return Reply(message=screens.next_best(desk.scene, inbound.person, what.text, question))
    if plain and is_chat(what.text, list_open=asked.kind == "list"):
        name = held.hold(desk, what.text, what.ts, inbound.place.channel, question, ask="yes")
        return Reply(message=screens.yours(desk.scene, question, name, what.text))
    if isinstance(values, Problem):
        return _not_that(desk, inbound, what, question, values)
    where = {"ts": what.ts, "channel": inbound.place.channel}
    if asked.kind == "list" and is_long_paste(what.text) and not screens.explaining.explains(desk.scene).paste:
        name = held.hold(desk, what.text, what.ts, inbound.place.channel, question, ask="yes")
        return Reply(message=screens.paste_check(desk.scene, inbound.person, question, name, tuple(map(str, values))))
    if asked.kind != "list" and question != LEARNED and answering.standing(desk, question, inbound.person):
        name = held.hold(desk, what.text, what.ts, inbound.place.channel, question)
        return Reply(message=screens.typed_choice(desk.scene, inbound.person, question, name, what.text))
    held.keep_and_mark(desk, given, question, list(values), where)
    _afterwards(desk, inbound, question, asked.kind == "list")
    return done_words.kept(desk, inbound.place)


def _not_that(desk: Desk, inbound: Inbound, what: Said, question: str, problem: Problem) -> Reply:
    """What does not fit a question is for the list above it, if there is one; else it is said what would fit."""
    if above := meaning.list_above(desk.scene, inbound.person, question):
        return words(desk, inbound, what, above)
    held.hold(desk, what.text, what.ts, inbound.place.channel, question)  # edited, it is read again
    return Reply(message=screens.error(problem.words, asking.answer_button(desk.scene, question)))


def _afterwards(desk: Desk, inbound: Inbound, question: str, is_list: bool) -> None:
    """What is shown after typed words: alone the card moves below them; a list stays open for the next message."""
    if desk.state.way == "alone":
        desk.send(Delivery("card", code="below", question=question))
    elif desk.state.way == "apart" and is_list and inbound.place.dm:
        desk.send(Delivery("cards", person=inbound.person, code="later"), due=desk.at + LIST_PAUSE)


def _right(desk: Desk, inbound: Inbound, question: str) -> Reply:
    """A plain yes to a draft settles it as it stands."""
    press = Press("confirm", desk.project.id, question)
    given = Given(inbound.person, desk.at, press, zone=desk.state.zone)
    reply = acting.act(desk, given)
    _afterwards(desk, inbound, question, is_list=False)
    return done_words.done(desk, given, inbound.place) if reply == Reply() else reply


def _no(desk: Desk, given: Given, question: str, inbound: Inbound, what: Said) -> Reply:
    """A plain no to a question that asks for a yes or a no: kept where it has a box for it, else nothing to add."""
    if box := meaning.the_no_of(seeing.question(desk.scene, question)):
        where = {"ts": what.ts, "channel": inbound.place.channel}
        held.keep_and_mark(desk, given, question, [box], where)
    else:
        desk.take(i.NothingToAdd(given.person, given.at, question))
    return acting.told(desk)


def _which(desk: Desk, inbound: Inbound, what: Said, waiting: list[Scene], open_for: dict[str, str]) -> Reply:
    """Several are open, or one that was asked elsewhere: ask what the words are for, holding them meanwhile."""
    first, *others = waiting
    only = "" if others else open_for[first.project]
    name = held.hold(desk, what.text, what.ts, inbound.place.channel, "", ask=f"yes:{only}" if only else "")
    if not others:
        return Reply(message=screens.yours(first, only, name, what.text))
    found = [screens.which_question(one, inbound.person, name, (open_for[one.project],)) for one in waiting]
    return Reply(message=joined(found))


def _command(
    room: Room,
    session: Session,
    inbound: Inbound,
    press: Press,
    scenes: tuple[Scene, ...],
    asked: dict[str, str],
) -> Reply:
    """A command typed as words does what its button does; what needs a form answers with the button."""
    if press.do == "new":
        return replies.press_for_form("Press the button and I'll ask three things.", "Start a project", press)
    if press.do == "harm":
        return Reply(message=looking.look(scenes[0] if len(scenes) == 1 else None, press, inbound.person))
    if press.do == "join" and (joins := parting.to_join(session, inbound, scenes)):
        if len(joins) > 1:
            return Reply(message=screens.which_of(joins, press.do))
        return _typed_act(room, session, inbound, Press(press.do, joins[0][0]))
    scenes = commanding.narrowed(press, scenes, inbound.person)
    if not scenes:
        return Reply(message=screens.help_(None) if press.do == "help" else parting.nowhere(session, inbound, press))
    if len(scenes) > 1 and press.do != "help" and not (inbound.place.dm and press.do in commanding.ON_QUESTION):
        return Reply(message=screens.which_project(scenes, commanding.spelled(press), inbound.person))
    placed = commanding.placed(press, scenes[0], inbound.person, asked.get(scenes[0].project, ""))
    if placed.do == "tool" and inbound.place.dm:
        placed = replace(placed, do="tool_steps")
    if PRESSES[placed.do] == "form":
        return _form_button(scenes[0], placed, inbound.person)
    if commanding.is_look(placed):
        return _about(scenes[0].project, Reply(message=looking.look(scenes[0], placed, inbound.person)))
    return _typed_act(room, session, inbound, placed)


def _form_button(scene: Scene, press: Press, person: str) -> Reply:
    """The button that opens a form, or why it may not open."""
    if refusal := may_open.refused_command(scene, press.do, person):
        return Reply(message=screens.tell(scene, person, refusal))
    return replies.press_for_form("Press the button to go on.", commanding.LABELS.get(press.do, "Go on"), press)


def _typed_act(room: Room, session: Session, inbound: Inbound, placed: Press) -> Reply:
    """Do what a typed command means, and say so where nothing of it shows."""
    desk = open_desk(room, session, inbound.workspace, placed.project, inbound.person)
    given = Given(inbound.person, desk.at, placed, zone=desk.state.zone)
    reply = acting.act(desk, given)
    if placed.question and desk.state.way == "alone":
        desk.send(Delivery("card", code="below", question=placed.question))
    if reply == Reply():
        reply = done_words.done(desk, given, inbound.place)
    return _about(desk.project.id, reply)
