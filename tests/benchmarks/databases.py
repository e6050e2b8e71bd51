"""Databases for measuring: SQLite with synchronous=FULL, PostgreSQL that waits for the disk at each commit."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import ClassVar

from storage import migrate
from storage.database import Database
from tests.databases import Server


class DurableServer(Server):
    """The tests' PostgreSQL with its usual care: fsync, full pages, autovacuum."""

    hasty = ()
    options: ClassVar[dict[str, str]] = {"max_connections": "100", "shared_buffers": "256MB"}


class Databases:
    """Makes databases of one kind, and copies of them; `close()` removes them all."""

    def __init__(self, kind: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="coach-bench-"))
        self.server = DurableServer() if kind == "postgresql" else None
        self._count = 0

    def new(self) -> str:
        """Make an empty migrated database; its URL."""
        url = self.server.new(empty=True) if self.server is not None else self._file()
        database = Database(url)
        migrate.upgrade(database)
        database.close()
        return url

    def copy(self, url: str) -> str:
        """Copy a database that nobody has open; the copy's URL."""
        if self.server is None:
            fresh = self._file()
            shutil.copyfile(_path(url), _path(fresh))
            return fresh
        self._count += 1
        name, old = f"copy_{self._count}", url.split("?", 1)[0].rsplit("/", 1)[1]
        self.server.sql(f"CREATE DATABASE {name} TEMPLATE {old}")
        return self.server.url(name)

    def drop(self, url: str) -> None:
        """Throw a database away."""
        if self.server is not None:
            self.server.drop(url)
            return
        for end in ("", "-wal", "-shm"):
            Path(f"{_path(url)}{end}").unlink(missing_ok=True)

    def close(self) -> None:
        """Remove everything."""
        if self.server is not None:
            self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _file(self) -> str:
        self._count += 1
        return f"sqlite:///{self.folder / f'bench{self._count}.db'}"


def _path(url: str) -> str:
    return url.removeprefix("sqlite:///")
