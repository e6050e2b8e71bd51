"""What `coach doctor` asks Slack, against the local workspace: each thing that can be wrong is found, with its fix."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from coach.services.doctor import Finding
from coach.simulator import web_api
from coach.simulator.manifest import AppManifest
from coach.slack.checkup import Tokens, address_finding, bot_findings, socket_findings
from coach.slack.manifest import manifest
from coach.slack.transport import WebEdge
from tests.slack.conftest import Running

NONE: frozenset[str] = frozenset()


def by_name(found: Iterable[Finding]) -> dict[str, Finding]:
    return {one.name: one for one in found}


def asked(run: Running, *, bot: str = "", app: str = "", served: frozenset[str] = NONE) -> dict[str, Finding]:
    """Everything Slack says of the tokens; the machine's clock, for the server's answers carry that."""
    tokens = Tokens(bot or run.ws.app.bot_token, app or run.ws.app.app_token, run.server.api_url)
    now = datetime.now(UTC)
    return by_name([*bot_findings(tokens, now, served), *socket_findings(tokens)])


def answering(monkeypatch: pytest.MonkeyPatch, method: str, **more: Any) -> None:
    """Have the workspace add this to the answer of a method."""
    before = web_api.METHODS[method]
    monkeypatch.setitem(web_api.METHODS, method, lambda ws, args: {**before(ws, args), **more})


def test_all_is_well(bare: Running) -> None:
    found = asked(bare, served=frozenset({bare.ws.world.team_id}))
    assert set(found) == {
        *("Slack", "bot token", "workspace", "scopes", "clock", "Slack's warnings", "app", "app token", "Socket Mode")
    }
    assert [one for one in found.values() if not one.well or one.fix] == []
    assert found["scopes"].found == "as in the manifest, and no more"
    assert bare.ws.app.app_id in found["app"].found


def test_no_connection_is_opened(bare: Running) -> None:
    asked(bare)
    assert not bare.server.socket_mode.wait_connected(1, 0.2)


@pytest.mark.parametrize(("revoked", "code"), [(True, "token_revoked"), (False, "invalid_auth")])
def test_a_token_that_does_not_work_says_how_to_get_one(bare: Running, revoked: bool, code: str) -> None:
    if revoked:
        bare.ws.api.tokens.revoke_all()
    found = asked(bare, bot="" if revoked else "xoxb-other")["Slack"]
    assert (found.well, found.found) == (False, code)
    assert "Install App" in found.fix


def test_slack_that_cannot_be_reached_is_a_matter_of_the_network(bare: Running) -> None:
    tokens = Tokens("xoxb-1", "xapp-1", "http://127.0.0.1:1/api/")
    (bot,) = bot_findings(tokens, datetime.now(UTC), NONE)
    (app,) = socket_findings(tokens)
    for found in (bot, app):
        assert (found.well, found.found) == (False, "network")
        assert "firewall" in found.fix
    bare.ws.fail_next("auth.test", "429")
    assert "in a minute" in asked(bare)["Slack"].fix
    bare.ws.fail_next("auth.test", "500")
    assert asked(bare)["Slack"].found == "http_500"


def test_scopes_that_are_missing_or_more_than_needed_are_named(bare: Running) -> None:
    whole = manifest()
    scopes = set(whole["oauth_config"]["scopes"]["bot"])
    for granted, well in ((scopes - {"files:write"}, False), (scopes | {"channels:history"}, True)):
        whole["oauth_config"]["scopes"]["bot"] = sorted(granted)
        bare.ws.app.manifest = AppManifest.read(whole)
        found = asked(bare)["scopes"]
        assert found.well is well
        assert ("channels:history" if well else "files:write") in found.found
        assert "App Manifest" in found.fix or "OAuth & Permissions" in found.fix


def test_a_token_of_a_person_or_of_an_organisation_is_refused(bare: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "auth.test", bot_id=None)
    assert "belongs to a person" in asked(bare)["bot token"].found
    answering(monkeypatch, "auth.test", is_enterprise_install=True)
    assert "one workspace" in asked(bare)["bot token"].fix


def test_a_database_of_another_workspace_is_told(bare: Running) -> None:
    found = asked(bare, served=frozenset({"T0OTHER"}))["workspace"]
    assert not found.well
    assert "T0OTHER" in found.found


def test_clocks_apart_are_told(bare: Running) -> None:
    tokens = Tokens(bare.ws.app.bot_token, bare.ws.app.app_token, bare.server.api_url)
    late = by_name(bot_findings(tokens, datetime.now(UTC) + timedelta(minutes=7), NONE))["clock"]
    assert not late.well
    assert "NTP" in late.fix


@pytest.mark.parametrize("where", [{"warning": "method_deprecated"}, {"response_metadata": {"warnings": ["retired"]}}])
def test_what_slack_is_taking_away_is_told(bare: Running, monkeypatch: pytest.MonkeyPatch, where: Any) -> None:
    answering(monkeypatch, "auth.test", warning="missing_charset")
    assert asked(bare)["Slack's warnings"].well
    answering(monkeypatch, "auth.test", **where)
    found = asked(bare)["Slack's warnings"]
    assert not found.well
    assert "newer version of the coach" in found.fix


def test_an_app_token_that_opens_nothing_says_how_to_make_one(bare: Running) -> None:
    found = asked(bare, app="xapp-other")["app token"]
    assert not found.well
    assert "connections:write" in found.fix
    assert "Under Socket Mode, turn it on" in found.fix


def test_tokens_of_two_apps_are_told(bare: Running) -> None:
    for app_id, well in (("A1", True), ("A0OTHER", False)):
        bare.ws.api.tokens.app = f"xapp-1-{app_id}-77-abc"
        found = asked(bare, app=bare.ws.api.tokens.app)["one app"]
        assert found.well is well
    assert "two apps" in found.fix


def test_a_firewall_before_socket_mode_is_told(bare: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    answering(monkeypatch, "apps.connections.open", url="ws://127.0.0.1:1/link?ticket=1")
    found = asked(bare)["Socket Mode"]
    assert not found.well
    assert "firewall" in found.fix
    monkeypatch.setenv("HTTPS_PROXY", "http://somebody:secret@proxy.example:3128")
    through = asked(bare)["Socket Mode"]
    assert through.well
    assert "secret" not in through.found


def test_a_server_that_says_less_than_slack_is_no_fault(bare: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(web_api.METHODS, "bots.info")
    monkeypatch.setattr(web_api.WebApi, "_scopes", lambda api, method: {})
    found = asked(bare)
    assert found["app"].found == "not told (unknown_method)"
    assert found["scopes"].found.startswith("not compared")
    assert all(one.well for one in found.values())


def test_the_public_address_leads_here(bare: Running, elsewhere: str) -> None:
    edge = WebEdge(health=lambda: {"ok": True}, metrics=lambda: "", app=bare.app, host="127.0.0.1", port=0)
    edge.start()
    try:
        assert address_finding(f"http://127.0.0.1:{edge.port}").well
        assert address_finding(f"http://127.0.0.1:{edge.port}/slack/events").well
    finally:
        edge.stop()
    for url in (elsewhere, f"http://127.0.0.1:{edge.port}", "http://coach.example.org", "https://127.0.0.1:1"):
        found = address_finding(url)
        assert not found.well
        assert found.fix


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A server that takes anything from anybody."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Stay quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
