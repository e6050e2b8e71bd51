"""Where a rehearsal plays: a local workspace, the real app on a temporary database, and a clock that stands still.

The app meets the workspace through Slack's own protocols alone. Reading the state here only tells the player
which questions are open; everything that happens is a message, a press or a form.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import unescape

from pydantic import SecretStr

from coach.bootstrap import build
from coach.clocks import MovableClock
from coach.rehearsal.answering import CHANNEL
from coach.rehearsal.script import Rehearsal, RehearsalFault
from coach.settings import read_settings
from coach.simulator.server import serve
from coach.simulator.workspace import Workspace
from coach.simulator.world import Message
from coach.slack.manifest import NAME, manifest
from dialogues.facts import Facts
from dialogues.state import ConversationState, from_json
from storage import conversations, projects
from storage.facts import facts_of
from storage.record_files import export
from storage.record_files.record import Record

SOON = timedelta(seconds=15)  # what falls due within this belongs to the act just done (limits, coalescing)
PATIENCE = 30.0  # real seconds for an ack, not Slack's three: a busy machine must not change what is said
ACT = timedelta(seconds=20)  # virtual time that one act of a person takes


class Stage:
    """One performance's workspace and app; close it when done."""

    def __init__(self, rehearsal: Rehearsal, folder: Path) -> None:
        logging.getLogger("slack_bolt").setLevel(logging.ERROR)
        self.pages: dict[str, list[str]] = {}  # what sent forms said back, by person
        self.clock = MovableClock(rehearsal.starts, running=False)
        names = [mate.name for mate in rehearsal.team]
        read = manifest(name=NAME if NAME not in names else f"{NAME} (app)")
        self.ws = Workspace(self.clock, read, name="Rehearsal", ack_seconds=PATIENCE, trigger_seconds=PATIENCE)
        self.ws.delivery.everything_twice = rehearsal.everything_twice
        self.ids = {
            mate.name: self.ws.add_person(mate.name, mate.role, zone=mate.zone, admin=mate.lead).id
            for mate in rehearsal.team
        }
        self.ws.add_channel(CHANNEL, [self.ws.bot.name, *names])
        self.server = serve(self.ws)
        settings = read_settings(
            database_url=f"sqlite:///{folder / 'rehearsal.db'}",
            SLACK_BOT_TOKEN=SecretStr(self.ws.app.bot_token),
            SLACK_APP_TOKEN=SecretStr(self.ws.app.app_token),
            slack_api_url=self.server.api_url,
            run_by="the improvement team",
        )
        self.running = build(settings, self.clock, edge=False, tidy=False)
        if self.running.sockets is None:
            raise RehearsalFault("the app has no socket to the workspace")
        self.running.sockets.start()
        # On a busy machine one may be given up while it opens, and what is sent to it meanwhile is lost, as at Slack.
        self.running.sockets.wait_connected(seconds=PATIENCE)
        self.project = ""
        self.sent_while_waiting = 0

    def close(self) -> None:
        """End the app and the workspace."""
        self.running.stop()
        self.server.stop()

    def settle(self) -> None:
        """Do all that is due now or in a moment, and let one act's worth of time pass."""
        self.clock.move_on(ACT)
        self._drain()

    def _drain(self) -> None:
        core = self.running.core
        for _ in range(200):
            self.running.app.idle(2.0)
            if core.queue.pump():
                continue
            due = self._next_due()
            if due is None or due > self.clock.now() + SOON:
                return
            self.ws.move_clock(to=max(due, self.clock.now() + timedelta(milliseconds=200)))

    def _next_due(self) -> datetime | None:
        found = [due for due in (self.running.core.queue.next_due(), self.ws.next_due()) if due is not None]
        return min(found, default=None)

    def jump(self) -> bool:
        """Move the clock to the next thing due and do it; False when nothing ever will be."""
        due = self._next_due()
        if due is None:
            return False
        self.ws.move_clock(to=due)
        self._drain()
        return True

    def wait(self, span: timedelta, noting: Callable[[], None]) -> None:
        """Let time pass, doing what falls due on the way at its own moment."""
        until = self.clock.now() + span
        before = len(self.sent())
        while (due := self._next_due()) is not None and due <= until:
            self.ws.move_clock(to=due)
            self._drain()
            noting()
        self.ws.move_clock(to=until)
        self._drain()
        self.sent_while_waiting = len(self.sent()) - before

    def find_project(self) -> None:
        """Remember the project that was just started; RehearsalFault when there is none."""
        with self.running.core.transactions.read() as session:
            found = projects.projects(session, self.ws.world.team_id)
        if not found:
            raise RehearsalFault("the project was not started")
        self.project = found[-1].id

    def state(self) -> ConversationState:
        """The conversation's state now."""
        with self.running.core.transactions.read() as session:
            talk = conversations.conversation_of(session, self.ws.world.team_id, self.project)
        if talk is None:
            raise RehearsalFault("the project was not started")
        return from_json(talk.state)

    def facts(self) -> Facts:
        """The record as guards read it."""
        with self.running.core.transactions.read() as session:
            return facts_of(session, self.ws.world.team_id, self.project, self.state().pass_n)

    def record(self) -> Record:
        """The project's whole record (design.md 8.4)."""
        with self.running.core.transactions.read() as session:
            return export.record_of(session, self.ws.world.team_id, self.project)

    def remarks(self) -> set[str]:
        """The checks that fired so far."""
        return {remark.check for remark in self.record().remarks}

    def sent(self) -> list[str]:
        """Every message of the coach, wherever it stands."""
        return [unescape(m.text) for m in self._ours()]

    def posted(self) -> list[str]:
        """The coach's messages in channels and their threads, oldest first."""
        channels = {p.id for p in self.ws.world.places.values() if p.kind == "channel"}
        return [unescape(m.text) for m in self._ours() if m.place in channels and m.seen_by is None]

    def told(self, name: str) -> list[str]:
        """What the coach said to one person alone: in their DM, seen by them only, or in a form they sent."""
        person = self.ids[name]
        direct = {p.id for p in self.ws.world.places.values() if p.kind != "channel" and person in p.members}
        said = [unescape(m.text) for m in self._ours() if m.place in direct or m.seen_by == person]
        return [*said, *map(unescape, self.pages.get(name, ()))]

    def _ours(self) -> list[Message]:
        world = self.ws.world
        with world.lock:
            every = [m for kept in world.messages.values() for m in kept.values()]
        return sorted((m for m in every if m.user == self.ws.bot.id and not m.deleted), key=lambda m: m.ts)
