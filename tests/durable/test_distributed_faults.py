"""Worker processes killed, stopped and cut off: what they held is taken over, and nothing is sent by two."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from coach.durable.schema import apply_schema
from storage.database import Database
from storage.transaction import Transactions
from tests.databases import Server
from tests.durable.faults.crew import Crew
from tests.durable.faults.program import A_POST

KEYS = tuple(f"k{n}" for n in range(16))
ONCE = Counter(KEYS)


def crew_on(url: str, folder: Path) -> Crew:
    database = Database(url)
    apply_schema(Transactions(database))
    database.close()
    return Crew(url, folder)


@pytest.fixture
def crew(postgres_url: str, tmp_path: Path) -> Iterator[Crew]:
    made = crew_on(postgres_url, tmp_path)
    yield made
    made.finish()


@pytest.mark.parametrize("where", ["before", "after"])
def test_what_a_killed_worker_held_is_taken_over(crew: Crew, where: str) -> None:
    """Killed right before sending, and right after, when only the world outside knows that it was sent."""
    crew.hold("A", where)
    crew.start("A")
    crew.write(*KEYS)
    crew.until(lambda: len(crew.noted("begun" if where == "before" else "sent", "A")) >= 2)
    crew.start("B")
    crew.hurt("A", signal.SIGKILL)
    held = set(crew.noted("begun", "A"))
    crew.until(crew.settled)
    assert crew.noted("sent") == ONCE, "none lost, none doubled"
    taken_over = set(crew.noted("sent", "B")) | set(crew.noted("known", "B") if where == "after" else ())
    assert held <= taken_over, "what A had begun and not sent yet is sent by B"


def test_a_stopped_worker_does_not_send_what_was_taken_over(crew: Crew) -> None:
    crew.hold("A", "before")
    crew.start("A")
    crew.write(*KEYS)
    crew.until(lambda: len(crew.noted("begun", "A")) >= 2)
    crew.start("B")
    crew.hurt("A", signal.SIGSTOP)
    held = set(crew.noted("begun", "A"))
    crew.let_go("A", "before")
    crew.until(crew.settled)
    assert crew.noted("sent", "B") == ONCE
    crew.hurt("A", signal.SIGCONT)
    crew.until(lambda: held <= set(crew.noted("refused", "A")))
    assert crew.noted("sent") == ONCE, "it looked at the clock first"
    crew.hurt("B", signal.SIGKILL)
    crew.write("afterwards")
    crew.until(lambda: crew.noted("sent", "A")["afterwards"] == 1)


def test_a_channels_limit_holds_over_all_processes(crew: Crew) -> None:
    crew.start("A", "B")
    crew.write(*KEYS[:5], channel="C1")
    crew.until(crew.settled)
    assert crew.noted("sent") == Counter(KEYS[:5])
    granted = sorted((float(at), key) for did, key, _, at in crew.lines() if did == "granted")
    assert {key for _, key in granted} == set(KEYS[:5]), "each went through the limit"
    apart = [after - before for (before, _), (after, _) in pairwise(granted)]
    assert min(apart) >= A_POST.total_seconds() - 0.001, "however many processes"


def test_a_worker_that_is_told_to_stop_finishes_what_it_holds(crew: Crew) -> None:
    crew.hold("A", "before")
    crew.start("A")
    crew.write(*KEYS)
    crew.until(lambda: len(crew.noted("begun", "A")) >= 2)
    crew.hurt("A", signal.SIGTERM)
    crew.let_go("A", "before")
    assert crew.processes["A"].wait(20) == 0
    assert crew.noted("begun") == crew.noted("sent")
    crew.start("B")
    crew.until(crew.settled)
    assert crew.noted("sent") == ONCE
    assert not crew.noted("known"), "nothing was left in doubt"


def test_it_recovers_when_the_database_is_started_again(tmp_path: Path) -> None:
    server = Server()
    crew = crew_on(server.new(), tmp_path)
    try:
        crew.hold("A", "after")
        crew.start("A")
        crew.write(*KEYS[:8])
        crew.until(lambda: len(crew.noted("sent", "A")) >= 2)
        server.down()
        crew.let_go("A", "after")
        server.up()
        crew.until(crew.reached)
        crew.write(*KEYS[8:])
        crew.until(crew.settled)
        assert crew.noted("sent") == ONCE
    finally:
        crew.finish()
        server.stop()
