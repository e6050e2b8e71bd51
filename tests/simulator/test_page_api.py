"""The page's JSON and its live socket."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from websockets.sync.client import ClientConnection, connect

from coach.clocks import MovableClock
from coach.simulator.cast import sample_workspace
from tests.simulator.conftest import MANIFEST, START, Running
from tests.simulator.test_conversation import button, form

Json = dict[str, Any]


class Page:
    """One person's open page."""

    def __init__(self, run: Running, who: str) -> None:
        self.run = run
        self.who = who

    def get(self, path: str, **query: str) -> Json:
        """Read."""
        answer: Json = httpx.get(f"{self.run.server.url}page/{path}", params={"as": self.who, **query}).json()
        return answer

    def act(self, do: str, **body: Any) -> Json:
        """Do."""
        answer: Json = httpx.post(f"{self.run.server.url}page/act", json={"as": self.who, "do": do, **body}).json()
        return answer

    def live(self) -> ClientConnection:
        """Open the live socket."""
        return connect(f"{self.run.server.url.replace('http', 'ws')}page/live?as={self.who}")


@pytest.fixture
def tom(start: Any) -> Page:
    """Serve the sample workspace and open it as Tom, without an app."""
    run: Running = start(sample_workspace(MovableClock(START, running=False), MANIFEST))
    return Page(run, run.ws.person("Tom").id)


def test_the_state_of_the_page(tom: Page) -> None:
    state = tom.get("state")
    assert state["me"] == {
        "id": "U3",
        "name": "Tom",
        "title": "Health care assistant",
        "initials": "T",
        "is_bot": False,
    }
    assert state["clock"] == {
        "now": "2026-05-12T12:40:00Z",
        "zone": "Europe/London",
        "words": "Tuesday 12 May, 13:40",
    }
    assert [(p["kind"], p["name"]) for p in state["places"]] == [
        ("channel", "ward-7"),
        ("channel", "clinic-letters"),
        ("dm", "Coach"),
    ]
    assert state["commands"][0]["command"] == "/coach"
    assert [one["type"] for one in state["shortcuts"]] == ["message", "global"]


def test_messages_threads_and_unread(tom: Page) -> None:
    asha = Page(tom.run, "U2")
    ts = asha.act("post", place="C1", text="@Tom hello")["ts"]
    tom.act("post", place="C1", text="hi", thread_ts=ts)
    (message,) = tom.get("messages", place="C1")["messages"]
    assert (message["text"], message["time"], message["reply_count"], message["reply_users"]) == (
        "<@U3> hello",
        "13:40",
        1,
        ["U3"],
    )
    assert [m["text"] for m in tom.get("messages", place="C1", thread=ts)["messages"]] == ["<@U3> hello", "hi"]
    ward = tom.get("state")["places"][0]
    assert (ward["unread"], ward["mentioned"]) == (0, False)
    asha.act("post", place="C2", text="@Tom and here")
    letters = tom.get("state")["places"][1]
    assert (letters["unread"], letters["mentioned"]) == (1, True)
    tom.act("read", place="C2")
    assert tom.get("state")["places"][1]["unread"] == 0


def test_what_cannot_be_done_is_said_in_words(tom: Page) -> None:
    assert tom.act("post", place="C9", text="x") == {"ok": False, "error": "There is no such place."}
    assert tom.act("command", place="C1", text="/none")["error"] == "/none is not a valid command."
    assert "took too long" in tom.act("command", place="C1", text="/coach next")["error"]
    assert tom.act("others")["ok"] is False
    assert tom.act("move_clock", seconds=-5)["ok"] is False
    assert tom.act("dance")["ok"] is False
    assert Page(tom.run, "U99").act("post", place="C1", text="x")["ok"] is False
    assert Page(tom.run, "U99").get("state")["me"]["is_bot"] is False, "the page opens as somebody who is there"


def test_a_form_through_the_page(tom: Page) -> None:
    run = tom.run

    @run.app.action("go")
    def on_go(ack: Any, body: Json, client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form("Need", "Who"))

    @run.app.view("form")
    def on_form(ack: Any, view: Json) -> None:
        values = view["state"]["values"]
        if values["who"]["line"]["value"] == "x":
            ack(response_action="errors", errors={"who": "Who is that?"})
        else:
            ack()

    run.connect()
    run.client.chat_postMessage(channel="C1", text="x", blocks=[button("Answer", "go")])
    (message,) = tom.get("messages", place="C1")["messages"]
    where = {"place": "C1", "ts": message["ts"], "block_id": message["blocks"][0]["block_id"]}
    assert tom.act("click", **where, action_id="go", value={"value": "v"}) == {"ok": True}
    view = tom.get("view")["view"]
    assert (view["type"], view["title"]["text"], view["depth"]) == ("modal", "Needs", 1)

    def filled(who: str) -> Json:
        line = {"type": "plain_text_input"}
        return {"need": {"line": {**line, "value": "know when"}}, "who": {"line": {**line, "value": who}}}

    assert tom.act("submit", view_id=view["id"], state=filled("x"))["errors"] == {"who": "Who is that?"}
    assert tom.act("submit", view_id=view["id"], state=filled("patients")) == {"ok": True, "closed": True}
    assert tom.get("view") == {"view": None}


def test_the_live_socket_tells_only_what_is_for_that_person(tom: Page) -> None:
    with tom.live() as mine:
        asha = Page(tom.run, "U2")
        ts = asha.act("post", place="C1", text="hello")["ts"]
        asha.act("edit", place="C1", ts=ts, text="hello all")
        tom.run.client.chat_postEphemeral(channel="C1", user="U2", text="For Asha.")
        tom.run.client.chat_postEphemeral(channel="C1", user="U3", text="For Tom.")
        asha.act("delete", place="C1", ts=ts)
        tom.act("move_clock", to="2026-05-20T12:30:00Z")
        frames = [json.loads(mine.recv(timeout=5)) for _ in range(5)]
    assert [frame["kind"] for frame in frames] == ["message", "changed", "message", "deleted", "clock"]
    assert frames[2]["message"]["text"] == "For Tom."
    assert frames[4]["clock"]["words"] == "Wednesday 20 May, 13:30"


def test_other_websites_are_kept_out(tom: Page) -> None:
    url = f"{tom.run.server.url}page/act"
    body = {"as": "U3", "do": "post", "place": "C1", "text": "x"}
    for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        assert httpx.post(url, json=body, headers=headers).status_code == 403
    own = {"Origin": tom.run.server.url.rstrip("/")}
    assert httpx.post(url, json=body, headers=own).json()["ok"]


def test_the_others_answer_through_the_hook(tom: Page) -> None:
    tom.run.ws.on_others = lambda who, place: f"{who} waits in {place}"
    assert tom.act("others", place="C1")["words"] == "U3 waits in C1"
    assert tom.act("leave", place="C2")["ok"]
    assert tom.act("post", place="C2", text="x")["error"] == "Join #clinic-letters first."
    assert tom.act("join", place="C2")["ok"]
