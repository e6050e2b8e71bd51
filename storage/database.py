"""One database, from its URL: SQLite in a file or PostgreSQL; how connections are opened is fixed here."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event, exc, make_url
from sqlalchemy.engine import URL
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from storage.errors import DatabaseGone

STOOD_STILL_MS = 15_000  # after which PostgreSQL ends a transaction in which nothing happens
WAIT_MS = 2000  # how long a write may wait for others: Slack gives three seconds for everything
_RESTED = 0.1  # seconds
_LOCKS: dict[str, threading.Lock] = {}
_LOCKS_GUARD = threading.Lock()


class Database:
    """A database to remember things in. `close()` it when done; `lock` is the process's write lock (SQLite)."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = parsed(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(self.url) if self.sqlite else _postgresql(self.url, pool_size)
        self.reading = (
            _sqlite(self.url, reading=True)
            if self.sqlite
            else self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )
        # PostgreSQL: for one statement that needs no other beside it, so that it costs one journey and not three.
        self.single = self.engine if self.sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self.reading_one = self.reading if self.sqlite else self.single
        self.lock = _lock_of(os.path.abspath(str(self.url.database))) if self.sqlite else None

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        self.reading.dispose()

    def for_migration(self) -> Engine:
        """Return an engine of its own: no pool, long waits, and on SQLite foreign keys off (checked after)."""
        if self.sqlite:
            return _sqlite(self.url, foreign_keys=False, wait_ms=30_000, pooled=False)
        return _postgresql(self.url, 1, wait_ms=30_000)


def parsed(url: str) -> URL:
    """Read a database URL; DatabaseGone with words if it is not one we know."""
    try:
        found = make_url(url)
    except (exc.ArgumentError, ValueError):  # a port that is no number, too
        raise _unknown() from None
    backend = found.get_backend_name()
    if backend in {"postgresql", "postgres"}:
        return found.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and found.database not in {None, "", ":memory:"} and not found.query:
        return found.set(drivername="sqlite+pysqlite")
    raise _unknown()


def _unknown() -> DatabaseGone:
    words = "COACH_DATABASE_URL should be sqlite:///a/file.db or postgresql://user@host/name."
    return DatabaseGone(words, "database_url")


def _lock_of(path: str) -> threading.Lock:
    """One lock a file, however many Database objects a process opens on it."""
    with _LOCKS_GUARD:
        return _LOCKS.setdefault(path, threading.Lock())


def _sqlite(
    url: URL, *, reading: bool = False, foreign_keys: bool = True, wait_ms: int = WAIT_MS, pooled: bool = True
) -> Engine:
    """Connections that read, or that write: when one changes to the other SQLite prepares all its statements anew.

    The last one given back is taken first: it has in its memory what was read or written a moment ago.
    """
    pool: dict[str, Any] = {"pool_use_lifo": True, "pool_size": 10, "max_overflow": 40, "pool_timeout": WAIT_MS / 1000}
    engine = create_engine(url, **(pool if pooled else {"poolclass": NullPool}))

    @event.listens_for(engine, "connect")
    def opened(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we begin ourselves, below
        connection.execute(f"PRAGMA busy_timeout = {wait_ms}")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA secure_delete = ON")  # what is thrown away is gone from the file too
        connection.execute(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        # FULL: a kept answer survives a power cut
        raw = cast("sqlite3.Connection", connection.connection.dbapi_connection)
        waits, syncs = options.get("wait_ms", wait_ms), "FULL" if options.get("lasting", True) else "NORMAL"
        _set(raw, connection.info, busy_timeout=waits, synchronous=syncs)
        # A transaction that reads first and writes later cannot be upgraded when another has written between.
        raw.execute("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _set(raw: sqlite3.Connection, known: dict[Any, Any], **wanted: int | str) -> None:
    """Set what a connection is not set to yet: each PRAGMA costs as much as a small query."""
    for name, value in wanted.items():
        if known.get(name) != value:
            raw.execute(f"PRAGMA {name} = {value}")
            known[name] = value


def _postgresql(url: URL, pool_size: int, *, wait_ms: int = WAIT_MS) -> Engine:
    try:
        engine = create_engine(
            url,
            pool_use_lifo=True,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_timeout=WAIT_MS / 1000,
            connect_args={"connect_timeout": 2},
        )
    except ImportError:
        words = "For PostgreSQL its driver is needed too: .venv/bin/pip install -c constraints.txt '.[postgres]'"
        raise DatabaseGone(words, "database_driver") from None

    @event.listens_for(engine, "connect")
    def opened(connection: Any, _record: object) -> None:
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = {wait_ms}")
        # A process that stands still within a transaction holds rows that others want.
        connection.execute(f"SET idle_in_transaction_session_timeout = {STOOD_STILL_MS}")
        connection.autocommit = False

    _tried_after_a_rest(engine)
    return engine


def _tried_after_a_rest(engine: Engine) -> None:
    """Try a connection before its use when it has rested for a moment: the server may have been started again.

    Trying each one each time cost a journey a transaction; what breaks within it is told as DatabaseGone.
    """

    @event.listens_for(engine, "checkin")
    def rests(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def tried(connection: Any, record: ConnectionPoolEntry, _user: object) -> None:
        now = time.monotonic()
        if now - record.info.get("rests_since", now) < _RESTED:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise exc.InvalidatePoolError from error
