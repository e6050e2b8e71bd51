"""Whole coaches killed at every step between receiving an event and Slack's answer: nothing lost, little doubled.

A short form of `tests/benchmarks/bench_faults.py`, which does the same for longer and tells the figures.
"""

from __future__ import annotations

import asyncio
import random
import signal
from pathlib import Path

import pytest

from tests.durable.faults.killing import kill
from tests.durable.faults.nursery import PASSED
from tests.durable.faults.playing import Scene, played
from tests.durable.faults.steps import EVERY, ON_POST, STEPS
from tests.durable.faults.world import World


async def killed_at_every_step(world: World) -> int:
    """One death at each step, while reminders go out."""
    for step in STEPS:
        await kill(world, step, random.Random(step), nth=1)
    return 0


async def every_step_passed(world: World) -> int:
    """One that lives comes to every step: none of them is a place that the program no longer goes through."""
    for name in list(world.coaches.alive):
        await world.coaches.bury(name, signal.SIGTERM)
    world.remind(1)
    await world.coaches.start("serve", step=EVERY)
    world.busy(9)
    await world.drained()
    passed = set((world.folder / PASSED).read_text().splitlines())
    world.wrong += [f"never passed: {step}" for step in STEPS if step not in passed | {ON_POST}]
    return 0


SCENES = [every_step_passed, killed_at_every_step]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_nothing_is_lost_and_little_doubled(database_url: str, tmp_path: Path, scene: Scene) -> None:
    assert asyncio.run(played(database_url, tmp_path, scene, 4)) == []
