"""A world for each test, on both databases or on SQLite alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.services.people import World


@pytest.fixture
def world(database: Database) -> World:
    """A coach on a database of this test's own: the test runs on both kinds."""
    return World(database)


@pytest.fixture
def small_world(sqlite_url: str) -> Iterator[World]:
    """A coach on SQLite alone, for tests that need no second kind."""
    opened = Database(sqlite_url)
    yield World(opened)
    opened.close()
