"""Playing one scene of whole coaches in the suite; `tests/benchmarks/bench_faults.py` plays them for longer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.durable.faults.world import World

Scene = Callable[[World], Awaitable[int]]
"""Returns how many posts the database could not keep the place of, so that they may be there twice."""


async def played(url: str, folder: Path, scene: Scene, teams: int) -> list[str]:
    """Play a scene; what must not be."""
    world = World(url, folder, teams)
    await world.open()
    try:
        await world.staff()
        unkept = await scene(world)
        await world.drained()
        account = world.account()
        wrong = world.wrong + account.wrong(unkept)
        return [*wrong, account.line(), world.coaches.said()] if wrong else []
    finally:
        await world.close()
