"""Trouble all around: the network, the database, the clock, and a deploy in the midst of work."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing

import psycopg
from sqlalchemy import text

from tests.databases import Server
from tests.durable.faults.slack import Fault
from tests.durable.faults.world import World

Weather = Callable[[str, int], Fault]


def _limited(method: str, n: int) -> Fault:
    return "limited" if n % 2 else ""


def _broken(method: str, n: int) -> Fault:
    return "broken" if n % 2 else ""


def _lost(method: str, n: int) -> Fault:
    return "lost" if n % 3 == 0 else ""


def _fair(method: str, n: int) -> Fault:
    return ""


WEATHERS: dict[str, Weather] = {"gone": _fair, "slow": _fair, "429": _limited, "500": _broken, "lost": _lost}
SLOW_SECONDS = 3.0
_FULL = """
CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
DO $$ DECLARE place record; BEGIN
FOR place IN SELECT * FROM pg_tables WHERE schemaname IN ('public', 'procrastinate') LOOP
    EXECUTE format('CREATE TRIGGER disk_is_full BEFORE INSERT OR UPDATE ON %I.%I EXECUTE FUNCTION disk_is_full()',
                   place.schemaname, place.tablename);
END LOOP; END $$
"""


async def bad_weather(world: World, name: str, seconds: float) -> None:
    """Let people work in it, then let it clear up."""
    world.slack.weather = WEATHERS[name]
    world.slack.latency = SLOW_SECONDS if name == "slow" else 0.0
    if name == "gone":
        await world.slack.away()
    world.remind(1)
    await _work(world, seconds)
    if name == "gone":
        await world.slack.back()
    world.slack.weather, world.slack.latency = _fair, 0.0
    await asyncio.sleep(0.5 + (SLOW_SECONDS if name == "slow" else 0.0))


async def locked(world: World, seconds: float) -> None:
    """Another program holds the database's lock for longer than anybody waits."""
    world.busy(4)
    if world.kind == "sqlite":
        link = sqlite3.connect(world.url.removeprefix("sqlite:///"), isolation_level=None, timeout=20)
        link.execute("BEGIN IMMEDIATE")
        await _work(world, seconds)
        link.execute("ROLLBACK")
        link.close()
        return
    with world.database.engine.connect() as held:
        held.execute(text("LOCK TABLE work, answers IN ACCESS EXCLUSIVE MODE"))
        await _work(world, seconds)
        held.rollback()


async def full(world: World, seconds: float) -> None:
    """The disk is full for a while: nothing more can be written. PostgreSQL says so to whoever tries."""
    await _work(world, 0.5)
    if world.kind == "sqlite":
        flag = world.folder / "full"
        flag.touch()
        await _work(world, seconds)
        flag.unlink()
        return
    await asyncio.to_thread(_said, world, _FULL)
    await _work(world, seconds)
    await asyncio.to_thread(_said, world, "DROP FUNCTION disk_is_full CASCADE")


def _said(world: World, statement: str) -> None:
    url = world.database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(psycopg.connect(url, autocommit=True)) as link:
        link.execute(statement)  # type: ignore[call-overload]


async def restarted(world: World, server: Server, seconds: float) -> None:
    """PostgreSQL goes down in the midst of work, first in order, then as when its machine fails, and comes back."""
    for how in (signal.SIGINT, signal.SIGQUIT):
        world.remind(1)
        await _work(world, 0.5)
        await asyncio.to_thread(server.down, how)
        await _work(world, seconds)
        await asyncio.to_thread(server.up)
        await _work(world, 1.0)


async def clock_jumps(world: World) -> None:
    """Every coach's clock jumps on by ten minutes in the midst of work, and later back by ten seconds."""
    clock = world.folder / "clock"
    clock.write_text("0")
    world.remind(1)
    await _work(world, 1.0)
    clock.write_text("600")
    world.remind(1)
    await _work(world, 2.0)
    clock.write_text("590")
    await _work(world, 2.0)


async def deploy(world: World) -> int:
    """One version is told to stop; a later one, with later questions, does what it left: so many things.

    Several processes are replaced one after another, so for a while both versions are at work.
    """
    if world.kind == "postgresql":
        await world.coaches.start("serve", version=1)
        await _work(world, 1.5)
    for name in list(world.coaches.alive):
        await world.coaches.bury(name, signal.SIGTERM)
    role = "serve-only" if world.kind == "postgresql" else "serve"
    before = await world.coaches.start(role)
    world.busy(20)
    world.remind(6)  # to one person each: Slack takes one a second, so most of them are left however quick it is
    await asyncio.sleep(0.7)
    await world.coaches.bury(before, signal.SIGTERM)
    left = world.open_work()
    await world.coaches.start("serve", version=1)
    await _work(world, 1.0)
    return left


async def _work(world: World, seconds: float) -> None:
    for _ in range(max(int(seconds / 0.25), 1)):
        world.busy(2)
        await asyncio.sleep(0.25)
