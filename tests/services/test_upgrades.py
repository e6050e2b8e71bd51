"""Processes are upgraded one after another: what a newer version wrote is left to one that knows it."""

from __future__ import annotations

import json

import pytest

from coach.services.sending import delivery_kinds, outbox
from coach.services.sending.outbox import SEND, Delivery
from storage import work
from storage.work import Todo
from tests.services.people import CHANNEL, WS, World

NEWER = (SEND + json.dumps(["song", "U2"]), SEND + json.dumps(["card", *[""] * 6, 0, "", "one field more"]))


@pytest.mark.parametrize("key", NEWER)
def test_what_is_not_known_here_waits_for_the_newer_version(small_world: World, key: str) -> None:
    world = small_world
    world.start("together", "U2")
    world.settle()
    now = world.clock.now()
    with world.core.transactions.write() as session:
        work.put(session, Todo(WS, "song", key, now, world.project), now)
    world.settle()
    world.wait(minutes=30)
    assert world.core.queue.figures().given_up == 0, "the other processes are being upgraded"
    world.wait(hours=1)
    assert world.core.queue.figures().given_up == 1, "nobody came: an operator sees it"


def test_what_the_newer_version_does_is_done_at_once(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world = small_world
    world.start("together", "U2")
    world.settle()
    with monkeypatch.context() as older:
        older.delitem(delivery_kinds.KINDS, "announce")
        with world.core.transactions.write() as session:
            told = Delivery("announce", code="joined", person="U2", once="1.1")
            outbox.send(session, WS, world.project, told, world.clock.now(), asked=True)
        before = len(world.slack.in_channel(CHANNEL))
        world.core.queue.pump()
        assert len(world.slack.in_channel(CHANNEL)) == before
    world.wait(minutes=1)
    assert len(world.slack.in_channel(CHANNEL)) == before + 1
