"""Whole coaches killed at every step between receiving an event and Slack's answer: nothing lost, little doubled.

A short form of `tests/benchmarks/bench_faults.py`, which does the same for longer and tells the figures.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.databases import Server
from tests.durable.faults import trouble
from tests.durable.faults.killing import kill
from tests.durable.faults.steps import STEPS
from tests.durable.faults.world import World

Scene = Callable[[World], Awaitable[int]]
"""Returns how many posts the database could not keep the place of, so that they may be there twice."""


async def killed_at_every_step(world: World) -> int:
    """One death at each step, while reminders go out."""
    world.remind(1, over=4.0)
    for step in STEPS:
        await kill(world, step, random.Random(step))
    return 0


async def answers_lost(world: World) -> int:
    """Slack takes every third post without a word."""
    await trouble.bad_weather(world, "lost", 1.5)
    return 0


async def deployed(world: World) -> int:
    """Another program with later questions does what the first one wrote."""
    assert await trouble.deploy(world), "it left something to do"
    return 0


async def filled(world: World) -> int:
    """The disk is full for a while."""
    await trouble.full(world, 1.0)
    await world.drained()
    return world.account().taken_over


async def played(url: str, folder: Path, scene: Scene, teams: int) -> list[str]:
    """Play a scene; what must not be."""
    world = World(url, folder, teams)
    await world.open()
    try:
        await world.staff()
        unkept = await scene(world)
        await world.drained()
        account = world.account()
        wrong = account.wrong(unkept)
        return [*wrong, account.line(), world.coaches.said()] if wrong else []
    finally:
        await world.close()


@pytest.mark.parametrize("scene", [killed_at_every_step, answers_lost, deployed], ids=lambda scene: scene.__name__)
def test_nothing_is_lost_and_little_doubled(database_url: str, tmp_path: Path, scene: Scene) -> None:
    assert asyncio.run(played(database_url, tmp_path, scene, 4)) == []


def test_a_full_disk_loses_nothing_that_was_acked(database_url: str, tmp_path: Path) -> None:
    assert asyncio.run(played(database_url, tmp_path, filled, 3)) == []


def test_a_database_that_goes_down_and_comes_back_loses_nothing(tmp_path: Path) -> None:
    server = Server()

    async def restarted(world: World) -> int:
        await trouble.restarted(world, server, 1.0)
        await world.drained()
        return world.account().taken_over

    try:
        assert asyncio.run(played(server.new(), tmp_path, restarted, 3)) == []
    finally:
        server.stop()
