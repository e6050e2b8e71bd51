"""The manifest says what the code does: every method, event, command and shortcut, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import coach.slack
from coach.simulator.web_api import SCOPES
from coach.slack.listeners.events import EVENTS
from coach.slack.manifest import METHODS, manifest

ROOM = Path(coach.slack.__file__).parent
SOURCE = {path.relative_to(ROOM).as_posix(): path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py")}


def test_the_methods_table_is_what_the_code_calls() -> None:
    called = {name for text in SOURCE.values() for name in re.findall(r"client\.([a-z]+_[a-zA-Z_]+)\(", text)} - {
        "api_call"
    }
    assert called == set(METHODS)


def test_the_scopes_are_the_ones_slack_asks_for() -> None:
    for method, scope in METHODS.items():
        assert SCOPES.get(method.replace("_", "."), scope) == scope
    assert manifest()["oauth_config"]["scopes"] == {
        "bot": [
            "app_mentions:read",
            "chat:write",
            "commands",
            "files:write",
            "im:history",
            "im:write",
            "users:read",
        ]
    }


def test_the_events_are_the_ones_read() -> None:
    read = set(re.findall(r'kind == "(\w+)"', SOURCE["events_in.py"]))
    assert {name.partition(".")[0] for name in EVENTS} == read
    assert manifest()["settings"]["event_subscriptions"] == {"bot_events": sorted(EVENTS)}


def test_the_features_are_as_designed() -> None:
    features = manifest()["features"]
    assert features["app_home"]["messages_tab_enabled"] is True
    assert features["app_home"]["messages_tab_read_only_enabled"] is False
    assert features["bot_user"]["display_name"] == "Coach"
    (command,) = features["slash_commands"]
    assert (command["command"], command["should_escape"]) == ("/coach", True)
    (shortcut,) = features["shortcuts"]
    assert (shortcut["name"], shortcut["type"]) == ("Add to improvement project", "message")


def test_socket_mode_unless_an_address_is_given() -> None:
    assert manifest()["settings"]["socket_mode_enabled"] is True
    assert "url" not in manifest()["features"]["slash_commands"][0]
    url = "https://coach.example.org/slack/events"
    given = manifest(request_url=url)
    assert given["settings"]["socket_mode_enabled"] is False
    assert given["settings"]["interactivity"] == {"is_enabled": True, "request_url": url}
    assert given["settings"]["event_subscriptions"]["request_url"] == url
    assert given["features"]["slash_commands"][0]["url"] == url


def test_slacks_limits_on_manifests_hold() -> None:
    made = manifest(name="Coach of the improvement team in a very large hospital of many wards" * 2)
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    features = made["features"]
    assert len(features["bot_user"]["display_name"]) <= 80
    assert len(features["slash_commands"]) <= 50
    for command in features["slash_commands"]:
        assert re.fullmatch(r"/[a-z0-9_-]{1,31}", command["command"])
        assert 0 < len(command["description"]) <= 2000
        assert 0 < len(command["usage_hint"]) <= 1000
    assert len(features["shortcuts"]) <= 10
    for shortcut in features["shortcuts"]:
        assert 0 < len(shortcut["callback_id"]) <= 255
        assert 0 < len(shortcut["description"]) <= 150
    assert len(made["settings"]["event_subscriptions"]["bot_events"]) <= 100


def test_only_this_room_knows_slacks_libraries() -> None:
    product = ROOM.parents[1]
    strays = [
        path.relative_to(product).as_posix()
        for room in ("coach", "dialogues", "storage")
        for path in (product / room).rglob("*.py")
        if ROOM not in path.parents and re.search(r"^\s*(from|import) slack_(bolt|sdk)", path.read_text(), re.MULTILINE)
    ]
    assert not strays


def test_nobody_but_the_reader_looks_into_a_payload() -> None:
    readers = {"inbound.py", "events_in.py", "typed.py", "verification.py", "transport.py"}
    looking = {name for name, text in SOURCE.items() if re.search(r"\bbody(\[|\.get\()", text)}
    assert looking <= readers | {"replies.py"}
