"""Back from leave: one kind word with what waits for the person, over all their projects; none when nothing waits.

What was held back meanwhile, and what is open now, is folded into it: nobody comes back to a row of messages.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.services.check_in import book
from coach.services.coming_due import nudges
from coach.services.desk import Desk, open_desk
from coach.services.room import Room
from coach.services.sending import digests, outbox
from coach.services.sending.cards import next_cards, slot_name
from coach.services.sending.outbox import Delivery
from coach.words.days import day_of, parsed
from dialogues import inputs as i
from storage import check_ins, messages, projects, set_aside, work, work_held
from storage.set_aside import SetAside

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KIND = "return"
"""The kind of the engine's reminder that somebody's time away is over."""
NEAR = timedelta(days=7)
"""A step that is for a day so near is named with those that fell into the leave."""


def come_back(room: Room, workspace: str, project: str, person: str) -> None:
    """Somebody's time away is over: here again in each project where it is, with one word for all of them."""
    with room.transactions.write() as session:
        back = [desk for id in _theirs(session, workspace, person, project) if (desk := _back(room, session, id))]
        found = [desk for desk in back if _gathered(desk, person)]
        if found:
            found[0].send(Delivery(digests.WELCOME, person=person))


def _theirs(session: Session, workspace: str, person: str, project: str) -> list[tuple[str, str, str]]:
    """Their projects, in one order, so that two who lock them never wait for each other."""
    ids = {one.id for one in projects.projects_of(session, workspace, person) if one.status != "closed"}
    return [(workspace, one, person) for one in sorted(ids | {project})]


def _back(room: Room, session: Session, of: tuple[str, str, str]) -> Desk | None:
    workspace, project, person = of
    with suppress(CoachError):  # deleted meanwhile, or only brought in to be read
        desk = open_desk(room, session, workspace, project, person="")
        if desk.take(i.Reminded("", desk.at, kind=KIND, about=person)):
            return desk
    return None


def _gathered(desk: Desk, person: str) -> int:
    """Set aside all that waits for somebody in one project, for the one message; how many things."""
    if desk.state.status != "active":
        return 0
    held = _held(desk, person)
    things = {one.key: one for one in (*held, *_questions(desk, person), *_steps(desk, person))}
    for key in things:
        set_aside.drop(desk.session, desk.project.workspace, person, desk.project.id, key)
        set_aside.set_aside(desk.session, SetAside(desk.project.workspace, person, desk.project.id, key, desk.at))
    return len(things)


def _held(desk: Desk, person: str) -> list[Delivery]:
    """What was put off for a kinder hour, taken out of the row; cards and nudges are looked up as they stand now."""
    found = []
    own = {outbox.Delivery("cards", person=person).key}
    for key in work_held.held_back(*desk.where).values():
        held = outbox.from_key(key)
        if held is not None and held.person == person and held.kind in digests.LINES:
            own.add(key)
            if held.kind not in {"cards", "nudge", nudges.STEP, digests.WELCOME}:
                found.append(held)
    for key in own:
        work.cancel(*desk.where, key, desk.at)
    return found


def _questions(desk: Desk, person: str) -> list[Delivery]:
    """The cards that wait: one that stands already is named by its question, the other will be sent no more."""
    if desk.state.way == "together":
        return []
    found = []
    for questions in next_cards(desk.scene, person):
        first = slot_name(desk.scene, questions)
        slot = f"dm:{person}:{desk.state.pass_n}:{first}"
        stands = desk.state.way == "alone" or messages.message_in(*desk.where, slot) is not None
        found.append(
            Delivery("nudge", person, question=questions[0])
            if stands
            else Delivery("cards", person, question=first, pass_n=desk.state.pass_n)
        )
    return found


def _steps(desk: Desk, person: str) -> list[Delivery]:
    """The check-in that is on, if they have something to say in it; else each step whose day has come or is near."""
    last = check_ins.latest(*desk.where)
    if last is not None and last.closed_at is None:
        sheet = book.sheet_of(desk.session, desk.scene, person, last.since)
        if book.still_to_say(sheet, last.since):
            return [Delivery("check_in", person, about=str(last.n))]
    until = day_of(desk.at + NEAR, desk.state.zone)
    mine = nudges.steps_of(desk.session, desk.scene, person)
    due = [(one, day) for one in mine if (day := parsed(one.due)) is not None and day <= until]
    return [Delivery(nudges.STEP, person, code="back", about=one.id, what=day.isoformat()) for one, day in due]
