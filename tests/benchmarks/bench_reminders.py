"""Reminders that all fall due at once: how late they are beyond what Slack's limits force, beside bare procrastinate.

    python -m tests.benchmarks.bench_reminders [--count 10000] [--workspaces 50] [--workers 2] [--messenger]

What is measured is the queue: the rows, their bells, claiming, the coach's own limits (a message a second and channel,
240 a minute and workspace after 60 at once), settling. The rows are written ahead and fall due at one moment. What is
left out is making the message from its project. The sender takes 100 ms a call and keeps Slack's limits (the local
workspace's: 1 message a second and channel with bursts of 4, 300 a minute and workspace, else 429 with Retry-After);
with `--messenger` the coach's own messenger calls it over HTTP, otherwise a line on a socket stands for the call.
Every fourth person has two reminders in one DM: the second is forced to be a second late. Then procrastinate alone
does as many empty jobs with the same number of workers. Aim: p99 under 60 s beyond the limits.
"""

from __future__ import annotations

import argparse
import threading
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from statistics import quantiles

import procrastinate
import psycopg

from coach.clocks import SystemClock
from coach.durable.figures import queue_report
from coach.durable.schema import apply_schema
from storage import work
from storage.database import Database
from storage.transaction import Transactions
from storage.work import Todo
from tests.benchmarks.databases import Databases
from tests.benchmarks.processes import Process, load_average
from tests.benchmarks.reminder_worker import HANDS
from tests.benchmarks.sender import Sender

CLOCK = SystemClock()


def channels(each: int) -> list[str]:
    """The DM of each reminder of a workspace: every fourth person has two."""
    people = max(each * 4 // 5, 1)
    return [f"D{n % people}" for n in range(each)]


def write(transactions: Transactions, count: int, workspaces: int) -> datetime:
    """Write the reminders ahead, and let them all fall due at one moment soon; the moment."""
    ahead, each = CLOCK.now() + timedelta(days=1), count // workspaces
    for w in range(workspaces):
        with transactions.write() as session:
            for n, channel in enumerate(channels(each)):
                todo = Todo(f"T{w}", "nudge", f"r{n}", ahead, f"P{n % 20}", None, {"channel": channel})
                work.put(session, todo, CLOCK.now())
    due = CLOCK.now() + timedelta(seconds=5)
    with transactions.write() as session:
        session.connection().exec_driver_sql("UPDATE work SET due_at = %(due)s, wake_at = %(due)s", {"due": due})
    return due


def shown(name: str, late: list[float], seconds: float, cpu: float) -> None:
    """Print one line of figures."""
    cuts = quantiles(late, n=100)
    print(
        f"  {name:34} {len(late):6} in {seconds:6.1f} s ({len(late) / seconds:5.0f}/s)  late p50 {cuts[49]:6.2f}"
        f"  p99 {cuts[98]:6.2f}  max {max(late):6.2f} s   workers' CPU {cpu:5.1f} s",
        flush=True,
    )


def ours(url: str, count: int, workspaces: int, workers: int, *, messenger: bool = False) -> None:
    """Measure the coach's queue."""
    database = Database(url)
    transactions = Transactions(database)
    apply_schema(transactions)
    sender = Sender(lines=not messenger)
    command = ["tests.benchmarks.reminder_worker", "messenger" if messenger else "coach", url, str(sender.port)]
    crew = [Process(command, {}, "ready") for _ in range(workers)]
    due = write(transactions, count, workspaces)
    before = sum(one.cpu() for one in crew)
    waiting = threading.Event()
    while len(sender.arrived) < count and CLOCK.now() < due + timedelta(minutes=15):
        waiting.wait(0.1)
    seconds = (max(at for _, _, at in sender.arrived) - due).total_seconds()
    cpu = sum(one.cpu() for one in crew) - before
    late, beyond, turn = [], [], Counter[str]()
    for _, place, at in sorted(sender.arrived, key=lambda one: one[2]):
        late.append((at - due).total_seconds())
        beyond.append(late[-1] - turn[place])  # its turn in its channel: a message a second
        turn[place] += 1
    shown("coach", late, seconds, cpu)
    shown("coach, beyond Slack's limits", beyond, seconds, cpu)
    keys = Counter(key for key, _, _ in sender.arrived)
    print(f"  lost {count - len(keys)}, doubled {sum(keys.values()) - len(keys)}, 429s {sender.refused}")
    report = queue_report(transactions, CLOCK.now())
    print(f"  retried {report.retried}, taken over {report.taken_over}, given up {report.given_up}")
    for one in crew:
        one.stop()
    sender.stop()
    database.close()


def bare(url: str, count: int, workers: int) -> None:
    """Measure procrastinate alone, its tables in the database's first schema as its guide says."""
    libpq = Database(url).url.set(drivername="postgresql").render_as_string(hide_password=False)
    app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector(conninfo=libpq))
    with app.open():
        app.schema_manager.apply_schema()
        command = ["tests.benchmarks.reminder_worker", "bare", libpq, str(HANDS)]
        crew = [Process(command, {}, "ready") for _ in range(workers)]
        began = CLOCK.now()
        app.configure_task("empty").batch_defer(*({"n": n} for n in range(count)))
        print(f"  deferred in {(CLOCK.now() - began).total_seconds():.1f} s", flush=True)
        before = sum(one.cpu() for one in crew)
        ended = "SELECT count(*) FROM procrastinate_events WHERE type = 'succeeded'"
        waiting = threading.Event()
        with closing(psycopg.connect(libpq, autocommit=True)) as link:
            while link.execute(ended).fetchone() != (count,):
                waiting.wait(0.5)
            starts = [at for (at,) in link.execute("SELECT at FROM procrastinate_events WHERE type = 'started'")]
            (due,) = link.execute("SELECT min(at) FROM procrastinate_events").fetchone() or (began,)
        cpu = sum(one.cpu() for one in crew) - before
    late = [(at - due).total_seconds() for at in starts]
    shown("procrastinate, empty jobs", late, max(late), cpu)
    for one in crew:
        one.stop()


def main() -> None:
    """Measure both, one after the other, on databases of their own that wait for the disk."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("count", 10_000), ("workspaces", 50), ("workers", 2)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--messenger", action="store_true", help="send by the coach's own messenger, over HTTP")
    args = parser.parse_args()
    count = args.count // args.workspaces * args.workspaces
    print(f"{count:,} reminders due at once, {args.workspaces} workspaces, {args.workers} workers of {HANDS} hands")
    databases = Databases("postgresql")
    try:
        print(f"coach (load {load_average()})")
        ours(databases.new(), count, args.workspaces, args.workers, messenger=args.messenger)
        print(f"procrastinate (load {load_average()})")
        bare(databases.new(), count, args.workers)
    finally:
        databases.close()


if __name__ == "__main__":
    main()
