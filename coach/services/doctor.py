"""A look over everything the coach needs, each thing with a word on how to put it right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from storage import migrate
from storage.database import Database
from storage.errors import StorageError
from storage.transaction import Transactions

SKEW_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was found, and what to do if it is not."""

    name: str
    well: bool
    found: str
    fix: str = ""


def database(url: str, queue: Callable[[Transactions], Iterable[Finding]]) -> Iterable[Finding]:
    """Whether the database can be reached and has this program's version; then what `queue` finds in it."""
    try:
        opened = Database(url)
    except StorageError as error:
        yield Finding("database", False, error.code, error.words)
        return
    try:
        migrate.check(opened)
        yield Finding("database", True, f"version {migrate.head()}")
        yield from queue(Transactions(opened))
    except StorageError as error:
        yield Finding("database", False, error.code, error.words)
    finally:
        opened.close()


def clock(ours: datetime, theirs: datetime | None) -> Finding:
    """Whether this machine's clock agrees with Slack's within five seconds."""
    if theirs is None:
        return Finding("clock", True, "not compared: Slack gave no date")
    skew = abs((ours - theirs).total_seconds())
    if skew <= SKEW_SECONDS:
        return Finding("clock", True, f"{skew:.0f} s from Slack's")
    return Finding("clock", False, f"{skew:.0f} s from Slack's", "Set this machine's clock, best by NTP.")


def scopes(wanted: Iterable[str], granted: Iterable[str]) -> Finding:
    """Whether the token may do all that the manifest asks for, and no more than that."""
    missing, more = sorted(set(wanted) - set(granted)), sorted(set(granted) - set(wanted))
    if missing:
        fix = "Paste the output of: coach manifest  into your app's page (App Manifest), then install the app again."
        return Finding("scopes", False, f"missing: {', '.join(missing)}", fix)
    return Finding("scopes", True, f"as in the manifest{'; more than needed: ' + ', '.join(more) if more else ''}")
