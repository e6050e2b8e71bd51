"""The 3 seconds, retries by the clock, what is lost and what is not retried."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import BoltResponse

from coach.simulator.delivery import Outcome
from coach.simulator.world import Refused
from tests.simulator.conftest import START

Json = dict[str, Any]


@pytest.mark.parametrize("transport", ["socket", "http"])
def test_a_failed_event_comes_three_times_more(start: Any, transport: str) -> None:
    run = start(ack_seconds=0.3)
    tries: list[Any] = []

    @run.app.event("message")
    def on_message(body: Json, request: Any) -> None:
        tries.append((body["event_id"], request.headers.get("x-slack-retry-num", ["0"])[0]))
        raise RuntimeError("broken")

    run.connect(transport)
    run.ws.person("Tom").dm("hello")
    assert run.ws.settle()
    assert run.ws.next_due() == START + timedelta(minutes=1)
    run.ws.move_clock(to=run.ws.next_due())
    assert run.ws.settle()
    assert run.ws.next_due() == START + timedelta(minutes=6)
    run.ws.move_clock(to=run.ws.next_due())
    assert run.ws.settle()
    assert run.ws.next_due() is None
    assert [number for _, number in tries] == ["0", "1", "2", "3"]
    assert len({event_id for event_id, _ in tries}) == 1


def test_an_app_may_refuse_retries(start: Any) -> None:
    run = start()

    @run.app.middleware
    def refuse() -> BoltResponse:
        return BoltResponse(status=500, headers={"x-slack-no-retry": "1"})

    run.connect("http")
    run.ws.person("Tom").dm("hello")
    assert run.ws.idle()
    assert run.ws.next_due() is None


@pytest.mark.parametrize("transport", ["socket", "http"])
def test_a_command_that_fails_shows_a_notice_and_is_not_retried(start: Any, transport: str) -> None:
    run = start(ack_seconds=0.2)
    tries: list[str] = []

    @run.app.command("/coach")
    def on_command(body: Json) -> None:
        tries.append(body["text"])
        raise RuntimeError("broken")

    run.connect(transport)
    with pytest.raises(Refused, match="took too long"):
        run.ws.person("Tom").command("/coach next")
    assert tries == ["next"]
    assert run.ws.next_due() is None


def test_without_a_connection_events_are_lost_and_people_are_told(start: Any) -> None:
    run = start()
    tom = run.ws.person("Tom")
    tom.dm("is anybody there?")
    assert run.ws.next_due() is None
    with pytest.raises(Refused):
        tom.command("/coach next")


def test_what_never_reaches_an_app(start: Any) -> None:
    run = start()
    heard: list[Json] = []
    run.app.event("message")(lambda event: heard.append(event))
    run.app.event("app_mention")(lambda event: heard.append(event))
    run.connect()
    asha, tom, col = (run.ws.person(name) for name in ("Asha", "Tom", "Col"))
    asha.post("#elsewhere", "@Coach are you here?")
    tom.post("#ward-7", "just talking")
    for who, line, thread in ((tom, "/other x", False), (tom, "/coach x", True), (col, "/coach x", False)):
        with pytest.raises(Refused):
            who.command(line, "#ward-7", in_thread=thread)
    run.ws.deactivate("Tom")
    with pytest.raises(Refused, match="closed"):
        tom.dm("hello")
    assert heard == []
    asha.command("/invite @Coach", "#elsewhere")
    asha.post("#elsewhere", "@coach and now?")
    assert [event["text"] for event in heard] == ["<@U1> and now?"]


def test_the_apps_own_dm_comes_back_as_an_event_with_its_bot_id(start: Any) -> None:
    run = start()
    sent: list[Json] = []

    class Listening:
        """Takes every envelope."""

        def connected(self) -> bool:
            return True

        def deliver(self, envelope: Any, seconds: float) -> Any:
            sent.append(envelope.payload["event"])
            return Outcome(True)

    run.ws.delivery.transport = Listening()
    place = run.client.conversations_open(users="U3")["channel"]["id"]
    ts = run.client.chat_postMessage(channel=place, text="How is it going?")["ts"]
    assert run.ws.settle()
    run.client.chat_update(channel=place, ts=ts, text="How did it go?")
    assert run.ws.settle()
    assert [(event.get("subtype"), event.get("bot_id")) for event in sent] == [
        (None, "B1"),
        ("message_changed", None),
    ]
    assert sent[1]["message"]["bot_id"] == "B1"
    assert sent[0]["channel_type"] == "im"
