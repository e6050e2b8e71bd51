"""Proof by force: coaches killed, stopped, cut off and misled while people work; what was lost and what was doubled.

    python -m tests.benchmarks.bench_faults sqlite [--kills 200] [--only kills --only network ...]
    python -m tests.benchmarks.bench_faults postgresql

Whole coaches (`coach serve --http`; on PostgreSQL with a `serve --http --no-worker` and a `worker` beside it) with the
leases they have in use. People answer by form and by typing and insist until they are acked; others are reminded. A
step is a place in the real code between receiving an event and Slack's answer (`tests/durable/faults/steps.py`).
Allowed are doubles where their sender was killed, or the answer was lost, or the database could not keep where it
stands, after Slack had taken a post (`tests/durable/faults/account.py`); never of a reminder.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.benchmarks.databases import Databases
from tests.benchmarks.processes import load_average
from tests.durable.faults import trouble
from tests.durable.faults.killing import AT_RANDOM, kill, stop_at, stop_past_the_lease
from tests.durable.faults.steps import STEPS
from tests.durable.faults.takeover import line, taken_over
from tests.durable.faults.world import World

STOPPED = 24.0  # seconds: leases are held for 18
Scene = Callable[[World, random.Random, argparse.Namespace], Awaitable[int]]


async def kills(world: World, chance: random.Random, given: argparse.Namespace) -> int:
    """kill -9 at every step in turn, and as often at a random moment."""
    reached: Counter[str] = Counter()
    for n in range(given.kills):
        step = STEPS[n // 2 % len(STEPS)] if n % 2 else AT_RANDOM
        reached[step] += await kill(world, step, chance)
        if n % 20 == 19:
            print(f"    {n + 1} killed, {len(world.people.acked)} acked, load {load_average()}", flush=True)
    print("    died at its step: " + "; ".join(f"{step} {reached[step]}" for step in STEPS), flush=True)
    return 0


async def stopped(world: World, chance: random.Random, given: argparse.Namespace) -> int:
    """SIGSTOP past the lease, then SIGCONT: in the midst of work, and (PostgreSQL) at every step."""
    for _ in range(given.rounds):
        await stop_past_the_lease(world, STOPPED)
    await world.taken_back()
    if world.kind == "postgresql":
        at_once = [STEPS[n : n + 3] for n in range(0, len(STEPS), 3)]  # each holds up to 25 connections
        found = sum([await stop_at(world, steps, STOPPED) for steps in at_once])
        print(f"    stood still at {found} of {len(STEPS)} steps", flush=True)
    return 0


async def takeover(world: World, chance: random.Random, given: argparse.Namespace) -> int:
    """Real `coach worker` processes killed and stopped with their hands full: how soon others have sent it all."""
    for name in list(world.coaches.alive):
        await world.coaches.bury(name, signal.SIGTERM)
    ways = (signal.SIGKILL, signal.SIGSTOP) if world.kind == "postgresql" else (signal.SIGKILL,)
    for how in ways:
        found = [await taken_over(world, how) for _ in range(given.rounds)]
        print(f"    {how.name}: {line(found)}", flush=True)
        world.wrong += [words for one in found for words in one.wrong()]
    await world.coaches.start("serve")  # for what is left
    return 0


async def network(world: World, chance: random.Random, given: argparse.Namespace) -> int:
    """The network to Slack gone, slow, 429, 500, answers lost after Slack took the post."""
    for weather in trouble.WEATHERS:
        await trouble.bad_weather(world, weather, seconds=4.0)
    return 0


async def database(world: World, chance: random.Random, given: argparse.Namespace) -> int:
    """The database locked, its disk full, and PostgreSQL taken down in order and as in a crash."""
    await trouble.locked(world, 4.0)
    await trouble.full(world, 3.0)
    if given.server is not None:
        await trouble.restarted(world, given.server, 3.0)
    await world.drained()
    return world.account().taken_over  # posted, but where it stands could not be kept: marked as in doubt, done again


async def clocks(world: World, chance: random.Random, given: argparse.Namespace) -> int:
    """The machine's clock jumps on by ten minutes, and back by ten seconds."""
    await trouble.clock_jumps(world)
    return 0


async def deploy(world: World, chance: random.Random, given: argparse.Namespace) -> int:
    """Another version of the program and of the questions between writing the work and doing it."""
    print(f"    {await trouble.deploy(world)} things left for the other", flush=True)
    return 0


SCENES: dict[str, Scene] = {
    "kills": kills,
    "stopped": stopped,
    "takeover": takeover,
    "network": network,
    "database": database,
    "clocks": clocks,
    "deploy": deploy,
}


async def play(name: str, url: str, folder: Path, given: argparse.Namespace) -> bool:
    """Play one scene on a database of its own and print what came of it; whether all is as it must be."""
    world = World(url, folder, given.teams)
    await world.open()
    try:
        await world.staff()
        unkept = await SCENES[name](world, random.Random(given.seed), given)
        late = await world.drained()
        account = world.account()
        wrong = world.wrong + account.wrong(unkept)
        print(f"  {name}: {account.line()}; {world.coaches.died} killed, settled after {late:.0f} s", flush=True)
        for words in wrong:
            print(f"    WRONG: {words}")
        if account.orphans:
            print(f"    posted twice: {dict(Counter(one.text[:40] for one in account.orphans))}")
        if wrong and given.logs:
            print(world.coaches.said())
        return not wrong
    finally:
        await world.close()


def main() -> None:
    """Play the scenes by the command line; exit code 1 when anything was lost, or doubled beyond what is allowed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["sqlite", "postgresql"])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument(
        "--rounds", type=int, default=3, help="how often one is stopped past its lease, or taken over from"
    )
    parser.add_argument("--teams", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=SCENES, action="append")
    parser.add_argument("--logs", action="store_true", help="show the coaches' logs when something is wrong")
    given = parser.parse_args()
    databases = Databases(given.kind)
    given.server = databases.server
    well = True
    try:
        print(f"{given.kind}, {given.teams} teams, load {load_average()}", flush=True)
        for name in given.only or SCENES:
            with tempfile.TemporaryDirectory(prefix="coach-faults-") as folder:
                well &= asyncio.run(play(name, databases.new(), Path(folder), given))
    finally:
        databases.close()
    raise SystemExit(0 if well else 1)


if __name__ == "__main__":
    main()
