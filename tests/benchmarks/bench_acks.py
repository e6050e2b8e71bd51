"""How soon a click is acked: ours, bare Bolt, and the floor, one after another in the same minute.

    python -m tests.benchmarks.bench_acks sqlite        Socket Mode on SQLite, synchronous=FULL
    python -m tests.benchmarks.bench_acks postgresql    signed HTTP on PostgreSQL

250 ms are put into every Web API call; half of the clicks open a form. Aims at 100 clicks a second: p99 under 25 ms on
SQLite and 50 ms on PostgreSQL; at saturation at least 60% of the floor's rate. Run it when the machine is quiet.
"""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import dataclass
from statistics import median

from tests.benchmarks import processes, teams
from tests.benchmarks.databases import Databases
from tests.benchmarks.load import HttpDoor, Load, Outcome, SocketDoor
from tests.benchmarks.mix import mixed
from tests.benchmarks.slack_server import SlackServer
from tests.benchmarks.teams import Offers

FLOORS = ("floor", "lighter")  # one small transaction a click; the same, but none for a click that opens a form
APPS = ("empty", *FLOORS, "ours")
APART = "apart"  # ours, as coach/README.md has it for many people: what answers Slack, and what sends


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    kind: str
    rate: float
    seconds: float
    full: float  # seconds at saturation
    clients: int

    @property
    def http(self) -> bool:
        """HTTP goes with PostgreSQL, Socket Mode with SQLite."""
        return self.kind == "postgresql"


async def measure(what: str, url: str, offers: list[Offers], plan: Plan) -> float:
    """Measure one app and print what came of it; its rate at saturation."""
    slack = SlackServer()
    await slack.start()
    app = await asyncio.to_thread(lambda: _started(what, slack.api_url, url, plan))
    try:
        door = HttpDoor(slack, app.port) if plan.http else SocketDoor(slack)
        while not plan.http and len(slack.sockets) < 2:
            await asyncio.sleep(0.02)
        load = Load(door, mixed(offers, slack.api_url))
        await load.evenly(plan.rate / 2, 2)  # warm
        before = app.cpu()
        even = await load.evenly(plan.rate, plan.seconds)
        cpu = (app.cpu() - before) / (plan.rate * plan.seconds) * 1000
        full = await load.saturating(plan.clients, plan.full)
        _report(what, even, full, cpu, app)
        for line in app.said().splitlines()[-3:]:
            print(f"      said: {line[:150]}")
        return full.rate
    finally:
        await asyncio.to_thread(app.stop)
        await slack.stop()


def _started(what: str, api: str, url: str, plan: Plan) -> processes.Process:
    if what == APART:
        return processes.Apart(api, url)
    if what == "ours":
        return processes.ours(api, url, http=plan.http)
    return processes.bare(what, api, url, http=plan.http)


def _report(what: str, even: Outcome, full: Outcome, cpu: float, app: processes.Process) -> None:
    acks = " ".join(f"{even.at(share):7.1f}" for share in (0.5, 0.99, 1.0))
    names = "  ".join(f"{name} {median(times):.1f}" for name, times in sorted(even.by_name.items()))
    forms = f"{even.forms[len(even.forms) // 2]:.2f}/{even.forms[-1]:.2f} s" if even.forms else "-"
    print(
        f"  {what:7}{acks} ms  lost {even.lost}  forms {forms} late {even.late_forms}  cpu {cpu:4.1f} ms/click"
        f"  | full {full.rate:6.0f}/s p50 {full.at(0.5):5.1f} p99 {full.at(0.99):6.1f} ms lost {full.lost}"
        f"  | {app.rss():.0f} MiB  load {processes.load_average()}  generator late {even.unready:.0f} ms",
        f"\n         p50 by click: {names}",
        flush=True,
    )


def main() -> None:
    """Measure by the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["sqlite", "postgresql"])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--full", type=float, default=6, help="seconds at saturation")
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--teams", type=int, default=100)
    parser.add_argument("--only", choices=(*APPS, APART), action="append")
    given = parser.parse_args()
    plan = Plan(given.kind, given.rate, given.seconds, given.full, given.clients)
    processes.as_installed()
    databases = Databases(given.kind)
    try:
        ready = databases.new()
        offers = teams.prepare(ready, given.teams)
        print(f"{given.kind}, {given.rate:.0f} clicks/s for {given.seconds:.0f} s: ack p50, p99, max", flush=True)
        for run in range(1, given.runs + 1):
            print(f" run {run}, load {processes.load_average()}")
            rates = {}
            for what in given.only or (*APPS, *((APART,) if plan.http else ())):
                url = databases.copy(ready)
                rates[what] = asyncio.run(measure(what, url, offers, plan))
                databases.drop(url)
            for what in ("ours", APART):
                shares = [f"{rates[what] / rates[one]:.0%} of {one}" for one in FLOORS if {what, one} <= rates.keys()]
                if shares:
                    print(f"  at saturation {what} reaches {', '.join(shares)}")
    finally:
        databases.close()


if __name__ == "__main__":
    main()
