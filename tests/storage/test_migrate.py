"""Upgrades: whole or not at all, nothing lost on the way, two at once, and clear words when versions differ."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import exc, inspect, text

from storage import answers, guards, migrate, revisions
from storage.database import Database
from storage.errors import DatabaseNewer, DatabaseOld, StorageError
from storage.record_files.export import record_of
from storage.transaction import Transactions
from tests.databases import Server
from tests.storage.samples import WS, answer, begin

NEXT = '''"""{about}."""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None


def upgrade():
{body}


def downgrade():
    pass
'''
REBUILD = """    for table in ("projects", "conversations", "answers"):
        sqlite = op.get_bind().dialect.name == "sqlite"
        with op.batch_alter_table(table, recreate="always" if sqlite else "auto") as batch:
            batch.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default="grey"))
    op.execute("UPDATE answers SET colour = 'blue'")"""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database that was never set up."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path}/new/coach.db")
        yield database
        database.close()
        return
    server: Server = request.getfixturevalue("postgres_server")
    url = server.new(empty=True)
    database = Database(url)
    yield database
    database.close()
    server.drop(url)


def scripts(tmp_path: Path, body: str) -> Path:
    """Our migrations and one more."""
    folder = tmp_path / "scripts"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
    more = NEXT.format(about="One more", head=migrate.head(), body=body)
    (folder / "versions" / "9999_more.py").write_text(more)
    return folder


def kept(database: Database) -> int:
    with Transactions(database).read() as session:
        return len(answers.answers_of(session, WS, "P1"))


def test_a_new_database_gets_everything(empty: Database) -> None:
    assert migrate.current(empty) == ""
    with pytest.raises(DatabaseOld):
        migrate.check(empty)
    with pytest.raises(StorageError):
        migrate.backup(empty)
    assert not empty.sqlite or not Path(str(empty.url.database)).parent.exists()  # looking makes nothing
    assert migrate.upgrade(empty) is None
    assert migrate.current(empty) == migrate.head()
    migrate.check(empty)
    with Transactions(empty).write() as session:
        begin(session)


def test_tables_and_code_do_not_drift(database: Database) -> None:
    with database.engine.begin() as connection:
        command.check(migrate.config(connection))


def test_down_and_up_again(database: Database) -> None:
    migrate.downgrade(database, "base")
    tables = inspect(database.engine).get_table_names()
    assert tables == ["alembic_version"]
    with pytest.raises(DatabaseOld):
        migrate.check(database)
    migrate.upgrade(database)
    with database.engine.begin() as connection:
        command.check(migrate.config(connection))


@pytest.mark.parametrize("version", sorted(revisions.known()))
def test_no_upgrade_starts_afresh(database: Database, version: str) -> None:
    """What was kept is there after an upgrade from any version there ever was, and can be added to."""
    with Transactions(database).write() as session:
        begin(session)
        answer(session, "1.0", "to know the time")
        answer(session, "2.0", "to know the time by noon", supersedes="1.0")
        before = record_of(session, WS, "P1").document()
    migrate.downgrade(database, version)
    migrate.upgrade(database)
    with Transactions(database).write() as session:
        assert record_of(session, WS, "P1").document() == before
        answer(session, "3.0", "to go home before tea")
    assert kept(database) == 3


def test_rebuilding_parents_keeps_the_children_and_the_guards(database: Database, tmp_path: Path) -> None:
    with Transactions(database).write() as session:
        begin(session)
        answer(session, "1.0", "a")
        answer(session, "1.1", "b")
    migrate.upgrade(database, scripts=scripts(tmp_path, REBUILD))
    assert kept(database) == 2
    with pytest.raises(exc.DBAPIError, match="append-only"), database.engine.begin() as connection:
        connection.execute(text("UPDATE answers SET value = 'x'"))


def test_with_foreign_keys_on_a_rebuild_would_lose_them(sqlite_url: str, tmp_path: Path) -> None:
    """The trap itself, so that nobody takes the guard for superstition."""
    database = Database(sqlite_url)
    with Transactions(database).write() as session:
        begin(session)
        answer(session, "1.0", "a")
    with database.engine.begin() as connection:
        guards.take_off(connection)
        command.upgrade(migrate.config(connection, scripts(tmp_path, REBUILD)), "head")
    assert kept(database) == 0
    database.close()


def test_a_migration_that_fails_leaves_nothing_behind(database: Database, tmp_path: Path) -> None:
    body = '    op.create_table("half", sa.Column("id", sa.Integer()))\n' + REBUILD + '\n    raise KeyError("midway")'
    with Transactions(database).write() as session:
        begin(session)
        answer(session, "1.0", "a")
    with pytest.raises(KeyError):
        migrate.upgrade(database, scripts=scripts(tmp_path, body))
    assert migrate.current(database) == migrate.head()
    assert kept(database) == 1
    tables = inspect(database.engine).get_table_names()
    assert not [name for name in tables if name == "half" or name.startswith("_alembic_tmp")]
    assert "colour" not in {column["name"] for column in inspect(database.engine).get_columns("answers")}
    with pytest.raises(exc.DBAPIError, match="append-only"), database.engine.begin() as connection:
        connection.execute(text("UPDATE answers SET value = 'x'"))


def test_an_upgrade_that_would_lose_parents_is_undone(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    with Transactions(database).write() as session:
        begin(session)
    with pytest.raises(StorageError) as caught:
        migrate.upgrade(database, scripts=scripts(tmp_path, '    op.execute("DELETE FROM projects")'))
    assert caught.value.code == "foreign_keys_broken"
    assert "conversations" in caught.value.words
    with Transactions(database).read() as session:
        assert session.scalar(text("SELECT count(*) FROM projects")) == 1
    database.close()


def test_a_copy_is_made_before(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    with Transactions(database).write() as session:
        begin(session)
        answer(session, "1.0", "a")
    copy = migrate.upgrade(database, scripts=scripts(tmp_path, REBUILD))
    database.close()
    assert copy is not None
    assert copy.name == f"coach.db.copy-{migrate.head()}"
    before = Database(f"sqlite:///{copy}")
    assert migrate.current(before) == migrate.head()
    assert kept(before) == 1
    before.close()


def test_a_backup_is_whole_and_never_overwrites(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    with Transactions(database).write() as session:
        begin(session)
    copy = migrate.backup(database, tmp_path / "copy.db")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM projects").fetchone() == (1,)
    with pytest.raises(StorageError, match="backup_exists"):
        migrate.backup(database, copy)
    names = {migrate.backup(database).name for _ in range(2)}
    assert len(names) == 2
    database.close()


def test_half_a_backup_is_not_left(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    before = {path.name for path in tmp_path.iterdir()}
    with pytest.raises(StorageError, match="backup_failed"):
        migrate.backup(database, tmp_path / "no folder" / "copy.db")
    with closing(sqlite3.connect(str(database.url.database))) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET rootpage = 999999 WHERE name = 'work'")
        connection.commit()
    with pytest.raises(StorageError, match="backup_failed"):
        migrate.backup(database, tmp_path / "copy.db")
    assert {path.name for path in tmp_path.iterdir()} <= before
    database.close()


def test_a_backup_is_its_owners_alone_while_it_is_written(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(sqlite_url)
    opened, modes = sqlite3.connect, []

    def connect(source: Path, **how: Any) -> sqlite3.Connection:
        modes.extend(stat.S_IMODE(path.stat().st_mode) for path in source.parent.glob("*.db.copy-*"))
        return opened(source, **how)

    monkeypatch.setattr(sqlite3, "connect", connect)
    migrate.backup(database)
    assert modes[-1:] == [0o600]
    database.close()


def test_postgresql_is_copied_with_its_own_tool(postgres_url: str) -> None:
    database = Database(postgres_url)
    with pytest.raises(StorageError) as caught:
        migrate.backup(database)
    assert "pg_dump" in caught.value.words
    database.close()


def test_a_newer_database_is_left_alone(database: Database, tmp_path: Path) -> None:
    migrate.upgrade(database, scripts=scripts(tmp_path, REBUILD), copy=False)
    for act in (migrate.check, migrate.upgrade):
        with pytest.raises(DatabaseNewer) as caught:
            act(database)
        assert "newer version" in caught.value.words


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/data/coach.db")
    migrate.upgrade(database)
    assert stat.S_IMODE((tmp_path / "data" / "coach.db").stat().st_mode) == 0o600
    database.close()


SETUP = """
import sys
from storage import migrate
from storage.database import Database
sys.stdin.readline()
for url in sys.argv[1:]:
    database = Database(url)
    migrate.upgrade(database)
    migrate.check(database)
    database.close()
"""


def together(urls: list[str]) -> list[tuple[int, bytes]]:
    """Two processes set the same databases up at the same moment."""
    command_line = [sys.executable, "-c", SETUP, *urls]
    pipe = subprocess.PIPE
    runs = [subprocess.Popen(command_line, stdin=pipe, stderr=pipe) for _ in range(2)]
    for run in runs:
        assert run.stdin is not None
        run.stdin.write(b"\n")
        run.stdin.flush()
    return [(run.wait(), err) for run in runs for _, err in [run.communicate()]]


def test_two_processes_may_set_up_at_once(postgres_server: Server, tmp_path: Path) -> None:
    url = postgres_server.new(empty=True)
    ends = together([*(f"sqlite:///{tmp_path}/{n}.db" for n in range(8)), url])
    postgres_server.drop(url)
    assert [code for code, _ in ends] == [0, 0], ends
