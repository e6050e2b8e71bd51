"""The queue of several processes holds the contract of every queue, on PostgreSQL."""

from __future__ import annotations

import pytest

from coach.clocks import MovableClock
from coach.durable import embedded
from coach.durable.distributed import Distributed, Pace
from coach.durable.schema import apply_schema
from storage.transaction import Transactions
from tests.durable.contract import Outside, QueueContract

PROMISED = 30.0  # seconds


def test_what_a_dead_or_stopped_process_held_is_rung_again_in_time() -> None:
    """Its lease runs out, or its heart is silent, then comes the next sweep; some seconds are left to do it."""
    pace = Pace()
    assert max(pace.lease.total_seconds(), pace.beat.dead_after) + pace.sweep < PROMISED - 5
    assert embedded.LEASE.total_seconds() + embedded.LONGEST_NAP < PROMISED


class TestDistributed(QueueContract):
    @pytest.fixture
    def database_url(self, postgres_url: str) -> str:
        return postgres_url

    @pytest.fixture
    def queue(self, transactions: Transactions, clock: MovableClock, outside: Outside) -> Distributed:
        apply_schema(transactions)
        return Distributed(transactions, clock, outside, owner="test")
