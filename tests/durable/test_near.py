"""What a process takes at once of what it wrote itself: a few things, never all hands for one workspace."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from coach.durable.near import Near
from storage.work_written import Bell


class Gate:
    """Answers that last until the gate is opened."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.opened = threading.Event()
        self.changed = threading.Condition()

    def answer(self, work_id: int) -> None:
        with self.changed:
            self.begun.append(work_id)
            self.changed.notify_all()
        self.opened.wait(10)
        if work_id < 0:
            raise RuntimeError("a fault of ours")

    def wait(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.begun) == count, 10)


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def near(gate: Gate) -> Iterator[Near]:
    made = Near(gate.answer, hands=4, each=3)
    made.start()
    yield made
    gate.opened.set()
    made.stop()


def bells(workspace: str, *ids: int) -> list[Bell]:
    return [Bell(one, workspace, None) for one in ids]


def test_it_takes_what_it_has_hands_for(near: Near, gate: Gate) -> None:
    assert near.take(bells("T1", 1, 2))
    gate.wait(2)
    assert not near.take(bells("T1", 3, 4)), "one more of this workspace, and then its share is used up"
    assert near.take(bells("T2", 5)), "a hand is left for another"
    assert not near.take(bells("T3", 6)), "and now there is none"
    gate.opened.set()
    near.stop()
    assert sorted(gate.begun) == [1, 2, 3, 5]


def test_hands_are_free_again_whatever_came_of_it(near: Near, gate: Gate, caplog: pytest.LogCaptureFixture) -> None:
    gate.opened.set()
    for n in range(1, 5):
        assert near.take(bells("T1", -n, n, -n)), "all three of its share are free"
        near.stop()  # waits for what is under way
        near.start()
    assert len(gate.begun) == 12
    assert "work_not_settled RuntimeError work=-1" in caplog.text, "no fault is silent"
    assert "a fault of ours" not in caplog.text


def test_it_takes_nothing_before_it_is_started_and_after_it_was_stopped(gate: Gate) -> None:
    near = Near(gate.answer)
    assert not near.open
    assert not near.take(bells("T1", 1))
    near.start()
    near.stop()
    assert not near.open
    assert not near.take(bells("T1", 1))
    near.stop()
    assert gate.begun == []
