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


def test_limits_of_a_channel_and_of_a_workspace_hold_over_all_processes(crew: Crew) -> None:
    """One channel, and then as many channels as there are things: the workspace's own limit is over them all."""
    crew.start("A", "B")
    crew.write(*KEYS[:5], limits="C1")
    for key in KEYS[5:9]:
        crew.write(key, limits=f"D{key} posts")
    crew.write("other", workspace="T2", limits="D1 posts")
    crew.until(crew.settled)
    assert crew.noted("sent") == Counter([*KEYS[:9], "other"])
    granted = sorted((float(at), key) for did, key, _, at in crew.lines() if did == "granted")
    for limited in (KEYS[:5], KEYS[5:9]):
        theirs = [at for at, key in granted if key in limited]
        assert len(theirs) == len(limited), "each went through the limit"
        assert min(after - before for before, after in pairwise(theirs)) >= A_POST.total_seconds() - 0.001
    assert [key for _, key in granted].index("other") < 8, "the limits of another workspace are its own"


def test_a_huge_workspace_starves_nobody_over_all_processes(crew: Crew) -> None:
    small = KEYS[:5]
    crew.start("A", "B")
    crew.write(*(f"huge{n}" for n in range(300)), workspace="HUGE")
    crew.write(*small, workspace="SMALL")
    crew.until(crew.settled)
    sent = [key for did, key, _, _ in crew.lines() if did == "sent"]
    assert len(sent) == len(set(sent)) == 305
    assert max(sent.index(key) for key in small) < 100, "it came last, and waited for a few of the others only"


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
