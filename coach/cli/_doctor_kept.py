"""What `coach doctor` looks at in the database: that it is there, whole, of this version, and that work gets done."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

from coach.clocks import SystemClock
from coach.services.doctor import Finding, Kept, clock
from storage import installations, migrate, soundness
from storage.database import Database
from storage.errors import StorageError, help_for
from storage.transaction import Transactions

if TYPE_CHECKING:
    from storage.soundness import File, Server

_ROOM = 200_000_000  # bytes
_NEEDED, _OLDEST = 25, 14  # connections a process takes at most; PostgreSQL's version
_LET = "Let it be written in by whoever runs the coach, or name another file in COACH_DATABASE_URL."


def database(url: str) -> Generator[Finding, None, Kept]:
    """Look over a database; returns what it knows of its workspaces. Makes and changes nothing."""
    try:
        opened = Database(url)
    except StorageError as error:
        yield Finding("database", False, error.code, help_for(error))
        return Kept()
    try:
        return (yield from _opened(opened))
    except StorageError as error:
        yield Finding("database", False, error.code, help_for(error))
        return Kept()
    finally:
        opened.close()


def _opened(opened: Database) -> Generator[Finding, None, Kept]:
    file = soundness.file_of(opened)
    if file is not None:
        yield from _file(file)
    server = soundness.server_of(opened)
    if server is not None:
        yield from _server(server)
    if not migrate.current(opened):
        fix = "coach serve sets it up when it first starts. To do it now: coach db upgrade"
        yield Finding("database", True, "not set up yet", fix)
        return Kept()
    migrate.check(opened)
    yield Finding("database", True, f"version {migrate.head()}")
    if fault := soundness.fault_in(opened):
        fix = "Stop the coach and put a copy back (storage/README.md says how)."
        yield Finding("database is whole", False, fault, fix)
        return Kept()
    yield Finding("database is whole", True, "every page was read" if file else "PostgreSQL looks after that")
    transactions = Transactions(opened)
    yield from _versions(transactions)
    yield from _queue(transactions)
    yield from _heard(transactions)
    with transactions.read() as session:
        served = frozenset(one.workspace for one in installations.installations(session))
        return Kept(served, installations.manifests(session))


def _file(file: File) -> Iterator[Finding]:
    fix = "" if file.writable else _LET
    yield Finding("database's file", file.writable, f"{file.path}{'' if file.writable else ' cannot be written'}", fix)
    if file.there:
        fix = f"Other users of this machine can read it: chmod 600 {file.path}*" if file.for_others else ""
        yield Finding(
            "who may read it", not file.for_others, "others too" if file.for_others else "its owner alone", fix
        )
    low = file.free < _ROOM
    yield Finding("room on the disk", not low, f"{file.free / 1e9:.1f} GB free", "Free some room." if low else "")


def _server(server: Server) -> Iterator[Finding]:
    old = server.version < _OLDEST
    fix = f"PostgreSQL {_OLDEST} or newer is needed." if old else ""
    yield Finding("database's server", not old, f"PostgreSQL {server.version}", fix)
    plain = server.encoding != "UTF8"
    fix = (
        "Make a database with: createdb -E UTF8 -T template0 NAME  and name it in COACH_DATABASE_URL." if plain else ""
    )
    yield Finding("letters of every language", not plain, server.encoding, fix)
    left = server.most - server.used
    fix = "" if left >= _NEEDED else f"A process takes up to {_NEEDED}. Raise max_connections in postgresql.conf."
    yield Finding("connections", True, f"{server.used} of {server.most} in use", fix)
    yield clock(SystemClock().now(), server.now, "the database's")


def _versions(transactions: Transactions) -> Iterator[Finding]:
    with transactions.read() as session:
        lost = soundness.lost_versions(session)
    fix = "Projects follow them. Put them back with a copy of the database they were kept in." if lost else ""
    yield Finding("questions in use", not lost, f"not kept: {', '.join(lost)}" if lost else "all are kept", fix)


def _queue(transactions: Transactions) -> Iterator[Finding]:
    """What the queue says, and on PostgreSQL whether its tables are there."""
    from coach.durable.figures import queue_report
    from coach.durable.findings import findings

    if not transactions.database.sqlite:
        try:
            from coach.durable.schema import check_schema
        except ImportError:
            fix = "Install it: .venv/bin/pip install -c constraints.txt '.[postgres]'"
            yield Finding("queue", False, "procrastinate is not installed", fix)
            return
        check_schema(transactions)
    yield from findings(queue_report(transactions, SystemClock().now()))


def _heard(transactions: Transactions) -> Iterator[Finding]:
    """When Slack last brought something: a coach that is connected and hears nothing has lost its events."""
    with transactions.read() as session:
        last = soundness.last_heard(session)
    if last is None:
        fix = "Type /coach in Slack. If nothing comes: is coach serve running, and is the manifest pasted as it is?"
        yield Finding("heard from Slack", True, "nothing in the last days", fix)
        return
    minutes = max(0, round((SystemClock().now() - last).total_seconds() / 60))
    ago = f"{minutes} min ago" if minutes < 120 else f"{minutes // 60} h ago"
    yield Finding("heard from Slack", True, f"the last thing {ago}")
