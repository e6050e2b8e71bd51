"""`coach worker`: a process that sends what waits, beside `coach serve`, on PostgreSQL."""

from __future__ import annotations

import argparse
import os

from coach.cli._ports import port
from coach.cli._quick import quick_start
from coach.cli._stopping import told_to_stop

GIVES_WAY = 10  # of 19: where one machine does both, answering people goes before sending
HELP = "Share the work of sending, on PostgreSQL: run as many beside coach serve as you need."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--port", type=port, default=None, metavar="N", help="of /health and /metrics (COACH_PORT)")
    parser.add_argument("--quiet", action="store_true", help="log warnings and errors only")


def run(args: argparse.Namespace) -> int:
    """Work until told to stop (Ctrl-C, or the signal that services are stopped with); finishes what is in hand."""
    from coach.cli.serve import log_to_stderr

    log_to_stderr(quiet=args.quiet)
    with told_to_stop() as wait:
        with quick_start():
            from coach.clocks import SystemClock
            from coach.settings import read_settings
            from coach.worker import build_worker

            worker = build_worker(read_settings(), SystemClock(), port=args.port)
        if hasattr(os, "nice"):
            os.nice(GIVES_WAY)
        print(f"The worker is ready (/health and /metrics on port {worker.edge.port}).", flush=True)
        worker.work(wait)
    return 0
