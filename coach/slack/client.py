"""The one Web API client: every call goes to the address in the settings, and none is repeated behind our back."""

from __future__ import annotations

import logging
from functools import cache
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from coach.slack.inbound import Identity
from coach.slack.problems import sending

SECONDS = 10
LOCAL = ("127.0.0.1", "localhost", "::1")


@cache
def quiet_logger(name: str) -> logging.Logger:
    """Return a logger for Slack's libraries that never says less than a warning: below that they log people's words.

    Made once a name: setting a level makes every logger of the process forget what it is enabled for.
    """
    logger = logging.getLogger(f"coach.slack.{name}")
    logger.setLevel(logging.WARNING)
    return logger


def make_client(bot_token: str, api_url: str, seconds: int = SECONDS) -> WebClient:
    """Return a client. The library's own retries are off: one after a lost answer would post twice.

    It waits `seconds` for an answer. A proxy set in the environment is used, but not for an address on this machine.
    """
    client = WebClient(
        token=bot_token, base_url=api_url, timeout=seconds, retry_handlers=[], logger=quiet_logger("web_api")
    )
    if urlsplit(api_url).hostname in LOCAL:
        client.proxy = None
    return client


def make_webhook(url: str, client: WebClient) -> WebhookClient:
    """Return a client for one response URL, with the same proxy, time limit and silence."""
    webhook = WebhookClient(url, timeout=SECONDS, retry_handlers=[], logger=quiet_logger("web_api"))
    webhook.proxy = client.proxy
    return webhook


def who_am_i(client: WebClient) -> Identity:
    """Ask Slack once who this token belongs to; SendProblem when it does not say."""
    with sending():
        answer = client.auth_test()
    return Identity(
        workspace=str(answer.get("team_id") or ""),
        bot_user=str(answer.get("user_id") or ""),
        bot_id=str(answer.get("bot_id") or ""),
        whole_organisation=bool(answer.get("is_enterprise_install")),
    )
