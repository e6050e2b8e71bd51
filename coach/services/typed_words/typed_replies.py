"""What the coach says back to typed words: a row kept with what they caused, sent once, before what follows from it.

Typed words have no other way back: the event's ack carries nothing, and a DM takes one message a second. The row
holds the words to be said until they are sent, and is emptied then.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from coach.errors import CoachError, SendProblem
from coach.inbound import Inbound, Place
from coach.services.room import Room
from coach.services.sending import kept_views, limits
from coach.services.sending.doing import Again, Done, GivenUp, Settled
from coach.services.sending.limits import Limits, PutOff
from coach.views import Controls, Message, Reply
from storage import inbox, projects, work, work_claims, workspaces
from storage.work import Todo
from storage.work_claims import Work

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LOG = logging.getLogger(__name__)
KIND = work_claims.REPLY
STALE = timedelta(hours=12)  # who typed this morning does not want to read tonight what it was about
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=1), timedelta(minutes=5)
NO_WAY = frozenset({"no_place", "no_person"})


def reserve(session: Session, inbound: Inbound, now: datetime) -> int:
    """Keep the reply's place before anything else is written, so that it goes out before what it is about."""
    return work.reserve(session, Todo(inbound.workspace, KIND, f"{KIND}:{inbound.key}", now), now)


def hand_over(room: Room, session: Session, place: int, inbound: Inbound, reply: Reply) -> Reply:
    """Write what is to be said into its place, or give the place back; the reply then shows nothing by itself."""
    if reply.message is None:
        work.drop(session, place)
        return reply
    where = inbound.place
    said: dict[str, Any] = {"message": kept_views.to_json(reply.message), "person": inbound.person}
    said |= {"channel": where.channel, "thread": where.thread, "dm": where.dm}
    lane = _lane(session, inbound, reply.project)
    work.fill(session, place, conversation=reply.project, lane=lane, payload=said)
    room.queue.ring(session)
    return replace(reply, posted=True)


def refused(room: Room, inbound: Inbound, error: CoachError) -> Reply:
    """Say the words of an error in the same way, in a transaction of its own: the one it broke off kept nothing."""
    LOG.info("words_refused %s", error.code)
    now = room.clock.now()
    with room.transactions.write() as session:
        if not inbox.take(session, inbound.workspace, inbound.key, now):
            return Reply()
        workspaces.ensure_workspace(session, inbound.workspace, now)
        reply = Reply(message=Message(error.words))
        return hand_over(room, session, reserve(session, inbound, now), inbound, reply)


def _lane(session: Session, inbound: Inbound, project: str) -> str | None:
    """The lane of what the words caused for their writer: alone everything is in one place, and in one lane."""
    found = projects.project_of(session, inbound.workspace, project) if project else None
    if found is None:
        return f":{inbound.person}"
    return f"{project}:{'room' if found.way == 'alone' else inbound.person}"


@dataclass(frozen=True, slots=True)
class _Said:
    """A reply as its row keeps it."""

    message: Message
    person: str
    place: Place

    @classmethod
    def of(cls, kept: dict[str, Any]) -> _Said:
        place = Place(kept["channel"], dm=bool(kept["dm"]), thread=kept["thread"])
        return cls(kept_views.from_json(kept["message"]), kept["person"], place)

    @property
    def asks(self) -> bool:
        """Whether it has anything to press."""
        return any(isinstance(part, Controls) for part in self.message.parts)


def do(room: Room, work: Work, mine: Callable[[], bool]) -> Settled:
    """Say it where the words were typed, by DM where that cannot be; once it is stale it is left unsaid.

    After a crash it is said again: twice is better than never.
    """
    said, taken, now = _Said.of(work.payload), Limits(room, work, mine), room.clock.now()
    if now - work.due_at > STALE:
        return GivenUp("stale")
    try:
        _say(room, work.workspace, said, taken)
    except PutOff as put_off:
        return put_off.settled
    except SendProblem as problem:
        return _problem(room, work, said, problem, taken)
    return Done()


def _say(room: Room, workspace: str, said: _Said, taken: Limits) -> None:
    place = said.place
    if not place.dm:
        try:
            taken.take((limits.WHISPERS,))
            room.messenger.whisper(workspace, place.channel, said.person, said.message, thread=place.thread)
            return
        except SendProblem as problem:
            if problem.kind not in NO_WAY:
                raise
            LOG.info("not_whispered %s", problem.code)
    channel = place.channel if place.dm else room.messenger.dm(workspace, said.person)
    thread = place.thread if place.dm else ""
    try:
        taken.take(limits.for_post(channel))
        room.messenger.post(workspace, channel, said.message, thread=thread)
    except SendProblem as problem:
        if problem.kind != "no_message" or not thread:
            raise
        room.messenger.post(workspace, channel, said.message)  # the thread it was typed in is gone


def _problem(room: Room, work: Work, said: _Said, problem: SendProblem, taken: Limits) -> Settled:
    LOG.info("not_said %s work=%s", problem.code, work.id)
    now = room.clock.now()
    if problem.kind != "retry":
        return GivenUp(problem.code)
    if problem.maybe_sent and not said.asks:
        return Done()  # Slack most likely has it, and nothing hangs on it: better than saying it twice
    if problem.after:
        until = now + timedelta(seconds=problem.after)
        taken.hold_off(until)
        return Again(until, problem.code, counts=False)
    return Again(now + min(FIRST_WAIT * 2 ** min(work.attempts - 1, 10), LONGEST_WAIT), problem.code)
