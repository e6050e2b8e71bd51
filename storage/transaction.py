"""The one transaction of the product: everything that one input causes is kept together or not at all."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Engine, exc
from sqlalchemy.orm import Session

from storage.database import WAIT_MS, Database
from storage.errors import DatabaseBusy, translated

_HOOKS = "after_commit"


class Transactions:
    """Opens transactions on one database; each thread writes in one at a time.

    `at_once`: how many of them threads may have open together; others wait for their turn, however long.
    """

    def __init__(self, database: Database, *, at_once: int | None = None) -> None:
        self.database = database
        self._mine = threading.local()
        self._turns = None if at_once is None else threading.BoundedSemaphore(at_once)

    @contextmanager
    def write_one(self, *, lasting: bool = True) -> Iterator[Session]:
        """`write` for a single statement: PostgreSQL keeps what each statement writes by itself, and no later."""
        with self._written(self.database.single, lasting) as session:
            yield session

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[Session]:
        """Keep what is written inside when the block ends well, and nothing of it when it raises.

        `lasting=False` is for who is at what, which a power cut may forget: SQLite then need not wait for the disk,
        and keeps it with the next thing that lasts. Errors: DatabaseBusy after about two seconds of waiting,
        DatabaseGone. Hooks of `on_commit` run after the commit, never before it, never without it, and outside the
        lock.
        """
        with self._written(self.database.engine, lasting) as session:
            yield session

    @contextmanager
    def _written(self, engine: Engine, lasting: bool) -> Iterator[Session]:
        with self._in_turn(), self._alone() as waited_ms:
            session = Session(engine, expire_on_commit=False)
            wait_ms = max(WAIT_MS - waited_ms // 100 * 100, 1)  # in steps: each other value is one more PRAGMA
            with _in_our_words(), session:
                session.connection(execution_options={"wait_ms": wait_ms, "lasting": lasting})
                yield session
                session.commit()
        with ExitStack() as hooks:
            for hook in reversed(session.info.get(_HOOKS, [])):
                hooks.callback(hook)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Read one moment's view of the database; writing inside is refused by the database itself."""
        with self._in_turn(), _in_our_words(), Session(self.database.reading, autoflush=False) as session:
            yield session

    @contextmanager
    def read_one(self) -> Iterator[Session]:
        """`read` for a single statement, which sees one moment by itself: on PostgreSQL one journey and not three."""
        with self._in_turn(), _in_our_words(), Session(self.database.reading_one, autoflush=False) as session:
            yield session

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Wait for a turn; who has one already, and reads within what is written, needs no other."""
        if self._turns is None or getattr(self._mine, "has_turn", False):
            yield
            return
        with self._turns:
            self._mine.has_turn = True
            try:
                yield
            finally:
                self._mine.has_turn = False

    @contextmanager
    def _alone(self) -> Iterator[int]:
        """Hold this process's write lock (SQLite); gives the milliseconds it took to get it."""
        if getattr(self._mine, "writing", False):
            raise RuntimeError("a transaction is open in this thread already: pass its session on")
        lock = self.database.lock
        began = time.monotonic()
        if lock is not None and not lock.acquire(timeout=WAIT_MS / 1000):
            raise DatabaseBusy
        self._mine.writing = True
        try:
            yield int((time.monotonic() - began) * 1000)
        finally:
            self._mine.writing = False
            if lock is not None:
                lock.release()


def on_commit(session: Session, hook: Callable[[], object]) -> None:
    """Run something once this transaction has committed, in the order given; dropped if it rolls back."""
    session.info.setdefault(_HOOKS, []).append(hook)


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except (exc.SQLAlchemyError, sqlite3.Error) as error:
        ours = translated(error)
        if ours is None:
            raise
        raise ours from error
