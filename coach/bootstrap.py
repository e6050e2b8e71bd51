"""The composition root: what a running coach is made of, for Slack or the local workspace."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace

from coach import metrics
from coach.durable.embedded import Embedded
from coach.durable.queue import Queue
from coach.errors import SettingsError
from coach.ports import Clock, Directory, Messenger
from coach.services import versions
from coach.services.coach import Coach
from coach.services.coming_due import chores
from coach.services.room import Room
from coach.services.sending.deliveries import Deliveries
from coach.services.sending.doing import Doer, Settled
from coach.settings import Settings, require_slack
from coach.slack.app import SlackApp, build_app
from coach.slack.client import make_client
from coach.slack.directory import SlackDirectory
from coach.slack.manifest import manifest, parts
from coach.slack.messenger import SlackMessenger
from coach.slack.socket_mode import SocketMode
from coach.slack.transport import WebEdge
from dialogues.risk_scores import Bands
from storage import installations, migrate
from storage.database import Database
from storage.record_files.register import STANDARD
from storage.transaction import Transactions
from storage.work_claims import Work

BESIDE = 2
"""How many transactions of later work a process has open at once that answers people too.

With as many as it has hands, clicks waited for Python behind all of them: at 100 a second on PostgreSQL the slowest of
a hundred took two to four times as long (tests/benchmarks/bench_acks.py). Waiting for Slack is no transaction.
"""


class _Later:
    """Stands for the doer until the room it works in exists: the queue and the room need each other."""

    doer: Doer

    def do(self, work: Work, mine: Callable[[], bool]) -> Settled:
        """Hand on to the doer."""
        return self.doer.do(work, mine)


@dataclass(frozen=True, slots=True)
class Core:
    """The coach without Slack: memory, services and work."""

    database: Database
    transactions: Transactions
    queue: Queue
    room: Room
    coach: Coach


@dataclass(slots=True)
class Running:
    """A whole coach; `start` returns once it can answer, `stop` once what was under way is done.

    `works`: it does its share of the work that waits, too.
    """

    core: Core
    app: SlackApp
    sockets: SocketMode | None
    edge: WebEdge | None
    works: bool = True

    def start(self) -> None:
        """Open the connections to Slack and begin with the work that waits. StorageError if it may not work."""
        if self.works:
            self.core.queue.check()
        if self.sockets is not None:
            self.sockets.start()
        if self.works:
            self.core.queue.start()
        if self.edge is not None:
            self.edge.start()

    def stop(self) -> None:
        """Take nothing more in, finish what is under way, close the database."""
        if self.edge is not None:
            self.edge.stop()
        if self.sockets is not None:
            self.sockets.close()
        self.app.close()
        if self.works:
            self.core.queue.stop()
        self.core.database.close()

    def idle(self) -> bool:
        """Say whether nothing is under way and nothing is due."""
        return self.app.idle() and self.core.queue.idle()


def open_database(url: str) -> Database:
    """Open a database of this program's version; one that was never set up is set up. StorageError in words."""
    database = Database(url)
    try:
        if not migrate.current(database):
            migrate.upgrade(database)
        else:
            migrate.check(database)
        if not database.sqlite:
            from coach.durable.schema import ensure_schema  # brings procrastinate, which SQLite does without

            ensure_schema(Transactions(database))
    except BaseException:
        database.close()
        raise
    return database


def build_core(
    database: Database,
    clock: Clock,
    messenger: Messenger,
    directory: Directory,
    *,
    run_by: str,
    quiet_by: frozenset[str] = frozenset(),
    shared: bool = False,
    bands: Bands = STANDARD,
    beside: int | None = None,
) -> Core:
    """Put memory, services and work together; the questions are read and kept under their version.

    `shared`: several processes share the work of a PostgreSQL database that `open_database` has seen. `beside`: how
    many transactions later work may have open at once; None: as many as there are hands.
    """
    transactions, of_work = Transactions(database), Transactions(database, at_once=beside)
    later = _Later()
    queue = _queue(of_work, clock, later, shared=shared)
    room = Room(transactions, clock, queue, directory, messenger, run_by, quiet_by, bands)
    later.doer = Deliveries(replace(room, transactions=of_work))
    with transactions.write() as session:
        versions.publish_shipped(session, clock.now())
    return Core(database, transactions, queue, room, Coach(room))


