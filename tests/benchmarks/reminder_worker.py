"""A worker process for `bench_reminders`: ours with a doer that posts to the sender, or procrastinate alone.

python -m tests.benchmarks.reminder_worker coach URL PORT
python -m tests.benchmarks.reminder_worker messenger URL PORT
python -m tests.benchmarks.reminder_worker bare URL HANDS
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import procrastinate

from coach.cli._stopping import told_to_stop
from coach.clocks import SystemClock
from coach.durable.distributed import Distributed
from coach.durable.worker import work
from coach.errors import SendProblem
from coach.services.sending.doing import Again, Done, Settled
from coach.services.sending.limits import for_post
from coach.slack.client import make_client
from coach.slack.messenger import SlackMessenger
from coach.views import Message
from storage import rate_limits
from storage.database import Database
from storage.transaction import Transactions
from storage.work import LIMITED
from storage.work_claims import Work

HANDS = 20


class Poster:
    """Posts as `coach.services.sending.posting` does: both limits, the lease held against the clock, a call."""

    def __init__(self, transactions: Transactions, port: int, messenger: SlackMessenger | None = None) -> None:
        self._transactions = transactions
        self._messenger = messenger
        self._clock = SystemClock()
        self._port = port
        self._mine = threading.local()

    def do(self, work: Work, mine: Callable[[], bool]) -> Settled:
        """Send one reminder."""
        channel, now = str(work.payload["channel"]), self._clock.now()
        with self._transactions.write() as session:
            wait = rate_limits.take(session, work.workspace, for_post(channel), now, waited=work.waited)
        if wait:
            return Again(now + wait, LIMITED, counts=False)
        if not mine():
            return Again(now, "lease_lost", counts=False)
        if self._messenger is not None:
            after = self._post(self._messenger, work, channel)
        else:
            after = self._call({"key": work.key, "workspace": work.workspace, "channel": channel})
        return Again(self._clock.now() + timedelta(seconds=after), "ratelimited", counts=False) if after else Done()

    def _post(self, messenger: SlackMessenger, work: Work, channel: str) -> float:
        try:
            messenger.post(work.workspace, f"{work.workspace}/{channel}", Message(work.key))
        except SendProblem as problem:
            return problem.after or 1.0
        return 0.0

    def _call(self, words: dict[str, str]) -> float:
        link = getattr(self._mine, "link", None)
        if link is None:
            link = self._mine.link = socket.create_connection(("127.0.0.1", self._port)).makefile("rwb")
        link.write(json.dumps(words).encode() + b"\n")
        link.flush()
        return float(link.readline())


def coach(url: str, port: int, *, messenger: bool = False) -> None:
    """Work as `coach worker` does."""
    database = Database(url)
    transactions = Transactions(database)
    client = make_client("xoxb-bench", f"http://127.0.0.1:{port}/api/")
    poster = Poster(transactions, port, SlackMessenger(client) if messenger else None)
    queue = Distributed(transactions, SystemClock(), poster, owner=f"bench:{os.getpid()}", hands=HANDS)
    with told_to_stop() as wait:
        print("ready 1", flush=True)
        work(queue, wait)
    database.close()


def bare(url: str, hands: int) -> None:
    """Work as procrastinate's own worker does, on tasks that do nothing."""
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url))

    @app.task(name="empty")
    def empty(n: int) -> None:
        """Nothing."""

    print("ready 1", flush=True)
    app.run_worker(concurrency=hands)


if __name__ == "__main__":
    ways = {"coach": coach, "messenger": partial(coach, messenger=True), "bare": bare}
    ways[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
