"""The demo's sample project, half finished: "Clinic letters", invented, played through the same doors as any other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

from coach.bootstrap import Core
from coach.clocks import MovableClock
from coach.inbound import Inbound, Place, Pressed, Submitted, What
from coach.services.scene import Scene
from coach.services.scenes import scene_of
from coach.services.screens.cards import filling
from coach.services.sending import outbox
from coach.services.sending.outbox import Delivery
from coach.simulator.workspace import Workspace
from coach.views import Press, Reply
from storage import messages, projects

NAME, CHANNEL, LEAD = "Clinic letters", "clinic-letters", "Asha"
WAITS = timedelta(minutes=2)  # what is due within this is done before the next answer
Boxes = dict[str, dict[str, Any]]
ANSWERS: tuple[Boxes, ...] = (
    {
        "explore.trigger": {"text": "Two patients ran out of a changed medicine in one month"},
        "explore.problem": {
            "what": "People with long-term breathing problems get their clinic letter three weeks after the visit, "
            "so about one in four run out of changed medicines",
            "who": "People with long-term breathing problems",
            "how_often": "weekly",
        },
    },
    {"explore.people": {"groups": ["cared_for", "doctors", "reception"], "hardest": "People who live alone"}},
    {
        "explore.needs": {"need": "To know the new dose the same day", "who": "Patients"},
        "explore.needs#2": {"need": "To see the change within two days", "who": "GPs"},
        "explore.needs#3": {"need": "Fewer calls about missing letters", "who": "Secretaries"},
    },
    {
        "explore.handoffs": {
            "from": "Clinic doctor",
            "to": "Typing team",
            "dropped": "The tape waits for the next free typist",
        }
    },
    {
        "explore.success": {
            "patients": "They can say their new dose before they leave",
            "staff": "Nobody rings to ask where the letter is",
        }
    },
    {"create.ideas": {"": "Same-day text\nDose slip before leaving\nLetter with the medicine box first"}},
)


class _Players:
    """Lets people of the workspace do things through the coach's doors, and what follows happen."""

    def __init__(self, core: Core, workspace: Workspace, clock: MovableClock) -> None:
        self.core, self.workspace, self.clock = core, workspace, clock
        self.team = workspace.world.team_id
        self.lead = workspace.world.person(LEAD).id
        self.channel = workspace.world.place(CHANNEL).id
        self._keys = count(1)

    def do(self, person: str, what: What) -> Reply:
        """One act of one person."""
        key = f"sample:{next(self._keys)}"
        reply = self.core.coach.handle(Inbound(key, self.team, person, self.clock.now(), what, Place(self.channel)))
        if reply.errors:
            raise RuntimeError(f"the sample does not fit its form: {reply.errors}")
        return reply

    def settle(self) -> None:
        """Do what is due, moving the clock on through Slack's limits."""
        until = self.clock.now() + WAITS
        while True:
            self.core.queue.pump()
            due = self.core.queue.next_due()
            if due is None or due > until:
                return
            self.clock.move_to(due)

    def scene(self) -> Scene:
        """The project as it stands."""
        with self.core.transactions.read() as session:
            project = projects.projects_of(session, self.team, self.lead)[0]
            found = scene_of(session, project, now=self.clock.now(), run_by="")
        if found is None:
            raise RuntimeError("the sample project has no conversation")
        return found


def play(core: Core, workspace: Workspace, clock: MovableClock) -> None:
    """Start the sample and answer its first questions; it stands where one small try is to be planned."""
    players = _Players(core, workspace, clock)
    others = [p.id for p in workspace.world.people.values() if not p.is_bot and p.id != players.lead]
    start = Press("start", arg=players.channel)
    players.do(players.lead, Submitted(start, {"name": NAME, "people": others, "way": "together"}))
    for card in ANSWERS:
        _answer(players, card)
    scene = players.scene()
    slip = next(one for one, words in filling.options_for(scene, "create.choose") if "slip" in words)
    press = _press(scene, "pick_save", "create.choose")
    players.do(players.lead, Submitted(press, {"create.choose#": [slip]}))
    players.settle()


def _answer(players: _Players, card: Boxes) -> None:
    scene = players.scene()
    question = next(iter(card))
    players.do(players.lead, Submitted(_press(scene, "answer_save", question), dict(_boxes(card))))
    after = players.scene().state.cells[question]
    if after.status == "open":
        players.do(players.lead, Pressed(_press(players.scene(), "next", question)))


def _boxes(card: Boxes) -> Iterator[tuple[str, Any]]:
    for place, fields in card.items():
        question, _, row = place.partition("#")
        for field, value in fields.items():
            yield f"{question}#{field}" + (f"#{row}" if row else ""), value


def _press(scene: Scene, do: str, question: str) -> Press:
    return Press(do, scene.project, question, scene.state.cells[question].asked)


def bring_back(core: Core, team: str) -> None:
    """The workspace begins empty each time, so every project's card and panel are posted anew."""
    now = core.room.clock.now()
    with core.transactions.write() as session:
        for project in projects.projects(session, team):
            for posted in messages.messages_of(session, team, project.id):
                messages.forget_message(session, team, project.id, posted.slot)
            outbox.send(session, team, project.id, Delivery("card"), now)
            if project.way != "alone":
                outbox.send(session, team, project.id, Delivery("panel", person=project.lead), now)
        core.queue.ring(session)
