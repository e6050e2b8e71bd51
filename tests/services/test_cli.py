"""The command line: exit code 0 only on success, errors in words that name the fix, help everywhere."""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from coach.cli import commands, main
from coach.cli.demo import where_it_can_write
from dialogues import library
from storage.database import Database
from tests.services.people import World


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database and a data folder of this test's own."""
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'coach.db'}")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_coach_alone_shows_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "coach demo" in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert name in capsys.readouterr().out


def test_the_database_is_set_up_told_and_copied(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "current"]) == 0
    assert "has none" in capsys.readouterr().out
    assert main(["db", "upgrade"]) == 0
    assert main(["db", "backup", "--to", str(here / "copy.db")]) == 0
    assert (here / "copy.db").exists()
    assert main(["db", "backup", "--to", str(here / "copy.db")]) == 1
    assert "Choose another name" in capsys.readouterr().err


def test_serving_without_tokens_says_what_to_do(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve"]) == 1
    said = capsys.readouterr()
    assert "SLACK_BOT_TOKEN" in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_the_doctor_finds_what_is_wrong(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    assert "coach db upgrade" in capsys.readouterr().out
    assert main(["db", "upgrade"]) == 0
    assert main(["doctor", "--offline"]) == 0
    assert "All is well" in capsys.readouterr().out


@pytest.mark.parametrize("given", ["99999", "-1", "x", "1e3", "٣"])
def test_a_port_that_is_none_is_said(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["demo", f"--port={given}"])
    assert ended.value.code == 2
    assert "a port is a number up to 65535" in capsys.readouterr().err


def test_the_demo_runs_where_nothing_can_be_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").write_text("a file, and no folder")
    with ExitStack() as kept:
        path = where_it_can_write(tmp_path / "data" / "demo.db", kept)
        path.write_text("it can be written")
        said = capsys.readouterr().err
        assert "what you try is gone when I stop" in said
        assert "XDG_DATA_HOME" in said
    assert not path.parent.exists()
    with ExitStack() as kept:
        assert where_it_can_write(tmp_path / "own" / "demo.db", kept) == tmp_path / "own" / "demo.db"
    assert capsys.readouterr().err == ""


def test_a_database_that_cannot_be_opened_is_said_to_whoever_runs_it(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "data").write_text("a file, and no folder")
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{here / 'data' / 'coach.db'}")
    assert main(["db", "upgrade"]) == 1
    assert "COACH_DATABASE_URL=sqlite:///" in capsys.readouterr().err
    monkeypatch.setenv("COACH_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    assert main(["db", "current"]) == 1
    assert "Is it running" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert main(["db", "current"]) == 1
    assert "pip install" in capsys.readouterr().err


def test_the_manifest_is_json_for_both_ways(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest"]) == 0
    assert json.loads(capsys.readouterr().out)["settings"]["socket_mode_enabled"] is True
    assert main(["manifest", "--url", "https://coach.example.org"]) == 0
    found = json.loads(capsys.readouterr().out)["settings"]
    assert found["event_subscriptions"]["request_url"] == "https://coach.example.org/slack/events"


def test_the_questions_are_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dialogues", "check"]) == 0
    said = capsys.readouterr().out
    assert "questions and 8 tools" in said
    assert said.endswith(f"Read from {Path('dialogues/content/en-GB').resolve()}\n"), (
        "an edit elsewhere changes nothing"
    )
    assert main(["dialogues", "check", "--language", "xx-XX"]) == 1


def test_a_project_is_exported_by_id_or_name(
    here: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    database = Database(sqlite_url)
    world = World(database)
    project = world.start("together", "U2", name="Letters")
    world.answer("U1", "explore.trigger", text="Complaints")
    database.close()
    monkeypatch.setenv("COACH_DATABASE_URL", sqlite_url)
    assert main(["export", project, "--workspace", "T1"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["project"]["name"] == "Letters"
    assert main(["export", "letters", "--format", "md", "--workspace", "T1"]) == 0
    assert b"Complaints" in capsysbinary.readouterr().out
    assert main(["export", "letters", "--format", "html", "--to", str(here / "p.html"), "--workspace", "T1"]) == 0
    assert b"<html" in (here / "p.html").read_bytes()
    assert main(["export", "other", "--workspace", "T1"]) == 1
    assert b"Letters" in capsysbinary.readouterr().err


@pytest.fixture
def language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The questions in a folder of their own, called te-ST, to make mistakes in."""
    monkeypatch.setattr(library, "_CONTENT", tmp_path)
    return Path(shutil.copytree("dialogues/content/en-GB", tmp_path / "te-ST"))


def test_a_mistake_in_a_tool_is_listed_too(language: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tools = language / "tools.yaml"
    tools.write_text(tools.read_text("utf-8").replace("into: ", "into: nowhere.", 1), "utf-8")
    assert main(["dialogues", "check", "--language", "te-ST"]) == 1
    assert "tools.yaml:" in capsys.readouterr().err


def test_a_file_that_was_saved_in_another_encoding_is_named_with_its_line(
    language: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (language / "glossary.yaml").open("ab") as file:
        file.write("# caf\u00e9\n".encode("cp1252"))
    lines = (language / "glossary.yaml").read_bytes().count(b"\n")
    assert main(["dialogues", "check", "--language", "te-ST"]) == 1
    assert f"glossary.yaml:{lines}: This isn't UTF-8. Save the file again" in capsys.readouterr().err
