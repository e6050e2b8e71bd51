"""Killing: a coach that is to die at a step or a moment, one after another, while people go on working."""

from __future__ import annotations

import asyncio
import random
import signal

from tests.durable.faults.steps import ON_POST, STEPS
from tests.durable.faults.world import ROLES, World

AT_RANDOM = "at a random moment"
RECEIVING = STEPS[:5]
LONGEST_LIFE = 1.5  # seconds after which one that has not come to its step is killed all the same


async def kill(world: World, step: str, chance: random.Random, *, acts: int = 3) -> bool:
    """Put a coach that is to die in the place of another, let people act, and see it dead; whether it was the step."""
    role = chance.choice(_roles(world, step))
    victim = next((name for name, order in world.coaches.alive.items() if order.role == role), None)
    port = (await world.coaches.bury(victim)).port if victim else 0
    nth = chance.randint(1, 2)
    name = await world.coaches.start(role, port=port, step="" if step == AT_RANDOM else step, nth=nth)
    if step == ON_POST:
        world.slack.on_post = lambda by: world.coaches.hurt(name) if by == name else None
    world.busy(acts)
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


async def stop_past_the_lease(world: World, seconds: float) -> None:
    """SIGSTOP a coach in the midst of work until others have taken over, then let it go on."""
    world.busy(6)
    world.remind(1)
    await asyncio.sleep(0.15)
    name = next(iter(world.coaches.alive))
    world.coaches.hurt(name, signal.SIGSTOP)
    world.busy(6)
    await asyncio.sleep(seconds)
    world.coaches.hurt(name, signal.SIGCONT)
