"""The load: clicks arriving evenly whatever the app does, or as many as it takes; and what came of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter
from typing import Protocol

from tests.benchmarks.clicks import Click
from tests.benchmarks.signed_requests import SignedDoor
from tests.benchmarks.slack_server import SlackServer

TOO_LATE = 3.0  # seconds: Slack's own limit for an ack and for a trigger
Next = Callable[[int], Click]


class Door(Protocol):
    """A way into the app."""

    slack: SlackServer

    async def send(self, number: int, click: Click) -> None:
        """Send one click and wait for its ack; `slack.seen` has the moment."""
        ...


class SocketDoor:
    """Socket Mode."""

    def __init__(self, slack: SlackServer) -> None:
        self.slack = slack
        self._waiting: dict[int, asyncio.Future[None]] = {}
        slack.acked = self._acked

    async def send(self, number: int, click: Click) -> None:
        """Push an envelope and wait for its ack."""
        acked = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self.slack.send(click.envelope(number))
        await acked

    def _acked(self, number: int) -> None:
        waiting = self._waiting.pop(number, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(None)


class HttpDoor:
    """Signed requests."""

    def __init__(self, slack: SlackServer, port: int) -> None:
        self.slack = slack
        self.requests = SignedDoor(port)
        self.refused: list[int] = []

    async def send(self, number: int, click: Click) -> None:
        """Send a request and wait for its answer."""
        try:
            status, answer = await self.requests.send(click.body(number))
        except (OSError, EOFError):
            return  # no answer: it counts as lost
        self.slack.took(number, answer, perf_counter())
        if status != 200:
            self.refused.append(status)


@dataclass
class Outcome:
    """What came of a run: acks in milliseconds, sorted; how many were lost; how late forms opened, in seconds."""

    seconds: float
    acks: list[float] = field(default_factory=list)
    by_name: dict[str, list[float]] = field(default_factory=dict)
    lost: int = 0
    forms: list[float] = field(default_factory=list)
    unopened: int = 0
    unready: float = 0.0  # how late the generator itself was at worst, ms

    @property
    def rate(self) -> float:
        """Acks a second."""
        return len(self.acks) / self.seconds

    def at(self, share: float) -> float:
        """The ack time that this share of clicks did not exceed, in ms."""
        return self.acks[min(int(len(self.acks) * share), len(self.acks) - 1)] if self.acks else float("nan")

    @property
    def late_forms(self) -> int:
        """Forms that came after their trigger had run out, or never."""
        return sum(one > TOO_LATE for one in self.forms) + self.unopened


class Load:
    """Sends clicks through one door; numbers go on from run to run, so that no two clicks are the same."""

    def __init__(self, door: Door, next_click: Next) -> None:
        self._door = door
        self._next = next_click
        self._numbers = count(1)

    async def evenly(self, rate: float, seconds: float) -> Outcome:
        """Send clicks at even distances, not waiting for any; late acks do not slow it down."""
        total = int(rate * seconds)
        clicks = [self._next(n) for n in range(total)]
        sent: dict[int, tuple[float, Click]] = {}
        tasks, worst, begin = [], 0.0, perf_counter() + 0.05
        self._door.slack.forget()
        for n, click in enumerate(clicks):
            wait = begin + n / rate - perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            worst = max(worst, -wait)
            number = next(self._numbers)
            sent[number] = (perf_counter(), click)
            tasks.append(asyncio.create_task(self._door.send(number, click)))
        await asyncio.wait(tasks, timeout=2 * TOO_LATE)
        await self._forms_settle(sent)
        return self._outcome(sent, seconds, worst * 1000)

    async def saturating(self, clients: int, seconds: float) -> Outcome:
        """Let so many people each click again as soon as their last click was acked."""
        sent: dict[int, tuple[float, Click]] = {}
        self._door.slack.forget()
        end = perf_counter() + seconds

        async def person() -> None:
            while perf_counter() < end:
                number = next(self._numbers)
                click = self._next(number)
                sent[number] = (perf_counter(), click)
                await asyncio.wait_for(self._door.send(number, click), 2 * TOO_LATE)

        begin = perf_counter()
        await asyncio.gather(*(person() for _ in range(clients)), return_exceptions=True)
        return self._outcome(sent, perf_counter() - begin, 0.0)

    async def one_by_one(self, clicks: Sequence[Click]) -> list[float]:
        """Send clicks one after another; the ack times in ms, in their order."""
        times = []
        for click in clicks:
            number, began = next(self._numbers), perf_counter()
            await asyncio.wait_for(self._door.send(number, click), 2 * TOO_LATE)
            times.append((self._door.slack.seen.acked[number] - began) * 1000)
        return times

    async def _forms_settle(self, sent: dict[int, tuple[float, Click]]) -> None:
        wanted = {number for number, (_, click) in sent.items() if click.form}
        until = perf_counter() + 2 * TOO_LATE
        while perf_counter() < until and not wanted <= self._door.slack.seen.opened.keys():
            await asyncio.sleep(0.05)

    def _outcome(self, sent: dict[int, tuple[float, Click]], seconds: float, unready: float) -> Outcome:
        seen, outcome = self._door.slack.seen, Outcome(seconds, unready=unready)
        for number, (began, click) in sent.items():
            acked = seen.acked.get(number)
            if acked is None:
                outcome.lost += 1
            else:
                outcome.acks.append((acked - began) * 1000)
                outcome.by_name.setdefault(click.name, []).append(outcome.acks[-1])
            if click.form and number in seen.opened:
                outcome.forms.append(seen.opened[number] - began)
            elif click.form:
                outcome.unopened += 1
        outcome.acks.sort()
        outcome.forms.sort()
        return outcome
