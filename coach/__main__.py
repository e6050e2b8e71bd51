"""`coach` and `python -m coach`: the commands, so loaded that Ctrl-C ends them quietly from the first moment on."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command that was typed; 130 when it was stopped."""
    try:
        from coach.cli import main as run

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
