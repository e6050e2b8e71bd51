"""What a command needs of what is kept: the database of COACH_DATABASE_URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.transaction import Transactions


@contextmanager
def kept(url: str) -> Iterator[Transactions]:
    """Open a database of this program's version for as long as the block lasts; StorageError in words otherwise."""
    from storage import migrate
    from storage.database import Database
    from storage.transaction import Transactions

    database = Database(url)
    try:
        migrate.check(database)
        yield Transactions(database)
    finally:
        database.close()
