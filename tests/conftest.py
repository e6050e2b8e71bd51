"""Fixtures for every room: real databases, each test with one of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.transaction import Transactions
from tests.databases import Server, sqlite_template


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One PostgreSQL server for the tests of this process."""
    server = Server()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    return sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture
def sqlite_url(sqlite_file: Path, tmp_path: Path) -> str:
    """A migrated SQLite database of this test's own."""
    path = tmp_path / "coach.db"
    shutil.copyfile(sqlite_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """A migrated PostgreSQL database of this test's own."""
    url = postgres_server.new()
    yield url
    postgres_server.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated database of this test's own: the test runs on both kinds."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database of this test's own: the test runs on both kinds."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def transactions(database: Database) -> Transactions:
    """Transactions on a database of this test's own: the test runs on both kinds."""
    return Transactions(database)


@pytest.fixture
def sqlite_transactions(sqlite_url: str) -> Iterator[Transactions]:
    """Transactions on an SQLite database alone, for tests of other rooms that need no second kind."""
    opened = Database(sqlite_url)
    yield Transactions(opened)
    opened.close()
