"""The dispatcher inside the process holds the contract, on both databases."""

from __future__ import annotations

import pytest

from coach.clocks import MovableClock
from coach.durable.embedded import Embedded
from storage.transaction import Transactions
from tests.durable.contract import Outside, QueueContract


class TestEmbedded(QueueContract):
    @pytest.fixture
    def queue(self, transactions: Transactions, clock: MovableClock, outside: Outside) -> Embedded:
        return Embedded(transactions, clock, outside, owner="test")
