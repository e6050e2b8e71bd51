"""The dispatcher inside the process holds the contract, on both databases."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest

from coach.clocks import MovableClock
from coach.durable.embedded import Embedded
from storage import work_claims
from storage.transaction import Transactions
from tests.durable.contract import Outside, QueueContract


class TestEmbedded(QueueContract):
    @pytest.fixture
    def queue(self, transactions: Transactions, clock: MovableClock, outside: Outside) -> Embedded:
        return Embedded(transactions, clock, outside, owner="test")

    def test_a_fault_in_looking_ends_no_thread(
        self,
        transactions: Transactions,
        queue: Embedded,
        clock: MovableClock,
        outside: Outside,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        met = fails_once(monkeypatch, work_claims, "next_due")
        queue.start()
        assert met[0].wait(10)
        self.write(transactions, queue, clock, "a")
        with outside.arrived:
            assert outside.arrived.wait_for(lambda: outside.sent == ["a"], 10)
        queue.stop()
        assert "work_not_read KeyError" in caplog.text
        assert "words of ours" not in caplog.text


def test_a_fault_in_holding_leases_ends_no_thread(transactions: Transactions, monkeypatch: pytest.MonkeyPatch) -> None:
    queue = Embedded(transactions, MovableClock(), Outside(), owner="test", lease=timedelta(seconds=0.04))
    _, again = fails_once(monkeypatch, queue._work, "keep_leases")
    queue.start()
    assert again.wait(10)
    queue.stop()


def fails_once(monkeypatch: pytest.MonkeyPatch, where: Any, name: str) -> tuple[threading.Event, threading.Event]:
    """Let the first call of something fail; say when that has happened, and when it was called again."""
    failed, again, does = threading.Event(), threading.Event(), getattr(where, name)

    def once(*given: Any) -> Any:
        if not failed.is_set():
            failed.set()
            raise KeyError("words of ours")
        again.set()
        return does(*given)

    monkeypatch.setattr(where, name, once)
    return failed, again
