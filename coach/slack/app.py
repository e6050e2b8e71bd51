"""The Bolt app: how it is built, who it is, and what it is made of."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from coach.errors import SendProblem, SettingsError
from coach.ports import Clock, Messenger
from coach.slack import listeners
from coach.slack.client import quiet_logger, who_am_i
from coach.slack.desk import Desk
from coach.slack.doors import Coach
from coach.slack.homes import Homes
from coach.slack.inbound import Identity, Reader
from coach.slack.pool import THREADS, Pool
from coach.slack.replies import Replies
from coach.slack.verification import Gate

# Bolt reads these by itself and would then build an OAuth flow with files of its own, or warn about two tokens.
_BOLTS_OWN = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
_environment = threading.Lock()


@dataclass(frozen=True, slots=True)
class SlackApp:
    """The app with what a transport needs: Bolt's dispatcher, the client, who it is, and its pool."""

    bolt: App
    client: WebClient
    who: Identity
    pool: Pool
    signed: bool

    def idle(self, seconds: float = 0.0) -> bool:
        """Say whether nothing is left to do after the acks, waiting `seconds` at most for that."""
        return self.pool.idle(seconds)

    def close(self) -> None:
        """Let what follows the last acks end."""
        self.pool.close()


def build_app(
    coach: Coach, *, client: WebClient, messenger: Messenger, clock: Clock, signing_secret: str = ""
) -> SlackApp:
    """Build the app around a client made by `make_client`; asks Slack once who it is, and never again.

    Without a signing secret only Socket Mode is served. SettingsError when Slack is out of reach or refuses the token.
    """
    who = _known(client)
    pool = Pool()
    replies = Replies(client, pool, messenger)
    desk = Desk(coach, Reader(who, clock), replies, Homes(coach, messenger, pool))
    bolt = _bolt(client, who, signing_secret)

    @bolt.error
    def failed(error: Exception, body: dict[str, Any]) -> BoltResponse:
        return desk.failed(error, body)

    listeners.register(bolt, desk)
    return SlackApp(bolt, client, who, pool, bool(signing_secret))


def _bolt(client: WebClient, who: Identity, signing_secret: str) -> App:
    known = AuthorizeResult(
        enterprise_id=None,
        team_id=who.workspace,
        bot_user_id=who.bot_user,
        bot_id=who.bot_id,
        bot_token=client.token,
    )
    # Bolt gets a client without a token: the token comes from `authorize`, which asks nobody.
    bare = WebClient(base_url=client.base_url, timeout=client.timeout, retry_handlers=[], logger=quiet_logger("bolt"))
    bare.proxy = client.proxy
    with _without_bolts_environment():
        return App(
            name="coach",
            logger=quiet_logger("bolt"),
            client=bare,
            authorize=lambda **_: known,
            process_before_response=True,
            signing_secret="",
            request_verification_enabled=False,
            before_authorize=Gate(signing_secret),
            listener_executor=ThreadPoolExecutor(THREADS, "coach-bolt"),
        )


def _known(client: WebClient) -> Identity:
    try:
        return who_am_i(client)
    except SendProblem as problem:
        if problem.code == "ratelimited":
            raise SettingsError(
                "slack_busy", "Slack asked me to wait (ratelimited). Start again in a minute."
            ) from None
        if problem.kind == "retry" and not problem.after:
            raise SettingsError(
                "slack_unreachable",
                f"I could not reach Slack at {client.base_url} ({problem.code}). Check the network, a proxy "
                "(HTTPS_PROXY) and COACH_SLACK_API_URL, then start again.",
            ) from None
        raise SettingsError(
            "slack_token",
            f"Slack did not accept SLACK_BOT_TOKEN ({problem.code}). Copy the Bot User OAuth Token from your app's "
            "page (OAuth & Permissions) and start again.",
        ) from None


@contextmanager
def _without_bolts_environment() -> Iterator[None]:
    """Hide what Bolt would read from the environment while it is being built: our settings are the only source."""
    with _environment:
        hidden = {name: os.environ.pop(name) for name in _BOLTS_OWN if name in os.environ}
        try:
            yield
        finally:
            os.environ.update(hidden)
