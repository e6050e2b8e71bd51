"""`coach remarks`: what the coach would notice in an answer, the privacy guard's stops too."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogues.checks.remark import Remark
    from dialogues.model import Question

HELP = "Say what the coach would notice in an answer to a question, and why."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("question", metavar="QUESTION", help="the question's id, for example explore.needs")
    parser.add_argument("text", metavar="TEXT", help="the answer")
    parser.add_argument("--json", action="store_true", help="print a list of {check, level, quoted, ask}")


def judged(question: Question, text: str, now: datetime) -> list[Remark]:
    """Every check that fires, each once; the lines of a list are looked at one by one, then all together."""
    from dialogues.checks.judge import judge
    from dialogues.checks.review import review
    from dialogues.checks.whole import Whole
    from dialogues.facts import Facts, Kept

    lines = [line for line in text.splitlines() if line.strip()] if question.kind == "list" else []
    if len(lines) < 2:
        return list(judge(question.id, text, now.date()))
    kept = tuple(Kept(str(n), question.id, "you", line, now) for n, line in enumerate(lines))
    facts = Facts({question.id: kept})
    found = [one for line in lines for one in judge(question.id, line, now.date(), facts)]
    found += [one for where, one in review(Whole(facts, now.date(), way="alone")) if where == question.id]
    return list({(one.check, one.quoted): one for one in found}.values())


def run(args: argparse.Namespace) -> int:
    """Print every check that fires; nothing noticed is a good answer, with exit code 0."""
    from dataclasses import asdict

    from coach.clocks import SystemClock
    from dialogues import library

    known = library.load().questions
    if args.question not in known:
        print(f"coach remarks: there is no question {args.question}. One of them: explore.needs", file=sys.stderr)
        return 2
    found = judged(known[args.question], args.text, SystemClock().now())
    if args.json:
        print(json.dumps([asdict(remark) for remark in found], ensure_ascii=False))
        return 0
    for remark in found:
        quoted = f" “{remark.quoted}”" if remark.quoted else ""
        print(f"{remark.level:<6} {remark.check}{quoted}\n       {remark.ask}")
    if not found:
        print("Nothing to remark on.")
    return 0
