"""`coach export PROJECT --format json|md|html`: a project's record on standard output or in a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from coach.cli._kept import kept

HELP = "Write a project's record: json (documented, can be read in elsewhere), md to read, html to print."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("project", metavar="PROJECT", help="its id (eight letters and digits) or its name")
    parser.add_argument("--format", choices=("json", "md", "html"), default="json", help="which kind of file (json)")
    parser.add_argument("--to", type=Path, default=None, metavar="FILE", help="write it there and not to the screen")
    parser.add_argument("--workspace", default="", metavar="ID", help="the Slack workspace's id, if there are several")


def run(args: argparse.Namespace) -> int:
    """Write the record."""
    from coach.clocks import SystemClock
    from coach.services.record.exporting import exported, project_called, workspace_meant
    from coach.settings import read_settings

    settings = read_settings()
    with kept(settings.database_url) as transactions, transactions.read() as session:
        project = project_called(session, workspace_meant(session, args.workspace), args.project)
        now = SystemClock().now()
        _, content = exported(
            session, project, args.format, now=now, run_by=settings.run_by_words, bands=settings.bands
        )
    if args.to is not None:
        args.to.write_bytes(content)
    else:
        sys.stdout.buffer.write(content + b"\n")
    return 0
