"""A process that sends what waits and takes nothing in from Slack: for PostgreSQL, any number of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from coach import metrics
from coach.bootstrap import Core, build_core, open_database, require_shared, secret
from coach.durable.worker import work
from coach.errors import SendProblem, SettingsError
from coach.ports import Clock
from coach.settings import Settings, require_slack
from coach.slack.client import make_client, who_am_i
from coach.slack.directory import SlackDirectory
from coach.slack.messenger import SlackMessenger
from coach.slack.transport import WebEdge
from storage import installations


@dataclass(slots=True)
class Worker:
    """A built worker process, with /health and /metrics of its own."""

    core: Core
    edge: WebEdge

    def work(self, wait: Callable[[], None]) -> None:
        """Share the work until told to stop, then finish what is in hand. StorageError in words if it may not."""
        self.edge.start()
        try:
            work(self.core.queue, wait)
        finally:
            self.edge.stop()
            self.core.database.close()


def build_worker(settings: Settings, clock: Clock, *, port: int | None = None) -> Worker:
    """Build a process that does its share of the work on PostgreSQL. SettingsError, StorageError in words.

    `port`: where /health and /metrics are, if not on the settings' own; 0 for any that is free.
    """
    require_slack(settings, http=False, takes_in=False)
    client = make_client(secret(settings.slack_bot_token), settings.slack_api_url)
    messenger, directory = SlackMessenger(client), SlackDirectory(client, clock)
    database = open_database(settings.database_url)
    try:
        require_shared(database, "There coach serve does all the work itself.")
        core = build_core(
            database, clock, messenger, directory, run_by=settings.run_by_words, shared=True, bands=settings.bands
        )
        with suppress(SendProblem):  # Slack is away: what waits is tried again until it is back
            _same_workspace(core, who_am_i(client).workspace)
        edge = WebEdge(
            health=lambda: metrics.health(core.queue, None),
            metrics=lambda: metrics.text(core.transactions, clock, None),
            port=settings.port if port is None else port,
        )
    except BaseException:
        database.close()
        raise
    return Worker(core, edge)


def _same_workspace(core: Core, ours: str) -> None:
    """Refuse a token of another workspace: everything sent with it would go wrong."""
    with core.transactions.read() as session:
        served = [one.workspace for one in installations.installations(session)]
    if served and ours not in served:
        words = f"SLACK_BOT_TOKEN belongs to the workspace {ours}, and this database to {', '.join(served)}. "
        raise SettingsError("worker_workspace", words + "Give the worker the token that coach serve has.")
