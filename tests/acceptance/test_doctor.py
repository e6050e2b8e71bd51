"""`coach doctor` as somebody runs it: against the local workspace, and against a server that is not ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from coach.bootstrap import Running, build, set_up_otherwise
from coach.cli import main
from coach.clocks import SystemClock
from coach.settings import read_settings
from coach.simulator.cast import sample_workspace
from coach.simulator.server import serve
from coach.slack.manifest import manifest, parts
from storage import installations
from tests.acceptance.other_slack import OtherSlack
from tests.acceptance.test_other_slack import free_port

CHECKS = 25


@dataclass
class Slack:
    """A server that speaks Slack's protocol, and the workspace that its token is of."""

    api_url: str
    bot: str
    app: str


@pytest.fixture(params=["local workspace", "another server"])
def slack(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Slack]:
    """The settings of somebody who has done what the README says, for either server."""
    if request.param == "local workspace":
        server = serve(sample_workspace(SystemClock(), manifest()))
        made, stop = Slack(server.api_url, server.workspace.app.bot_token, server.workspace.app.app_token), server.stop
    else:
        other = OtherSlack()
        made, stop = Slack(other.api_url, "xoxb-other", "xapp-other"), other.stop
    for name in ("HTTPS_PROXY", "https_proxy", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'coach.db'}")
    monkeypatch.setenv("COACH_SLACK_API_URL", made.api_url)
    monkeypatch.setenv("COACH_PORT", str(free_port()))
    monkeypatch.setenv("SLACK_BOT_TOKEN", made.bot)
    monkeypatch.setenv("SLACK_APP_TOKEN", made.app)
    yield made
    stop()


def started() -> Running:
    """`coach serve` up to where it takes something in."""
    return build(read_settings(), SystemClock(), edge=False)


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_it_is_well_before_the_first_start_and_after_it(slack: Slack, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0, said(capsys)
    assert any(line.startswith("note  database: not set up yet") for line in said(capsys))
    running = started()
    assert not set_up_otherwise(running)
    running.stop()
    assert main(["doctor"]) == 0
    lines = said(capsys)
    assert sum(line.startswith(("ok ", "note ")) for line in lines) >= CHECKS
    assert not [line for line in lines if line.startswith("WRONG")]
    assert lines[-1].startswith("All is well")
    assert slack.bot not in str(lines)
    assert slack.app not in str(lines)


def test_after_an_upgrade_it_says_that_the_manifest_must_be_pasted_again(
    slack: Slack, capsys: pytest.CaptureFixture[str]
) -> None:
    running = started()
    set_up_otherwise(running)
    needed = parts(manifest())
    with running.core.transactions.write() as session:
        older = {**needed, "shortcut": [], "event": [one for one in needed["event"] if one != "message.im"]}
        installations.keep_manifest(session, running.app.who.workspace, older)
    assert set_up_otherwise(running), "coach serve says it in its log"
    running.stop()
    assert main(["doctor"]) == 1
    lines = said(capsys)
    (wrong,) = [at for at, line in enumerate(lines) if line.startswith("WRONG")]
    assert "event message.im" in lines[wrong]
    assert "Add" not in lines[wrong]
    assert "coach manifest --applied" in lines[wrong + 1]
    assert main(["manifest", "--applied"]) == 0
    assert running.app.who.workspace in said(capsys)[-1]
    assert main(["doctor"]) == 0


def test_a_token_that_was_mistyped_stops_nothing_else(
    slack: Slack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", "xoxb-the-other-one")
    assert main(["doctor"]) == 1
    lines = said(capsys)
    assert [line.split(":")[0] for line in lines if line.startswith("WRONG")] == ["WRONG app token set"]
    assert any(line.startswith("ok    database's file") for line in lines)
    assert any(line.startswith("ok    Slack: answered") for line in lines)
