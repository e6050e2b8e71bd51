"""`coach bring-in FILE...`: projects from elsewhere, each from the file that `coach export --format json` wrote."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli._kept import kept

if TYPE_CHECKING:
    from storage.record_files.record import Record

HELP = "Read in projects that were exported as json elsewhere, to be read and exported here."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", type=Path, help="written by: coach export PROJECT --to FILE"
    )
    parser.add_argument("--workspace", default="", metavar="ID", help="the Slack workspace's id, where none is known")


def run(args: argparse.Namespace) -> int:
    """Read in each file in a transaction of its own; the first that cannot be ends it, and those before it stay."""
    from coach.clocks import SystemClock
    from coach.services.record.exporting import workspace_meant
    from coach.settings import read_settings
    from storage.record_files.bring_in import bring_in
    from storage.workspaces import ensure_workspace

    now = SystemClock().now()
    with kept(read_settings().database_url) as transactions:
        for path in args.files:
            record = _read(path)
            with transactions.write() as session:
                workspace = args.workspace or workspace_meant(session, "")
                ensure_workspace(session, workspace, now)
                bring_in(session, workspace, record, now)
            print(f"{record.project.name} ({record.project.id}) is here now, to be read and exported.", flush=True)
    return 0


def _read(path: Path) -> Record:
    """A file's record; CoachError in words when it holds none."""
    from pydantic import ValidationError

    from coach.errors import CoachError
    from storage.record_files.record import Record

    try:
        return Record.model_validate_json(path.read_bytes())
    except ValidationError:
        words = f"{path} is no project's record. Write one with: coach export PROJECT --format json --to FILE"
        raise CoachError("no_record", words) from None
