"""`coach manifest`: the app's manifest, to paste at api.slack.com/apps."""

from __future__ import annotations

import argparse
import json

HELP = "Print the Slack app's manifest (paste it at api.slack.com/apps, Create New App, From a manifest)."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--url", default="", help="the public https address of HTTP mode; without it, Socket Mode")
    parser.add_argument("--name", default="Coach", help="what the app is called in your Slack (Coach)")


def run(args: argparse.Namespace) -> int:
    """Print the manifest as JSON, which Slack takes as it is."""
    from coach.slack.manifest import manifest
    from coach.slack.transport import EVENTS_PATH

    url = args.url.rstrip("/")
    request_url = url if not url or url.endswith(EVENTS_PATH) else url + EVENTS_PATH
    print(json.dumps(manifest(request_url=request_url, name=args.name), indent=2, ensure_ascii=False))
    return 0
