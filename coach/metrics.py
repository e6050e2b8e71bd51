"""What /health and /metrics say: is the database there, is Slack connected, how much work waits and how late it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coach.durable.figures import as_metrics, queue_report
from coach.durable.queue import Queue
from coach.ports import Clock
from storage.errors import StorageError
from storage.transaction import Transactions

_LATE = 300.0  # seconds: work this late means that something is wrong


def health(queue: Queue, connections: int | None) -> Mapping[str, Any]:
    """`ok` is False when the database is away or (in Socket Mode) nothing is connected; `late` warns."""
    try:
        figures = queue.figures()
    except StorageError as error:
        return {"ok": False, "database": error.code}
    found: dict[str, Any] = {"ok": connections is None or connections > 0, "database": "ok"}
    if connections is not None:
        found["connections"] = connections
    return found | {"late": figures.oldest_seconds > _LATE, "given_up": figures.given_up}


def text(transactions: Transactions, clock: Clock, connections: int | None) -> str:
    """The figures in Prometheus' text format; only coach_up 0 when the database is away."""
    try:
        values = {"coach_up": 1.0, **as_metrics(queue_report(transactions, clock.now()))}
    except StorageError:
        return "# TYPE coach_up gauge\ncoach_up 0\n"
    if connections is not None:
        values["coach_slack_connections"] = connections
    return "".join(f"# TYPE {name} gauge\n{name} {value:g}\n" for name, value in values.items())
