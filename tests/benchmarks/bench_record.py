"""Whether a click costs more where more is stored: two coaches side by side, 100 answers and 1,000,000, click by click.

    python -m tests.benchmarks.bench_record sqlite|postgresql

The answers belong to other projects of the same workspace (100 each, with people and audit). Aim: within 10%.
"""

from __future__ import annotations

import argparse
import asyncio
from contextlib import AsyncExitStack
from statistics import median
from time import perf_counter

from tests.benchmarks import processes, teams
from tests.benchmarks.clicks import Click
from tests.benchmarks.databases import Databases
from tests.benchmarks.fill import fill, stored
from tests.benchmarks.load import HttpDoor, Load, SocketDoor
from tests.benchmarks.mix import only
from tests.benchmarks.slack_server import SlackServer
from tests.benchmarks.teams import Offers

FEW, MANY = 100, 1_000_000
NAMES = ("answer_save", "dont_know", "why")
BREATH = 0.05  # seconds between clicks, so that what follows one does not count for the next


async def opened(stack: AsyncExitStack, url: str, offers: list[Offers], *, http: bool) -> tuple[Load, str]:
    """Start a coach on a database; the load's door to it and the address of its Slack."""
    slack = SlackServer()
    await slack.start()
    stack.push_async_callback(slack.stop)
    app = await asyncio.to_thread(lambda: processes.ours(slack.api_url, url, http=http))
    stack.callback(app.stop)
    while not http and len(slack.sockets) < 2:
        await asyncio.sleep(0.02)
    return Load(HttpDoor(slack, app.port) if http else SocketDoor(slack), lambda n: Click("", False, "")), slack.api_url


async def compare(urls: dict[int, str], offers: dict[int, list[Offers]], clicks: int, *, http: bool) -> None:
    """Click in both, one after the other, and print the medians of each sort of click."""
    async with AsyncExitStack() as stack:
        doors = {size: await opened(stack, url, offers[size], http=http) for size, url in urls.items()}
        kinds = {name: {size: only(name, offers[size], doors[size][1]) for size in urls} for name in NAMES}
        for name, found in kinds.items():
            times: dict[int, list[float]] = {size: [] for size in urls}
            for n in range(clicks):
                for size in sorted(urls, reverse=bool(n % 2)):
                    times[size] += await doors[size][0].one_by_one([found[size][n % len(found[size])]])
                    await asyncio.sleep(BREATH)
            few, many = (median(times[size][clicks // 10 :]) for size in sorted(urls))
            print(
                f"  {name:12} {few:6.2f} ms with {FEW:,}, {many:6.2f} ms with {MANY:,}: {many / few - 1:+.0%}",
                flush=True,
            )


def main() -> None:
    """Measure by the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["sqlite", "postgresql"])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--clicks", type=int, default=120)
    parser.add_argument("--teams", type=int, default=20)
    given = parser.parse_args()
    databases = Databases(given.kind)
    try:
        urls, offers = {}, {}
        for size in (FEW, MANY):
            began = perf_counter()
            urls[size] = databases.new()
            offers[size] = teams.prepare(urls[size], given.teams)
            fill(urls[size], size)
            print(f"{given.kind}: {stored(urls[size]):,} answers stored in {perf_counter() - began:.0f} s", flush=True)
        for run in range(1, given.runs + 1):
            print(f" run {run}, load {processes.load_average()}")
            asyncio.run(compare(urls, offers, given.clicks, http=given.kind == "postgresql"))
    finally:
        databases.close()


if __name__ == "__main__":
    main()