def build(
    settings: Settings, clock: Clock, *, http: bool = False, edge: bool = True, tidy: bool = True, works: bool = True
) -> Running:
    """Build the coach for the Slack in the settings (the local workspace is one too). SettingsError in words.

    `edge`: serve /health and /metrics; `tidy`: forget daily what is past its time; `works=False` leaves all that
    waits to `coach worker`, and so needs PostgreSQL.
    """
    require_slack(settings, http=http)
    client = make_client(secret(settings.slack_bot_token), settings.slack_api_url)
    messenger, directory = SlackMessenger(client), SlackDirectory(client, clock)
    database = open_database(settings.database_url)
    try:
        if not works:
            require_shared(database, "Without a worker of its own nothing would be sent.")
        shared, run_by = not database.sqlite, settings.run_by_words
        named, bands = settings.quiet_by_ids, settings.bands
        core = build_core(
            database,
            clock,
            messenger,
            directory,
            run_by=run_by,
            quiet_by=named,
            shared=shared,
            bands=bands,
            beside=BESIDE,
        )
        signing = secret(settings.slack_signing_secret)
        app = build_app(core.coach, client=client, messenger=messenger, clock=clock, signing_secret=signing)
        _known(core, app, clock)
        if tidy:
            with core.transactions.write() as session:
                chores.plan(session, clock.now())
        sockets = None if http else SocketMode(app, secret(settings.slack_app_token))
        web = _edge(core, app, sockets, settings.port, http=http) if edge else None
    except BaseException:
        database.close()
        raise
    return Running(core, app, sockets, web, works)


def _queue(transactions: Transactions, clock: Clock, doer: Doer, *, shared: bool) -> Queue:
    if not shared:
        return Embedded(transactions, clock, doer, owner=_owner())
    from coach.durable.distributed import Distributed  # procrastinate takes a quarter of a second to read

    return Distributed(transactions, clock, doer, owner=_owner())


def require_shared(database: Database, why: str) -> None:
    """SettingsError unless several processes can share this database."""
    if database.sqlite:
        words = f"COACH_DATABASE_URL names an SQLite file, which is for one process. {why} "
        raise SettingsError("worker_sqlite", words + "Use coach serve alone, or a postgresql:// database.")


def _known(core: Core, app: SlackApp, clock: Clock) -> None:
    who = app.who
    if who.whole_organisation or not who.workspace:
        raise SettingsError(
            "slack_organisation",
            "This token belongs to a whole organisation. Install the app in one workspace and use that token.",
        )
    found = installations.Installation(who.workspace, "", who.bot_user, who.bot_id, clock.now())
    with core.transactions.write() as session:
        installations.keep_installation(session, found)


def set_up_otherwise(running: Running) -> bool:
    """Whether this version needs another manifest than the app was set up with; the first time it is kept.

    For the start of serving: no token can ask Slack which events, commands and shortcuts an app has.
    """
    workspace, needed = running.app.who.workspace, parts(manifest())
    with running.core.transactions.write() as session:
        kept = installations.manifests(session).get(workspace)
        if kept is None:
            installations.keep_manifest(session, workspace, needed)
    return kept is not None and kept != needed


def _edge(core: Core, app: SlackApp, sockets: SocketMode | None, port: int, *, http: bool) -> WebEdge:
    connected = (lambda: None) if sockets is None else sockets.connected
    return WebEdge(
        health=lambda: metrics.health(core.queue, connected()),
        metrics=lambda: metrics.text(core.transactions, core.room.clock, connected()),
        app=app if http else None,
        port=port,
    )


def secret(value: object) -> str:
    """A secret setting in clear, without blanks around it; empty if it is not set."""
    got = getattr(value, "get_secret_value", None)
    return str(got()).strip() if got is not None else ""


def _owner() -> str:
    """A name for this process's leases: host, process, and a word no other process has."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
