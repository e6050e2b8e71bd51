"""`coach manifest`: the app's manifest, to paste at api.slack.com/apps."""

from __future__ import annotations

import argparse
import json

HELP = "Print the Slack app's manifest (paste it at api.slack.com/apps, Create New App, From a manifest)."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--url", default="", help="the public address of HTTP mode; without it, Socket Mode")


def run(args: argparse.Namespace) -> int:
    """Print the manifest as JSON, which Slack takes as it is."""
    from coach.slack.manifest import manifest

    print(json.dumps(manifest(url=args.url), indent=2, ensure_ascii=False))
    return 0
