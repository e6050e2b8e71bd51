"""Killing: a coach that is to die at a step or a moment, one after another, while people go on working."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Sequence

from tests.durable.faults.crew import stands_still
from tests.durable.faults.steps import ON_POST, RECEIVING
from tests.durable.faults.world import ROLES, World

AT_RANDOM = "at a random moment"
TIMES = 16  # how often people do something more, so that each comes to its step
REMINDED = 2  # teams in which somebody is reminded meanwhile
LONGEST_LIFE = 1.5  # seconds after which one that has not come to its step is killed all the same


async def kill(world: World, step: str, chance: random.Random, *, nth: int = 0) -> bool:
    """Put a coach that is to die in the place of another, let people act, and see it dead; whether it was the step.

    `nth`: at which pass of the step it dies (0: the first, or at times the second).
    """
    role = chance.choice(_roles(world, step))
    victim = next((name for name, order in world.coaches.alive.items() if order.role == role), None)
    port = (await world.coaches.bury(victim)).port if victim else 0
    if step not in RECEIVING and world.kind == "sqlite":
        world.remind(1, teams=REMINDED)  # it looks at once when it starts, and then not for a while
    nth = nth or chance.choice((1, 1, 2))
    name = await world.coaches.start(role, port=port, step="" if step == AT_RANDOM else step, nth=nth)
    if step == ON_POST:
        world.slack.on_post = lambda by: world.coaches.hurt(name) if by == name else None
    world.busy(3)
    if step not in RECEIVING and world.kind == "postgresql":
        world.remind(1, teams=REMINDED)
    reached = False
    if step == AT_RANDOM:
        await asyncio.sleep(chance.random() * 0.5)
    else:
        reached = await world.coaches.gone(name, LONGEST_LIFE)
    world.slack.on_post = lambda by: None
    await world.coaches.bury(name)
    await world.coaches.start(role, port=port)
    return reached


def _roles(world: World, step: str) -> list[str]:
    roles = list(ROLES[world.kind])
    if step in RECEIVING:
        return [role for role in roles if role != "worker"]
    return roles if step == AT_RANDOM else [role for role in roles if role != "serve-only"]


async def _at_work(world: World) -> str:
    """Wait for a coach that has something in hand; any one if none is seen with something."""
    for _ in range(200):
        owners = await asyncio.to_thread(world.owners)
        for name in world.coaches.alive:
            if any(f":{world.coaches.pids[name]}:" in owner for owner in owners):
                return name
        await asyncio.sleep(0.01)
    return next(iter(world.coaches.alive))


async def stop_at(world: World, steps: Sequence[str], seconds: float) -> int:
    """Let a coach stand still at each of these steps, all at once, until others have taken over; how many did so."""
    before = set(world.coaches.alive)
    for step in steps:
        await world.coaches.start("serve", step=step, stops=True)
    mine = [name for name in world.coaches.alive if name not in before]
    pids = [world.coaches.pids[name] for name in mine]
    if ON_POST in steps:
        poster = mine[steps.index(ON_POST)]
        world.slack.on_post = lambda by: world.coaches.hurt(poster, signal.SIGSTOP) if by == poster else None
    for _ in range(TIMES):
        world.busy(4)
        world.remind(1, teams=4)
        await asyncio.sleep(0.5)
        if all(stands_still(pid) for pid in pids):
            break
    found = sum(stands_still(pid) for pid in pids)
    world.slack.on_post = lambda by: None
    await asyncio.sleep(seconds)
    for name in mine:
        world.coaches.hurt(name, signal.SIGCONT)
    await world.taken_back()
    for name in mine:
        await world.coaches.bury(name, signal.SIGTERM)
    return found


async def stop_past_the_lease(world: World, seconds: float) -> None:
    """SIGSTOP a coach in the midst of work until others have taken over, then let it go on."""
    world.busy(6)
    world.remind(1)
    name = await _at_work(world)
    world.coaches.hurt(name, signal.SIGSTOP)
    world.busy(6)
    await asyncio.sleep(seconds)
    world.coaches.hurt(name, signal.SIGCONT)
