"""Takeover, measured: a real `coach worker` (SQLite: `coach serve`) that is killed or stopped with its hands full."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from dataclasses import dataclass
from itertools import count
from statistics import median

from sqlalchemy import text

from coach.services.sending import outbox
from tests.benchmarks.processes import Process, free_port
from tests.benchmarks.signed_requests import SECRET
from tests.durable.faults.slack import TALK
from tests.durable.faults.world import World

PROMISED = 30.0  # seconds
PATIENCE = 90.0  # after which it is said to be lost
SLACK_SECONDS = 6.0  # so long Slack takes to open a DM for the one that is hurt: it has not sent anything yet
AFTERWARDS = 3.0  # seconds in which one that goes on would send what it still holds
_HELD = "SELECT owner, key FROM work WHERE state = 'leased'"
_OPEN = "SELECT count(*) FROM work WHERE state = 'queued' AND kind = 'nudge' AND wake_at <= now()"
_names = count(1)


@dataclass(frozen=True, slots=True)
class Takeover:
    """How many seconds after a process was hurt each thing in its hands was sent by another, and how many by both."""

    seconds: tuple[float, ...]
    held: int
    by_both: int

    def wrong(self) -> list[str]:
        """What must not be, in words."""
        late = [f"{one:.1f}" for one in self.seconds if one > PROMISED]
        found = [f"taken over after more than {PROMISED:.0f} s: {late[:5]}"] if late else []
        lost = self.held - len(self.seconds)
        found += [f"{lost} of {self.held} never taken over"] if lost else []
        return [*found, f"{self.by_both} sent by both"] if self.by_both else found


def line(found: list[Takeover]) -> str:
    """The figures of several in one line."""
    seconds = sorted(one for each in found for one in each.seconds)
    if not seconds:
        return "nothing was in hand"
    return (
        f"{len(found)} times, {sum(one.held for one in found)} things in hand, sent by another after "
        f"p50 {median(seconds):.1f} s, max {seconds[-1]:.1f} s; sent by both {sum(one.by_both for one in found)}"
    )


class Real:
    """A process as an operator starts it. `name` is who Slack sees."""

    def __init__(self, world: World) -> None:
        self.name = f"r{next(_names)}"
        port = free_port()
        settings = {
            "SLACK_BOT_TOKEN": f"xoxb-{self.name}",
            "SLACK_SIGNING_SECRET": SECRET,
            "COACH_SLACK_API_URL": world.slack.api_url,
            "COACH_DATABASE_URL": world.url,
            "COACH_PORT": str(port),
        }
        words = ["worker"] if world.kind == "postgresql" else ["serve", "--http"]
        self.process = Process(["coach", *words, "--quiet"], settings, "is ready", port)

    def hurt(self, how: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.process.pid, how)

    def end(self) -> None:
        """End it, whatever was done to it."""
        self.hurt(signal.SIGCONT)
        self.hurt(signal.SIGKILL)
        self.process.stop()


async def taken_over(world: World, how: signal.Signals) -> Takeover:
    """Fill the hands of one of two, hurt it, and see when the other (SQLite: one started in its place) has sent it all.

    Stopped, it goes on afterwards and finds Slack's answers to what it asked before.
    """
    one = await asyncio.to_thread(Real, world)
    other = await asyncio.to_thread(Real, world) if world.kind == "postgresql" else None
    world.slack.held = lambda method, by: SLACK_SECONDS if (method, by) == ("conversations.open", one.name) else 0.0
    try:
        world.remind(1)
        held = await _hands_full(world, one, other)
        began = time.monotonic()
        one.hurt(how)
        if other is None:
            other = await asyncio.to_thread(Real, world)
        seconds = await _sent(world, other.name, held, began)
        if how is signal.SIGSTOP:
            one.hurt(signal.SIGCONT)
            await asyncio.sleep(AFTERWARDS)
        both = [channel for channel in held if len(_posts(world, channel, began, one.name, other.name)) > 1]
        return Takeover(tuple(seconds), len(held), len(both))
    finally:
        world.slack.held = lambda method, by: 0.0
        await asyncio.to_thread(one.end)
        if other is not None:
            await asyncio.to_thread(other.end)


async def _hands_full(world: World, one: Real, other: Real | None) -> set[str]:
    """Wait until it holds what it can and the other one nothing; the DMs that wait for it."""
    until = time.monotonic() + SLACK_SECONDS
    while time.monotonic() < until:
        owners = await asyncio.to_thread(_held, world)
        mine = {channel for channel, owner in owners.items() if f":{one.process.pid}:" in owner}
        others = len(owners) - len(mine)
        if mine and not others and (other is None or not await asyncio.to_thread(_waiting, world)):
            return mine
        await asyncio.sleep(0.05)
    raise RuntimeError("nothing was in its hands")


def _held(world: World) -> dict[str, str]:
    with world.transactions.read() as session:
        rows = session.connection().execute(text(_HELD)).all()
    found = {outbox.from_key(row.key): row.owner for row in rows}
    return {f"D{one.person}": owner for one, owner in found.items() if one is not None}


def _waiting(world: World) -> int:
    with world.transactions.read() as session:
        return int(session.connection().execute(text(_OPEN)).scalar_one())


async def _sent(world: World, by: str, channels: set[str], since: float) -> list[float]:
    """Wait until each has come; after how many seconds each did."""
    found: dict[str, float] = {}
    while len(found) < len(channels) and time.monotonic() - since < PATIENCE:
        for channel in channels - set(found):
            if posts := _posts(world, channel, since, by):
                found[channel] = posts[0] - since
        await asyncio.sleep(0.05)
    return list(found.values())


def _posts(world: World, channel: str, since: float, *by: str) -> list[float]:
    arrived = (one for one in world.slack.arrived if one.channel == channel and one.method == TALK[0])
    return [one.at for one in arrived if one.at > since and one.by in by]
