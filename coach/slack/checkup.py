"""What `coach doctor` finds out at Slack: whose the tokens are, what they may do, and whether Slack can be reached."""

from __future__ import annotations

import os
import re
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from slack_sdk import WebClient

from coach.errors import SendProblem
from coach.services.doctor import Finding, clock, scopes
from coach.slack.client import LOCAL, make_client
from coach.slack.manifest import scopes as wanted_scopes
from coach.slack.problems import sending
from coach.slack.transport import EVENTS_PATH

SECONDS = 5
_SLOW = 1.5  # seconds: forms have three in all
_PAGE = "your app's page at api.slack.com/apps"
_COPY_BOT = f"On {_PAGE}, under Install App, copy the Bot User OAuth Token anew: export SLACK_BOT_TOKEN=xoxb-..."
_MAKE_APP = (
    f"On {_PAGE}, under Basic Information, make an app-level token with connections:write, and set it: "
    "export SLACK_APP_TOKEN=xapp-..."
)
_FIXES = {
    "invalid_auth": _COPY_BOT,
    "not_authed": _COPY_BOT,
    "account_inactive": f"The app was taken out of this workspace. On {_PAGE}, under Install App, install it again.",
    "token_revoked": f"This token was ended. On {_PAGE}, under Install App, install the app again and copy the token.",
    "token_expired": f"Tokens of this app run out. Turn that off, or paste the manifest anew: it says so. {_COPY_BOT}",
    "ratelimited": "Slack asked to wait. Try again in a minute.",
    "access_denied": "Ask your Slack administrators to allow this app for your network.",
    "org_login_required": "Slack is moving this workspace to an organisation. Try again later.",
}
_NETWORK = "Check the network, the firewall, a proxy (HTTPS_PROXY) and COACH_SLACK_API_URL."


@dataclass(frozen=True, slots=True)
class Tokens:
    """What was set for Slack; `signing_secret` and `app_token` are empty where the mode needs none."""

    bot: str
    app: str
    api_url: str


def bot_findings(tokens: Tokens, now: datetime, served: frozenset[str]) -> Iterator[Finding]:
    """What Slack says of the bot token. `served`: the workspaces that the database has projects or an app of."""
    client = make_client(tokens.bot, tokens.api_url, SECONDS)
    began = time.monotonic()
    try:
        with sending():
            answer = client.auth_test()
    except SendProblem as problem:
        yield Finding("Slack", False, problem.code, _FIXES.get(problem.code, _NETWORK))
        return
    took = time.monotonic() - began
    slow = f"Forms have three seconds in all. {_NETWORK}" if took > _SLOW else ""
    yield Finding("Slack", True, f"answered in {took:.1f} s at {_host(tokens.api_url)}", slow)
    yield _whose(answer)
    yield _workspace(str(answer.get("team_id") or ""), served)
    headers = {name.lower(): str(value) for name, value in dict(answer.headers).items()}
    yield _may(headers.get("x-oauth-scopes", ""))
    date = headers.get("date", "")
    yield clock(now, parsedate_to_datetime(date) if date else None)
    yield _warned(answer)
    yield from _app(client, str(answer.get("bot_id") or ""), tokens.app)


def socket_findings(tokens: Tokens) -> Iterator[Finding]:
    """Whether the app-level token opens Socket Mode, and whether the address that Slack gives can be reached.

    Nothing is opened on it: Slack hands what people do to any open connection, and this one would answer nobody.
    """
    client = make_client("", tokens.api_url, SECONDS)
    try:
        with sending():
            opened = client.apps_connections_open(app_token=tokens.app)
    except SendProblem as problem:
        network = problem.code in ("network", "ratelimited") or problem.code.startswith("http_")
        fix = _FIXES.get(problem.code, _NETWORK) if network else f"{_MAKE_APP} Under Socket Mode, turn it on."
        yield Finding("app token", False, problem.code, fix)
        return
    yield Finding("app token", True, "opens Socket Mode")
    yield _reached(str(opened.get("url") or ""))


