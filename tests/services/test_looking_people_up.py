"""Who a new team is, is asked of the workspace before an ack: of several people at once, or it would come too late."""

from __future__ import annotations

import threading
from typing import Any, cast

from coach.bootstrap import build_core
from coach.clocks import MovableClock
from coach.ports import Person
from storage import people
from storage.database import Database

TEAM = ("U1", "U2", "U3")


class AllAtOnce:
    """Answers only once everybody has been asked about."""

    def __init__(self) -> None:
        self.asked = threading.Barrier(len(TEAM), timeout=10)

    def person(self, workspace: str, person: str) -> Person:
        self.asked.wait()
        return Person(person, f"Name of {person}", active=person != "U2", workspace=workspace)


def test_people_are_looked_up_together(database: Database) -> None:
    core = build_core(database, MovableClock(), cast("Any", None), AllAtOnce(), run_by="us")
    assert core.room.freshen("T1", TEAM) == ("U2",)
    with core.transactions.read() as session:
        found = people.people_named(session, "T1", set(TEAM))
    assert {one.id: one.name for one in found.values()} == {one: f"Name of {one}" for one in TEAM}
    assert core.room.freshen("T1", ("U1", "U3")) == (), "and are known from then on"
