"""The command line when something is wrong: never a traceback, and words that name the way to put it right."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from coach.cli import db, main
from coach.cli.demo import alone, said_of
from coach.errors import CoachError
from storage.errors import Conflict, DatabaseOld
from tests.databases import Server

REHEARSAL = Path("tests/rehearsals/one_idea_to_a_choice.yaml")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of this test's own, set up."""
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'coach.db'}")
    assert main(["db", "upgrade"]) == 0
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *typed: str) -> str:
    """What a command that fails says."""
    capsys.readouterr()
    assert main(typed) == 1
    return capsys.readouterr().err


@pytest.mark.parametrize("deed", [["export", "X"], ["delete", "X"], ["work", "list"], ["bring-in", "x.json"]])
def test_where_nothing_was_set_up_yet_the_place_is_named(
    deed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'mistyped.db'}")
    words = said(capsys, *deed)
    assert str(tmp_path / "mistyped.db") in words
    assert "older" not in words
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "url", ["postgresql://coach:secret@host:port/x", "sqlite:////a/coach.db?mode=ro", "sqlite:///:memory:"]
)
def test_an_address_of_a_database_that_is_none(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COACH_DATABASE_URL", url)
    words = said(capsys, "db", "current")
    assert "COACH_DATABASE_URL should be" in words
    assert "secret" not in words


def test_an_option_that_postgresql_does_not_know(
    postgres_server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COACH_DATABASE_URL", postgres_server.url("postgres") + "&no_such_option=1")
    assert "COACH_DATABASE_URL right?" in said(capsys, "db", "current")


@pytest.mark.parametrize("deed", ["upgrade", "current", "backup"])
def test_a_file_that_is_no_database(deed: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "coach.db").write_text("a letter to my aunt, and much longer than a page of a database may be short " * 9)
    assert "That file is no SQLite database" in said(capsys, "db", deed)


def test_an_upgrade_that_fails_says_that_it_was_undone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(here / "coach.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0003'")  # its tables are there already
    connection.close()
    assert "was undone" in said(capsys, "db", "upgrade")
    assert (here / "coach.db.copy-0003").exists()


def test_a_copy_that_cannot_be_written_says_why(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, "db", "backup", "--to", str(here / "nowhere" / "copy.db"))
    assert "No such file or directory" in words
    assert "--to" in words


@pytest.mark.parametrize("name", ["--record", "--calls"])
def test_a_file_that_cannot_be_written_is_named(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, "rehearse", str(REHEARSAL), "--quiet", name, str(tmp_path / "nowhere" / "x"))
    assert str(tmp_path / "nowhere" / "x") in words
    assert "Look at the path" in words


@pytest.mark.parametrize("deed", [["rehearse", str(REHEARSAL)], ["demo", "--no-browser"]])
def test_a_setting_that_is_wrong_is_said_where_it_is_hardly_used(
    deed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("COACH_PORT", "abc")
    assert "COACH_PORT is not right" in said(capsys, *deed)


def test_a_number_that_no_list_shows(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "1 will not" in said(capsys, "work", "retry", "9" * 30)


@pytest.mark.parametrize("wrong", [["--url", "http://coach.example.org"], ["--url", "coach"], ["--name", " "]])
def test_a_manifest_that_slack_would_not_take(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["manifest", *wrong])
    assert ended.value.code == 2
    assert not capsys.readouterr().out


def test_a_fault_of_our_own_gives_its_place_and_no_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_args: object) -> int:
        raise KeyError("what somebody wrote")

    monkeypatch.setattr(db, "run", broken)
    words = said(capsys, "db", "current")
    assert "KeyError at coach/cli/__init__.py:" in words
    assert "somebody" not in words


def test_two_demos_do_not_share_a_file(tmp_path: Path) -> None:
    with ExitStack() as first, ExitStack() as second:
        print("http://127.0.0.1:1/", file=alone(tmp_path / "demo.db", first), flush=True)
        with pytest.raises(CoachError) as caught:
            alone(tmp_path / "demo.db", second)
        assert "http://127.0.0.1:1/" in caught.value.words
    with ExitStack() as later:
        alone(tmp_path / "demo.db", later)


def test_what_an_earlier_demo_left_is_no_dead_end(tmp_path: Path) -> None:
    with pytest.raises(CoachError) as caught, said_of(tmp_path / "demo.db"):
        raise DatabaseOld
    assert "coach demo --fresh" in caught.value.words
    assert "coach db upgrade" not in caught.value.words
    with pytest.raises(CoachError, match="demo_file") as caught, said_of(tmp_path / "demo.db"):
        raise Conflict("Give your edit the next version number.")
    assert "version number. To begin anew: coach demo --fresh" in caught.value.words


@pytest.mark.parametrize("where", ["full", "closed", "gone"])
def test_output_that_nobody_can_take(where: str) -> None:
    """A full disk, none at all, and a reader that has had enough."""
    shell = {"full": '"$0" -m coach manifest > /dev/full', "closed": '"$0" -m coach manifest >&-'}
    line = shell.get(where, '"$0" -m coach manifest | true')
    ran = subprocess.run(["sh", "-c", line, sys.executable], stderr=subprocess.PIPE, text=True, env=os.environ)
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr
    assert (ran.returncode, "No space left" in ran.stderr) == ((1, True) if where == "full" else (0, False))


def test_the_version_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("coach 0.")
