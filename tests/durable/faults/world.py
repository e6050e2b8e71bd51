"""Everything a fault test of whole coaches needs: a database with teams in it, a Slack, people, and the reckoning."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Coroutine, Sequence
from datetime import time, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from sqlalchemy import text

from coach.clocks import SystemClock
from coach.services.coming_due import kindly
from coach.services.kindness.person import EVERY_DAY, PersonTimes
from coach.services.sending import outbox
from coach.services.sending.outbox import Delivery
from coach.slack.action_value import decode
from storage.database import Database
from storage.errors import StorageError
from storage.transaction import Transactions
from tests.benchmarks.slack_server import WORKSPACE
from tests.benchmarks.teams import Offers, prepare
from tests.durable.faults.account import Account, account, open_work
from tests.durable.faults.coaches import Coaches
from tests.durable.faults.people import SILENT, People
from tests.durable.faults.slack import FaultySlack

ROLES = {"sqlite": ("serve",), "postgresql": ("serve", "serve-only", "worker")}
HANDS = {"sqlite": 4, "postgresql": 20}  # things a process has in hand at once
DRAIN_SECONDS = 60.0  # without any change


class World:
    """`open` it inside a running loop, `close` it at the end."""

    def __init__(self, url: str, folder: Path, teams: int = 12) -> None:
        self.url = url
        self.kind = "sqlite" if url.startswith("sqlite") else "postgresql"
        self.offers: Sequence[Offers] = prepare(url, teams)
        self.database = Database(url)
        self.transactions = Transactions(self.database)
        self._at_any_hour()
        self.slack = FaultySlack()
        self.coaches = Coaches(url, self.slack, folder)
        self.folder = folder
        self.nudged: Counter[str] = Counter()
        self.acts: set[asyncio.Task[None]] = set()
        self._turns = cycle(self.offers)
        self.wrong: list[str] = []  # what a scene itself saw that must not be
        with self.transactions.read() as session:
            last = session.connection().execute(text("SELECT coalesce(max(id), 0) FROM work")).scalar_one()
        self.before = int(last)

    def _at_any_hour(self) -> None:
        """Let everybody be written to by day and by night, so that it does not matter when this runs."""
        always = PersonTimes(
            working_days=EVERY_DAY, not_before=time(0), not_after=time(0), calendar="", weekly_ceiling=0
        )
        with self.transactions.write() as session:
            for person in session.connection().execute(text("SELECT id FROM people")).scalars().all():
                kindly.keep_times(session, WORKSPACE, person, always)

    async def open(self) -> None:
        """Start Slack and the nursery; no coach yet."""
        await self.slack.start()
        self.people = People(self.offers, self.slack.api_url, lambda: self.coaches.ports)
        await self.coaches.open()

    async def staff(self) -> None:
        """Start one coach for each role of this database."""
        for role in ROLES[self.kind]:
            await self.coaches.start(role)

    def busy(self, many: int = 1) -> None:
        """Let people begin so many things; they insist on their own."""
        for _ in range(many):
            self._go(self.people.act())

    def _go(self, act: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(act)
        self.acts.add(task)
        task.add_done_callback(self.acts.discard)

    def remind(self, each: int, over: float = 0.0, teams: int = 0) -> None:
        """Remind the silent one of each team (or of the next so many) so many times, spread over some seconds."""
        now = SystemClock().now()
        with self.transactions.write() as session:
            for team in [next(self._turns) for _ in range(teams)] if teams else self.offers:
                click = next(one for one in team.clicks["answer"] if f'{SILENT}"' in one.payload)
                found = json.loads(click.payload)
                person, question = found["user"]["id"], decode(found["actions"][0]["value"]).question
                for n in range(each):
                    nudge = Delivery("nudge", person, question, "asked_for", once=f"fault{self.nudged[f'D{person}']}")
                    due = now + timedelta(seconds=over * n / each)
                    outbox.send(session, WORKSPACE, team.project, nudge, now, due=due, lane=None)
                    self.nudged[f"D{person}"] += 1

    async def drained(self, seconds: float = DRAIN_SECONDS) -> float:
        """Wait until everybody has been acked and nothing is left to do; the seconds it took.

        It ends as well when nothing has moved for so many `seconds`, however long a busy machine takes for all of it.
        """
        loop = asyncio.get_running_loop()
        began = moved = loop.time()
        before: tuple[int, ...] = ()
        while loop.time() - moved < seconds:
            left = await asyncio.to_thread(self._left)
            if not self.acts and not left:
                break
            now = (len(self.acts), left, len(self.slack.arrived))
            before, moved = now, (moved if now == before else loop.time())
            await asyncio.sleep(0.05)
        return loop.time() - began

    def open_work(self) -> int:
        """How many things somebody is at, or should be. StorageError when the database is away."""
        with self.transactions.read() as session:
            return open_work(session, SystemClock().now())

    def owners(self) -> set[str]:
        """Who has something in hand now."""
        with self.transactions.read() as session:
            held = session.connection().execute(text("SELECT owner FROM work WHERE state = 'leased'"))
            return {str(owner) for owner in held.scalars()}

    def _left(self) -> int:
        try:
            return self.open_work()
        except StorageError:
            return -1

    async def taken_back(self, seconds: float = 5.0) -> None:
        """Wait until whoever stood still has taken back what another has posted too, if there is such a thing."""
        for _ in range(int(seconds / 0.1)):
            if not self.account().unexplained:
                return
            await asyncio.sleep(0.1)

    def account(self) -> Account:
        """What came of it all so far."""
        people = self.people
        return account(
            self.transactions,
            self.slack,
            people.sent,
            people.acked,
            before=self.before,
            nudged=self.nudged,
            talking=people.talking,
            killed=self.coaches.killed,
            hands=HANDS[self.kind],
        )

    async def close(self) -> None:
        """End everything."""
        for act in tuple(self.acts):
            act.cancel()
        await self.coaches.close()
        await self.slack.stop()
        self.database.close()
