"""Bringing events, clicks, forms and commands to the app, with Slack's 3 seconds and its retries."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from coach.ports import Clock
from coach.simulator.world import Refused

Json = dict[str, Any]
ACK_SECONDS = 3.0
RETRIES_AFTER = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))
WAKE_SECONDS = 0.1


@dataclass(frozen=True)
class Envelope:
    """One thing to deliver; `kind` is events_api, interactive or slash_commands."""

    kind: str
    payload: Json
    takes_answer: bool = False
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came back: acked or not, the ack's own answer, why it failed, and whether retries are unwanted."""

    acked: bool
    answer: Json | None = None
    reason: str = ""
    no_retry: bool = False


class Transport(Protocol):
    """A way to the app: Socket Mode or signed HTTP."""

    def deliver(self, envelope: Envelope, seconds: float) -> Outcome:
        """Hand one envelope over and wait for its ack, `seconds` at most."""
        ...

    def connected(self) -> bool:
        """Say whether anybody is there; events sent while nobody is are lost, as in Slack."""
        ...


class Delivery:
    """Waits for acks; retries failed events by the clock (at once, after 1 minute, after 5), nothing else."""

    def __init__(self, clock: Clock, seconds: float = ACK_SECONDS) -> None:
        self.transport: Transport | None = None
        self.everything_twice = False  # Slack may send again what was acked; rehearsals do it every time
        self._clock = clock
        self._seconds = seconds
        self._waiting: list[tuple[datetime, Envelope]] = []
        self._in_flight = 0
        self._changed = threading.Condition()
        self._pool = ThreadPoolExecutor(8, "workspace-delivery")
        self._pump: threading.Thread | None = None
        self._stopped = False

    def interact(self, kind: str, payload: Json, takes_answer: bool = False) -> Json:
        """Deliver a person's act once and return the ack's answer; Refused with Slack's notice when none came."""
        outcome = self._attempt(Envelope(kind, payload, takes_answer))
        if self.everything_twice:
            self._attempt(Envelope(kind, payload, takes_answer))
        if not outcome.acked:
            raise Refused("That took too long or did not work. Please try once more.", outcome.reason)
        return outcome.answer or {}

    def event(self, payload: Json) -> None:
        """Deliver an event and return when it was acked or its first retry is arranged."""
        self._try_event(Envelope("events_api", payload))
        if self.everything_twice:
            self._try_event(Envelope("events_api", payload))

    def event_later(self, payload: Json) -> None:
        """Deliver an event that the app's own call caused, without holding up that call."""
        self._hand_to_pool(Envelope("events_api", payload))

    def idle(self) -> bool:
        """Say that nothing is unacked and no retry is due by the clock."""
        with self._changed:
            return not self._in_flight and not self._due()

    def settle(self, seconds: float) -> bool:
        """Wait in real seconds until idle; False when that took longer."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._in_flight and not self._due(), timeout=seconds)

    def next_due(self) -> datetime | None:
        """Return the moment of the next retry, if one is arranged."""
        with self._changed:
            return min((when for when, _ in self._waiting), default=None)

    def tick(self) -> None:
        """Look at the clock now, after it was moved."""
        with self._changed:
            self._changed.notify_all()

    def stop(self) -> None:
        """Stop retrying and let what is under way end."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if self._pump is not None:
            self._pump.join()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _attempt(self, envelope: Envelope) -> Outcome:
        transport = self.transport
        if transport is None or not transport.connected():
            return Outcome(False, reason="not_connected", no_retry=True)
        with self._changed:
            self._in_flight += 1
        try:
            return transport.deliver(envelope, self._seconds)
        finally:
            self._ended()

    def _ended(self) -> None:
        with self._changed:
            self._in_flight -= 1
            self._changed.notify_all()

    def _try_event(self, envelope: Envelope) -> None:
        outcome = self._attempt(envelope)
        if outcome.acked or outcome.no_retry or envelope.attempt >= len(RETRIES_AFTER):
            return
        again = replace(envelope, attempt=envelope.attempt + 1, reason=outcome.reason)
        with self._changed:
            if self._stopped:
                return
            self._waiting.append((self._clock.now() + RETRIES_AFTER[envelope.attempt], again))
            if self._pump is None:
                self._pump = threading.Thread(target=self._run, name="workspace-retries", daemon=True)
                self._pump.start()
            self._changed.notify_all()

    def _hand_to_pool(self, envelope: Envelope) -> None:
        with self._changed:
            if self._stopped:
                return
            self._in_flight += 1
            self._pool.submit(self._from_pool, envelope)

    def _from_pool(self, envelope: Envelope) -> None:
        try:
            self._try_event(envelope)
        finally:
            self._ended()

    def _due(self) -> list[tuple[datetime, Envelope]]:
        now = self._clock.now()
        return [one for one in self._waiting if one[0] <= now]

    def _run(self) -> None:
        while True:
            with self._changed:
                if self._stopped:
                    return
                due = self._due()
                if not due:
                    self._changed.wait(WAKE_SECONDS if self._waiting else None)
                    continue
                self._waiting = [one for one in self._waiting if one not in due]
                self._in_flight += len(due)
            for _, envelope in due:
                self._pool.submit(self._from_pool, envelope)
