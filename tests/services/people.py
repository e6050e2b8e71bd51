"""A coach with a fake Slack, a clock that stands still until it is moved, and people who press, type and send forms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from coach.bootstrap import Core, build_core
from coach.clocks import MovableClock
from coach.inbound import AddMessage, Commanded, Inbound, Place, Pressed, Said, Submitted, What
from coach.ports import Person
from coach.services.scene import Scene
from coach.services.scenes import scene_of
from coach.services.screens import seeing
from coach.views import Form, Message, Press, Reply
from storage import projects
from storage.database import Database
from tests.services.fakes import FakeSlack

START = datetime(2026, 5, 12, 12, 40, tzinfo=UTC)  # a Tuesday
WS, CHANNEL = "T1", "C1"
HERE = Place(CHANNEL)
TEAM = {"U1": "Asha", "U2": "Tom", "U3": "Mei", "U4": "Dr Patel", "U5": "Joy"}


class World:
    """Everything a test of the services needs."""

    def __init__(self, database: Database) -> None:
        self.clock = MovableClock(START, running=False)
        self.slack = FakeSlack(clock=self.clock)
        self.slack.know(*(Person(id, name, workspace=WS) for id, name in TEAM.items()))
        self.core: Core = build_core(
            database, self.clock, self.slack, self.slack, run_by="the improvement team (improvement@example.org)"
        )
        self.coach = self.core.coach
        self.project = ""
        self._keys = count(1)

    def inbound(self, person: str, what: What, place: Place = HERE, key: str = "") -> Inbound:
        """One thing that comes in."""
        return Inbound(key or f"k{next(self._keys)}", WS, person, self.clock.now(), what, place)

    def do(self, person: str, what: What, place: Place = HERE, key: str = "") -> Reply:
        """Let a person do something."""
        return self.coach.handle(self.inbound(person, what, place, key))

    def press(self, person: str, do: str, question: str = "", arg: str = "", **more: Any) -> Reply:
        """Press a button that carries the question's own turn."""
        asked = more.pop("asked", None)
        picked = more.pop("picked", "")
        if asked is None:
            cell = self.scene().state.cells.get(question)
            asked = cell.asked if cell else 0
        return self.do(person, Pressed(Press(do, self.project, question, asked, arg), picked), **more)

    def open(self, person: str, do: str, question: str = "", arg: str = "", place: Place = HERE) -> Form:
        """Open the form of a press."""
        cell = self.scene().state.cells.get(question)
        press = Press(do, self.project, question, cell.asked if cell else 0, arg)
        return self.coach.form(self.inbound(person, Pressed(press), place))

    def fill(self, person: str, form: Form, boxes: dict[str, Any], place: Place = HERE, key: str = "") -> Reply:
        """Send a form with some boxes filled; the others hold what they started with."""
        started = {box.id: box.value for box in form.boxes}
        unknown = set(boxes) - set(started)
        assert not unknown, f"{unknown} not in {list(started)}"
        return self.do(person, Submitted(form.press, {**started, **boxes}), place, key)

    def answer(self, person: str, question: str, **fields: Any) -> Reply:
        """Answer a question by its form; a plain kind's box is `_`."""
        form = self.open(person, "answer", question)
        boxes = {f"{question}#{'' if name == '_' else name}": value for name, value in fields.items()}
        return self.fill(person, form, boxes)

    def say(self, person: str, text: str, ts: str = "", **more: Any) -> Reply:
        """Type into the DM."""
        ts = ts or f"9{next(self._keys)}.0001"
        return self.do(person, Said(text, ts, **more), Place(f"D{person}", dm=True, message=ts))

    def command(self, person: str, text: str, place: Place = HERE) -> Reply:
        """Type after /coach."""
        return self.do(person, Commanded(text), place)

    def start(
        self, way: str, *people: str, name: str = "Take-home medicines", lead: str = "U1", place: Place = HERE
    ) -> str:
        """Start a project by its form and return its id."""
        form = self.open_start(place, lead)
        reply = self.fill(lead, form, {"name": name, "people": list(people), "way": way}, place)
        assert not reply.errors, reply.errors
        return self.find(lead)

    def open_start(self, place: Place = HERE, person: str = "U1") -> Form:
        """Open the form that starts a project."""
        return self.coach.form(self.inbound(person, Commanded("new"), place))

    def find(self, lead: str) -> str:
        """Look at a person's newest project from now on."""
        with self.core.transactions.read() as session:
            self.project = projects.projects_of(session, WS, lead)[0].id
        return self.project

    def settle(self, longest: timedelta = timedelta(minutes=1)) -> int:
        """Do what is due, moving the clock on through waits and limits, `longest` at most; how many things."""
        until, done = self.clock.now() + longest, 0
        while True:
            done += self.core.queue.pump()
            due = self.core.queue.next_due()
            if due is None or due > until:
                return done
            self.clock.move_to(due)

    def wait(self, **span: float) -> None:
        """Let time pass, doing what falls due on the way."""
        until = self.clock.now() + timedelta(**span)
        while (due := self.core.queue.next_due()) is not None and due <= until:
            self.clock.move_to(due)
            self.core.queue.pump()
        self.clock.move_to(until)
        self.core.queue.pump()

    def scene(self) -> Scene:
        """The project as it stands, read anew; what the coach remembers of it must be the same."""
        now = self.clock.now()
        with self.core.transactions.read() as session:
            project = projects.project_of(session, WS, self.project)
            assert project is not None
            found = scene_of(session, project, now=now, run_by="us")
            remembered = scene_of(session, project, now=now, run_by="us", drawn=self.coach.room.drawn)
        assert found is not None
        assert remembered == found
        return found

    def current(self) -> tuple[str, ...]:
        """The card that is open."""
        return seeing.current_card(self.scene())

    def texts(self, question: str) -> tuple[str, ...]:
        """What stands as answers to a question."""
        return self.scene().facts.texts(question)

    def channel(self) -> str:
        """Everything that stands in the channel, as words."""
        return "\n".join(self.slack.texts(CHANNEL))

    def dm(self, person: str) -> str:
        """Everything that stands in a person's DM, as words."""
        return "\n".join(self.slack.texts(f"D{person}"))


def words(reply: Reply) -> str:
    """What a reply says."""
    return reply.message.text if reply.message else ""


def shortcut(text: str) -> AddMessage:
    """The message shortcut on somebody's words."""
    return AddMessage(text, "55.0001", "U9")


__all__ = ["CHANNEL", "START", "TEAM", "WS", "Message", "World", "shortcut", "words"]
