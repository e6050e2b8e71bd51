"""Whole coaches in trouble: the network, the database, the clock, a deploy; nothing lost, little doubled.

A short form of `tests/benchmarks/bench_faults.py`, which does the same for longer and tells the figures.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.databases import Server
from tests.durable.faults import trouble
from tests.durable.faults.playing import Scene, played
from tests.durable.faults.world import World


async def bad_weather(world: World) -> int:
    """Slack out of reach, slow, refusing by 429 and by 500, and taking every third post without a word."""
    for weather in trouble.WEATHERS:
        await trouble.bad_weather(world, weather, 1.0)
    return 0


async def locked(world: World) -> int:
    """Another program holds the database's lock for longer than anybody waits."""
    await trouble.locked(world, 2.5)
    await world.drained()
    return world.account().taken_over


async def clock_jumps(world: World) -> int:
    """Ten minutes on, ten seconds back."""
    await trouble.clock_jumps(world)
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


SCENES = [bad_weather, locked, clock_jumps, deployed]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
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
