"""Bringing a database to this program's version, safely: a copy first, one transaction, everything checked after."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, exc, inspect, text

from storage import guards, revisions
from storage.database import Database
from storage.errors import DatabaseBusy, DatabaseGone, DatabaseNewer, DatabaseOld, StorageError, help_for, translated

if TYPE_CHECKING:
    from alembic.config import Config

_SCRIPTS = revisions.SCRIPTS
_ADVISORY_LOCK = 726_274_001  # any number of our own: one migration at a time on a PostgreSQL database
_WAL_TRIES = 100
_VERSIONS = "alembic_version"


def head(scripts: Path = _SCRIPTS) -> str:
    """The version this program needs."""
    return revisions.head(scripts)


def current(database: Database) -> str:
    """The version a database has; empty if it was never set up. Makes no file."""
    if database.sqlite and not _file(database).exists():
        return ""
    try:
        with database.reading.connect() as connection:
            return _version(connection)
    except (exc.SQLAlchemyError, sqlite3.Error) as error:
        raise _ours(error) from error


def check(database: Database, scripts: Path = _SCRIPTS) -> None:
    """Raise DatabaseOld or DatabaseNewer unless the database has exactly this program's version."""
    version = current(database)
    if version == head(scripts):
        return
    if not version:
        where = os.path.abspath(str(database.url.database)) if database.sqlite else database.url.database
        words = f"There is no database of the coach's at {where} yet. Is yours elsewhere? Name it in "
        raise DatabaseOld(f"{words}COACH_DATABASE_URL. To set up a new one: coach db upgrade")
    raise DatabaseOld if version in revisions.known(scripts) else DatabaseNewer


def upgrade(database: Database, *, to: str = "head", scripts: Path = _SCRIPTS, copy: bool = True) -> Path | None:
    """Bring a database to a version, or leave it exactly as it was; returns the copy made of an SQLite file before.

    Two processes may do it at once. Errors: DatabaseNewer, DatabaseBusy, DatabaseGone, and what a migration raises.
    """
    set_up(database)
    before = current(database)
    if before:
        _refuse_newer(before, scripts)
    if before == head(scripts) and to == "head":
        return None
    kept = backup(database) if copy and before and database.sqlite else None
    _migrate(database, to, scripts)
    return kept


def downgrade(database: Database, to: str, scripts: Path = _SCRIPTS) -> None:
    """Take a database back to an earlier version ("base" for none); for tests and for putting a release back."""
    _migrate(database, to, scripts, down=True)


def backup(database: Database, to: Path | None = None) -> Path:
    """Copy an SQLite database while it is in use, by default beside it; PostgreSQL has pg_dump for this."""
    if not database.sqlite:
        raise StorageError("Use pg_dump to copy a PostgreSQL database.", "backup_postgresql")
    source = _file(database)
    if not source.exists():
        raise DatabaseGone(f"There is no database at {source} yet.", "database_not_there")
    target = to or _free_name(source, current(database) or "empty")
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError as error:
        words = f"There is a file at {target} already. Choose another name."
        raise StorageError(words, "backup_exists") from error
    except OSError as error:
        words = f"The copy to {target} could not be written ({error.strerror}). Name another file with --to."
        raise StorageError(words, "backup_failed") from error
    try:
        with closing(sqlite3.connect(source, isolation_level=None, timeout=30)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        for part in (target, target.with_name(f"{target.name}-journal")):
            part.unlink(missing_ok=True)
        ours = translated(error)
        words = f"The copy to {target} could not be made. {help_for(ours) if ours else ''}".rstrip()
        raise DatabaseGone(words, "backup_failed") from error
    return target


def set_up(database: Database) -> None:
    """Make the file, readable by its owner alone, and switch it to WAL once; nothing to do on PostgreSQL.

    Two processes switching at once get "database is locked" whatever the busy timeout: hence the tries.
    """
    if not database.sqlite:
        return
    path = _file(database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        words = (
            f"The file {path} cannot be opened for writing ({error.strerror}). Its folder must be yours to write in; "
        )
        words += "or name another file: export COACH_DATABASE_URL=sqlite:////a/folder/of/yours/coach.db"
        raise DatabaseGone(words, "database_not_there") from error
    for _ in range(_WAL_TRIES):
        try:
            with closing(sqlite3.connect(path, isolation_level=None, timeout=2)) as connection:
                if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                    return
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error as error:
            ours = translated(error) or DatabaseGone(code="database_not_there")
            if not isinstance(ours, DatabaseBusy):
                raise ours from error
            threading.Event().wait(0.02)
    raise DatabaseBusy(code="wal_locked")


def config(connection: Connection, scripts: Path = _SCRIPTS) -> Config:
    """Alembic's configuration, without a file: the connection, whose transaction is ours, and where the scripts are."""
    from alembic.config import Config

    made = Config(stdout=sys.stdout)  # as it is now, not as it was when alembic was first read
    made.set_main_option("script_location", str(scripts).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def _migrate(database: Database, to: str, scripts: Path, *, down: bool = False) -> None:
    from alembic import command

    engine = database.for_migration()
    try:
        with engine.begin() as connection:
            if not database.sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
            guards.take_off(connection)
            (command.downgrade if down else command.upgrade)(config(connection, scripts), to)
            guards.put_on(connection)
            if database.sqlite:
                _check_foreign_keys(connection)
    except (exc.SQLAlchemyError, sqlite3.Error) as error:
        ours = translated(error)
        if ours is None:
            words = f"The upgrade failed ({type(error).__name__}) and was undone; the database is as it was. "
            ours = StorageError(words + "Go on with the version you had, and please report it.", "upgrade_failed")
        raise ours from error
    finally:
        engine.dispose()


def _check_foreign_keys(connection: Connection) -> None:
    lost = {str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
    if lost:
        words = f"The upgrade would have left rows of {', '.join(sorted(lost))} without what they belong to. "
        raise StorageError(words + "It was undone; the database is as it was.", "foreign_keys_broken")


def _refuse_newer(version: str, scripts: Path) -> None:
    if version not in revisions.known(scripts):
        raise DatabaseNewer


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table(_VERSIONS):
        return ""
    return str(connection.execute(text(f"SELECT version_num FROM {_VERSIONS}")).scalar() or "")


def _free_name(source: Path, version: str) -> Path:
    names = [f"{source.name}.copy-{version}", *(f"{source.name}.copy-{version}-{n}" for n in range(2, 1000))]
    return next(path for name in names if not (path := source.with_name(name)).exists())


def _file(database: Database) -> Path:
    return Path(str(database.url.database))


def _ours(error: exc.SQLAlchemyError | sqlite3.Error) -> Exception:
    return translated(error) or error
