"""Teams at work: real projects in a database, and the clicks that their people can make in what was posted to them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from secrets import token_hex
from typing import Any
from zoneinfo import ZoneInfo

from coach.bootstrap import Core, build_core
from coach.clocks import MovableClock
from coach.inbound import Commanded, Inbound, Place, Pressed, Submitted, What
from coach.ports import Person
from coach.services.coach import Coach
from coach.slack.action_value import decode
from coach.slack.blocks import form_view, message_blocks
from coach.views import Form, Press
from storage import projects
from storage.database import Database
from tests.benchmarks.clicks import NUMBER, Click, press, submit
from tests.benchmarks.slack_server import WORKSPACE, at_work
from tests.services.fakes import FakeSlack

PEOPLE = 5
WORDS = f"People wait too long for a bed because nobody says early that one is free ({NUMBER})"
NOWHERE = Place()
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Offers:
    """What the people of one project can do now: clicks by name."""

    project: str
    clicks: dict[str, list[Click]]


class Office:
    """A coach with a quiet Slack, where teams start projects and come as far as their first question."""

    def __init__(self, database: Database) -> None:
        self.clock = MovableClock(_working_hour(MovableClock().now()), running=False)
        self.slack = FakeSlack()
        self.core: Core = build_core(database, self.clock, self.slack, self.slack, run_by="the improvement team")
        self.coach: Coach = self.core.coach
        self._name = token_hex(4)  # no other office's keys are like ours
        self._keys = count(1)

    def team(self, number: int) -> Offers:
        """Start a project of five, each in their own time, and let its first question open."""
        people = [f"U{number:04}P{n}" for n in range(PEOPLE)]
        self.slack.know(*(Person(one, f"Person {one}", "Nurse", at_work(), workspace=WORKSPACE) for one in people))
        lead, place = people[0], Place(f"C{number:04}")
        form = self.coach.form(self._inbound(lead, Commanded("new"), place))
        boxes = {"name": f"Beds in time {number}", "people": people[1:], "way": "apart"}
        self._fill(lead, form, boxes, place)
        with self.core.transactions.read() as session:
            project = projects.projects_of(session, WORKSPACE, lead)[0].id
        self.settle()
        for one in people[1:]:
            self.do(one, Pressed(Press("fine", project)), Place(f"D{one}", dm=True))
        self.do(lead, Pressed(Press("start_now", project)), place)
        self.settle()
        return Offers(project, self._clicks(project, people))

    def _clicks(self, project: str, people: list[str]) -> dict[str, list[Click]]:
        found: dict[str, list[Click]] = {}
        for person in people[1:]:  # the lead says nothing, so that the question stays open
            for message, element, value in self._offered(f"D{person}", project):
                what = decode(value)
                form = self.coach.wants_form(self._inbound(person, Pressed(what)))
                click = press(what.do, person, message, element, value, form=form)
                found.setdefault(what.do, []).append(click)
                if what.do == "answer":
                    found.setdefault("answer_save", []).append(self._answer(person, what))
        return found

    def _offered(self, channel: str, project: str) -> Iterator[tuple[Json, Json, str]]:
        """Every button and menu entry of the messages in a DM: message, element, value."""
        for sent in self.slack.in_channel(channel):
            blocks = message_blocks(sent.message)
            message = {"channel": channel, "ts": sent.ts, "text": sent.message.text, "blocks": blocks}
            for block in blocks:
                for element in block.get("elements", ()) if block["type"] == "actions" else ():
                    element = {**element, "block_id": block.get("block_id", "b")}
                    entries = [one["value"] for one in element.get("options", ())] or [element.get("value", "")]
                    yield from ((message, element, value) for value in entries if decode(value).project == project)

    def _answer(self, person: str, what: Press) -> Click:
        place = Place(f"D{person}", dm=True)
        view = form_view(self.coach.form(self._inbound(person, Pressed(what), place)), place)
        inputs = [block for block in view["blocks"] if block["type"] == "input"]
        boxes = [block["block_id"] for block in inputs if block["element"]["type"] == "plain_text_input"]
        return submit("answer_save", person, json.loads(json.dumps(view)), {boxes[0]: WORDS})

    def answer_form(self, person: str, project: str) -> Form:
        """The form of the question that a person is asked now."""
        for message, _, value in self._offered(f"D{person}", project):
            what = decode(value)
            if what.do == "answer":
                place = Place(message["channel"], dm=True)
                return self.coach.form(self._inbound(person, Pressed(what), place))
        raise RuntimeError(f"{person} is asked nothing")

    def _fill(self, person: str, form: Form, boxes: Json, place: Place) -> None:
        started = {box.id: box.value for box in form.boxes}
        self.do(person, Submitted(form.press, {**started, **boxes}), place)

    def do(self, person: str, what: What, place: Place) -> None:
        """Let a person do something."""
        reply = self.coach.handle(self._inbound(person, what, place))
        if reply.errors:
            raise RuntimeError(f"{what}: {reply.errors}")

    def _inbound(self, person: str, what: What, place: Place = NOWHERE) -> Inbound:
        return Inbound(f"{self._name}.{next(self._keys)}", WORKSPACE, person, self.clock.now(), what, place)

    def settle(self) -> None:
        """Do what is due within the next minute, moving the clock on through Slack's limits."""
        until = self.clock.now() + timedelta(minutes=1)
        while True:
            self.core.queue.pump()
            due = self.core.queue.next_due()
            if due is None or due > until:
                return
            self.clock.move_to(due)


def _working_hour(now: datetime) -> datetime:
    """An hour ago, or on the last working day before: everybody lives where that was at work."""
    found, there = now - timedelta(hours=1), ZoneInfo(at_work())
    while found.astimezone(there).weekday() >= 5:
        found -= timedelta(days=1)
    return found


def prepare(url: str, teams: int) -> list[Offers]:
    """Fill a fresh database with teams at their first question; what their people can do."""
    database = Database(url)
    office = Office(database)
    offers = [office.team(number) for number in range(1, teams + 1)]
    database.close()
    return offers
