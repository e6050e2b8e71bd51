"""`coach dialogues check`: look over the questions after an edit."""

from __future__ import annotations

import argparse
import sys

HELP = "Check the questions: every mistake with its file, its line and the way to put it right."


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="check")
    check = deeds.add_parser("check", help="look for mistakes (exit code 1 if there is one) and for advice")
    check.add_argument("--language", default="en-GB", help="which language (en-GB)")


def run(args: argparse.Namespace) -> int:
    """Check the shipped questions, and the tools and words that come with them."""
    from dialogues import library, lint
    from dialogues.faults import ContentFaults

    try:
        dialogue = library.load(language=args.language)
        tools = library.tools(args.language).tools
        library.glossary(args.language)
    except ContentFaults as faults:
        for fault in faults.faults:
            print(fault, file=sys.stderr)
        return 1
    except library.UnknownDialogue as error:
        print(error, file=sys.stderr)
        return 1
    for line in lint.lint(dialogue):
        print(line)
    steps = ", ".join(f"{depth} {len(dialogue.steps_of(depth))}" for depth in dialogue.steps)
    counts = f"{len(dialogue.questions)} questions and {len(tools)} tools; steps: {steps}"
    print(f"{dialogue.title}, version {dialogue.version}: {counts}.")
    print(f"Read from {library.folder_of(args.language)}")
    return 0
