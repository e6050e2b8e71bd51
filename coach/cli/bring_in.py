"""`coach bring-in FILE...`: projects from elsewhere, each from the file that `coach export --format json` wrote."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli._kept import kept

if TYPE_CHECKING:
    from storage.record_files.record import Record

HELP = "Read in projects that were exported as json elsewhere, to be exported here; Slack doesn't show them."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", type=Path, help="written by: coach export PROJECT --to FILE"
    )
    parser.add_argument("--workspace", default="", metavar="ID", help="the Slack workspace's id, where none is known")


def run(args: argparse.Namespace) -> int:
    """Read in each file in a transaction of its own; the first that cannot be ends it, and those before it stay."""
    from coach.clocks import SystemClock
    from coach.errors import CoachError
    from coach.services.record.exporting import workspace_meant
    from coach.settings import read_settings
    from storage.errors import StorageError, help_for
    from storage.record_files.bring_in import bring_in
    from storage.workspaces import ensure_workspace

    now = SystemClock().now()
    with kept(read_settings().database_url) as transactions:
        for path in args.files:
            record = _read(path)
            try:
                with transactions.write() as session:
                    workspace = args.workspace or workspace_meant(session, "")
                    ensure_workspace(session, workspace, now)
                    bring_in(session, workspace, record, now)
            except StorageError as error:
                raise CoachError(error.code, f"{path}: {help_for(error)}") from error
            name, id_ = record.project.name, record.project.id
            print(f"{name} ({id_}) is here now. To read it: coach export {id_} --format md", flush=True)
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
