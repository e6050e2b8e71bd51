"""The apps under measure as processes of their own: started, watched and stopped by their id."""

from __future__ import annotations

import compileall
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from urllib.request import ProxyHandler, build_opener

from tests.benchmarks.signed_requests import SECRET

ROOT = Path(__file__).resolve().parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")
_OTHERS = ("SLACK_", "COACH_", "PYTHON")  # what the shell of this moment says, and no installer's does


def as_installed() -> None:
    """Compile the product, as pip does when it installs it.

    Where PYTHONDONTWRITEBYTECODE is set nothing else would, and each start took a third of a second more.
    """
    for room in ("coach", "dialogues", "storage", "tests"):
        compileall.compile_dir(ROOT / room, quiet=1)


class Process:
    """One started app. `port` is where it takes requests; `ready_after` the seconds until it could answer."""

    def __init__(self, command: Sequence[str], settings: dict[str, str], ready: str, port: int = 0) -> None:
        self.began = perf_counter()
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_OTHERS)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env={**kept, **settings},
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
        )
        assert self._process.stdout is not None
        line = next((line for line in self._process.stdout if ready in line), "")
        self.ready_after = perf_counter() - self.began
        if not line:
            raise RuntimeError(f"{command[0]} did not start:\n{self.said()}")
        self.port = port or int("".join(sign for sign in line.rsplit(" ", 1)[1] if sign.isdigit()))
        self.pid = self._process.pid

    def rss(self) -> float:
        """Memory it holds now, in MiB."""
        return self._status("VmRSS:")

    def peak(self) -> float:
        """The most memory it ever held, in MiB."""
        return self._status("VmHWM:")

    def cpu(self) -> float:
        """Seconds of processor it has used."""
        after = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(after[11]) + int(after[12])) / _TICKS

    def healthy(self) -> bool:
        """Whether /health answers 200."""
        with suppress(OSError):
            return bool(build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{self.port}/health", timeout=2))
        return False

    def said(self) -> str:
        """What it wrote as errors, the end of it."""
        self.errors.seek(0)
        return self.errors.read().decode()[-3000:]

    def stop(self) -> None:
        """Ask it to end, and wait a little: after saturation thousands of forms wait to be opened for nobody."""
        self._process.terminate()
        try:
            self._process.wait(3)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self.errors.close()

    def _status(self, name: str) -> float:
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def bare(what: str, api: str, database: str, *, http: bool) -> Process:
    """Start Bolt with an empty handler, or with a transaction of every click, or of those that open no form."""
    command = ["tests.benchmarks.bare_app", what, "--api", api, "--database", database, *(["--http"] if http else [])]
    return Process(command, {}, "ready on port")


def ours(api: str, database: str, *, http: bool) -> Process:
    """Start `coach serve`, as an installer would."""
    settings = _settings(api, database)
    command = ["coach", "serve", "--quiet", *(["--http"] if http else [])]
    return Process(command, settings, "The coach is ready", int(settings["COACH_PORT"]))


class Apart(Process):
    """`coach serve --http` that answers Slack and nothing else, and `coach worker` that does the sending: one app."""

    def __init__(self, api: str, database: str) -> None:
        settings = _settings(api, database)
        sending = ["coach", "worker", "--quiet", "--port", str(free_port())]
        self._worker = Process(sending, settings, "The worker is ready")
        answering = ["coach", "serve", "--http", "--no-worker", "--quiet"]
        super().__init__(answering, settings, "The coach is ready", int(settings["COACH_PORT"]))

    def rss(self) -> float:
        """Memory that both hold now, in MiB."""
        return super().rss() + self._worker.rss()

    def cpu(self) -> float:
        """Seconds of processor that both have used."""
        return super().cpu() + self._worker.cpu()

    def said(self) -> str:
        """What both wrote as errors, the end of it."""
        return super().said() + self._worker.said()

    def stop(self) -> None:
        """Ask both to end."""
        self._worker.stop()
        super().stop()


def _settings(api: str, database: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_APP_TOKEN": "xapp-bench",
        "SLACK_SIGNING_SECRET": SECRET,
        "COACH_SLACK_API_URL": api,
        "COACH_DATABASE_URL": database,
        "COACH_PORT": str(free_port()),
    }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def load_average() -> str:
    """How busy the machine is: the load averages of the last 1 and 5 minutes."""
    one, five, _ = os.getloadavg()
    return f"{one:.1f} {five:.1f}"
