"""Socket Mode under stress: connections that are asked to go, break, or come too late; long acks; two at once."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from coach.errors import SettingsError
from coach.simulator.delivery import Envelope
from coach.slack.connection import Socket, text_frame
from coach.slack.socket_mode import SocketMode
from coach.views import Box, Form, Message, Reply, Text
from tests.slack.conftest import Json, Running, press, running, workspace


@pytest.fixture
def live() -> Iterator[Running]:
    begun = running(workspace(ack_seconds=20.0))  # what is tested is that acks come, however busy the machine is
    begun.connect("socket")
    yield begun
    begun.stop()


def _answers(run: Running) -> bool:
    answer = run.ws.person("Tom").command("/coach status", "#ward-7")
    return answer is not None and answer.text == "All well."


def test_a_connection_asked_to_go_is_replaced_and_nothing_is_lost(live: Running) -> None:
    live.coach.on["/coach status"] = Reply(message=Message("All well."))
    for reason in ("refresh_requested", "warning"):
        live.server.socket_mode.disconnect(reason)
        assert all(_answers(live) for _ in range(10))
        assert live.server.socket_mode.wait_connected(2)


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("something_of_2029", {"type": "something_of_2029"}),
        ("interactive", {"type": "something_of_2029", "user": {"id": "U2"}}),
        ("interactive", {"type": "block_actions", "user": {"id": "U2"}, "actions": []}),
        ("interactive", {}),
        ("events_api", {"type": "event_callback", "event_id": "Ev1", "event": 7}),
        ("events_api", {"type": "event_callback", "event_id": "Ev2", "event": {"type": "something_of_2029"}}),
        ("events_api", {}),
        ("slash_commands", {}),
    ],
)
def test_envelopes_of_any_kind_are_acked_and_the_next_is_heard(live: Running, kind: str, payload: Json) -> None:
    assert live.server.socket_mode.deliver(Envelope(kind, payload), 10).acked
    assert live.coach.taken == []
    live.coach.on["/coach status"] = Reply(message=Message("All well."))
    assert _answers(live)
    assert live.sockets is not None
    assert live.sockets.connected() == 2


def test_both_connections_may_break_and_come_back(live: Running) -> None:
    live.coach.on["/coach status"] = Reply(message=Message("All well."))
    live.server.socket_mode.drop()
    assert live.server.socket_mode.wait_connected(2)
    assert live.sockets is not None
    assert live.sockets.wait_connected(2)
    assert all(_answers(live) for _ in range(4))


def test_an_ack_does_not_wait_for_the_one_before_it_to_be_confirmed(live: Running) -> None:
    assert live.sockets is not None
    for one in live.sockets._slots:
        assert one is not None
        assert one.current_session is not None
        raw = one.current_session.sock
        assert raw is not None
        assert raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_closing_ends_even_when_a_reader_only_just_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's reader takes back that it is over when it begins: closing then waited for it for ever."""
    begins = Socket._run_current_session

    def late(self: Socket) -> None:
        while not self.current_session_state.terminated:
            threading.Event().wait(0.001)
        begins(self)

    monkeypatch.setattr(Socket, "_run_current_session", late)
    run = running()
    sockets = SocketMode(run.app, run.ws.app.app_token)
    sockets.start()
    closing = threading.Thread(target=sockets.close, daemon=True)
    closing.start()
    closing.join(10)
    assert not closing.is_alive()
    run.stop()


def test_an_ack_under_way_goes_out_although_its_connection_goes(live: Running) -> None:
    let_go, came = threading.Event(), threading.Barrier(3)

    def slow(inbound: object) -> Reply:
        came.wait(10)
        let_go.wait(10)
        return Reply(message=Message("All well."))

    live.coach.on["/coach status"] = slow
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(_answers, live) for _ in range(2)]
        came.wait(10)
        live.server.socket_mode.drop()
        assert live.server.socket_mode.wait_connected(2)
        let_go.set()
        assert all(one.result() for one in waiting)


def test_a_form_over_64_kB_fits_into_an_ack(live: Running) -> None:
    options = tuple((f"idea-{n}", f"Idea number {n}, told at some length for the test") for n in range(100))
    boxes = tuple(Box(f"box{n}", f"Which of them, {n}?", "several", options) for n in range(9))
    live.coach.forms["/coach"] = Form(press("start"), "New", (Box("name", "Name"),))
    live.coach.on["start"] = Reply(form=Form(press("pick_save"), "Pick", boxes, (Text("Up to three."),)))
    tom = live.ws.person("Tom")
    tom.command("/coach", "#ward-7")
    live.settled()
    answer = tom.submit({"Name": "Home by noon"})
    assert answer.view is not None
    assert answer.view.title == "Pick"


def test_frames_of_every_length_are_whole() -> None:
    for length, head in ((125, 2), (126, 4), (65_535, 4), (65_536, 10)):
        frame = text_frame(b"x" * length, b"\x00\x00\x00\x00")
        assert len(frame) == head + 4 + length
        assert frame[head + 4 :] == b"x" * length


def test_many_people_at_once_are_all_answered(live: Running) -> None:
    live.coach.on["/coach status"] = Reply(message=Message("All well."))
    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(lambda _: _answers(live), range(200)))
    assert len({one.key for one in live.coach.taken}) == 200


def test_a_wrong_app_token_is_named_in_words(bare: Running) -> None:
    sockets = SocketMode(bare.app, "xapp-wrong")
    with pytest.raises(SettingsError) as refused:
        sockets.start()
    assert "SLACK_APP_TOKEN" in refused.value.words
    sockets.close()


def test_it_starts_although_slack_is_down_for_a_moment(bare: Running) -> None:
    bare.ws.fail_next("apps.connections.open", "500", 2)
    sockets = SocketMode(bare.app, bare.ws.app.app_token)
    sockets.start()
    assert sockets.wait_connected(2)
    sockets.close()
    assert sockets.connected() == 0


def test_slack_asking_to_wait_holds_up_nothing_else(bare: Running) -> None:
    """The library would sleep where the other connection is watched over, and a stop would wait for that."""
    bare.ws.fail_next("apps.connections.open", "429")
    sockets = SocketMode(bare.app, bare.ws.app.app_token)
    problem = sockets._open(0)
    assert problem is not None
    assert (problem.code, problem.after) == ("ratelimited", 1.0)
    sockets.close()


def test_an_answer_that_is_none_of_slacks_is_no_end(bare: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, strange = bare.app.client.apps_connections_open, iter((AttributeError("get"), TypeError("words")))

    def answers(**given: str) -> object:
        for error in strange:
            raise error
        return opened(**given)

    monkeypatch.setattr(bare.app.client, "apps_connections_open", answers)
    sockets = SocketMode(bare.app, bare.ws.app.app_token)
    sockets.start()
    assert sockets.wait_connected(2)
    sockets.close()


def test_a_connection_that_is_ended_at_once_is_not_opened_again_and_again(bare: Running) -> None:
    """Where there are ten already Slack takes an eleventh and ends it: 20 a second were opened."""
    sockets = SocketMode(bare.app, bare.ws.app.app_token)
    waits = []
    for _ in range(4):
        assert sockets._open(0) is None
        waits.append(round(max(sockets._not_before[0] - time.monotonic(), 0)))
        one = sockets._slots[0]
        assert one is not None
        one.connect_to_new_endpoint()
    one._left += 60
    assert sockets._open(0) is None
    assert (waits, sockets._failures[0]) == ([0, 1, 2, 4], 0)
    sockets.close()
