"""The coach's doors: everything a person can do comes through one of these four."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from coach.inbound import AddMessage, Commanded, Inbound, OpenedHome, Pressed, Submitted
from coach.presses import PRESSES
from coach.services import conversations, finding, screens
from coach.services.acts import opening
from coach.services.people import personal, quieting
from coach.services.people.mine import mine_of
from coach.services.record import guard
from coach.services.room import Room
from coach.services.typed_words import commanding
from coach.views import Form, Home, Press, Reply


class Coach:
    """What the Slack room talks to; every door may be used from any thread."""

    def __init__(self, room: Room) -> None:
        self.room = room

    def handle(self, inbound: Inbound) -> Reply:
        """Take one inbound in one transaction. CoachError or storage.errors.StorageError: nothing was kept."""
        if isinstance(inbound.what, OpenedHome):
            return Reply()
        self.room.freshen(inbound.workspace, people_in(inbound), acting=at_work(inbound))
        return conversations.handle(self.room, self._with_rights(inbound))

    def form(self, inbound: Inbound) -> Form:
        """Return the form that an inbound asks for; reads only. CoachError with words to show in its place."""
        self.room.freshen(inbound.workspace, (inbound.person,), acting=at_work(inbound))
        inbound = self._with_rights(inbound)
        with self.room.transactions.read() as session:
            stopped = guard.instead_of_form(session, inbound, self.room.clock.now())
            return stopped or opening.form(self.room, session, inbound)

    def _with_rights(self, inbound: Inbound) -> Inbound:
        """Look up whether somebody may ask for quiet for everyone, where that matters and outside any transaction."""
        if not quieting.wants_all(inbound):
            return inbound
        named = inbound.person in self.room.quiet_by
        found = self.room.directory.person(inbound.workspace, inbound.person)
        return replace(inbound, may_all=named or (found.active and found.admin))

    def wants_form(self, inbound: Inbound) -> bool:
        """Say at once, without looking anything up, whether an inbound opens a form."""
        what = inbound.what
        if isinstance(what, Pressed):
            return PRESSES.get(what.press.do) == "form"
        return isinstance(what, AddMessage) or (isinstance(what, Commanded) and commanding.wants_form(what.text))

    def home(self, workspace: str, person: str) -> Home:
        """Return a person's Home: their projects, what waits for them, how to start."""
        with self.room.transactions.read() as session:
            found = finding.of_person(session, workspace, person)
            scenes = finding.scenes_of(session, self.room, found)
            mine = mine_of(session, self.room, workspace, person)
            left = finding.left_by(session, workspace, person)
        return screens.home(person, scenes, self.room.clock.now(), mine, left)


def people_in(inbound: Inbound) -> Iterator[str]:
    """Everybody an inbound names: who acted, and who was picked in a form."""
    if inbound.person:
        yield inbound.person
    if isinstance(inbound.what, Submitted):
        for value in inbound.what.boxes.values():
            named = value if isinstance(value, list) else [value]
            yield from (one for one in named if isinstance(one, str) and finding.looks_like_a_person(one))


def at_work(inbound: Inbound) -> str:
    """Who presses or sends in something of a project; "" where it is about themselves, or typed."""
    press = getattr(inbound.what, "press", None)
    if not isinstance(press, Press) or not press.project or personal.is_personal(press):
        return ""
    return inbound.person
