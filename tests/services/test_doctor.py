"""What `coach doctor` looks at on this machine and in the database: each thing that can be wrong, with its fix."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

import pytest

from coach.cli import _doctor_here as here
from coach.cli import _doctor_kept as kept_checks
from coach.cli._manifest_file import read_manifest
from coach.errors import CoachError
from coach.services.doctor import Finding, Kept, manifest_since, manifest_there
from coach.settings import read_settings
from coach.slack.manifest import manifest, parts
from coach.slack.transport import WebEdge
from storage import conversations, inbox, installations, migrate, soundness
from storage.database import Database
from storage.transaction import Transactions
from tests.services.people import World

NOW = datetime.now(UTC)
NEEDED = parts(manifest())


@pytest.fixture
def own(sqlite_url: str) -> str:
    """A database as set-up makes it: its owner's alone."""
    Path(sqlite_url.removeprefix("sqlite:///")).chmod(0o600)
    return sqlite_url


def by_name(found: Iterable[Finding]) -> dict[str, Finding]:
    return {one.name: one for one in found}


def wrong(found: Iterable[Finding]) -> list[str]:
    """The names of what is wrong; everything wrong says what to do."""
    bad = [one for one in found if not one.well]
    assert all(one.fix for one in bad)
    return [one.name for one in bad]


def database(url: str) -> dict[str, Finding]:
    return by_name(kept_checks.database(url))


# -- this machine ---------------------------------------------------------------------------------


def test_the_program_is_whole() -> None:
    assert wrong(here.program()) == []


def test_a_library_that_is_missing_or_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _: ["nothing-like-it>=1", "pyyaml>=600", 'x>=1; extra == "test"'])
    found = by_name(here.program())["libraries"]
    assert not found.well
    assert "nothing-like-it is missing" in found.found
    assert re.search(r"pyyaml [\d.]+ is older than 600", found.found)
    monkeypatch.setattr(sys, "version_info", (3, 10, 1))
    assert "3.11" in by_name(here.program())["program"].fix


def test_a_mistyped_setting_is_told() -> None:
    given = {"COACH_DATABSE_URL": "x", "SLACK_BOT_TOKN": "x", "COACH_HORSE": "x", "SLACK_WEBHOOK": "x", "HOME": "x"}
    found = list(here.names({**given, "COACH_PORT": "3000", "SLACK_CLIENT_ID": "x"}))
    assert [(one.found.split()[0], one.well) for one in found] == [
        ("COACH_DATABSE_URL", False),
        ("COACH_HORSE", True),
        ("SLACK_BOT_TOKN", False),
    ]
    assert "COACH_DATABASE_URL" in found[0].fix


