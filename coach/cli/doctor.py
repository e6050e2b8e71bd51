"""`coach doctor`: look over everything the coach needs, with the way to put right what is wrong."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.services.doctor import Finding, Kept
    from coach.settings import Settings

HELP = (
    "Look over program, settings, database, queue, tokens, scopes and manifest, and say how to put right what is wrong."
)


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--http", action="store_true", help="check what HTTP mode needs, and not Socket Mode")
    parser.add_argument("--url", default="", help="the public address of HTTP mode, to see whether it leads here")
    parser.add_argument("--offline", action="store_true", help="leave out what needs Slack")
    parser.add_argument(
        "--manifest",
        type=Path,
        metavar="FILE",
        help="compare what is needed with what your app's page shows under App Manifest, copied into a file",
    )


def run(args: argparse.Namespace) -> int:
    """Print every finding as it comes; exit code 1 when something is wrong."""
    args.http = args.http or bool(args.url)
    wrong = looked = 0
    for finding in _findings(args):
        looked += 1
        wrong += not finding.well
        mark = "WRONG" if not finding.well else "note " if finding.fix else "ok   "
        print(f"{mark} {finding.name}: {finding.found}", flush=True)
        if finding.fix:
            print(f"      {finding.fix}", flush=True)
    said = "All is well" if not wrong else f"{wrong} thing{'s' if wrong > 1 else ''} to put right"
    print(f"{said} ({looked} things looked at).")
    return 1 if wrong else 0


def _findings(args: argparse.Namespace) -> Iterator[Finding]:
    from coach.cli import _doctor_here as here
    from coach.cli._doctor_kept import database
    from coach.errors import SettingsError
    from coach.services.doctor import Finding
    from coach.settings import read_settings

    yield from here.program()
    yield from here.names(os.environ)
    try:
        settings = read_settings()
    except SettingsError as error:
        yield Finding("settings", False, "one cannot be used", error.words)
        return
    if not args.offline:
        yield from here.settings(settings, http=args.http)
    kept = yield from database(settings.database_url)
    yield from _manifest(kept, args.manifest)
    if not args.offline:
        yield from _slack(settings, kept, here.usable(settings, http=args.http), args.url)


def _manifest(kept: Kept, given: Path | None) -> Iterator[Finding]:
    """What the app was set up with, and what its page shows now when that was copied into a file."""
    from coach.cli._manifest_file import read_manifest
    from coach.errors import CoachError
    from coach.services import doctor
    from coach.slack.manifest import manifest, parts

    needed = parts(manifest())
    yield doctor.manifest_since(kept, needed)
    if given is None:
        return
    try:
        yield doctor.manifest_there(parts(read_manifest(given)), needed)
    except CoachError as error:
        yield doctor.Finding("manifest on your app's page", False, error.code, error.words)


def _slack(settings: Settings, kept: Kept, usable: frozenset[str], url: str) -> Iterator[Finding]:
    from coach.bootstrap import secret
    from coach.clocks import SystemClock
    from coach.slack import checkup

    logging.getLogger("coach.slack.web_api").setLevel(logging.CRITICAL)  # what is wrong is said below
    tokens = checkup.Tokens(secret(settings.slack_bot_token), secret(settings.slack_app_token), settings.slack_api_url)
    if "bot token" in usable:
        yield from checkup.bot_findings(tokens, SystemClock().now(), kept.workspaces)
    if "app token" in usable:
        yield from checkup.socket_findings(tokens)
    if url:
        yield checkup.address_finding(url)
