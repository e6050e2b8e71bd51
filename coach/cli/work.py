"""`coach work list|retry`: what was given up, why, and how to have it tried again."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from coach.cli._kept import kept

if TYPE_CHECKING:
    from storage.transaction import Transactions

_MOST = 1 << 63  # no number in a database is as high
HELP = "List what could not be sent and why, and have it tried again."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="list|retry")
    deeds.add_parser("list", help="what was given up, the newest first, with the reason and what helps")
    again = deeds.add_parser("retry", help="have it tried again by the coach that is running")
    again.add_argument("ids", nargs="*", type=int, metavar="NUMBER", help="the numbers that the list shows")
    again.add_argument("--all", action="store_true", help="everything in the list")


def run(args: argparse.Namespace) -> int:
    """List, or have it tried again; exit code 1 when something named could not be."""
    from coach.settings import read_settings

    with kept(read_settings().database_url) as transactions:
        return _list(transactions) if args.deed == "list" else _retry(transactions, args.ids, everything=args.all)


def _list(transactions: Transactions) -> int:
    from coach.services.sending import given_up

    with transactions.read() as session:
        found = given_up.listed(session)
    for why, things in given_up.by_reason(found).items():
        print("\n    ".join([why, *things]))
    print("Try again: coach work retry NUMBER..., or coach work retry --all" if found else "Nothing was given up.")
    return 0


def _retry(transactions: Transactions, ids: list[int], *, everything: bool) -> int:
    from coach.clocks import SystemClock
    from coach.services.sending import given_up

    if not ids and not everything:
        print("Say which: the numbers that coach work list shows, or --all.", file=sys.stderr)
        return 1
    possible = [one for one in ids if abs(one) < _MOST]
    with transactions.write() as session:
        count = given_up.retry(session, None if everything else possible, SystemClock().now())
    print(f"{count} will be tried again within a few seconds, if the coach is running.")
    left = 0 if everything else len(set(ids)) - count
    if left:
        why = "not in the list, something newer stands for it, or a reply whose words are not kept"
        print(f"{left} will not: {why}.", file=sys.stderr)
    return 1 if left else 0
