"""Posting and changing messages of one project: slots, limits, leases; never inside a transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coach.errors import SendProblem
from coach.services import limits
from coach.services.limits import Limits
from coach.services.room import Room
from coach.views import Message
from storage import messages
from storage.messages import Posted
from storage.work_claims import Work

OLD = "old:"  # before the time of a message that its slot has left behind


class Sender:
    """Sends what one piece of work holds. Every message has a slot, so that a repeat changes it and posts no second."""

    def __init__(
        self,
        room: Room,
        work: Work,
        mine: Callable[[], bool],
        may_post: Callable[[str], None] = lambda slot: None,
    ) -> None:
        self.room = room
        self.work = work
        self.limits = Limits(room, work, mine)
        self._may_post = may_post

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
        self._may_post(slot)
        self.limits.take(limits.for_post(channel))
        tagged = replace(message, slot=slot)
        ts = self.room.messenger.post(self.work.workspace, channel, tagged, thread=thread, broadcast=broadcast)
        return self._keep(slot, channel, ts, mark, left=self.posted(slot) if anew else None)

    def shrink(self, posted: Posted, message: Message) -> None:
        """Change a message that has had its time; nothing happens if it is gone."""
        self._changed(posted, message, messages.content_hash(repr(message)))

    def remove(self, channel: str, ts: str) -> None:
        """Take away a message of ours; nothing happens if it is gone."""
        self.limits.take((limits.REMOVALS,))
        try:
            self.room.messenger.delete(self.work.workspace, channel, ts)
        except SendProblem as problem:
            if problem.kind != "no_message":
                raise

    def dm(self, person: str) -> str:
        """The DM channel with a person."""
        return self.room.messenger.dm(self.work.workspace, person)

    def link(self, posted: Posted) -> str:
        """A link to a message of ours."""
        return self.room.messenger.link(self.work.workspace, posted.channel, posted.ts)

    def _changed(self, posted: Posted, message: Message, mark: str) -> bool:
        """Change a standing message; False if it is gone and has to be posted anew."""
        self.limits.take(limits.for_change(posted.channel, posted.ts))
        try:
            tagged = replace(message, slot=posted.slot)
            self.room.messenger.update(self.work.workspace, posted.channel, posted.ts, tagged)
        except SendProblem as problem:
            if problem.kind != "no_message":
                raise
            with self.room.transactions.write() as session:
                messages.forget_message(session, self.work.workspace, self.work.conversation, posted.slot)
            return False
        self._keep(posted.slot, posted.channel, posted.ts, mark, posted)
        return True

    def _keep(
        self, slot: str, channel: str, ts: str, mark: str, before: Posted | None = None, *, left: Posted | None = None
    ) -> Posted:
        """Keep where a slot's message stands; the one it `left` behind stays known, for it can still be pressed."""
        at = before.posted_at if before else self.room.clock.now()
        posted = Posted(self.work.workspace, self.work.conversation, slot, channel, ts, at, mark)
        with self.room.transactions.write() as session:
            messages.keep_message(session, posted)
            if left is not None:
                messages.keep_message(session, replace(left, slot=OLD + left.ts, hash=""))
        return posted
