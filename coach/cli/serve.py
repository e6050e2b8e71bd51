"""`coach serve`: the coach in your own Slack, by Socket Mode or (with --http) behind a public address."""

from __future__ import annotations

import argparse
import logging
import sys

from coach.cli._quick import quick_start
from coach.cli._stopping import told_to_stop

_log = logging.getLogger(__name__)
HELP = "Run the coach in your Slack: Socket Mode, or with --http behind a public address."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--http", action="store_true", help="take Slack's requests at /slack/events on COACH_PORT")
    parser.add_argument("--no-worker", action="store_true", help="leave sending to coach worker (PostgreSQL)")
    parser.add_argument("--quiet", action="store_true", help="log warnings and errors only")


def log_to_stderr(*, quiet: bool) -> None:
    """Log one line a thing on standard error; libraries say only what is wrong."""
    level = logging.WARNING if quiet else logging.INFO
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr)
    for noisy in ("alembic", "procrastinate", "slack_bolt", "slack_sdk", "uvicorn", "websockets", "transitions"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop (Ctrl-C, or the signal that services are stopped with)."""
    log_to_stderr(quiet=args.quiet)
    with told_to_stop() as wait:
        with quick_start():
            from coach.bootstrap import build, set_up_otherwise
            from coach.clocks import SystemClock
            from coach.settings import read_settings

            settings = read_settings()
            running = build(settings, SystemClock(), http=args.http, works=not args.no_worker)
        try:
            running.start()
            if set_up_otherwise(running):
                _log.warning("slack_manifest_changed since the app was set up: coach doctor says what to do")
            mode = "HTTP" if args.http else "Socket Mode"
            print(f"The coach is ready ({mode}; /health and /metrics on port {settings.port}).", flush=True)
            wait()
        finally:
            running.stop()
    return 0
