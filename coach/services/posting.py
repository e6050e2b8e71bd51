"""Posting and changing messages of one project: slots, limits, leases; never inside a transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.errors import SendProblem
from coach.services.doing import Again, GivenUp, Settled
from coach.services.room import Room
from coach.views import Message
from storage import messages, rate_limits
from storage.messages import Posted
from storage.work_claims import Work

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

A_POST = timedelta(seconds=1)  # Slack: one message a second in a channel
A_CHANGE = timedelta(seconds=3)  # ours: at most one change of a message in three seconds
CHANGES, A_MINUTE = 48, timedelta(minutes=1)  # Slack: about fifty changes a minute in a workspace
AT_ONCE = 12  # so many of them may come at once: each has a slot of its own, free again after its share of a minute


class PutOff(Exception):
    """Not now: `settled` says when, or that it is given up."""

    def __init__(self, settled: Settled) -> None:
        super().__init__(type(settled).__name__)
        self.settled = settled


class Sender:
    """Sends what one piece of work holds. Every message has a slot, so that a repeat changes it and posts no second."""

    def __init__(self, room: Room, work: Work, mine: Callable[[], bool]) -> None:
        self.room = room
        self.work = work
        self._mine = mine

    def posted(self, slot: str) -> Posted | None:
        """Where a slot's message stands."""
        with self.room.transactions.read() as session:
            return messages.message_in(session, self.work.workspace, self.work.conversation, slot)

    def show(
        self,
        slot: str,
        channel: str,
        message: Message,
        *,
        thread: str = "",
        broadcast: bool = False,
        anew: bool = False,
    ) -> Posted:
        """Post a slot's message, or change the one that stands there; unchanged content makes no call."""
        mark = messages.content_hash(repr(message))
        standing = None if anew else self.posted(slot)
        here = standing if standing is not None and standing.channel == channel else None
        if here is not None and (here.hash == mark or self._changed(here, message, mark)):
            return here
        self._limits((f"post:{channel}", A_POST))
        ts = self.room.messenger.post(self.work.workspace, channel, message, thread=thread, broadcast=broadcast)
        return self._keep(slot, channel, ts, mark)

    def shrink(self, posted: Posted, message: Message) -> None:
        """Change a message that has had its time; nothing happens if it is gone."""
        self._changed(posted, message, messages.content_hash(repr(message)))

    def dm(self, person: str) -> str:
        """The DM channel with a person."""
        return self.room.messenger.dm(self.work.workspace, person)

    def link(self, posted: Posted) -> str:
        """A link to a message of ours."""
        return self.room.messenger.link(self.work.workspace, posted.channel, posted.ts)

    def _changed(self, posted: Posted, message: Message, mark: str) -> bool:
        """Change a standing message; False if it is gone and has to be posted anew."""
        self._limits((f"change:{posted.channel}:{posted.ts}", A_CHANGE), change=True)
        try:
            self.room.messenger.update(self.work.workspace, posted.channel, posted.ts, message)
        except SendProblem as problem:
            if problem.kind != "no_message":
                raise
            with self.room.transactions.write() as session:
                messages.forget_message(session, self.work.workspace, self.work.conversation, posted.slot)
            return False
        self._keep(posted.slot, posted.channel, posted.ts, mark, posted)
        return True

    def _limits(self, place: tuple[str, timedelta], *, change: bool = False) -> None:
        """Take a slot of every limit at once, or none and put it off; then hold the clock against the lease."""
        now, workspace = self.room.clock.now(), self.work.workspace
        with self.room.transactions.write() as session:
            wait = rate_limits.take_slot(session, workspace, place[0], now, place[1])
            if change and not wait:
                wait = _change_slot(session, workspace, now)
            if wait:
                raise PutOff(Again(now + wait, "limit", counts=False))
        if not self._mine():
            raise PutOff(GivenUp("lease_lost"))

    def _keep(self, slot: str, channel: str, ts: str, mark: str, before: Posted | None = None) -> Posted:
        at = before.posted_at if before else self.room.clock.now()
        posted = Posted(self.work.workspace, self.work.conversation, slot, channel, ts, at, mark)
        with self.room.transactions.write() as session:
            messages.keep_message(session, posted)
        return posted


def _change_slot(session: Session, workspace: str, now: datetime) -> timedelta:
    """Take one of the workspace's slots for changes; how long until the next is free when none is."""
    waits = []
    for n in range(AT_ONCE):
        wait = rate_limits.take_slot(session, workspace, f"changes:{n}", now, A_MINUTE * AT_ONCE / CHANGES)
        if not wait:
            return wait
        waits.append(wait)
    return min(waits)


def hold_off(session: Session, workspace: str, until: datetime) -> None:
    """Leave the workspace alone until a moment, as Slack's Retry-After asks."""
    for n in range(AT_ONCE):
        rate_limits.hold_off(session, workspace, f"changes:{n}", until)
