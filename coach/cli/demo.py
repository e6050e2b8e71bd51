"""`coach demo`: the coach in a small Slack of our own on this machine, with a team to act as."""

from __future__ import annotations

import argparse
import fcntl
import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from coach.cli._ports import port
from coach.cli._quick import quick_start
from coach.cli._stopping import told_to_stop
from coach.errors import CoachError

HELP = "Try the coach in your browser, without a Slack account: a local workspace with a sample team."
PORT = 8765


def options(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--port", type=port, default=None, metavar="N", help=f"the page's port ({PORT}, or a free one)")
    parser.add_argument("--no-browser", action="store_true", help="do not open the page")
    parser.add_argument("--fresh", action="store_true", help="begin anew; what you tried before is thrown away")


def run(args: argparse.Namespace) -> int:
    """Serve the demo until told to stop (Ctrl-C)."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    with told_to_stop() as wait, ExitStack() as kept:
        with quick_start():
            from coach.demo import Demo, demo_file

            path = where_it_can_write(demo_file(), kept)
            held = alone(path, kept)
            if args.fresh:
                throw_away(path)
            with said_of(path):
                demo = Demo(path, port=args.port)
        try:
            with said_of(path):
                demo.start()
            print(demo.url, file=held, flush=True)
            print(f"The coach is ready at {demo.url}", flush=True)
            if not args.no_browser:
                _open(demo.url)
            wait()
        finally:
            demo.stop()
    return 0


def where_it_can_write(path: Path, kept: ExitStack) -> Path:
    """This file, or where nothing can be written one in a folder that lasts as long as the demo; that is said."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=path.parent):
            return path
    except OSError as error:
        folder = kept.enter_context(tempfile.TemporaryDirectory(prefix="coach-demo-"))
        print(
            f"I cannot write in {path.parent} ({error.strerror}), so what you try is gone when I stop. To keep it, "
            "name a folder of yours: export XDG_DATA_HOME=/a/folder/of/yours",
            file=sys.stderr,
        )
        return Path(folder) / path.name


def alone(path: Path, kept: ExitStack) -> TextIO:
    """Hold the demo's file for this process: two on one file would answer for each other. CoachError if one has it."""
    held = kept.enter_context(path.with_suffix(".lock").open("a+", encoding="utf-8"))
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.seek(0)
        where = held.read(200).strip() or "another window"
        words = f"The demo is running already, at {where}. Open that, or stop it where it was started (Ctrl-C)."
        raise CoachError("demo_runs", words) from None
    except OSError:  # a disk that knows no locks
        pass
    held.truncate(0)
    return held


@contextmanager
def said_of(path: Path) -> Iterator[None]:
    """What cannot be used of an earlier demo is said, with the way to begin anew."""
    from storage.errors import StorageError

    try:
        yield
    except StorageError as error:
        general = error.words == type(error).words  # and then about a database that the demo has none of
        words = f"I cannot use {path}, where you tried it before ({error.code})." if general else error.words
        raise CoachError("demo_file", f"{words} To begin anew: coach demo --fresh") from error


def throw_away(path: Path) -> None:
    """Delete the demo's file and its companions, and nothing else."""
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        name.unlink(missing_ok=True)


def _open(url: str) -> None:
    import webbrowser

    try:
        webbrowser.open(url)
    except webbrowser.Error:
        return
