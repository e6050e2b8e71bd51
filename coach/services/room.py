"""What every service shares: the memory, the clock, the bell, who people are, and who runs the coach here."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from coach.ports import Clock, Directory, Messenger, Person, WorkQueue
from dialogues.checks.privacy import blanked, scan
from dialogues.risk_scores import Bands
from storage import people, workspaces
from storage.register import STANDARD
from storage.transaction import Transactions

LOG = logging.getLogger("coach")
FRESH = timedelta(days=1)


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

    def freshen(self, workspace: str, ids: Iterable[str]) -> tuple[str, ...]:
        """Ask the workspace about people whose details are over a day old; returns who of all these is gone.

        Makes calls to the network: never inside a transaction.
        """
        now = self.clock.now()
        wanted = {person for person in ids if person}
        if not wanted:
            return ()
        with self.transactions.read() as session:
            known = people.people_named(session, workspace, wanted)
        stale = [
            person
            for person in sorted(wanted)
            if (one := known.get(person)) is None or one.fetched_at is None or now - one.fetched_at > FRESH
        ]
        found = [self.directory.person(workspace, person) for person in stale]
        if found:
            with self.transactions.write() as session:
                workspaces.ensure_workspace(session, workspace, now)
                for person in found:
                    people.keep_details(session, _details(workspace, person, now))
        gone = {one.id for one in known.values() if not one.active and one.id not in stale}
        return tuple(sorted(gone | {person.id for person in found if not person.active}))


def _details(workspace: str, person: Person, now: datetime) -> people.Person:
    """What is kept of a person; a name that could not be had is asked for again next time.

    A profile is a way in like any other: a title that could point to a patient is left out, whatever it says.
    """
    title = "" if any(one.kind != "titled_name" for one in scan(person.title, now.date())) else person.title
    name = blanked(person.name, now.date(), frozenset)
    asked = None if person.active and person.name == person.id else now
    return people.Person(workspace, person.id, name, title, person.zone, person.active, person.bot, asked)
