"""The command line: `coach COMMAND`; every module of this package is one command.

A command module has `HELP` (one line), `options(parser)` and `run(args) -> int`, and imports what it needs
inside `run`, so that `coach --help` answers at once.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType

from coach.errors import CoachError
from storage.errors import StorageError, help_for

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
    except CoachError as error:
        print(f"coach {args.command}: {error.words}", file=sys.stderr)
        return 1
    except StorageError as error:
        print(f"coach {args.command}: {help_for(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1
    return code


def commands() -> dict[str, ModuleType]:
    """Every command by name, in alphabetical order."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return {name.replace("_", "-"): importlib.import_module(f"{__name__}.{name}") for name in names}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="coach", description=_ABOUT, epilog=_TRY)
    found = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, module in commands().items():
        one = found.add_parser(name, help=module.HELP, description=module.HELP)
        module.options(one)
        one.set_defaults(run=module.run)
    return parser
