"""`coach rehearse`: play whole-team conversations from files, headless, and print them."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

HELP = "Play rehearsals: conversations of whole teams, written in YAML."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a rehearsal file")
    parser.add_argument("--record", metavar="FILE", type=Path, help="write the project's record (JSON); one file only")
    parser.add_argument("--calls", metavar="FILE", type=Path, help="write every Web API call, one JSON object a line")
    parser.add_argument("--quiet", action="store_true", help="print the outcome only, not the conversation")


def run(args: argparse.Namespace) -> int:
    """Play each file; exit code 0 only when all reached the end and every expectation held."""
    if len(args.files) > 1 and (args.record or args.calls):
        print("coach rehearse: --record and --calls take one file at a time.", file=sys.stderr)
        return 2
    return max(_play(path, args) for path in args.files)


def _play(path: Path, args: argparse.Namespace) -> int:
    from coach.rehearsal.performance import perform
    from coach.rehearsal.script import read

    rehearsal = read(path)
    with tempfile.TemporaryDirectory(prefix="coach-rehearsal-") as folder:
        done = perform(rehearsal, Path(folder))
    if not args.quiet:
        print(f"\n{rehearsal.title}\n" + "\n".join(done.lines))
    if args.record:
        args.record.write_text(done.record.model_dump_json(indent=2, by_alias=True), encoding="utf-8")
    if args.calls:
        lines = (json.dumps(call, ensure_ascii=False) for call in done.calls)
        args.calls.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    for failure in done.failures:
        print(f"coach rehearse: {path.name}: {failure}", file=sys.stderr)
    print(f"{path.name}: {'reached the end, all as expected' if not done.failures else 'not as expected'}")
    return 1 if done.failures else 0
