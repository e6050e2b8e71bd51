"""What every service shares: the memory, the clock, the bell, who people are, and who runs the coach here."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.ports import Clock, Directory, Messenger, Person, WorkQueue
from coach.services.drawn import Drawn
from dialogues.checks.privacy import blanked, scan
from dialogues.risk_scores import Bands
from storage import people, work, workspaces
from storage.record_files.register import STANDARD
from storage.transaction import Transactions, on_commit
from storage.work import Todo

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LOG = logging.getLogger("coach")
FRESH, ACTING = timedelta(days=1), timedelta(days=7)
"""How old people's details may be; and those of somebody whose own act would wait for them."""
MOST_MET, ASKED_AT_ONCE = 20_000, 8
CHORE, MOVED = "chore", "chore:moved:"
"""The kind of a row of work that is the coach's own, and the key of the one about somebody whose zone has changed."""


@dataclass(frozen=True, slots=True)
class Met:
    """Who was met lately, so that a click need not ask the memory: people by when their details were had, workspaces.

    Only people whose account is open are in it; it is a help, never the truth: whoever is missing is looked up.
    """

    had: dict[tuple[str, str], datetime] = field(default_factory=dict)
    workspaces: set[str] = field(default_factory=set)

    def fresh(self, workspace: str, person: str, now: datetime, within: timedelta) -> bool:
        """Whether a person's details are known and no older than this."""
        at = self.had.get((workspace, person))
        return at is not None and timedelta(0) <= now - at <= within

    def note(self, found: Iterable[people.Person]) -> None:
        """Note people as they are kept."""
        if len(self.had) > MOST_MET:
            self.had.clear()
        for one in found:
            if one.active and one.fetched_at is not None:
                self.had[one.workspace, one.id] = one.fetched_at
            else:
                self.had.pop((one.workspace, one.id), None)


@dataclass(frozen=True, slots=True)
class Room:
    """The shared things of one running coach."""

    transactions: Transactions
    clock: Clock
    queue: WorkQueue
    directory: Directory
    messenger: Messenger
    run_by: str
    quiet_by: frozenset[str] = frozenset()  # who may ask for quiet for everyone, beside the workspace's admins
    bands: Bands = STANDARD  # of the risk register in exports
    drawn: Drawn = field(default_factory=Drawn)
    met: Met = field(default_factory=Met)
    full: dict[tuple[str, str], datetime] = field(default_factory=dict)  # limits of a workspace: how long the line was

    def know(self, session: Session, workspace: str, now: datetime) -> None:
        """Know a workspace from now on; asked of the memory once, for a workspace never goes out of it."""
        if workspace not in self.met.workspaces:
            workspaces.ensure_workspace(session, workspace, now)
            on_commit(session, lambda: self.met.workspaces.add(workspace))

    def freshen(self, workspace: str, ids: Iterable[str], *, acting: str = "") -> tuple[str, ...]:
        """Ask the workspace about people whose details are over a day old; returns who of all these is gone.

        Makes calls to the network: never inside a transaction. Nobody's own act waits for that when they were known
        within a week: what is sent because of it asks about their whole team first.
        """
        now, within = self.clock.now(), {acting: ACTING}
        wanted = {
            person for person in ids if person and not self.met.fresh(workspace, person, now, within.get(person, FRESH))
        }
        if not wanted:
            return ()
        with self.transactions.read_one() as session:
            known = people.people_named(session, workspace, wanted)
        stale = [
            person
            for person in sorted(wanted)
            if (one := known.get(person)) is None
            or one.fetched_at is None
            or now - one.fetched_at > within.get(person, FRESH)
        ]
        self.met.note(one for one in known.values() if one.id not in stale)
        found = self._asked(workspace, stale)
        if found:
            kept = [_details(workspace, person, now) for person in found]
            with self.transactions.write() as session:
                self.know(session, workspace, now)
                for details in kept:
                    people.keep_details(session, details)
                    if (before := known.get(details.id)) is not None and before.zone != details.zone:
                        key, payload = MOVED + details.id, {"person": details.id}
                        work.put(session, Todo(workspace, CHORE, key, now, payload=payload), now)
                        self.queue.ring(session)
            self.met.note(kept)
        gone = {one.id for one in known.values() if not one.active and one.id not in stale}
        return tuple(sorted(gone | {person.id for person in found if not person.active}))

    def _asked(self, workspace: str, ids: list[str]) -> list[Person]:
        """Ask the workspace about these people, several at once: a new team is waited for as a whole."""
        if len(ids) < 2:
            return [self.directory.person(workspace, person) for person in ids]
        with ThreadPoolExecutor(min(len(ids), ASKED_AT_ONCE), "coach-people") as pool:
            return list(pool.map(lambda person: self.directory.person(workspace, person), ids))


def _details(workspace: str, person: Person, now: datetime) -> people.Person:
    """What is kept of a person; a name that could not be had is asked for again next time.

    A profile is a way in like any other: a title that could point to a patient is left out, whatever it says.
    """
    title = "" if any(one.kind != "titled_name" for one in scan(person.title, now.date())) else person.title
    name = blanked(person.name, now.date(), frozenset)
    asked = None if person.active and person.name == person.id else now
    return people.Person(workspace, person.id, name, title, person.zone, person.active, person.bot, asked)
