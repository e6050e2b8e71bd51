"""What can go wrong with the memory: words for the person, a code for the log, and nothing of anybody's words."""

from __future__ import annotations

import sqlite3

from sqlalchemy import exc


class StorageError(Exception):
    """Base of the memory's errors: `words` are shown to the person, `code` is logged."""

    code = "storage"
    words = "I could not reach my notes. Nothing of what you wrote was kept. Please try again."

    def __init__(self, words: str = "", code: str = "") -> None:
        self.words = words or self.words
        self.code = code or self.code
        super().__init__(self.code)


class DatabaseBusy(StorageError):
    """Others were writing for as long as we may wait (about two seconds); trying again helps."""

    code = "database_busy"
    words = "I'm busy just now and could not keep that. Please try again in a few seconds."


class DatabaseGone(StorageError):
    """The database cannot be reached, read or written; somebody has to look at it."""

    code = "database_gone"
    words = "I can't reach my notes just now, so I kept nothing of that. Please try again in a few minutes."


class DatabaseOld(StorageError):
    """The database is older than the program, or has not been set up."""

    code = "database_old"
    words = "The database is older than this program. Run: coach db upgrade"


class DatabaseNewer(StorageError):
    """The database was upgraded by a newer program than this one."""

    code = "database_newer"
    words = (
        "The database was upgraded by a newer version of the coach than this one. "
        "Install that version again, or put back the copy that was made before the upgrade."
    )


class Conflict(StorageError):
    """What is already kept says otherwise: a turn has moved on, or words were published with another meaning."""

    code = "conflict"
    words = "Somebody was a moment faster. Please look again and repeat it if it is still needed."


class Missing(StorageError):
    """There is no such project in this workspace."""

    code = "no_project"
    words = "I can't find that project here. Type /coach to see the projects you are in."


class KeptOut(StorageError):
    """A record that was to be brought in has words that could point to one patient; nothing of it was kept."""

    code = "kept_out"
    words = "Something in this file could point to one patient, so I brought none of it in. Take it out and try again."


# What helps whoever runs the coach; the words of the errors themselves are for people in a chat.
_HELP = {
    "database_busy": "Something else is writing to the database. Try again; if it stays so, look for a slow disk.",
    "database_pool_empty": "More work at once than connections. Raise PostgreSQL's max_connections, or try again.",
    "database_gone": "The database does not answer. Is it running, and are the host, the name and the password in "
    "COACH_DATABASE_URL right?",
    "database_not_there": "The database's file cannot be opened. Check that its folder is there and is yours to "
    "write in, or name another file: export COACH_DATABASE_URL=sqlite:////a/folder/of/yours/coach.db",
    "database_read_only": "The database's file or its folder cannot be written. Change its rights, or name another "
    "file in COACH_DATABASE_URL.",
    "database_disk_full": "The disk is full. Free some room; nothing that was kept is lost.",
    "database_damaged": "The file is damaged. Stop the coach and put a copy back (storage/README.md says how).",
    "database_disk_fault": "The disk returned something else than was written. Stop the coach, look at the disk, and "
    "put a copy back (storage/README.md says how).",
    "database_not_one": "That file is no SQLite database. Name another file in COACH_DATABASE_URL.",
}


def help_for(error: StorageError) -> str:
    """What to do about an error, for whoever runs the coach; its own words where it has some of its own."""
    if error.words != type(error).words:
        return error.words
    return _HELP.get(error.code, error.words)


_BUSY_STATES = {"55P03", "40P01", "40001", "57014", "53300", "25P03"}
_GONE_STATES = {"57P01", "57P02", "57P03", "53100", "53200", "58030", "3D000", "28000", "28P01", "25006"}
_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SQLITE_GONE = {
    sqlite3.SQLITE_CANTOPEN: "database_not_there",
    sqlite3.SQLITE_IOERR: "database_disk_fault",
    sqlite3.SQLITE_FULL: "database_disk_full",
    sqlite3.SQLITE_READONLY: "database_read_only",
    sqlite3.SQLITE_NOTADB: "database_not_one",
    sqlite3.SQLITE_CORRUPT: "database_damaged",
}


def translated(error: exc.SQLAlchemyError | sqlite3.Error) -> StorageError | None:
    """Turn a driver's error into one of ours; None if it is a fault of the program."""
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    if isinstance(error, exc.TimeoutError):
        return DatabaseBusy(code="database_pool_empty")
    if not isinstance(error, exc.DBAPIError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        return _of_sqlite(error.orig)
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if state in _BUSY_STATES:
        return DatabaseBusy()
    # Without a statement it failed before there was one: while it connected.
    lost = not state and (isinstance(error, exc.OperationalError | exc.InterfaceError) or error.statement is None)
    if error.connection_invalidated or lost or state.startswith("08") or state in _GONE_STATES:
        return DatabaseGone()
    return None


def _of_sqlite(error: sqlite3.Error) -> StorageError | None:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary in _SQLITE_BUSY:
        return DatabaseBusy()
    if primary in _SQLITE_GONE:
        return DatabaseGone(code=_SQLITE_GONE[primary])
    return None
