"""Socket Mode itself: two sockets, refreshes, broken networks, single-use tickets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from coach.simulator.delivery import Envelope
from tests.simulator.conftest import Running

Json = dict[str, Any]


@contextmanager
def open_socket(run: Running) -> Iterator[ClientConnection]:
    """Open a bare socket and take its hello."""
    url = f"{run.server.url.replace('http', 'ws')}link?ticket={run.ws.tickets.issue()}"
    with connect(url) as socket:
        assert json.loads(socket.recv())["type"] == "hello"
        yield socket


def test_a_ticket_works_once(start: Any) -> None:
    run = start()
    url = run.client.apps_connections_open(app_token=run.ws.app.app_token)["url"]
    with connect(url) as socket:
        hello = json.loads(socket.recv())
        assert (hello["num_connections"], hello["connection_info"]) == (1, {"app_id": "A1"})
        with pytest.raises(InvalidStatus), connect(url):
            pass
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        run.client.apps_connections_open(app_token="xapp-other")


def test_envelopes_go_to_either_socket_and_acks_are_taken_on_any(start: Any) -> None:
    run = start(ack_seconds=5)
    with open_socket(run) as one, open_socket(run) as two:
        assert run.server.socket_mode.wait_connected(2)
        for sender, other in ((one, two), (two, one)):
            run.ws.delivery.event_later({"type": "event_callback", "event": {}})
            frame = json.loads(sender.recv())
            assert (frame["type"], frame["accepts_response_payload"], frame["retry_attempt"]) == (
                "events_api",
                False,
                0,
            )
            other.send(json.dumps({"envelope_id": frame["envelope_id"]}))
            assert run.ws.settle()


def test_a_refresh_warns_and_the_client_comes_back(start: Any) -> None:
    run = start()
    heard: list[str] = []
    run.app.event("message")(lambda event: heard.append(event["text"]))
    run.connect()
    run.connect()
    sockets = run.server.socket_mode
    sockets.disconnect("refresh_requested")
    run.ws.person("Tom").dm("in between")
    assert sockets.wait_connected(2)
    run.ws.person("Tom").dm("after it")
    assert heard == ["in between", "after it"]


def test_more_than_ten_sockets_are_refused(start: Any) -> None:
    run = start()
    with ExitStack() as sockets:
        for _ in range(10):
            sockets.enter_context(open_socket(run))
        url = f"{run.server.url.replace('http', 'ws')}link?ticket={run.ws.tickets.issue()}"
        with connect(url) as eleventh:
            assert json.loads(eleventh.recv())["reason"] == "too_many_websockets"
            with pytest.raises(ConnectionClosed):
                eleventh.recv()


def test_a_socket_that_closes_takes_no_envelopes(start: Any) -> None:
    run = start(ack_seconds=0.1)
    with open_socket(run):
        run.server.socket_mode.drop()
        assert not run.server.socket_mode.connected()
        assert run.server.socket_mode.deliver(Envelope("interactive", {}), 0.1).reason == "not_connected"
