"""`coach export PROJECT --format json|md|html`: a project's record on standard output or in a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HELP = "Write a project's record: json (documented, can be read in elsewhere), md to read, html to print."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("project", metavar="PROJECT", help="its id (eight letters and digits) or its name")
    parser.add_argument("--format", choices=("json", "md", "html"), default="json", help="which kind of file (json)")
    parser.add_argument("--to", type=Path, default=None, metavar="FILE", help="write it there and not to the screen")
    parser.add_argument("--workspace", default="", help="the Slack workspace's id, if there are several")


def run(args: argparse.Namespace) -> int:
    """Write the record."""
    from coach.clocks import SystemClock
    from coach.services.record.exporting import exported, project_called
    from coach.settings import read_settings
    from storage import migrate
    from storage.database import Database
    from storage.transaction import Transactions

    settings = read_settings()
    database = Database(settings.database_url)
    try:
        migrate.check(database)
        with Transactions(database).read() as session:
            workspace = _workspace(session, args.workspace)
            project = project_called(session, workspace, args.project)
            now = SystemClock().now()
            _, content = exported(
                session, project, args.format, now=now, run_by=settings.run_by_words, bands=settings.bands
            )
    finally:
        database.close()
    if args.to is not None:
        args.to.write_bytes(content)
    else:
        sys.stdout.buffer.write(content + b"\n")
    return 0


def _workspace(session: object, named: str) -> str:
    from coach.errors import CoachError
    from storage.installations import installations

    if named:
        return named
    known = [one.workspace for one in installations(session)]  # type: ignore[arg-type]
    if len(known) == 1:
        return known[0]
    words = "No workspace is known yet: start the coach once." if not known else f"Say which: {', '.join(known)}."
    raise CoachError("which_workspace", f"{words} The option is --workspace.")
