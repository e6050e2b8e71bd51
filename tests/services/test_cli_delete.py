"""A project deleted for good from the command line, and read in elsewhere from its file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.cli import main
from storage import audit
from storage.database import Database
from storage.record_files.export import record_of
from storage.transaction import Transactions
from tests.services.people import WS, World


@pytest.fixture
def kept(database_url: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Database, str]:
    """A database with one project in it, on either kind of database."""
    database = Database(database_url)
    world = World(database)
    project = world.start("together", "U2", name="Letters")
    world.answer("U1", "explore.trigger", text="Complaints about letters")
    monkeypatch.setenv("COACH_DATABASE_URL", database_url)
    return database, project


def test_a_look_comes_first_and_changes_nothing(kept: tuple[Database, str], capsys: pytest.CaptureFixture[str]) -> None:
    database, project = kept
    assert main(["delete", "letters"]) == 0
    said = capsys.readouterr().out
    assert f"Letters ({project})" in said
    assert "2 people, 1 answer," in said
    assert f"coach delete {project} --yes" in said
    assert "Complaints" not in said
    with Transactions(database).read() as session:
        assert record_of(session, WS, project).answers
    database.close()


def test_it_goes_for_good_and_a_line_of_audit_stays(
    kept: tuple[Database, str], capsys: pytest.CaptureFixture[str]
) -> None:
    database, project = kept
    assert main(["delete", project, "--yes"]) == 0
    assert "stays" in capsys.readouterr().out
    with Transactions(database).read() as session:
        last = audit.entries_of(session, WS, "")[-1]
    assert (last.what, last.about) == ("project_deleted", project)
    assert last.who.startswith("operator")
    assert main(["delete", project, "--yes"]) == 1
    assert main(["export", project]) == 1
    assert "There are: none yet" in capsys.readouterr().err
    database.close()


def test_the_line_that_the_look_prints_takes_it_along(
    kept: tuple[Database, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, project = kept
    main(["delete", project])
    line = next(line for line in capsys.readouterr().out.splitlines() if "coach export" in line)
    typed = line.split("coach ")[1].replace("FILE", str(tmp_path / "page.html")).split()
    assert main(typed) == 0
    assert b"<html" in (tmp_path / "page.html").read_bytes()
    database.close()


def test_a_file_brings_a_project_back(
    kept: tuple[Database, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, project = kept
    file, again = tmp_path / "letters.json", tmp_path / "again.json"
    assert main(["export", project, "--to", str(file)]) == 0
    assert main(["bring-in", str(file)]) == 1
    assert f"{file}: This project is here already" in capsys.readouterr().err
    assert main(["delete", project, "--yes"]) == 0
    assert main(["bring-in", str(file), "--workspace", "T9"]) == 0
    assert f"Letters ({project}) is here now" in capsys.readouterr().out
    assert main(["export", project, "--workspace", "T9", "--to", str(again)]) == 0
    assert json.loads(again.read_text())["answers"] == json.loads(file.read_text())["answers"]
    database.close()


@pytest.mark.parametrize("words", ["", "{}", "no json", '{"project": 1}'])
def test_a_file_that_is_no_record(
    words: str, kept: tuple[Database, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, _ = kept
    (tmp_path / "x.json").write_text(words)
    assert main(["bring-in", str(tmp_path / "x.json")]) == 1
    assert "coach export PROJECT --format json" in capsys.readouterr().err
    database.close()
