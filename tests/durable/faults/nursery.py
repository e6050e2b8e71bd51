"""Whole coaches as processes that start in a moment: forked from one that has read the program already.

`python -m tests.durable.faults.nursery`: each line in is an order (JSON, see `Order`), each line out says that a
coach is there (`{"name", "pid"}`), and later that it can answer (`{"ready"}`). It has one thread, so forking is safe.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import event
from sqlalchemy.engine import Engine

import coach.durable.distributed
from coach.bootstrap import build
from coach.cli._stopping import told_to_stop
from coach.settings import Settings
from coach.worker import build_worker
from dialogues import library
from tests.benchmarks.signed_requests import SECRET
from tests.durable.faults.steps import EVERY, arm, watch

PASSED = "passed"
_NEVER_FULL = 1 << 30


@dataclass(frozen=True, slots=True)
class Order:
    """What coach is wanted. `role`: serve, serve-only (no worker) or worker.

    `step`: where it dies, at its nth pass, or with `stops` stands still (EVERY: it lives, and notes in the file
    `passed` what it passes). `folder` holds its log, and what it looks at: `clock` (seconds that its clock is ahead),
    `full` (the disk is full). `version`: it has a later version of the questions, by so much.
    """

    name: str
    role: str
    url: str
    api: str
    port: int
    folder: str
    step: str = ""
    nth: int = 1
    version: int = 0
    stops: bool = False

    def line(self) -> str:
        """The order as it is sent."""
        return json.dumps(asdict(self)) + "\n"


class JumpingClock:
    """The machine's clock, ahead by what a file says."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"

    def now(self) -> datetime:
        """The moment."""
        ahead = float(self._file.read_text() or 0) if self._file.exists() else 0.0
        return datetime.now(UTC) + timedelta(seconds=ahead)


def live(order: Order, wait: Callable[[], None]) -> None:
    """Be a coach until told to stop."""
    folder = Path(order.folder)
    logging.basicConfig(filename=folder / f"{order.name}.log", level=logging.INFO, format="%(levelname)s %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    if order.step == EVERY:
        watch(folder / PASSED)
    else:
        arm(order.step, order.nth, signal.SIGSTOP if order.stops else signal.SIGKILL)
    _may_fill(folder)
    if order.version:
        _later_questions(order.version)
    settings = Settings(
        database_url=order.url,
        slack_api_url=order.api,
        port=order.port,
        SLACK_BOT_TOKEN=SecretStr(f"xoxb-{order.name}"),
        SLACK_SIGNING_SECRET=SecretStr(SECRET),
    )
    clock = JumpingClock(folder)
    if order.role == "worker":
        worker = build_worker(settings, clock)
        _say({"ready": order.name})
        worker.work(wait)
        return
    running = build(settings, clock, http=True, works=order.role == "serve")
    running.start()
    _say({"ready": order.name})
    wait()
    running.stop()


def _may_fill(folder: Path) -> None:
    """SQLite: while there is a file `full`, the database cannot grow, as on a full disk."""

    @event.listens_for(Engine, "begin")
    def begun(connection: object) -> None:
        link = connection.connection.dbapi_connection  # type: ignore[attr-defined]
        if "sqlite3" not in type(link).__module__:
            return
        pages = 1 if (folder / "full").exists() else _NEVER_FULL
        link.execute(f"PRAGMA max_page_count = {pages}")  # never less than there are


def _later_questions(by: int) -> None:
    shipped = library.load()
    later = shipped.model_copy(update={"version": shipped.version + by, "title": f"{shipped.title}, mended"})
    library.register(later)
    library.load = lambda *_, **__: later  # type: ignore[assignment]


def _say(found: dict[str, object]) -> None:
    os.write(1, json.dumps(found).encode() + b"\n")


def main() -> None:
    """Fork coaches until the orders end."""
    assert coach.durable.distributed.__doc__
    library.load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    for line in sys.stdin:
        order = Order(**json.loads(line))
        pid = os.fork()
        if pid:
            _say({"name": order.name, "pid": pid})
            continue
        code = 1
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            with told_to_stop() as wait:
                live(order, wait)
            code = 0
        finally:
            if code:
                logging.getLogger().error("ended", exc_info=True)
            logging.shutdown()
            os._exit(code)


if __name__ == "__main__":
    main()
