"""Doing what waits in the outbox: each message is built from the state as it is now, then sent or changed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from coach.errors import SendProblem
from coach.services.check_in import holding as check_in
from coach.services.check_in import planning as check_ins
from coach.services.coming_due import chores, reminders
from coach.services.room import Room
from coach.services.scene import Scene
from coach.services.scenes import scene_named
from coach.services.sending import outbox
from coach.services.sending.delivery_kinds import KINDS
from coach.services.sending.doing import Again, Done, GivenUp, Settled
from coach.services.sending.limits import CHANGES, POSTS, Limits, PutOff
from coach.services.sending.manners import Manners
from coach.services.sending.outbox import Delivery
from coach.services.sending.posting import Sender
from coach.services.typed_words import typed_replies
from dialogues.inputs import Leave
from storage import audit, conversations, messages
from storage.rate_limits import Limit
from storage.work_claims import Work

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LOG = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=5)
NO_PLACE_WAIT, NO_PLACE_LONGEST = timedelta(seconds=15), timedelta(hours=1)
TOO_LATE = timedelta(days=3)
UNKNOWN_WAIT, UPGRADED_WITHIN = timedelta(seconds=10), timedelta(hours=1)
NEVER_TWICE = frozenset({"nudge", "step_nudge", "back_nudge"})


def _needs(work: Work, delivery: Delivery) -> Limit | None:
    """The limit that this will need, where that is known before it is drawn: of what stands it is that of changes."""
    if delivery.kind == "cards":
        return POSTS
    stands = delivery.kind == "kept_cards" or (work.lane or "").endswith(outbox.STANDING)
    return CHANGES if stands else None


class Deliveries:
    """The `Doer` of a running coach: sends deliveries, and hands reminders to the conversation they belong to."""

    def __init__(self, room: Room) -> None:
        self.room = room

    def do(self, work: Work, mine: Callable[[], bool]) -> Settled:
        """Do one claimed thing; see `coach.services.sending.doing`."""
        if work.kind == "reminder":
            return reminders.remind(self.room, work)
        if work.kind == check_ins.KIND:
            return check_in.do(self.room, work)
        if work.kind == chores.KIND:
            return chores.do(self.room, work)
        if work.kind == typed_replies.KIND:
            return typed_replies.do(self.room, work, mine)
        delivery = outbox.from_key(work.key)
        if delivery is None or delivery.kind not in KINDS:
            return self._unknown(work)
        return self._send(work, delivery, mine)

    def _unknown(self, work: Work) -> Settled:
        """A newer version wrote it, while processes are upgraded one after another: one that knows it will come."""
        now = self.room.clock.now()
        if now - work.due_at > UPGRADED_WITHIN:
            return GivenUp("unknown_kind")
        return Again(now + UNKNOWN_WAIT, "unknown_kind", counts=False)

    def _send(self, work: Work, delivery: Delivery, mine: Callable[[], bool]) -> Settled:
        needed = _needs(work, delivery)
        if needed is not None and (waits := Limits(self.room, work, mine).line_up(needed)) is not None:
            return waits
        scene = self._scene(work)
        if scene is None:
            return GivenUp("no_project")
        gone = self.room.freshen(work.workspace, scene.state.team)
        self._left(work, scene, gone)
        if gone:
            scene = self._scene(work) or scene
        manners = Manners(self.room, work, scene, delivery)
        sender = Sender(self.room, work, mine, manners.may_post)
        try:
            KINDS[delivery.kind](sender, scene, delivery)
        except PutOff as put_off:
            return put_off.settled
        except SendProblem as problem:
            return self._problem(work, delivery, scene, problem, sender.limits)
        manners.count()
        return Done()

    def _scene(self, work: Work) -> Scene | None:
        with self.room.transactions.read() as session:
            where, room = (session, work.workspace, work.conversation), self.room
            return scene_named(*where, now=room.clock.now(), run_by=room.run_by, drawn=room.drawn)

    def _problem(self, work: Work, delivery: Delivery, scene: Scene, problem: SendProblem, limits: Limits) -> Settled:
        """What a failed call means: wait, give up, tell the lead, or take a leaver out of the team."""
        LOG.info("not_sent %s %s work=%s", delivery.kind, problem.code, work.id)
        if problem.kind == "no_place" and delivery.kind in outbox.SHARED:
            return self._no_place(work, scene, problem)
        if problem.kind == "no_person" and delivery.person:
            self._left(work, scene, (delivery.person,))
            return GivenUp(problem.code)
        if problem.kind in {"retry", "no_place"}:  # a DM that is gone says nothing of its person: it is opened anew
            return self._retry(work, delivery, problem, limits)
        return self._given_up(work, delivery, problem.code)

    def _retry(self, work: Work, delivery: Delivery, problem: SendProblem, limits: Limits) -> Settled:
        now = self.room.clock.now()
        if delivery.kind in NEVER_TWICE and problem.maybe_sent:
            return self._given_up(work, delivery, "maybe_sent")
        if now - work.due_at > TOO_LATE:
            return self._given_up(work, delivery, problem.code)
        if problem.after:
            until = now + timedelta(seconds=problem.after)
            limits.hold_off(until)
            return Again(until, problem.code, counts=False)
        wait = min(FIRST_WAIT * 2 ** min(work.attempts - 1, 10), LONGEST_WAIT)
        return Again(now + wait, problem.code)

    def _no_place(self, work: Work, scene: Scene, problem: SendProblem) -> Settled:
        """The coach is not in the channel, or it is archived: wait, and tell the lead once each time it happens.

        Nothing new can be posted there meanwhile, so the newest message says whether it is still the same time.
        """
        now = self.room.clock.now()
        with self.room.transactions.write() as session:
            conversations.lock(session, work.workspace, scene.project)
            posted = messages.messages_of(session, work.workspace, scene.project)
            newest = max((one.ts for one in posted if one.channel == scene.channel), default="")
            once = f"{problem.code}.{newest}"
            told = Delivery("lead_told", scene.state.lead, code=problem.code, about=scene.channel, once=once)
            asked = bool(work.payload.get("asked"))
            outbox.tell_once(session, work.workspace, scene.project, told, now, asked=asked)
            self.room.queue.ring(session)
        wait = min(NO_PLACE_WAIT * 2 ** min(work.attempts - 1, 10), NO_PLACE_LONGEST)
        return Again(now + wait, problem.code)

    def _left(self, work: Work, scene: Scene, gone: tuple[str, ...]) -> None:
        """People whose account is closed leave the team; their answers stay, and whoever leads then is told once."""
        for person in gone:
            member = scene.state.team.get(person)
            if member is not None and member.status != "left":
                leave = Leave(person="", at=self.room.clock.now(), who=person)
                reminders.take(self.room, work.workspace, work.conversation, leave)
                self._tell_of_gone(work, person)

    def _tell_of_gone(self, work: Work, person: str) -> None:
        scene = self._scene(work)
        if scene is None or scene.state.lead == person or scene.state.status == "closed":
            return
        told = Delivery("lead_told", scene.state.lead, code="gone", about=person, once=f"gone.{person}")
        with self.room.transactions.write() as session:
            conversations.lock(session, work.workspace, scene.project)
            outbox.tell_once(session, work.workspace, scene.project, told, self.room.clock.now())
            self.room.queue.ring(session)

    def _given_up(self, work: Work, delivery: Delivery, code: str) -> GivenUp:
        def then(session: Session) -> None:
            audit.note(
                session,
                work.workspace,
                work.conversation,
                who="coach",
                what="given_up",
                about=f"{delivery.kind}:{code}",
                at=self.room.clock.now(),
            )

        return GivenUp(code, then)
