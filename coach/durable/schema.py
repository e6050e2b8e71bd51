"""The tables of procrastinate, in a PostgreSQL schema of their own; they hold bells alone, so they can be made anew.

Alembic looks at the first schema of the search path and never sees them.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from procrastinate.schema import SchemaManager

from storage.errors import DatabaseOld, StorageError
from storage.transaction import Transactions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NAME = "procrastinate"
IN_PATH = f"set_config('search_path', current_setting('search_path') || ', {NAME}', true)"
_LOCK = 726_274_002  # any number of our own: one process at a time makes the tables
_OURS = """
CREATE TABLE coach_rounds (name text PRIMARY KEY, at timestamptz NOT NULL);
INSERT INTO coach_rounds VALUES ('sweep', '-infinity');
"""


def apply_schema(transactions: Transactions) -> bool:
    """Make procrastinate's tables, or make them anew for another version of it; whether anything was done.

    For `coach db upgrade`. Nothing on SQLite. What was rung in them is rung again by the next sweep. Several
    processes may do it at once. StorageError in words when the schema's name is taken by somebody else's tables.
    """
    if transactions.database.sqlite:
        return False
    with transactions.write() as session:
        connection = session.connection()
        connection.exec_driver_sql("SET LOCAL lock_timeout = 30000")
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        mark = _mark(session)
        if mark == _wanted():
            return False
        if mark is None and _in_use(session):
            words = f'This database has a schema "{NAME}" that is not mine. Give the coach a database of its own.'
            raise StorageError(words, "queue_schema_taken")
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {NAME} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {NAME}")
        connection.exec_driver_sql(f"SET LOCAL search_path TO {NAME}")
        # Many statements at once, with percent signs: only the driver itself takes them as they stand.
        driver(session).execute(SchemaManager.get_schema() + _OURS)
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {NAME} IS '{_wanted()}'")
    return True


def ensure_schema(transactions: Transactions) -> None:
    """Make procrastinate's tables if there are none; for a process that starts. Nothing on SQLite.

    DatabaseOld when they are another version's: other processes may be at work with them, so only
    `coach db upgrade` makes those anew.
    """
    if transactions.database.sqlite:
        return
    with transactions.read() as session:
        mark = _mark(session)
    if mark is None:
        apply_schema(transactions)
    elif mark != _wanted():
        raise DatabaseOld(code="queue_schema_old")


def check_schema(transactions: Transactions) -> None:
    """Raise DatabaseOld unless procrastinate's tables are there and are those of its version here."""
    with transactions.read() as session:
        if _mark(session) != _wanted():
            raise DatabaseOld(code="queue_schema_old")


def use(session: Session) -> None:
    """Let this transaction find procrastinate's tables and functions, after everything it found before."""
    session.connection().exec_driver_sql(f"SELECT {IN_PATH}")


def driver(session: Session) -> Any:
    """The driver's own connection that this transaction runs on."""
    return session.connection().connection.dbapi_connection


def _wanted() -> str:
    """What our mark on the schema says: which tables stand in it."""
    return "coach " + hashlib.sha256((SchemaManager.get_schema() + _OURS).encode()).hexdigest()[:16]


def _mark(session: Session) -> str | None:
    query = "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s"
    found = session.connection().exec_driver_sql(query, (NAME,)).scalar()
    return str(found) if found is not None and str(found).startswith("coach ") else None


def _in_use(session: Session) -> bool:
    query = "SELECT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = %s)"
    return bool(session.connection().exec_driver_sql(query, (NAME,)).scalar())
