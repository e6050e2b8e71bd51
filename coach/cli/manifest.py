"""`coach manifest`: the app's manifest, to paste at api.slack.com/apps."""

from __future__ import annotations

import argparse
import json
from urllib.parse import urlsplit

NAME_LENGTH = 35  # Slack's limit
HELP = "Print the Slack app's manifest (paste it at api.slack.com/apps, Create New App, From a manifest)."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "--url", type=_address, default="", help="the public https address of HTTP mode; without it, Socket Mode"
    )
    parser.add_argument(
        "--applied", action="store_true", help="say that you have pasted it: coach doctor then compares with it"
    )
    parser.add_argument("--name", type=_name, default="Coach", help="what the app is called in your Slack (Coach)")


def run(args: argparse.Namespace) -> int:
    """Print the manifest as JSON, which Slack takes as it is; or keep that it has been pasted."""
    if args.applied:
        return _applied()
    from coach.slack.manifest import manifest
    from coach.slack.transport import EVENTS_PATH

    url = args.url.rstrip("/")
    request_url = url if not url or url.endswith(EVENTS_PATH) else url + EVENTS_PATH
    print(json.dumps(manifest(request_url=request_url, name=args.name), indent=2, ensure_ascii=False))
    return 0


def _address(text: str) -> str:
    """An address that Slack takes; said in words when it is none."""
    found = urlsplit(text)
    if text and not (found.scheme == "https" and found.hostname):
        raise argparse.ArgumentTypeError(f"Slack sends to https addresses only, and {text!r} is none")
    return text


def _name(text: str) -> str:
    """A name that Slack takes; said in words when it is none."""
    if not 1 <= len(text.strip()) <= NAME_LENGTH:
        raise argparse.ArgumentTypeError(f"a name has 1 to {NAME_LENGTH} letters")
    return text


def _applied() -> int:
    """Keep for every workspace here that its app has what this version needs."""
    from coach.bootstrap import open_database
    from coach.settings import read_settings
    from coach.slack.manifest import manifest, parts
    from storage import installations
    from storage.transaction import Transactions

    database = open_database(read_settings().database_url)
    try:
        with Transactions(database).write() as session:
            served = [one.workspace for one in installations.installations(session)]
            for workspace in served:
                installations.keep_manifest(session, workspace, parts(manifest()))
    finally:
        database.close()
    print(
        f"Noted for {', '.join(served)}." if served else "Nothing to note: coach serve keeps it when it first starts."
    )
    return 0
