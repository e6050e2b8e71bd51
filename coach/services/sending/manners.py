"""Whether one delivery may go now: the coach starts nothing outside kind hours, and keeps inside a person's week.

What answers something that somebody just did goes at once, at any hour, and counts against nothing. A message that
stands already may change at any time: that makes no sound.
"""

from __future__ import annotations

from datetime import datetime

from coach.services.coming_due import kindly
from coach.services.room import Room
from coach.services.scene import Scene
from coach.services.screens import seeing
from coach.services.sending import digests, outbox
from coach.services.sending.doing import Done
from coach.services.sending.limits import PutOff
from coach.services.sending.outbox import Delivery
from storage import set_aside
from storage.work_claims import Work

TO_ONE = frozenset(
    {"first_dm", "cards", "kept_cards", "nudge", "back_nudge", "step_nudge", "tell", "panel", "digest", "welcome_back"}
) | {
    "lead_told",
    "check_in",
    "check_in_quiet",
    "check_in_offer",
    "expect",
    "expect_open",
    "tool_step",
    "tool_kept",
    "drawing",
}
TO_ALL = frozenset({"card", "reveal", "summary", "announce", "where_we_were", "check_in_note"})
WISHED = frozenset({"nudge", "step_nudge", "back_nudge", "first_dm"})
"""Asked for, they still look at the hour they come at: it may have been chosen weeks ago."""
UNCOUNTED = frozenset({"panel", "lead_told"})
"""The lead's panel is one message, edited in place; what stands in the way of all the others finds room in any week."""
OWN = frozenset({"own", "go", "later"})
"""Cards that follow what their person just did."""
WAITED_FOR = frozenset({"choose_now", "no_lead_answer", "no_yes_yet", "not_yet_said", "thin_phase", "thin_step"})
"""Said to the lead when everybody waits for them, or goes on without them soon: next week would be too late."""
DECISIONS = frozenset({"vote", "confirm", "consent"})
"""Modes of questions that a whole team decides, or waits for: their cards come in a full week too, and count."""
SAFETY = "evaluate.safety"


class Manners:
    """What one delivery has to mind. `may_post` is asked before anything new is posted, `count` once it was."""

    def __init__(self, room: Room, work: Work, scene: Scene, delivery: Delivery) -> None:
        self._room = room
        self._work = work
        self._scene = scene
        self._delivery = delivery
        self._decided = False
        self._counts = False

    @property
    def started(self) -> bool:
        """Whether the coach starts this itself."""
        kind = self._delivery.kind
        if kind == "cards":
            return self._delivery.code not in OWN
        asked = bool(self._work.payload.get("asked"))
        return (kind in WISHED or not asked) if kind in TO_ONE else kind in TO_ALL and not asked

    @property
    def person(self) -> str:
        """Whose hours count: the person's, somebody's who works alone, or the team's (empty)."""
        if self._delivery.kind in TO_ONE:
            return self._delivery.person
        return self._scene.state.lead if self._scene.state.way == "alone" or not self._scene.channel else ""

    def may_post(self, slot: str) -> None:
        """Let it pass, or put it off: to the next kind moment, or into the person's digest. PutOff when it may not."""
        if self._decided or not self.started:
            return
        now = self._room.clock.now()
        with self._room.transactions.read() as session:
            found = kindly.manner(session, self._scene.workspace, self.person, self._scene.project, now)
        moment = found.moment_any_day(now) if self._safety else found.moment(now)
        if moment > now:
            self._wait(moment, now)
        if self._is_counted and not self._safety and self._named_since(slot):
            raise PutOff(Done())
        if self._is_counted and not found.room and not (self._safety or self._is_waited_for(slot)):
            if self._delivery.kind == digests.KIND:
                self._wait(found.next_week(now), now)
            self._set_aside(self._named_by(slot), found.next_week(now), now)
        self._decided, self._counts = True, self._is_counted

    def count(self) -> None:
        """Count it, if it was one that the coach started and something was posted."""
        if self._counts:
            with self._room.transactions.write() as session:
                kindly.count(session, self._scene.workspace, self.person, self._room.clock.now(), self._delivery.kind)

    @property
    def _is_counted(self) -> bool:
        delivery = self._delivery
        wished = delivery.kind in WISHED and bool(self._work.payload.get("asked"))
        return delivery.kind in TO_ONE and delivery.kind not in UNCOUNTED and not wished

    @property
    def _safety(self) -> bool:
        """Whether anything went wrong, or nearly, is asked at once: it counts, and nothing holds it back."""
        return SAFETY in seeing.open_for(self._scene, self.person)

    def _is_waited_for(self, slot: str) -> bool:
        """Whether it is a decision that others wait for: a full week doesn't hold it back. Weighing is none."""
        if self._delivery.kind != "cards":
            return self._delivery.code in WAITED_FOR
        first, waiting = slot.rpartition(":")[2], seeing.open_for(self._scene, self.person)
        asked = [seeing.question(self._scene, one) for one in seeing.card_of(self._scene, first) if one in waiting]
        return any(one.mode in DECISIONS and not one.second_of for one in asked)

    def _named_by(self, slot: str) -> Delivery:
        """What stands for it in a digest; a person's cards are named by the card."""
        if self._delivery.kind != "cards":
            return self._delivery
        state = self._scene.state
        return Delivery("cards", person=self.person, question=slot.rpartition(":")[2], pass_n=state.pass_n)

    def _named_since(self, slot: str) -> bool:
        """Whether a digest has named this question since it was asked, with its button: once more would be nagging."""
        question = {"cards": slot.rpartition(":")[2], "nudge": self._delivery.question}.get(self._delivery.kind, "")
        cell = self._scene.state.cells.get(question)
        if cell is None or cell.asked_at is None:
            return False
        first = seeing.card_of(self._scene, question)[0]
        card = Delivery("cards", person=self.person, question=first, pass_n=self._scene.state.pass_n)
        with self._room.transactions.read() as session:
            kept = set_aside.set_aside_for(session, self._scene.workspace, self.person)
        mine = [one for one in kept if (one.project, one.key) == (self._scene.project, card.key)]
        return any(one.told_at is not None and one.told_at >= cell.asked_at for one in mine)

    def _wait(self, moment: datetime, now: datetime) -> None:
        """The same row again at a kind moment: it stands in no lane then, so it holds nothing up meanwhile."""
        with self._room.transactions.write() as session:
            outbox.put_off(session, self._work, moment, now)
            self._room.queue.ring(session)
        raise PutOff(Done())

    def _set_aside(self, named: Delivery, digest_at: datetime, now: datetime) -> None:
        workspace, person = self._scene.workspace, self.person
        entry = set_aside.SetAside(workspace, person, self._scene.project, named.key, now)
        with self._room.transactions.write() as session:
            if set_aside.set_aside(session, entry):
                digests.plan(session, workspace, self._scene.project, person, digest_at, now)
                self._room.queue.ring(session)
        raise PutOff(Done())
