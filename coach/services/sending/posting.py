"""Posting and changing messages of one project: slots, limits, leases; never inside a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace

from coach.errors import SendProblem
from coach.services.record.leaving import fit, spared_in
from coach.services.room import Room
from coach.services.sending import limits
from coach.services.sending.doing import Again
from coach.services.sending.limits import Limits, PutOff
from coach.views import Message
from storage import messages, work_claims
from storage.errors import DatabaseBusy, DatabaseGone
from storage.messages import Posted
from storage.work_claims import Work

KEEP_TRIES = 8  # each waits for two seconds: by then a process that stood still has lost what it held
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
        with self.room.transactions.read_one() as session:
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
        once: bool = False,
    ) -> Posted:
        """Post a slot's message, or change the one that stands there; unchanged content makes no call.

        `once`: rather never than twice. It is noted right before it leaves, so that one whose process died on the way
        is known from one that never got so far (Work.may_have_gone).
        """
        message = self._fit(message)
        mark = messages.content_hash(repr(message))
        stood = self.posted(slot)
        if stood is not None and stood.channel == channel and not anew:
            if stood.hash == mark or self._changed(stood, message, mark):
                return stood
            stood = None
        self._may_post(slot)
        self.limits.take(limits.for_post(channel))
        tagged = replace(message, slot=slot)
        with self._leaving() if once else nullcontext():
            ts = self._post(channel, tagged, thread, broadcast)
        posted = self._posted(slot, channel, ts, mark)
        theirs = self._kept(posted, stood, left=stood if anew else None)
        if theirs is not None:
            self._take_back(posted)
        return theirs or posted

    @contextmanager
    def _leaving(self) -> Iterator[None]:
        """Note that a message leaves; what Slack surely did not take has not left."""
        self._note_leaving(True)
        try:
            yield
        except SendProblem as problem:
            if not problem.maybe_sent:
                self._note_leaving(False)
            raise

    def _note_leaving(self, leaving: bool) -> None:
        with self.room.transactions.write() as session:
            mine = work_claims.note_leaving(session, self.work, leaving)
        if not mine:
            raise PutOff(Again(self.room.clock.now(), "lease_lost", counts=False))

    def _post(self, channel: str, message: Message, thread: str, broadcast: bool) -> str:
        """Post, and return the ts; a thread whose first message was deleted cannot be posted to: then in the open."""
        post, workspace = self.room.messenger.post, self.work.workspace
        try:
            return post(workspace, channel, message, thread=thread, broadcast=broadcast)
        except SendProblem as problem:
            if not thread or problem.kind != "no_message":
                raise
        return post(workspace, channel, message)  # the same turn: nothing was posted with it yet

    def shrink(self, posted: Posted, message: Message, *, taken: bool = False) -> None:
        """Change a message that has had its time; nothing happens if it is gone. `taken`: its turn is in hand."""
        message = self._fit(message)
        self._changed(posted, message, messages.content_hash(repr(message)), taken=taken)

    def _fit(self, message: Message) -> Message:
        """A message as it may leave: nothing goes out that is surely of one patient."""
        today = self.room.clock.now().date()

        def spared() -> frozenset[str]:
            with self.room.transactions.read() as session:
                return spared_in(session, self.work.workspace, self.work.conversation or "", today)

        return fit(message, today, spared)

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

    def _changed(self, posted: Posted, message: Message, mark: str, *, taken: bool = False) -> bool:
        """Change a standing message; False if it is gone and has to be posted anew."""
        of_changes = limits.for_change(posted.channel, posted.ts)
        if taken:
            self.limits.tried = of_changes
        else:
            self.limits.take(of_changes)
        try:
            tagged = replace(message, slot=posted.slot)
            self.room.messenger.update(self.work.workspace, posted.channel, posted.ts, tagged)
        except SendProblem as problem:
            if problem.kind != "no_message":
                raise
            with self.room.transactions.write() as session:
                messages.forget_message(session, self.work.workspace, self.work.conversation, posted.slot)
            return False
        with self.room.transactions.write() as session:
            messages.keep_message(session, replace(posted, hash=mark))
        return True

    def _posted(self, slot: str, channel: str, ts: str, mark: str) -> Posted:
        work = self.work
        return Posted(work.workspace, work.conversation, slot, channel, ts, self.room.clock.now(), mark)

    def _kept(self, posted: Posted, stood: Posted | None, left: Posted | None) -> Posted | None:
        """`_keep`, and again while the database is busy or has ended what stood still: the next would post anew."""
        for _ in range(KEEP_TRIES - 1):
            with suppress(DatabaseBusy, DatabaseGone):
                return self._keep(posted, stood, left)
        return self._keep(posted, stood, left)

    def _keep(self, posted: Posted, stood: Posted | None, left: Posted | None) -> Posted | None:
        """Keep where a new message stands; the one it `left` behind stays known, for it can still be pressed.

        If a message came into the slot since it was looked at, another process took over while this one stood still
        or was slow: then theirs stays, and is returned.
        """
        with self.room.transactions.write() as session:
            found = messages.message_in(session, posted.workspace, posted.conversation, posted.slot)
            if found is not None and found.ts != posted.ts and (stood is None or found.ts != stood.ts):
                return found
            messages.keep_message(session, posted)
            if left is not None:
                messages.keep_message(session, replace(left, slot=OLD + left.ts, hash=""))
        return None

    def _take_back(self, posted: Posted) -> None:
        """Take away what another process has posted too, if Slack lets us: nobody is to read it twice."""
        with suppress(SendProblem):
            self.room.messenger.delete(posted.workspace, posted.channel, posted.ts)
