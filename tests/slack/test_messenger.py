"""Sending, changing and failing: every refusal of Slack's becomes the right kind of problem."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from coach.errors import SendProblem
from coach.simulator.block_walk import elements
from coach.slack.client import make_client
from coach.slack.manifest import METHODS
from coach.slack.messenger import SlackMessenger
from coach.slack.problems import from_slack
from coach.views import Button, Controls, Heading, Home, Message, Text
from tests.slack.conftest import Running, press

CARD = Message("Ready?", (Heading("Ready?"), Controls((Button("Go", press("next")),))))


def test_posting_changing_and_deleting(bare: Running) -> None:
    to, workspace, tom = bare.messenger, bare.app.who.workspace, bare.ws.person("Tom")
    ts = to.post(workspace, "C1", CARD)
    reply = to.post(workspace, "C1", Message("In the thread."), thread=ts, broadcast=True)
    assert [m.text for m in tom.thread("#ward-7", ts)] == ["Ready?", "In the thread."]
    assert bare.called("chat.postMessage")[0]["unfurl_links"] in (False, "false", "0")
    assert to.link(workspace, "C1", ts).endswith(ts.replace(".", ""))
    to.update(workspace, "C1", ts, Message("Done."))
    shown = tom.messages("#ward-7")[0]
    assert (shown.text, list(elements(shown.blocks))) == ("Done.", [])
    to.delete(workspace, "C1", reply)
    with pytest.raises(SendProblem, match="no_message: message_not_found"):
        to.update(workspace, "C1", reply, CARD)
    assert to.link(workspace, "C1", "1.0") == ""


def test_dms_whispers_and_home(bare: Running) -> None:
    to, workspace, tom = bare.messenger, bare.app.who.workspace, bare.ws.person("Tom")
    dm = to.dm(workspace, tom.id)
    assert to.dm(workspace, tom.id) == dm
    assert len(bare.called("conversations.open")) == 1
    to.post(workspace, dm, CARD)
    to.whisper(workspace, "C1", tom.id, Message("Only you."))
    to.home(workspace, tom.id, Home((Text("Nothing waits."),)))
    assert [m.text for m in tom.dm_messages()] == ["Ready?"]
    assert [m.text for m in tom.messages("#ward-7")] == ["Only you."]
    assert tom.home is not None


def test_a_file_comes_with_its_message(bare: Running) -> None:
    to, workspace, tom = bare.messenger, bare.app.who.workspace, bare.ws.person("Tom")
    page = Message("The summary.", attach=("summary.html", "<p>é</p>".encode()))
    ts = to.post(workspace, "C1", page)
    assert [m.files[0]["name"] for m in tom.thread("#ward-7", ts)[1:]] == ["summary.html"]
    to.post(workspace, to.dm(workspace, tom.id), page)
    assert [bool(m.files) for m in tom.dm_messages()] == [False, True]
    with pytest.raises(SendProblem, match="refused: empty_file"):
        to.post(workspace, "C1", Message("x", attach=("empty.txt", b"")))
    bare.ws.fail_next("files.completeUploadExternal", "500")
    with pytest.raises(SendProblem) as problem:
        to.post(workspace, "C1", page)
    assert problem.value.maybe_sent


@pytest.mark.parametrize(
    ("fault", "code", "after", "maybe_sent"),
    [
        ("429", "ratelimited", 1.0, False),
        ("500", "http_500", 0.0, True),
        ("timeout", "network", 0.0, True),
        ("lost_answer", "network", 0.0, True),
    ],
)
def test_what_may_have_been_sent_is_said(bare: Running, fault: Any, code: str, after: float, maybe_sent: bool) -> None:
    bare.ws.fail_next("chat.postMessage", fault)
    with pytest.raises(SendProblem) as problem:
        bare.messenger.post(bare.app.who.workspace, "C1", CARD)
    found = problem.value
    assert (found.kind, found.code, found.after, found.maybe_sent) == ("retry", code, after, maybe_sent)
    assert len(bare.called("chat.postMessage")) == 1
    assert len(bare.ws.person("Tom").messages("#ward-7")) == (fault == "lost_answer")


def test_slack_out_of_reach_has_sent_nothing() -> None:
    away = SlackMessenger(make_client("xoxb-1", "http://127.0.0.1:9/api/"))
    with pytest.raises(SendProblem) as problem:
        away.post("T1", "C1", CARD)
    assert (problem.value.kind, problem.value.maybe_sent) == ("retry", False)
    assert away.link("T1", "C1", "1.0") == ""


def test_places_and_people_that_are_gone(bare: Running) -> None:
    to, workspace, asha = bare.messenger, bare.app.who.workspace, bare.ws.person("Asha")
    with pytest.raises(SendProblem, match="no_place: not_in_channel"):
        to.post(workspace, "C2", CARD)
    with pytest.raises(SendProblem, match="no_place: channel_not_found"):
        to.post(workspace, "C99", CARD)
    with pytest.raises(SendProblem, match="no_person"):
        to.dm(workspace, "U99")
    with pytest.raises(SendProblem, match="no_person: user_not_in_channel"):
        to.whisper(workspace, "C1", "U99", CARD)
    bare.ws.deactivate("Asha")
    with pytest.raises(SendProblem, match="no_person: user_disabled"):
        to.dm(workspace, asha.id)
    bare.ws.archive("#ward-7")
    with pytest.raises(SendProblem, match="no_place: is_archived"):
        to.post(workspace, "C1", CARD)
    bare.ws.uninstall()
    with pytest.raises(SendProblem) as problem:
        to.post(workspace, "C1", CARD)
    assert problem.value.kind == "retry"
    assert problem.value.after >= 60


def test_a_messages_tab_that_is_off_is_a_fault_of_the_app_and_of_nobodys_account() -> None:
    problem = from_slack(SlackApiError("", {"error": "messages_tab_disabled"}), to_person=True)
    assert (problem.kind, problem.code) == ("retry", "messages_tab_disabled")


def test_a_dm_that_is_gone_is_asked_for_again(bare: Running) -> None:
    to, workspace, tom = bare.messenger, bare.app.who.workspace, bare.ws.person("Tom")
    dm = to.dm(workspace, tom.id)
    del bare.ws.world.places[dm]
    with pytest.raises(SendProblem, match="no_place"):
        to.post(workspace, dm, CARD)
    to.dm(workspace, tom.id)
    assert len(bare.called("conversations.open")) == 2


def test_the_directory_asks_once_a_day(bare: Running) -> None:
    directory, workspace = bare.directory, bare.app.who.workspace
    tom = bare.ws.person("Tom").id
    found = directory.person(workspace, tom)
    assert (found.name, found.title, found.zone, found.active) == ("Tom", "Nurse", "Europe/London", True)
    directory.person(workspace, tom)
    assert len(bare.called("users.info")) == 1
    bare.ws.deactivate("Tom")
    bare.ws.move_clock(by=timedelta(hours=25))
    bare.ws.fail_next("users.info", "500")
    assert directory.person(workspace, tom).active
    assert not directory.person(workspace, tom).active
    assert len(bare.called("users.info")) == 3


def test_guests_strangers_and_the_app_itself(bare: Running) -> None:
    directory, workspace = bare.directory, bare.app.who.workspace
    guest = directory.person(workspace, bare.ws.person("Col").id)
    assert guest.workspace not in ("", workspace)
    assert guest.zone == "Europe/London"
    nobody = directory.person(workspace, "U99")
    assert (nobody.name, nobody.active) == ("U99", False)
    assert directory.person(workspace, bare.app.who.bot_user).bot
    bare.ws.fail_next("users.info", "timeout")
    assert directory.person(workspace, bare.ws.person("Asha").id).active


def test_every_method_called_needs_only_the_scopes_asked_for(bare: Running) -> None:
    assert set(bare.ws.app.manifest.scopes) >= set(METHODS.values()) - {""}
