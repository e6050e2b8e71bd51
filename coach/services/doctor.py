"""A look over everything the coach needs, each thing with a word on how to put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from storage import migrate
from storage.database import Database
from storage.errors import StorageError
from storage.transaction import Transactions
from storage.work_claims import figures

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LATE_SECONDS, SKEW_SECONDS = 300.0, 5.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was found, and what to do if it is not."""

    name: str
    well: bool
    found: str
    fix: str = ""


def database(url: str, now: datetime) -> Iterable[Finding]:
    """Whether the database can be reached, has this program's version, and work is done in time."""
    try:
        opened = Database(url)
    except StorageError as error:
        yield Finding("database", False, error.code, error.words)
        return
    try:
        migrate.check(opened)
        yield Finding("database", True, f"version {migrate.head()}")
        with Transactions(opened).read() as session:
            yield from _work(session, now)
    except StorageError as error:
        yield Finding("database", False, error.code, error.words)
    finally:
        opened.close()


def _work(session: Session, now: datetime) -> Iterable[Finding]:
    found = figures(session, now)
    late = found.oldest_seconds > LATE_SECONDS
    words = f"{found.queued} waiting, {found.leased} under way, oldest due {found.oldest_seconds:.0f} s ago"
    fix = "Is the coach running? Start it with: coach serve. If it runs, look at its log for work_given_up."
    yield Finding("queue", not late, words, fix if late else "")
    if found.given_up:
        yield Finding(
            "given up",
            False,
            f"{found.given_up} messages of the last 30 days could not be sent",
            "Look in the log for work_given_up: the code says why (refused is a fault of the coach: please report it).",
        )


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
