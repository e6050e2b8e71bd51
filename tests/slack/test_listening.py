"""The sockets we serve from: what they answer leaves at once."""

from __future__ import annotations

import socket

import pytest

from coach.listening import listening


def _accepted_at_once(served: socket.socket) -> bool:
    with socket.create_connection(served.getsockname()):
        accepted, _ = served.accept()
        with accepted:
            return bool(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_an_answers_body_does_not_wait_for_its_head_to_be_confirmed() -> None:
    with listening("127.0.0.1", 0) as served:
        assert _accepted_at_once(served)
    with socket.create_server(("127.0.0.1", 0)) as plain:
        assert not _accepted_at_once(plain), "which is why"


def test_a_port_that_is_taken_says_so() -> None:
    with listening("127.0.0.1", 0) as served, pytest.raises(OSError, match="in use"):
        listening("127.0.0.1", served.getsockname()[1])
