"""A reminder that has come due goes the same way as everything else that happens to a conversation."""

from __future__ import annotations

from datetime import datetime

from coach.errors import CoachError
from coach.services.acts import tooling
from coach.services.coming_due import kindly
from coach.services.coming_due.nudges import BACK
from coach.services.desk import open_desk
from coach.services.kindness.wall import past
from coach.services.people import coming_back, leaves, quieting
from coach.services.room import Room
from coach.services.sending import outbox
from coach.services.sending.doing import Done, GivenUp, Settled
from coach.services.sending.outbox import Delivery
from dialogues.inputs import Input, Reminded
from dialogues.to_do import runner_of
from storage import projects
from storage.work_claims import Work

TEAMS = frozenset({"closing", "half_way", "lead_wait", "back", "test_day"})
"""What begins something with the whole team: it waits for the team's hours, past a quiet time."""


def remind(room: Room, work: Work) -> Settled:
    """Hand a due reminder to its conversation; one that names a turn gone by does nothing there."""
    payload, now = work.payload, room.clock.now()
    kind, about = str(payload.get("kind", "")), str(payload.get("about", ""))
    if kind in TEAMS and _held(room, work, kind, now):
        return Done()
    question, asked = str(payload.get("question", "")), int(payload.get("asked") or 0)
    try:
        if kind == leaves.KIND:
            leaves.begin(room, work.workspace, work.conversation, about)
        elif kind == coming_back.KIND:
            coming_back.come_back(room, work.workspace, work.conversation, about)
        elif kind == quieting.FOLLOW:
            quieting.followed(room, work.workspace, work.conversation)
        elif kind == tooling.KIND:
            tooling.keep_so_far(room, work.workspace, work.conversation, about)
        elif kind == "test_day":
            _tried(room, work, Reminded("", now, kind=kind, asked=asked, question=question, about=about))
        elif kind == "back":
            _come_back(room, work, Reminded("", now, kind=kind, asked=asked, question=question, about=about))
        else:
            what = Reminded("", now, kind=kind, asked=asked, question=question, about=about)
            take(room, work.workspace, work.conversation, what)
    except CoachError as error:
        return GivenUp(error.code)
    return Done()


def _held(room: Room, work: Work, kind: str, now: datetime) -> bool:
    """Whether it is put off to the team's hours, or to those of somebody alone.

    A try's day keeps its day: only a quiet time holds that back.
    """
    with room.transactions.read() as session:
        found = projects.project_of(session, work.workspace, work.conversation)
        alone = found.lead if found is not None and found.way == "alone" else ""
        team = kindly.manner(session, work.workspace, alone, work.conversation, now)
    moment = past(team.quiet, now) if kind == "test_day" else team.moment(now)
    if moment > now:
        with room.transactions.write() as session:
            outbox.put_off(session, work, moment, now)
            room.queue.ring(session)
    return moment > now


def _come_back(room: Room, work: Work, what: Reminded) -> None:
    """The day to come back: where a team works in one room, whoever leads is told, for nobody watches a card."""
    with room.transactions.write() as session:
        desk = open_desk(room, session, work.workspace, work.conversation, person="")
        if desk.take(what) and desk.state.way == "together":
            desk.send(Delivery(BACK, person=desk.state.lead, once=f"back.{int(desk.at.timestamp())}"))


def _tried(room: Room, work: Work, what: Reminded) -> None:
    """The day of the try: whoever ran it is asked in private whether anything went wrong, in the room too."""
    with room.transactions.write() as session:
        desk = open_desk(room, session, work.workspace, work.conversation, person="")
        if desk.take(what) and desk.state.way == "together":
            desk.send(Delivery("cards", person=runner_of(desk.state)))


def take(room: Room, workspace: str, project: str, what: Input) -> bool:
    """Let something happen to a conversation that no person just did; whether it was accepted."""
    with room.transactions.write() as session:
        return open_desk(room, session, workspace, project, person="").take(what)
