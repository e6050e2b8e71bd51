"""What a database says of itself, for whoever runs the coach: its file or its server, and whether it is whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import exc, func, select

from storage.conversations import versions_in_use
from storage.database import Database
from storage.dialogue_versions import published
from storage.errors import translated
from storage.inbox import InboxRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class File:
    """An SQLite file: who may open it, and the room on its disk in bytes. `there` is False before it is set up."""

    path: Path
    there: bool
    writable: bool
    for_others: bool
    free: int


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server: its version, how text is kept, connections it allows and has, its clock."""

    version: int
    encoding: str
    most: int
    used: int
    now: datetime


def file_of(database: Database) -> File | None:
    """The file of an SQLite database, or where it will be; None on PostgreSQL."""
    if not database.sqlite:
        return None
    path = Path(os.path.abspath(str(database.url.database)))
    there = path.exists()
    nearest = next(folder for folder in path.parents if folder.exists())
    writable = os.access(nearest, os.W_OK | os.X_OK) and nearest.is_dir() and (not there or os.access(path, os.W_OK))
    others = path.is_file() and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    return File(path, there, writable, others, shutil.disk_usage(nearest).free)


def fault_in(database: Database) -> str:
    """The first fault SQLite finds when it reads its whole file, or nothing; nothing on PostgreSQL."""
    if not database.sqlite:
        return ""
    try:
        with database.reading.connect() as connection:
            found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    except (exc.SQLAlchemyError, sqlite3.Error) as error:
        raise translated(error) or error from error
    return "" if found == "ok" else found


def server_of(database: Database) -> Server | None:
    """What a PostgreSQL server says of itself; None on SQLite. StorageError when it cannot be asked."""
    if database.sqlite:
        return None
    query = (
        "SELECT current_setting('server_version_num')::int / 10000, pg_encoding_to_char(encoding), "
        "current_setting('max_connections')::int, (SELECT count(*) FROM pg_stat_activity), clock_timestamp() "
        "FROM pg_database WHERE datname = current_database()"
    )
    try:
        with database.reading.connect() as connection:
            return Server(*connection.exec_driver_sql(query).one())
    except (exc.SQLAlchemyError, sqlite3.Error) as error:
        raise translated(error) or error from error


def last_heard(session: Session) -> datetime | None:
    """When the last thing came in from Slack, of any workspace; None when nothing did in the days that are kept."""
    return session.execute(select(func.max(InboxRow.taken_at))).scalar()


def lost_versions(session: Session) -> list[str]:
    """The questions that conversations follow and that are not kept here, as name and version."""
    in_use = versions_in_use(session)
    return sorted(f"{name} {version}" for name, version in in_use if published(session, name, version) is None)
