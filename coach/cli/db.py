"""`coach db upgrade|current|backup`: the database's version and copies."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.database import Database

HELP = "Set up or upgrade the database, say which version it has, or copy it."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="upgrade|current|backup")
    deeds.add_parser("upgrade", help="set it up or bring it to this version (an SQLite file is copied first)")
    deeds.add_parser("current", help="say which version it has and which this program needs")
    backup = deeds.add_parser("backup", help="copy an SQLite database, also while it is in use")
    backup.add_argument("--to", type=Path, default=None, help="the new file; by default beside the database")


def run(args: argparse.Namespace) -> int:
    """Do one of the three."""
    from coach.settings import read_settings
    from storage import migrate
    from storage.database import Database

    database = Database(read_settings().database_url)
    try:
        if args.deed == "upgrade":
            kept = migrate.upgrade(database)
            _queue_tables(database)
            print(f"The database has version {migrate.head()}." + (f" A copy of before: {kept}" if kept else ""))
        elif args.deed == "backup":
            print(migrate.backup(database, args.to))
        else:
            print(f"has {migrate.current(database) or 'none'}, needs {migrate.head()}")
    finally:
        database.close()
    return 0


def _queue_tables(database: Database) -> None:
    """On PostgreSQL the queue that several processes share has tables of its own."""
    if not database.sqlite:
        from coach.durable.schema import apply_schema
        from storage.transaction import Transactions

        apply_schema(Transactions(database))
