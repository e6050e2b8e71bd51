"""How soon `coach serve` can answer, and how much memory it holds. Aims: under a second, under 120 MiB.

    python -m tests.benchmarks.bench_serve

Ready is when both connections to Slack are open and /health answers 200; Slack's own 250 ms a call are left out here
(the start makes three calls). Memory is read at once, and again after 100 clicks a second.
"""

from __future__ import annotations

import argparse
import asyncio
from time import perf_counter

from tests.benchmarks import processes, teams
from tests.benchmarks.databases import Databases
from tests.benchmarks.load import Load, SocketDoor
from tests.benchmarks.mix import mixed
from tests.benchmarks.slack_server import LATENCY, SlackServer
from tests.benchmarks.teams import Offers


async def start(url: str, latency: float, offers: list[Offers] | None = None, seconds: float = 0) -> None:
    """Start a coach on a database, print how soon it was ready and its memory, then click for a while."""
    slack = SlackServer(latency)
    await slack.start()
    app = await asyncio.to_thread(lambda: processes.ours(slack.api_url, url, http=False))
    try:
        while len(slack.sockets) < 2 or not await asyncio.to_thread(app.healthy):
            await asyncio.sleep(0.005)
        whole = perf_counter() - app.began
        print(
            f"  said so after {app.ready_after:.2f} s, ready after {whole:.2f} s, {app.rss():.0f} MiB,"
            f" load {processes.load_average()}",
            flush=True,
        )
        if offers is not None:
            load = Load(SocketDoor(slack), mixed(offers, slack.api_url))
            outcome = await load.evenly(100, seconds)
            print(
                f"  after {len(outcome.acks)} clicks {app.rss():.0f} MiB, at most {app.peak():.0f} MiB,"
                f" p99 {outcome.at(0.99):.1f} ms, load {processes.load_average()}",
                flush=True,
            )
    finally:
        await asyncio.to_thread(app.stop)
        await slack.stop()


def main() -> None:
    """Measure by the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    processes.as_installed()
    databases = Databases("sqlite")
    try:
        print("a database that was never set up:")
        asyncio.run(start(f"sqlite:///{databases.folder / 'fresh.db'}", 0.0))
        ready = databases.new()
        offers = teams.prepare(ready, 50)
        print("a database in use:")
        for _ in range(given.runs):
            asyncio.run(start(databases.copy(ready), 0.0))
        print("a database in use, 250 ms in every call of Slack's, then 100 clicks a second:")
        asyncio.run(start(databases.copy(ready), LATENCY, offers, given.seconds))
    finally:
        databases.close()


if __name__ == "__main__":
    main()
