"""One project opened for one act, inside the act's one transaction: take inputs, keep what follows, note rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from coach.errors import CoachError
from coach.services import consequences, effects, scenes
from coach.services.acts import step_of_try
from coach.services.check_in import following
from coach.services.drawn import Stamp
from coach.services.record import remarks
from coach.services.room import Room
from coach.services.scene import Scene
from coach.services.sending import cards, outbox
from coach.services.sending.outbox import Delivery
from coach.services.versions import dialogue_of
from dialogues import engine
from dialogues import inputs as i
from dialogues.checks.remark import Remark
from dialogues.effects import Tell
from dialogues.facts import Facts
from dialogues.inputs import Input
from dialogues.machine import LOOKING_BACK
from dialogues.state import ConversationState, Turn, from_json, to_json
from storage import audit, conversations, facts, messages, projects, work
from storage.standing import standing_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Shown = tuple[Delivery, str | None]
"""A delivery and the lane it stands in; None: its own."""
GONE = CoachError(
    "no_project",
    "I can't find that project here any more. Type /coach to see what you are in, or to start a new one.",
)
TALKS = (
    i.Answer,
    i.NothingToAdd,
    i.DontKnow,
    i.Skip,
    i.Position,
    i.Amend,
    i.TakeBack,
    i.AskSomeone,
    i.Join,
    i.Leave,
    i.Away,
    i.Return,
)
"""People in their own time: what one of them says by night may bring a result, but the others see it by day."""
READ_ONLY = CoachError(
    "read_only", "This project was brought in to be read, so I can't carry it on. Start a new one with /coach new."
)


class Desk:
    """A locked conversation with everything an act needs; `told` collects the words for the person who acted."""

    def __init__(
        self,
        room: Room,
        session: Session,
        project: projects.Project,
        talk: conversations.Conversation,
        person: str,
        at: datetime,
        noted: int = 0,
    ) -> None:
        self.room = room
        self.session = session
        self.project = project
        self.person = person
        self.at = at
        self.dialogue = dialogue_of(session, talk.dialogue, talk.version)
        self.state: ConversationState = from_json(talk.state)
        self.told: list[Tell] = []
        self.noticed: list[tuple[str, Remark, int]] = []
        self.kept: list[tuple[str, str]] = []  # question and answer id of what this act kept
        self.speaks_for = ""  # the partner that what this act keeps is said for, in the room
        self.asked = bool(person)  # what follows in the channel answers a wish, and is no start of the coach's own
        self.moves_card = bool(person)  # what happens by itself, or in a check-in, leaves an old card where it stands
        self._talk = talk
        self._noted = noted  # how many notes there were
        self._scene: Scene | None = None
        self._before: Scene | None = None  # as this transaction found it

    @property
    def where(self) -> tuple[Session, str, str]:
        """Session, workspace and conversation: what every query of storage begins with."""
        return self.session, self.project.workspace, self.project.id

    @property
    def scene(self) -> Scene:
        """The project as it stands now."""
        if self._scene is None:
            made = scenes.scene_of(
                self.session,
                self.project,
                now=self.at,
                run_by=self.room.run_by,
                drawn=self.room.drawn,
                talk=self._talk,
                state=self.state,
                before=self._before,
            )
            if made is None:
                raise READ_ONLY
            self._scene = made
            if scenes.unwritten(self.session):
                self._before = made
        return self._scene

    @property
    def facts(self) -> Facts:
        """The record as the engine reads it, in this transaction; read anew once it has written to it."""
        if scenes.unwritten(self.session):
            return self.scene.facts
        return facts.facts_of(*self.where, self.state.pass_n)

    @property
    def offered(self) -> tuple[tuple[str, str], ...]:
        """The tools offered in this round, each with its question; read anew once the transaction has written notes."""
        return scenes.offered_in(*self.where, self.state.pass_n, self._before)

    def take(self, what: Input) -> bool:
        """Let something happen: the engine decides, everything that follows is written; whether it was accepted."""
        seen, touched = self.state.turn, self.state.touched_at
        beside = str(getattr(what, "question", "")).startswith("check_in.") and self.state.walk != LOOKING_BACK
        self.moves_card = bool(what.person) and not beside
        self.asked = bool(what.person) and (self.state.way != "apart" or not isinstance(what, TALKS))
        turn = engine.take(self.dialogue, self.state, before := self.facts, what)
        self._keep(turn, seen)
        if turn.accepted and what.person:
            following.acted(self, touched)
        if turn.accepted:
            about = str(getattr(what, "question", ""))
            audit.note(*self.where, who=what.person or "coach", what=type(what).__name__, about=about, at=self.at)
            step_of_try.follows(self, what, before)
        return turn.accepted

    def begun(self, turn: Turn) -> None:
        """Write what follows from the first turn of a new project."""
        self._keep(turn, 0)
        audit.note(*self.where, who=self.person, what="Start", at=self.at)

    def _keep(self, turn: Turn, seen: int) -> None:
        old, self.state = self.state if seen else None, turn.state
        self._scene = None
        conversations.save_turn(
            *self.where,
            seen=seen,
            turn=self.state.turn,
            status=self.state.status,
            state=to_json(self.state),
            at=self.at,
        )
        for index, effect in enumerate(turn.effects):
            effects.apply(self, effect, f"{self.state.turn}.{index}")
        self._keep_columns()
        self._scene = None
        consequences.turn_made(self, turn, old.closes_at if old else None)
        remarks.lists_shown(self, old)
        mark = Stamp(self.state.turn, self._talk.version, self._noted, self.project.name, self.project.problem)
        scenes.remember(self.session, self.room.drawn, mark, self._before, self.state)
        self.room.queue.ring(self.session)

    def _keep_columns(self) -> None:
        """The project's own columns follow the state, so that lists need not read states."""
        state = self.state
        now = {
            name: getattr(state, name) for name in ("lead", "second", "depth", "way", "scale", "experience", "status")
        }
        changed = {name: value for name, value in now.items() if getattr(self.project, name) != value}
        if changed:
            projects.change_project(*self.where, **changed)
            self.project = replace(self.project, **changed)
        if "status" in changed:
            following.status_changed(self)

    def looks_anew(self) -> None:
        """Something beside the state has changed: the next look at the scene reads it."""
        self._scene = None

    def moves_to(self, channel: str) -> None:
        """The project has a channel from now on: it is greeted there, and its card stands there."""
        projects.change_project(*self.where, channel=channel)
        self.project = replace(self.project, channel=channel)
        self._scene = None
        messages.forget_message(*self.where, "welcome")
        self.send(Delivery("welcome"))
        self.card(needed=True)

    def send(self, delivery: Delivery, *, due: datetime | None = None, lane: str | None = None) -> None:
        """Write something to be sent."""
        outbox.send(*self.where, delivery, self.at, due=due, lane=lane, asked=self._asked(delivery))
        self.room.queue.ring(self.session)

    def _asked(self, delivery: Delivery) -> bool:
        return delivery.person == self.person if delivery.person else self.asked

    def refresh(self, people: Iterable[str]) -> None:
        """Everything that stands shows the new state: the card, the lead's panel, these people's own cards."""
        session, workspace, project = self.where
        shown = (self._card(), self._panel(), *(self._cards(person) for person in dict.fromkeys(people)))
        todos = [
            outbox.todo(workspace, project, one, self.at, lane=lane, asked=self._asked(one))
            for one, lane in filter(None, shown)
        ]
        work.put_apart(session, todos, self.at)
        self.room.queue.ring(session)

    def card(self, *, needed: bool = False) -> None:
        """The channel's card shows the new state; `needed`: somebody has to act, so an old one is posted anew."""
        delivery, lane = self._card(needed=needed)
        self.send(delivery, lane=lane)

    def card_lane(self) -> str | None:
        """What the card may not overtake and may not be overtaken by."""
        return self._card(needed=True)[1]

    def _card(self, *, needed: bool = False) -> Shown:
        """Alone it keeps the order of all else: it may move below what was typed, and no two may be at it at once."""
        posted = cards.card_slot(self.state, self.dialogue) in messages.slots_of(*self.where)
        code = "needed" if needed else "" if self.moves_card else "still"
        if not posted and self.state.way != "alone":  # of a new round or phase: below all that is said of the last
            code = cards.FIRST
        aside = posted and self.state.way != "alone"
        return Delivery("card", code=code), f"card{outbox.STANDING}" if aside else None

    def panel(self) -> None:
        """The lead's panel shows the new state."""
        if (shown := self._panel()) is not None:
            self.send(shown[0], lane=shown[1])

    def _panel(self) -> Shown | None:
        lead = self.state.lead
        stands = outbox.STANDING if f"panel:{lead}" in self._posted("panel:") else ""
        return (Delivery("panel", person=lead), f"panel{stands}") if self.state.way != "alone" else None

    def cards(self, person: str) -> None:
        """Somebody's own cards show the new state."""
        delivery, lane = self._cards(person)
        self.send(delivery, lane=lane)

    def _cards(self, person: str) -> Shown:
        """Where all that they are asked stands, it has only to be changed.

        Cards that follow what they just did themselves come at any hour.
        """
        now = replace(self._before, state=self.state) if self._before is not None else None
        if now is not None and cards.all_stand(now, person, self._posted(cards.prefix(now, person))):
            return Delivery("kept_cards", person=person), f"{person}:kept"
        return Delivery("cards", person=person, code="own" if person == self.person else ""), None

    def _posted(self, prefix: str) -> tuple[str, ...]:
        """The slots of what is posted whose name starts so."""
        found = messages.slots_of(*self.where)
        return tuple(slot for slot in found if slot.startswith(prefix))

    def snapshot(self) -> Mapping[str, Any]:
        """The record as it is now, never changed again: what a closed round keeps."""
        from storage.record_files import export  # the whole record's shape, needed once a round

        return export.snapshot_of(*self.where)


def open_desk(room: Room, session: Session, workspace: str, project: str, person: str) -> Desk:
    """Lock a project's conversation for one act. CoachError if it is not here, DatabaseBusy after two seconds."""
    desk = desk_of(room, session, workspace, project, person)
    if desk is None:
        raise GONE
    return desk


def desks_of(room: Room, session: Session, workspace: str, person: str) -> Iterator[Desk]:
    """Each open project of a person that goes on, opened for the coach itself; those only kept to be read left out.

    In one order, so that two who lock them never wait for each other.
    """
    for project in sorted(one.id for one in projects.projects_of(session, workspace, person) if one.status != "closed"):
        with suppress(CoachError):
            yield open_desk(room, session, workspace, project, person="")


def desk_of(room: Room, session: Session, workspace: str, project: str, person: str) -> Desk | None:
    """The same; None if it is not here. What is read of the project is read under the lock."""
    conversations.lock(session, workspace, project)
    at = room.clock.now()
    standing = standing_of(session, workspace, project, at)
    if standing is None or standing.talk is None:
        return None
    if not standing.talk.state:
        raise READ_ONLY
    return Desk(room, session, standing.project, standing.talk, person, at, standing.noted)