@pytest.mark.parametrize(
    ("given", "http", "bad"),
    [
        ({}, False, ["bot token set", "app token set"]),
        ({}, True, ["bot token set", "signing secret set"]),
        ({"SLACK_BOT_TOKEN": "xoxp-1", "SLACK_APP_TOKEN": "xoxb-1"}, False, ["bot token set", "app token set"]),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}, False, []),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "a" * 32}, True, []),
        ({"COACH_QUIET_BY": "U0123ABC, asha"}, None, ["quiet by"]),
        ({"COACH_SLACK_API_URL": "http://slack.example.org/api"}, None, ["Slack's address"]),
    ],
)
def test_settings_are_looked_over_without_asking_anybody(
    given: dict[str, str], http: bool | None, bad: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"} if http is None else {}
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {**whole, **given}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COACH_PORT", str(free_port()))
    found = list(here.settings(read_settings(), http=bool(http)))
    assert wrong(found) == bad
    assert len(here.usable(read_settings(), http=bool(http))) == 2 - sum(" set" in name for name in bad)
    said = json.dumps([(one.found, one.fix) for one in found])
    assert not any(secret in said for secret in ("xoxb-1", "xapp-1", "xoxp-1", "a" * 32))


def test_the_port_is_free_taken_or_a_coachs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setenv("COACH_PORT", str(port))

    def looked() -> Finding:
        return by_name(here.settings(read_settings(), http=False))["port"]

    assert looked().well
    for ok in (True, False):
        edge = WebEdge(health=lambda ok=ok: {"ok": ok, "database": "ok"}, metrics=lambda: "", port=port)  # type: ignore[misc]
        edge.start()
        assert (looked().well, "a coach runs there" in looked().found) == (ok, True)
        edge.stop()
    with socket.create_server(("0.0.0.0", port)) as other:
        other.settimeout(0.1)
        monkeypatch.setattr(here, "PATIENCE", 0.2)
        assert "another program" in looked().found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


# -- the database ---------------------------------------------------------------------------------


def test_a_database_that_is_not_there_yet_is_no_fault(tmp_path: Path) -> None:
    found = database(f"sqlite:///{tmp_path / 'new' / 'coach.db'}")
    assert wrong(found.values()) == []
    assert "coach serve sets it up" in found["database"].fix
    assert not (tmp_path / "new").exists(), "looking makes nothing"


def test_a_set_up_database_is_looked_over(own: str) -> None:
    found = database(own)
    assert wrong(found.values()) == []
    names = {"database's file", "who may read it", "room on the disk", "database", "database is whole"}
    assert names | {"questions in use", "queue", "the last day", "heard from Slack"} == set(found)


def test_postgresql_says_its_version_connections_and_clock(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = database(postgres_url)
    names = {"database's server", "letters of every language", "connections", "clock beside the database's"}
    assert names <= set(found)
    assert wrong(one for name, one in found.items() if name in names) == []
    old = soundness.Server(13, "SQL_ASCII", 30, 20, datetime.now(UTC) - timedelta(minutes=1))
    monkeypatch.setattr(soundness, "server_of", lambda _: old)
    found = database(postgres_url)
    assert set(wrong(found.values())) >= names - {"connections"}
    assert "max_connections" in found["connections"].fix


def test_faults_of_a_file_are_told(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    path.chmod(0o644)
    assert "chmod 600" in database(sqlite_url)["who may read it"].fix
    monkeypatch.setattr(kept_checks, "_ROOM", 10**18)
    assert wrong([database(sqlite_url)["room on the disk"]]) == ["room on the disk"]
    (tmp_path / "file").write_text("no folder")
    assert wrong(database(f"sqlite:///{tmp_path / 'file' / 'coach.db'}").values())[0] == "database's file"
    (tmp_path / "words.db").write_text("these are words and no database " * 200)
    assert "SQLite" in database(f"sqlite:///{tmp_path / 'words.db'}")["database"].fix
    assert "COACH_DATABASE_URL" in database("mysql://x/y")["database"].fix


def test_a_damaged_file_is_told(own: str) -> None:
    path = Path(own.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'answers'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x55" * 200)
    found = database(own)
    bad = wrong(found.values())
    assert bad in (["database is whole"], ["database"])
    assert "put a copy back" in found[bad[0]].fix


def test_an_older_database_is_told(sqlite_url: str) -> None:
    opened = Database(sqlite_url)
    migrate.downgrade(opened, "0001")
    opened.close()
    assert "coach db upgrade" in database(sqlite_url)["database"].fix


def test_questions_that_are_not_kept_are_told(small_world: World) -> None:
    small_world.start("together", "U2")
    with Transactions(small_world.core.database).write() as session:
        session.execute(conversations.ConversationRow.__table__.update().values(version=99))
    found = database(str(small_world.core.database.url))["questions in use"]
    assert not found.well
    assert "99" in found.found


def test_when_slack_was_last_heard(sqlite_url: str) -> None:
    assert "Type /coach" in database(sqlite_url)["heard from Slack"].fix
    opened = Database(sqlite_url)
    with Transactions(opened).write() as session:
        installations.keep_installation(session, installations.Installation("T1", "", "U1", "B1", NOW))
        inbox.take(session, "T1", "k", datetime.now(UTC) - timedelta(minutes=5))
    assert database(sqlite_url)["heard from Slack"].found == "the last thing 5 min ago"
    with Transactions(opened).write() as session:
        inbox.prune(session, datetime.now(UTC))
        inbox.take(session, "T1", "k", datetime.now(UTC) - timedelta(hours=30))
    opened.close()
    assert database(sqlite_url)["heard from Slack"].found == "the last thing 30 h ago"


# -- the manifest ---------------------------------------------------------------------------------


def test_an_upgrade_that_needs_more_of_the_app_is_told() -> None:
    assert manifest_since(Kept(), NEEDED).well
    assert manifest_since(Kept(manifests={"T1": NEEDED}), NEEDED).fix == ""
    older = {**NEEDED, "event": NEEDED["event"][1:], "shortcut": []}
    found = manifest_since(Kept(manifests={"T1": NEEDED, "T2": older}), NEEDED)
    assert not found.well
    assert NEEDED["event"][0] in found.found
    assert "coach manifest --applied" in found.fix
    newer = manifest_since(Kept(manifests={"T1": {**NEEDED, "event": [*NEEDED["event"], "team_join"]}}), NEEDED)
    assert newer.well
    assert "event team_join" in newer.found


def test_what_the_apps_page_shows_is_compared(tmp_path: Path) -> None:
    whole = manifest(request_url="https://coach.example.org/slack/events", name="Our coach")
    file = tmp_path / "page.json"
    file.write_text(json.dumps(whole))
    assert manifest_there(parts(read_manifest(file)), NEEDED) == Finding(
        "manifest on your app's page", True, "all is there"
    )
    whole["features"]["slash_commands"][0]["should_escape"] = False
    whole["features"]["app_home"]["messages_tab_read_only_enabled"] = True
    whole["settings"]["event_subscriptions"]["bot_events"].remove("message.im")
    file.write_text(json.dumps(whole))
    found = manifest_there(parts(read_manifest(file)), NEEDED)
    assert not found.well
    for lacking in ("event message.im", "people may write in the Messages tab", "names in commands arrive as ids"):
        assert lacking in found.found


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("oauth_config:\n  scopes:\n    bot: [commands]\n", {"scope": ["commands"]}),
        ('{"settings": {"event_subscriptions": {"bot_events": ["app_mention"]}}}', {"event": ["app_mention"]}),
        ('{"features": [], "settings": 7, "oauth_config": {"scopes": {"bot": "all"}}}', {}),
        ('{"features": {"slash_commands": [1, {"command": 7}], "shortcuts": null}}', {}),
    ],
)
def test_a_strange_manifest_has_what_it_has(tmp_path: Path, words: str, read: dict[str, list[str]]) -> None:
    (tmp_path / "page").write_text(words)
    found = parts(read_manifest(tmp_path / "page"))
    assert {kind: names for kind, names in found.items() if names and kind != "switched on"} == read


@pytest.mark.parametrize("words", ["", "words", "[1]", "{", "a: b: c", "\x00", "{" * 20_000, '{"name": "x"}'])
def test_a_file_that_is_no_manifest_is_said(tmp_path: Path, words: str) -> None:
    (tmp_path / "page").write_text(words)
    for path in (tmp_path / "page", tmp_path / "not there", tmp_path):
        with pytest.raises(CoachError) as told:
            read_manifest(path)
        assert "App Manifest" in told.value.words
