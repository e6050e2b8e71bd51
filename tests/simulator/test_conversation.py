"""A Bolt app talks with people: the same over Socket Mode and over signed HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from coach.simulator.person_handle import fields
from coach.simulator.world import Refused

Json = dict[str, Any]


def button(words: str, action_id: str, value: str = "v") -> Json:
    """Return an actions block with one button."""
    text = {"type": "plain_text", "text": words}
    one = {"type": "button", "action_id": action_id, "text": text, "value": value}
    return {"type": "actions", "elements": [one]}


def form(*labels: str, title: str = "Needs", **more: Any) -> Json:
    """Return a form with one line for each label."""
    blocks = [
        {
            "type": "input",
            "block_id": name.lower(),
            "label": {"type": "plain_text", "text": name},
            "element": {"type": "plain_text_input", "action_id": "line"},
        }
        for name in labels
    ]
    words = {"type": "plain_text", "text": title}
    submit = {"type": "plain_text", "text": "Save"}
    return {"type": "modal", "callback_id": "form", "title": words, "submit": submit, "blocks": blocks, **more}


@pytest.fixture(params=["socket", "http"])
def transport(request: pytest.FixtureRequest) -> str:
    """Name each of the two ways to the app in turn."""
    return str(request.param)


def test_command_answers_privately(start: Any, transport: str) -> None:
    run = start()
    seen: list[Json] = []

    @run.app.command("/coach")
    def on_command(ack: Any, body: Json, respond: Any) -> None:
        seen.append(body)
        ack(text="Only for you.")
        respond(text="Later.")

    run.connect(transport)
    answer = run.ws.person("Tom").command("/coach ask @Asha about a & b", "#ward-7")
    assert answer.text == "Only for you."
    assert seen[0]["text"] == "ask <@U2|asha> about a &amp; b"
    assert seen[0]["is_enterprise_install"] == "false"
    assert [m.text for m in run.ws.person("Tom").messages("#ward-7")] == ["Later.", "Only for you."]
    assert run.ws.person("Asha").messages("#ward-7") == []
    methods = [call["method"] for call in run.ws.calls if call["method"] != "apps.connections.open"]
    assert methods == ["response_url", "ack"]


def test_mention_and_dm_become_events_and_the_apps_own_words_do_not_come_back(start: Any, transport: str) -> None:
    run = start()
    heard: list[tuple[str, str]] = []

    @run.app.event("app_mention")
    def on_mention(event: Json, say: Any) -> None:
        heard.append(("mention", event["text"]))
        say(text="Hello.", thread_ts=event["ts"])

    @run.app.event("message")
    def on_message(event: Json, say: Any) -> None:
        heard.append((event.get("subtype", "dm"), event.get("text", "")))
        if "subtype" not in event:
            say("Noted.")

    run.connect(transport)
    tom = run.ws.person("Tom")
    first = tom.post("#ward-7", "@Coach can you help?")
    tom.post("#ward-7", "not for the coach")
    mine = tom.dm("pts just want to know when")
    tom.edit(mine, "patients want to know when")
    tom.delete(mine)
    assert heard == [
        ("mention", "<@U1> can you help?"),
        ("dm", "pts just want to know when"),
        ("message_changed", ""),
        ("message_deleted", ""),
    ]
    assert [m.text for m in tom.thread("#ward-7", first.ts)] == ["<@U1> can you help?", "Hello."]
    assert [m.text for m in tom.dm_messages()] == ["Noted."]


def test_click_updates_the_message(start: Any, transport: str) -> None:
    run = start()
    bodies: list[Json] = []

    @run.app.action("go")
    def on_click(ack: Any, body: Json, client: Any) -> None:
        bodies.append(body)
        ack()
        where = body["container"]
        client.chat_update(channel=where["channel_id"], ts=where["message_ts"], text="Done.")

    run.connect(transport)
    run.client.chat_postMessage(channel="C1", text="Ready?", blocks=[button("Go on", "go", "turn 3")])
    col = run.ws.person("Col")
    col.press("Go on", "#ward-7")
    (shown,) = col.messages("#ward-7")
    assert (shown.text, shown.blocks) == ("Done.", None)
    assert bodies[0]["actions"][0]["value"] == "turn 3"
    assert bodies[0]["user"]["team_id"] == "T2"
    with pytest.raises(Refused):
        col.press("Go on", "#ward-7")


def test_a_form_with_errors_an_update_a_push_and_an_end(start: Any, transport: str) -> None:
    run = start()
    closed: list[bool] = []

    @run.app.shortcut("start")
    def on_start(ack: Any, body: Json, client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form("Name", "Why"))

    @run.app.view("form")
    def on_form(ack: Any, view: Json) -> None:
        name = view["state"]["values"]["name"]["line"]["value"]
        answers: dict[str, Json] = {
            "wrong": {"response_action": "errors", "errors": {"name": "Another one, please."}},
            "more": {"response_action": "update", "view": form("Name", "Day", title="More")},
            "deeper": {"response_action": "push", "view": form("Name", title="Deeper", notify_on_close=True)},
            "end": {"response_action": "clear"},
        }
        ack(**answers[name])

    @run.app.view_closed("form")
    def on_closed(ack: Any, body: Json) -> None:
        closed.append(body["is_cleared"])
        ack()

    run.connect(transport)
    tom = run.ws.person("Tom")
    tom.shortcut("start")
    assert [one["label"] for one in fields(tom.view)] == ["Name", "Why"]
    assert list(tom.submit({"Name": "x"}).errors) == ["why"]
    assert tom.submit({"Name": "wrong", "Why": "y"}).errors == {"name": "Another one, please."}
    assert tom.submit({"Name": "more"}).view.title == "More"
    assert tom.submit({"Name": "deeper", "Day": "z"}).view.title == "Deeper"
    tom.close()
    assert (tom.view.title, closed) == ("More", [False])
    assert tom.submit({"Name": "end"}).closed
    assert tom.view is None


def test_home_is_published_when_opened(start: Any, transport: str) -> None:
    run = start()
    tabs: list[tuple[str, bool]] = []

    @run.app.event("app_home_opened")
    def on_home(event: Json, client: Any) -> None:
        tabs.append((event["tab"], "view" in event))
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [button("Carry on", "go")]})

    @run.app.action("go")
    def on_go(ack: Any, body: Json) -> None:
        tabs.append((body["container"]["type"], "response_url" in body or "channel" in body))
        ack()

    run.connect(transport)
    tom = run.ws.person("Tom")
    tom.open_home()
    tom.open_home()
    tom.click(tom.home, "Carry on")
    assert tabs == [("home", False), ("home", True), ("view", False)]


def test_an_ephemeral_message_changes_only_through_its_response_url(start: Any, transport: str) -> None:
    run = start()

    @run.app.action("go")
    def on_click(ack: Any, body: Json, respond: Any) -> None:
        ack()
        assert body["container"]["is_ephemeral"]
        assert "message" not in body
        if body["actions"][0]["value"] == "1":
            respond(replace_original=True, text="Twice?", blocks=[button("Again", "go", "2")])
        else:
            respond(delete_original=True)

    run.connect(transport)
    tom = run.ws.person("Tom")
    posted = run.client.chat_postEphemeral(channel="C1", user=tom.id, text="Once?", blocks=[button("Go", "go", "1")])
    tom.press("Go", "#ward-7")
    (shown,) = tom.messages("#ward-7")
    assert (shown.ts, shown.text) == (posted["message_ts"], "Twice?")
    tom.press("Again", "#ward-7")
    assert tom.messages("#ward-7") == []


def test_a_message_shortcut_carries_the_message(start: Any, transport: str) -> None:
    run = start()

    @run.app.shortcut("add")
    def on_add(ack: Any, body: Json, respond: Any) -> None:
        ack()
        respond(text=f"Added: {body['message']['text']} by {body['message']['user']}")

    run.connect(transport)
    asha, tom = run.ws.person("Asha"), run.ws.person("Tom")
    said = tom.post("#ward-7", "pts just want to know when")
    asha.shortcut("add", said)
    assert asha.messages("#ward-7")[-1].text == "Added: pts just want to know when by U3"
    with pytest.raises(Refused, match="not available"):
        run.ws.person("Col").shortcut("add", said)
