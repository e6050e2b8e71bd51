"""What `coach doctor` looks at on this machine: the program, its libraries, its settings, its port."""

from __future__ import annotations

import difflib
import json
import platform
import re
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from importlib import metadata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coach.services.doctor import Finding

if TYPE_CHECKING:
    from coach.settings import Settings

_NAME = "improvement-coach"
_AGAIN = "Install again: .venv/bin/pip install -c constraints.txt ."
_MEMBER = re.compile(r"[UW][A-Z0-9]{4,}")
_LIKE = 0.8
PATIENCE = 3.0  # seconds
_LOCAL = ("127.0.0.1", "localhost", "::1")
_PAGE = "your app's page at api.slack.com/apps"
_TOKENS = {
    "SLACK_BOT_TOKEN": ("bot token", "xoxb-", f"Copy the Bot User OAuth Token from {_PAGE} (Install App)"),
    "SLACK_APP_TOKEN": (
        "app token",
        "xapp-",
        f"Make an app-level token with connections:write on {_PAGE} (Basic Information)",
    ),
    "SLACK_SIGNING_SECRET": ("signing secret", "", f"Copy the Signing Secret from {_PAGE} (Basic Information)"),
}
# Names that belong to Slack's own tools, or are kept free for later: not ours, and no mistake.
_KNOWN = {"SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "COACH_ENCRYPTION_KEYS"}


def program() -> Iterator[Finding]:
    """The program, its libraries and the questions it came with."""
    new_enough = sys.version_info >= (3, 11)
    fix = "" if new_enough else f"Python 3.11 or newer is needed. {_AGAIN}"
    yield Finding("program", new_enough, f"{version()} on Python {platform.python_version()}", fix)
    wrong = list(_too_old())
    yield Finding("libraries", not wrong, ", ".join(wrong) or "all as needed", _AGAIN if wrong else "")
    yield _zones()
    yield _questions()


def names(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Whether a setting was mistyped: the program would go on without it, and nobody would know why."""
    from coach.settings import Settings

    fields = Settings.model_fields.items()
    ours = {str(one.validation_alias or f"COACH_{name.upper()}") for name, one in fields}
    for name in sorted(environment):
        if not name.upper().startswith(("COACH_", "SLACK_")) or name.upper() in ours | _KNOWN:
            continue
        near = difflib.get_close_matches(name.upper(), sorted(ours), 1, _LIKE)
        if near:
            yield Finding("name of a setting", False, f"{name} is none of mine", f"Is it {near[0]} that you mean?")
        elif name.upper().startswith("COACH_"):
            fix = "It does nothing; the settings are in coach/README.md."
            yield Finding("name of a setting", True, f"{name} is none of mine", fix)


def settings(found: Settings, *, http: bool) -> Iterator[Finding]:
    """Each setting that can be looked at without asking anybody."""
    yield from _tokens(found, http=http)
    if not found.run_by.strip():
        fix = 'Say who people can turn to: export COACH_RUN_BY="the improvement team (improvement@...)"'
        yield Finding("run by", True, "not set; people are told nobody in particular", fix)
    strange = sorted(one for one in found.quiet_by_ids if not _MEMBER.fullmatch(one))
    if strange:
        fix = "Member ids look like U0123ABCD: open the person's profile in Slack, then More, Copy member ID."
        yield Finding("quiet by", False, f"{', '.join(strange)}: no member id", fix)
    yield _address(found.slack_api_url)
    yield _port(found.port)


def usable(found: Settings, *, http: bool) -> frozenset[str]:
    """Which of the tokens are there and look right, so that Slack can be asked about them."""
    return frozenset(one.name.removesuffix(" set") for one in _tokens(found, http=http) if one.well)


def _tokens(found: Settings, *, http: bool) -> Iterator[Finding]:
    given = {"SLACK_BOT_TOKEN": found.slack_bot_token}
    given |= (
        {"SLACK_SIGNING_SECRET": found.slack_signing_secret} if http else {"SLACK_APP_TOKEN": found.slack_app_token}
    )
    for name, secret in given.items():
        what, prefix, fix = _TOKENS[name]
        value = secret.get_secret_value().strip() if secret is not None else ""
        if not value:
            yield Finding(f"{what} set", False, f"{name} is not set", f"{fix}, and set it: export {name}={prefix}...")
        elif not value.startswith(prefix):
            yield Finding(
                f"{what} set", False, f"{name} does not start with {prefix}: another one was copied", f"{fix}."
            )
        elif not prefix and not re.fullmatch(r"[0-9a-f]{32}", value):
            yield Finding(f"{what} set", True, f"{name} does not look like one (32 of 0-9 and a-f)", f"{fix}.")
        else:
            yield Finding(f"{what} set", True, name)


def _address(url: str) -> Finding:
    from coach.settings import SLACK_API

    parts = urlsplit(url)
    if url == SLACK_API:
        return Finding("Slack's address", True, "Slack's own")
    if parts.scheme == "http" and parts.hostname not in _LOCAL:
        fix = "Tokens and words would travel in the clear. Use https:// in COACH_SLACK_API_URL."
        return Finding("Slack's address", False, f"http://{parts.hostname}", fix)
    return Finding("Slack's address", True, f"{parts.hostname}", "Not Slack's own. Is COACH_SLACK_API_URL meant?")


def _port(port: int) -> Finding:
    """Whether the port is free, or a coach runs there already and is well."""
    try:
        with socket.create_server(("0.0.0.0", port)):
            return Finding("port", True, f"{port} is free")
    except PermissionError:
        return Finding("port", False, f"{port} is not yours to use", "Set another: export COACH_PORT=3000")
    except OSError:
        pass
    try:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"http://127.0.0.1:{port}/health", timeout=PATIENCE) as answer:
            said = json.loads(answer.read(4096))
    except urllib.error.HTTPError as error:
        said = _json(error)
    except (OSError, ValueError):
        said = None
    if not isinstance(said, dict) or "database" not in said:
        return Finding("port", False, f"{port} is used by another program", "Set another: export COACH_PORT=3001")
    fix = "" if said.get("ok") else "It runs, and is not well: its log says why."
    words = [f"database {said['database']}"]
    words += [f"{said['connections']} connections to Slack"] if "connections" in said else []
    words += ["its work is late"] if said.get("late") else []
    return Finding("port", bool(said.get("ok")), f"{port}: a coach runs there ({', '.join(words)})", fix)


def _json(error: urllib.error.HTTPError) -> object:
    try:
        return json.loads(error.read(4096))
    except ValueError:
        return None


def version() -> str:
    """The version of this program, as it was installed."""
    try:
        return metadata.version(_NAME)
    except metadata.PackageNotFoundError:
        return "not installed, run from its folder"


def _too_old() -> Iterator[str]:
    """The libraries that are missing, or older than this program needs; extras are left out."""
    try:
        wanted = metadata.requires(_NAME) or []
    except metadata.PackageNotFoundError:
        return
    for one in wanted:
        named = re.match(r"([\w.-]+)(?:\[[^]]*\])?\s*>=\s*([\d.]+)\s*$", one)
        if named is None:
            continue
        try:
            has = metadata.version(named.group(1))
        except metadata.PackageNotFoundError:
            yield f"{named.group(1)} is missing"
            continue
        if _numbers(has) < _numbers(named.group(2)):
            yield f"{named.group(1)} {has} is older than {named.group(2)}"


def _numbers(version: str) -> list[int]:
    return [int(one) for one in re.findall(r"\d+", version)[:4]]


def _zones() -> Finding:
    try:
        ZoneInfo("Europe/London")
    except (ZoneInfoNotFoundError, OSError):
        return Finding("time zones", False, "none known", f"{_AGAIN} It brings them (tzdata).")
    return Finding("time zones", True, "known")


def _questions() -> Finding:
    from dialogues import library
    from dialogues.faults import ContentFaults

    try:
        dialogue = library.load()
    except ContentFaults as faults:
        return Finding("questions", False, f"{len(faults.faults)} mistakes", "Run: coach dialogues check")
    return Finding("questions", True, f"version {dialogue.version}, {len(dialogue.questions)} questions")
