"""Fair share: how late small workspaces are while a huge one has everything due at once, beside what they have alone.

    python -m tests.benchmarks.bench_fair [--huge 10000] [--small 10] [--each 5] [--workers 2]

All rows fall due at one moment, on PostgreSQL, with worker processes that send as `bench_reminders` says. It ends when
the small ones have everything, and a minute after the beginning at the earliest, so that the limits of the huge one
are seen at work over both processes: the fake sender counts what came too soon (429). Aim: no small one waits for more
than a few seconds, whatever the huge one has.
"""

from __future__ import annotations

import argparse
import threading
from collections import Counter
from datetime import datetime, timedelta
from statistics import quantiles

from coach.clocks import SystemClock
from coach.durable.schema import apply_schema
from storage import work
from storage.database import Database
from storage.transaction import Transactions
from storage.work import Todo
from tests.benchmarks.databases import Databases
from tests.benchmarks.processes import Process, load_average
from tests.benchmarks.sender import Sender

CLOCK = SystemClock()
HUGE = "HUGE"
A_MINUTE = timedelta(minutes=1)
Arrived = tuple[str, str, datetime]


def write(transactions: Transactions, counts: dict[str, int]) -> datetime:
    """Write so many things for each workspace, each to a DM of its own, all due at one moment soon; the moment."""
    ahead = CLOCK.now() + timedelta(days=1)
    for workspace, count in counts.items():
        with transactions.write() as session:
            for n in range(count):
                todo = Todo(workspace, "nudge", f"r{n}", ahead, f"P{n % 20}", None, {"channel": f"D{n}"})
                work.put(session, todo, CLOCK.now())
    due = CLOCK.now() + timedelta(seconds=3)
    with transactions.write() as session:
        session.connection().exec_driver_sql("UPDATE work SET due_at = %(due)s, wake_at = %(due)s", {"due": due})
    return due


def measured(url: str, small: dict[str, int], huge: int, workers: int) -> list[float]:
    """Let it all fall due; how late each thing of the small ones was."""
    database = Database(url)
    transactions = Transactions(database)
    apply_schema(transactions)
    sender = Sender()
    command = ["tests.benchmarks.reminder_worker", "coach", url, str(sender.port)]
    crew = [Process(command, {}, "ready") for _ in range(workers)]
    due = write(transactions, {HUGE: huge, **small} if huge else small)
    until = due + (A_MINUTE if huge else timedelta(0))
    waiting = threading.Event()
    while CLOCK.now() < until or len(_of_small(sender)) < sum(small.values()):
        waiting.wait(0.1)
        if CLOCK.now() > due + 5 * A_MINUTE:
            break
    for one in crew:
        one.stop()
    late = [(at - due).total_seconds() for _, _, at in _of_small(sender)]
    first = Counter(key.split("/")[0] for key, _, at in sender.arrived if at < due + A_MINUTE)
    cuts = quantiles(late, n=100)
    print(
        f"  small ones {'beside the huge one' if huge else 'alone':20} {len(late):4} of {sum(small.values())}"
        f"  late p50 {cuts[49]:5.2f}  p99 {cuts[98]:5.2f}  max {max(late):5.2f} s"
        f"   huge: {first[HUGE]} in the first minute, too soon (429): {sender.refused}",
        flush=True,
    )
    sender.stop()
    database.close()
    return late


def _of_small(sender: Sender) -> list[Arrived]:
    return [one for one in sender.arrived if not one[0].startswith(HUGE)]


def main() -> None:
    """Measure the small ones alone, then beside the huge one, each on a database of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("huge", 10_000), ("small", 10), ("each", 5), ("workers", 2)):
        parser.add_argument(f"--{name}", type=int, default=value)
    args = parser.parse_args()
    small = {f"SMALL{n}": args.each for n in range(args.small)}
    databases = Databases("postgresql")
    try:
        print(f"{args.small} workspaces with {args.each} due, one with {args.huge:,}, {args.workers} workers")
        for huge in (0, args.huge):
            print(f"(load {load_average()})", flush=True)
            measured(databases.new(), small, huge, args.workers)
    finally:
        databases.close()


if __name__ == "__main__":
    main()
