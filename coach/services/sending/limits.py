"""Slack's limits as the coach keeps them, and the one way through them: right before anything goes out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from coach.services.room import Room
from coach.services.sending.doing import Again, Settled
from storage import rate_limits
from storage.rate_limits import Limit
from storage.work import LIMITED
from storage.work_claims import Work

SECOND, A_MINUTE = timedelta(seconds=1), timedelta(minutes=1)
A_CHANGE = timedelta(seconds=3)  # ours: at most one change of a message in three seconds
# slack-rules 1.4: one post a second in a channel, several hundred a minute in a workspace: 240, and 60 at once before.
POSTS = Limit("posts", A_MINUTE / 240, at_once=60)
# slack-rules 1.5: chat.postEphemeral 100 a minute.
WHISPERS = Limit("whispers", A_MINUTE / 76, at_once=20)
# slack-rules 1.5: chat.update 50 a minute. Twelve may come at once, each slot is free again after its share of it.
CHANGES = Limit("changes", A_MINUTE * 12 / 48, slots=12)
REMOVALS = Limit("removals", A_MINUTE / 38, at_once=10)
SHARED = frozenset({POSTS, CHANGES})
"""Those for which much may wait at once, from all over a workspace."""


def for_post(channel: str) -> tuple[Limit, ...]:
    """The limits of a post to a channel or DM."""
    return Limit(f"post:{channel}", SECOND), POSTS


def for_change(channel: str, ts: str) -> tuple[Limit, ...]:
    """The limits of changing a message; the latest content wins, so nobody stands in a line for one message."""
    return Limit(f"change:{channel}:{ts}", A_CHANGE, line=False), CHANGES


class PutOff(Exception):
    """Not now: `settled` says when."""

    def __init__(self, settled: Settled) -> None:
        super().__init__(type(settled).__name__)
        self.settled = settled


class Limits:
    """The limits for one piece of work. `tried` are those it passed last: what Slack then refused, it refused there."""

    def __init__(self, room: Room, work: Work, mine: Callable[[], bool]) -> None:
        self._room = room
        self._work = work
        self._mine = mine
        self._waited = work.waited
        self.tried: tuple[Limit, ...] = ()

    def take(self, limits: tuple[Limit, ...]) -> None:
        """Take a slot of every limit, or none; then hold the clock against the lease. PutOff when it is not now.

        Whoever lost the lease leaves the work to the one who holds it now.
        """
        now = self._room.clock.now()
        with self._room.transactions.write(lasting=False) as session:
            wait = rate_limits.take(session, self._work.workspace, limits, now, waited=self._waited)
        self._waited = False
        if wait:
            lines = {(self._work.workspace, limit.name): now + wait for limit in limits if limit in SHARED}
            self._room.full.update(lines)
            raise PutOff(Again(now + wait, LIMITED, counts=False))
        if not self._mine():
            raise PutOff(Again(now, "lease_lost", counts=False))
        self.tried = limits

    def line_up(self, limit: Limit) -> Settled | None:
        """Let what will need this limit wait in its line before it is drawn; None when it may try.

        Asked of the database only while there was a line a moment ago: nearly always there is none.
        """
        now, place = self._room.clock.now(), (self._work.workspace, limit.name)
        if self._work.waited or self._room.full.get(place, now) <= now:
            return None
        with self._room.transactions.write(lasting=False) as session:
            wait = rate_limits.line_up(session, self._work.workspace, limit, now)
        if not wait:
            return None
        self._room.full[place] = now + wait
        return Again(now + wait, LIMITED, counts=False)

    def hold_off(self, until: datetime) -> None:
        """Leave what was tried last alone until a moment, as Slack's Retry-After asks."""
        with self._room.transactions.write(lasting=False) as session:
            for limit in self.tried:
                rate_limits.hold_off(session, self._work.workspace, limit, until)
