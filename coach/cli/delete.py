"""`coach delete PROJECT`: a project removed for good, after a look at what it has."""

from __future__ import annotations

import argparse
from contextlib import suppress

from coach.cli._kept import kept

HELP = "Delete a project for good: shows what it has, and with --yes removes it."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("project", metavar="PROJECT", help="its id (eight letters and digits) or its name")
    parser.add_argument("--yes", action="store_true", help="delete it; without this, only look")
    parser.add_argument("--workspace", default="", metavar="ID", help="the Slack workspace's id, if there are several")


def run(args: argparse.Namespace) -> int:
    """Show what would go, or remove it in one transaction; one audit line stays."""
    from coach.clocks import SystemClock
    from coach.services.record.deleting import what_it_has
    from coach.services.record.exporting import project_called, workspace_meant
    from coach.settings import read_settings
    from storage import retention

    with kept(read_settings().database_url) as transactions:
        with transactions.read() as session:
            workspace = workspace_meant(session, args.workspace)
            project = project_called(session, workspace, args.project)
            has = what_it_has(session, project)
        print(f"{project.name} ({project.id}), begun on {project.created_at:%d %B %Y}. It has {has}.")
        if not args.yes:
            print(
                f"Nothing is deleted yet. To take it along first: coach export {project.id} --format html --to FILE\n"
                f"To delete it for good: coach delete {project.id} --yes"
            )
            return 0
        with transactions.write() as session:
            retention.delete_project(session, workspace, project.id, _whoever(), SystemClock().now())
    print(
        "It is deleted. One line of audit stays: its id, when, and who deleted it. If the coach is running, start it "
        "again: it may still hold some of the words in memory.\n"
        "What stands in Slack stays there; copies, exports and dumps of the database are yours to delete."
    )
    return 0


def _whoever() -> str:
    """Who runs this command here, as the audit names them: no member of Slack's."""
    import getpass

    with suppress(KeyError, OSError, ImportError):
        return f"operator:{getpass.getuser()}"
    return "operator"
