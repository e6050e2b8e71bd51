"""Hearing the bells: procrastinate's worker in a thread of its own, started again when the database was away."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from procrastinate import App, PsycopgConnector
from psycopg_pool import AsyncConnectionPool

from coach.durable import schema
from coach.durable.bells import TASK

LOG = logging.getLogger(__name__)
_AGAIN = 1.0  # real seconds before the worker is started again
_YEARLY = "0 0 1 1 *"
_LISTENS_ANYWAY = 2.0  # real seconds between looks when no notification comes


@dataclass(frozen=True, slots=True)
class Beat:
    """Real seconds: how often a worker process says that it lives, and after which silence it counts as dead."""

    every: float = 4.0
    dead_after: float = 14.0


class Listener:
    """Takes jobs and calls `answer` with the row's id, in as many threads as `hands`.

    `url` is libpq's. An answer's own faults must be dealt with inside it.
    """

    def __init__(self, url: str, answer: Callable[[int], object], *, hands: int, beat: Beat) -> None:
        self._url = url
        self._answer = answer
        self._hands = hands
        self._beat = beat
        self._thread: threading.Thread | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._work: asyncio.Task[None] | None = None
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begin to take jobs."""
        for theirs in ("procrastinate", "psycopg.pool"):  # they log addresses and tracebacks; we say what matters
            logging.getLogger(theirs).setLevel(logging.CRITICAL)
        self._stopping.clear()
        self._pool = ThreadPoolExecutor(self._hands, "coach-work")
        self._thread = threading.Thread(target=lambda: asyncio.run(self._listen()), name="coach-bells", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take nothing more, let what is under way finish, and end the threads."""
        self._stopping.set()
        self.restart()
        if self._thread is not None:
            self._thread.join()
        if self._pool is not None:
            self._pool.shutdown(wait=True)
        self._thread = self._pool = None

    def restart(self) -> None:
        """Register and listen anew: after the database was away parts of procrastinate's worker may be dead."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._cancel)

    def alive(self) -> bool:
        """Say whether the thread that takes jobs runs."""
        return self._thread is not None and self._thread.is_alive()

    def drain(self) -> None:
        """Answer every bell there is, one after another in this thread, then return."""
        asyncio.run(self._drain())

    async def _drain(self) -> None:
        app = self._app(self._answer_here, 1)
        async with app.open_async():
            await app.run_worker_async(
                wait=False, concurrency=1, listen_notify=False, install_signal_handlers=False, delete_jobs="always"
            )

    async def _listen(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(_noted)
        while not self._stopping.is_set():
            self._work = asyncio.create_task(self._serve())
            try:
                await self._work
            except asyncio.CancelledError:
                continue
            except Exception as error:  # the database is away, or procrastinate has a fault: it starts afresh
                LOG.warning("queue_not_heard %s", type(error).__name__)
            await self._pause()

    async def _serve(self) -> None:
        app = self._app(self._answer_in_pool, self._hands)
        async with app.open_async():
            await app.run_worker_async(
                concurrency=self._hands,
                fetch_job_polling_interval=_LISTENS_ANYWAY,
                install_signal_handlers=False,
                delete_jobs="always",
                update_heartbeat_interval=self._beat.every,
                stalled_worker_timeout=self._beat.dead_after,
            )

    async def _pause(self) -> None:
        self._work = asyncio.create_task(asyncio.sleep(_AGAIN))
        if self._stopping.is_set():
            self._work.cancel()
        await asyncio.wait({self._work})

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _app(self, task: Callable[..., Any], size: int) -> App:
        connector = PsycopgConnector(
            conninfo=self._url,
            min_size=1,
            max_size=min(size, 4),
            timeout=5.0,
            configure=_in_path,
            name="coach-bells",
            pool_factory=_unchecked,
        )
        app = App(connector=connector)
        app.task(name=TASK)(task)
        # procrastinate watches over its heartbeat and its ear for notifications only while it has a periodic task.
        app.periodic(cron=_YEARLY)(app.task(name="new_year")(_nothing))
        return app

    async def _answer_in_pool(self, id: int) -> None:
        await asyncio.get_running_loop().run_in_executor(self._pool, self._answer, id)

    async def _answer_here(self, id: int) -> None:
        self._answer(id)


def _unchecked(**given: Any) -> AsyncConnectionPool:
    """A pool that does not try each connection before each use: when one is broken the worker starts afresh."""
    return AsyncConnectionPool(**{**given, "check": None})


async def _nothing(timestamp: int) -> None:
    """The periodic task."""


async def _in_path(connection: Any) -> None:
    """Let a connection of procrastinate's find its tables. Bells need not be on the disk: the rows are."""
    before = connection.autocommit  # the one that listens must stay outside any transaction
    await connection.set_autocommit(True)
    await connection.execute(f"SET search_path TO {schema.NAME}")
    await connection.execute("SET synchronous_commit TO off")
    await connection.set_autocommit(before)


def _noted(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A job that was taken away from a worker held to be dead cannot be finished by it: no harm, the row knows."""
    LOG.info("queue_job_lost %s", type(context.get("exception")).__name__)
