"""The command line: `coach COMMAND`; every module of this package is one command.

A command module has `HELP` (one line), `options(parser)` and `run(args) -> int`, and imports what it needs
inside `run`, so that `coach --help` answers at once.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

_OURS = Path(__file__).parents[2]
_PLACES = 4
_ABOUT = "A calm coach for improvement projects in health and care, in Slack."
_TRY = "Try it now, without Slack: coach demo"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; exit code 0 only on success, errors in words on stderr."""
    parser = _parser()
    args = parser.parse_args(argv)
    if args.command is None:
        parser.print_help()
        return 0
    try:
        code: int = args.run(args)
        print(end="", flush=True)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        _let_go()
        if not isinstance(error, BrokenPipeError):  # whoever read the output has had enough
            print(f"coach {args.command}: {_told(error)}", file=sys.stderr)
        return 1
    return code


def _told(error: Exception) -> str:
    """An error in words that name the fix; a fault of ours with its places, and nothing of anybody's words."""
    from coach.errors import CoachError
    from storage.errors import StorageError, help_for

    if isinstance(error, CoachError):
        return error.words
    if isinstance(error, StorageError):
        return help_for(error)
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}. Look at the path, its rights and the room on the disk, then try again."
    places = [
        f"{Path(place.filename).relative_to(_OURS)}:{place.lineno}"
        for place in traceback.extract_tb(error.__traceback__)
        if Path(place.filename).is_relative_to(_OURS)
    ]
    name = f"{type(error).__name__} at {', '.join(places[-_PLACES:])}"
    return f"That is a fault of the coach's own ({name}). Please report this line and what you typed."


def _let_go() -> None:
    """Write no more of what cannot be written: Python would try it again at its end, and fail aloud."""
    try:
        print(end="", flush=True)
    except (OSError, ValueError):
        with suppress(OSError, ValueError), open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


class _Version(argparse.Action):
    """`coach --version`."""

    def __call__(self, parser: argparse.ArgumentParser, *_rest: Any) -> None:
        """Say it and end."""
        from coach.cli._doctor_here import version

        print(f"coach {version()}")
        parser.exit()


def commands() -> dict[str, ModuleType]:
    """Every command by name, in alphabetical order."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return {name.replace("_", "-"): importlib.import_module(f"{__name__}.{name}") for name in names}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="coach", description=_ABOUT, epilog=_TRY)
    parser.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    found = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, module in commands().items():
        one = found.add_parser(name, help=module.HELP, description=module.HELP)
        module.options(one)
        one.set_defaults(run=module.run)
    return parser
