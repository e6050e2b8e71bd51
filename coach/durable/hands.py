"""Doing one piece of work: claim it with a lease, hold the lease while at it, settle it as the one who holds it."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from coach.ports import Clock
from coach.services.sending.doing import Again, Doer, Done, GivenUp, Settled
from storage import conversations, work_claims, work_one
from storage.errors import StorageError
from storage.transaction import Transactions, on_commit
from storage.work_claims import Work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

LOG = logging.getLogger(__name__)
AFTER_FAULT = timedelta(seconds=30)
MOST_FAULTS = 8
LONGEST = timedelta(minutes=5)  # who has been at one thing for longer is stuck: its lease is not held any more
_SHORT = "coach_short"
_SET_SHORT = "SET idle_in_transaction_session_timeout = 10000"
CLOCKS_DIFFER = timedelta(seconds=5)  # how far two hosts' clocks may be apart


class Held:
    """One thing in hand, and until when it is ours. `asked`: it was about to go out when the doing broke off."""

    def __init__(self, work: Work, since: datetime) -> None:
        self.work = work
        self.since = since
        self.asked = False
        self.lock = threading.Lock()


class Hands:
    """Does one row at a time; several threads may. `settled` joins the settling transaction of what stands in a lane.

    `keep_leases` is to be called well within a lease's time; a process that is stopped or dead does not, and so
    others take over what it held.
    """

    def __init__(
        self,
        transactions: Transactions,
        clock: Clock,
        doer: Doer,
        *,
        owner: str,
        lease: timedelta,
        settled: Callable[[Session, Work], None] = lambda session, work: None,
    ) -> None:
        self._transactions = transactions
        self._clock = clock
        self._doer = doer
        self._owner = owner
        self._lease = lease
        self._margin = min(CLOCKS_DIFFER, lease / 4)
        self._settled = settled
        self._held: dict[int, Held] = {}
        self._guard = threading.Lock()

    @property
    def busy(self) -> int:
        """How many things are in hand now."""
        return len(self._held)

    def take(self, work_id: int) -> bool:
        """Claim a row, do it and settle it; False if it is not to be had: done, held by another, or not its turn."""
        with self._transactions.write_one(lasting=False) as session:
            work = work_one.claim_one(session, work_id, self._clock.now(), self._owner, self._lease)
        if work is not None:
            self.do(work)
        return work is not None

    def do(self, work: Work) -> None:
        """Do what was claimed and settle it. StorageError when the database was away: whoever comes next takes over."""
        held = Held(work, self._clock.now())
        with self._guard:
            self._held[work.id] = held
        try:
            self._settle(held, self._done(held))
        finally:
            with self._guard:
                self._held.pop(work.id, None)

    def put_back(self, work: Work) -> None:
        """Leave what was claimed to whoever comes next, at once."""
        now = self._clock.now()
        self._settle(Held(work, now), Again(now, "put_back", counts=False))

    def keep_leases(self) -> None:
        """Hold what is in hand for another lease; what was lost meanwhile stays lost."""
        with self._guard:
            all_held = tuple(self._held.values())
        for held in all_held:
            now = self._clock.now()
            if now - held.since > LONGEST:
                continue
            with held.lock, self._transactions.write_one(lasting=False) as session:
                if work_claims.extend(session, held.work, now + self._lease):
                    held.work = replace(held.work, lease_until=now + self._lease)

    def _done(self, held: Held) -> Settled:
        def mine() -> bool:
            held.asked = True
            return self._clock.now() + self._margin < held.work.lease_until

        work = held.work
        try:
            settled = self._doer.do(work, mine)
            held.asked = False
        except StorageError as error:
            return Again(self._clock.now() + timedelta(seconds=2), error.code, counts=False)
        except Exception as error:  # a fault of ours in one piece of work must not stop the others
            LOG.error("work_failed %s %s work=%s", work.kind, described(error), work.id)
            if work.attempts >= MOST_FAULTS:
                return GivenUp(type(error).__name__)
            return Again(self._clock.now() + AFTER_FAULT * work.attempts, type(error).__name__)
        return settled

    def _settle(self, held: Held, settled: Settled) -> None:
        now = self._clock.now()
        if isinstance(settled, GivenUp) and settled.code == "lease_lost":
            settled = Again(now, settled.code, counts=False)  # only this process gives it up, not the coach
        if isinstance(settled, Done) and held.work.lane is None:
            with held.lock, self._transactions.write_one(lasting=False) as session:
                work_one.done_one(session, held.work, now)
            return
        with held.lock, self._short() as session:
            work = held.work
            if isinstance(settled, GivenUp) and settled.then is not None:
                conversations.lock(session, work.workspace, work.conversation)  # before its row, as all others do
            if isinstance(settled, Done):
                work_one.done_one(session, work, now)
            elif isinstance(settled, Again):
                if held.asked:
                    work_one.doubt_one(session, work)
                work_claims.settle_retry(session, work, settled.at, settled.code, counts=settled.counts)
            elif work_claims.give_up(session, work, now, settled.code):
                LOG.warning("work_given_up %s %s work=%s", work.kind, settled.code, work.id)
                if settled.then is not None:
                    settled.then(session)
            self._settled(session, work)

    @contextmanager
    def _short(self) -> Iterator[Session]:
        """A transaction that PostgreSQL ends if this process is stopped within it, for it holds a row that others want.

        The setting stays with the connection, so that it costs a journey to the database only once.
        """
        with self._transactions.write(lasting=False) as session:
            connection = session.connection()
            if not self._transactions.database.sqlite and _SHORT not in connection.info:
                connection.exec_driver_sql(_SET_SHORT)
                info = connection.info
                on_commit(session, lambda: info.update({_SHORT: True}))
            yield session


def described(error: BaseException) -> str:
    """Name a fault by its kind and the lines it passed through; never its message, which may hold people's words."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " < ".join([type(error).__name__, *(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))])