def address_finding(url: str) -> Finding:
    """Whether the public address of HTTP mode leads here: what Slack did not sign must be refused, and by us."""
    url = url.rstrip("/")
    url = url if url.endswith(EVENTS_PATH) else url + EVENTS_PATH
    fix = f"Have your proxy hand on {EVENTS_PATH} to COACH_PORT, and start: coach serve --http"
    local = urlsplit(url).hostname in LOCAL
    if not url.startswith("https://") and not local:
        return Finding("request address", False, "not https", "Slack takes nothing else: put a TLS proxy before it.")
    try:
        opener = urllib.request.build_opener(*([urllib.request.ProxyHandler({})] if local else []))
        with opener.open(urllib.request.Request(url, b"{}"), timeout=SECONDS) as answer:
            return Finding("request address", False, f"answers {answer.status} to what Slack did not sign", fix)
    except urllib.error.HTTPError as error:
        return Finding("request address", error.code == 401, f"answers {error.code}", "" if error.code == 401 else fix)
    except OSError as error:
        return Finding("request address", False, f"not reached ({type(error).__name__})", fix)


def _whose(answer: Any) -> Finding:
    if answer.get("is_enterprise_install"):
        fix = "Install the app in one workspace, and use the token of that."
        return Finding("bot token", False, "belongs to a whole organisation", fix)
    if not answer.get("bot_id"):
        return Finding("bot token", False, "belongs to a person and to no app", _COPY_BOT)
    return Finding("bot token", True, f"bot {answer.get('user_id')}")


def _workspace(ours: str, served: frozenset[str]) -> Finding:
    if not served or ours in served:
        return Finding("workspace", True, ours)
    fix = "Use the token of that workspace, or another database: what is kept there will not be seen in this one."
    return Finding("workspace", False, f"{ours}, and the database is of {', '.join(sorted(served))}", fix)


def _may(granted: str) -> Finding:
    if not granted:
        return Finding("scopes", True, "not compared: this server does not say them")
    return scopes(wanted_scopes(), [one.strip() for one in granted.split(",")])


def _warned(answer: Any) -> Finding:
    """Slack warns in its answers before it takes a method away; the code that calls it then needs an upgrade."""
    meta = answer.get("response_metadata")
    said = [*(meta.get("warnings") or [] if isinstance(meta, Mapping) else []), answer.get("warning")]
    codes = sorted({str(one) for one in said if one and re.fullmatch(r"[\w,]{1,80}", str(one))})
    ending = [one for one in codes if "deprecat" in one or "retire" in one]
    if ending:
        fix = "Slack takes away something this version uses. Install a newer version of the coach."
        return Finding("Slack's warnings", False, ", ".join(ending), fix)
    return Finding("Slack's warnings", True, ", ".join(codes) or "none")


def _app(client: WebClient, bot_id: str, app_token: str) -> Iterator[Finding]:
    """Which app the bot token is of, and whether the app-level token names the same."""
    try:
        with sending():
            found = client.bots_info(bot=bot_id).get("bot") or {}
    except SendProblem as problem:
        yield Finding("app", True, f"not told ({problem.code})")
        return
    ours = str(found.get("app_id") or "")
    yield Finding("app", True, ours or "not told")
    named = re.match(r"xapp-\d+-(A[A-Z0-9]+)-", app_token)
    if ours and named:
        same = named.group(1) == ours
        fix = "" if same else f"The two tokens are of two apps. {_MAKE_APP}"
        yield Finding("one app", same, f"the app token is of {named.group(1)}", fix)


def _reached(url: str) -> Finding:
    """Whether a connection to Socket Mode's host can be made; behind a proxy that is not tried."""
    parts = urlsplit(url)
    if os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy"):
        return Finding("Socket Mode", True, f"{parts.hostname}: not tried, it goes through your proxy")
    secure = parts.scheme == "wss"
    try:
        port = parts.port or (443 if secure else 80)
        with socket.create_connection((parts.hostname or "", port), SECONDS) as made:
            if secure:
                ssl.create_default_context().wrap_socket(made, server_hostname=parts.hostname).close()
    except (OSError, ValueError) as error:
        fix = "Have your firewall let this machine open secure connections (wss, port 443) to *.slack.com."
        return Finding("Socket Mode", False, f"{parts.hostname} not reached ({type(error).__name__})", fix)
    return Finding("Socket Mode", True, f"{parts.hostname} can be reached")


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
