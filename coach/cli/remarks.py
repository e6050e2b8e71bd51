"""`coach remarks`: what the coach would notice in an answer, the privacy guard's stops too."""

from __future__ import annotations

import argparse
import json
import sys

HELP = "Say what the coach would notice in an answer to a question, and why."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("question", metavar="QUESTION", help="the question's id, for example explore.needs")
    parser.add_argument("text", metavar="TEXT", help="the answer")
    parser.add_argument("--json", action="store_true", help="print a list of {check, level, quoted, ask}")


def run(args: argparse.Namespace) -> int:
    """Print every check that fires; nothing noticed is a good answer, with exit code 0."""
    from dataclasses import asdict

    from coach.clocks import SystemClock
    from dialogues import library
    from dialogues.checks.judge import judge

    known = library.load().questions
    if args.question not in known:
        print(f"coach remarks: there is no question {args.question}. One of them: explore.needs", file=sys.stderr)
        return 2
    found = judge(args.question, args.text, SystemClock().now().date())
    if args.json:
        print(json.dumps([asdict(remark) for remark in found], ensure_ascii=False))
        return 0
    for remark in found:
        quoted = f" “{remark.quoted}”" if remark.quoted else ""
        print(f"{remark.level:<6} {remark.check}{quoted}\n       {remark.ask}")
    if not found:
        print("Nothing to remark on.")
    return 0
