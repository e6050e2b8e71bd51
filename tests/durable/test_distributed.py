"""The queue of several processes holds the contract of every queue, on PostgreSQL."""

from __future__ import annotations

import pytest

from coach.clocks import MovableClock
from coach.durable.distributed import Distributed
from coach.durable.schema import apply_schema
from storage.transaction import Transactions
from tests.durable.contract import Outside, QueueContract


class TestDistributed(QueueContract):
    @pytest.fixture
    def database_url(self, postgres_url: str) -> str:
        return postgres_url

    @pytest.fixture
    def queue(self, transactions: Transactions, clock: MovableClock, outside: Outside) -> Distributed:
        apply_schema(transactions)
        return Distributed(transactions, clock, outside, owner="test")
