"""A new round in the channel: what it says of the round before comes first, and the card that asks comes last."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.services.sending import outbox
from coach.services.sending.outbox import Delivery
from storage import messages
from tests.services.people import CHANNEL, WS, World
from tests.services.test_quick_round import talk_to_the_end


@pytest.mark.parametrize("way", ["together", "apart"])
def test_the_card_of_a_new_round_stands_below_what_is_said_of_the_old_one(small_world: World, way: str) -> None:
    world = small_world
    world.start("together", "U2", "U3")
    talk_to_the_end(world)
    world.fill("U1", world.open("U1", "hands", "agree.consent"), {"agree.consent#yes": "3"})
    world.settle()
    world.wait(days=9)
    world.press("U1", "start_now")
    world.settle()
    if way == "apart":
        world.press("U1", "way", arg="apart")
    for _ in range(12):
        here = world.current()
        if world.scene().state.pass_n == 2 or not here:
            break
        if "check_in.next_phase" in here:
            world.answer("U1", "check_in.next_phase", _="explore")
        else:
            world.press("U1", "dont_know", here[0])
        if world.current() == here:
            world.press("U1", "next", here[0])
    world.settle()
    assert world.scene().state.pass_n == 2
    newest = [one.message.text for one in world.slack.in_channel(CHANNEL) if not one.thread]
    assert "round 2 begins" in newest[-2]
    assert "You can press: Answer" in newest[-1]


def test_what_is_shown_before_its_phase_has_a_new_card_stands_under_the_card_before(small_world: World) -> None:
    world = small_world
    world.start("together", "U2", "U3")
    world.settle()
    world.answer("U1", "explore.needs", need="To know the time by mid-morning")
    world.settle()
    with world.core.transactions.write() as session:
        before = messages.message_in(session, WS, world.project, "card:1")
        assert before is not None
        messages.keep_message(session, replace(before, slot="card:0"))
        messages.forget_message(session, WS, world.project, "card:1")
        shown = Delivery("reveal", question="explore.needs", pass_n=1)
        outbox.send(session, WS, world.project, shown, world.clock.now())
    world.settle()
    (reveal,) = (one for one in world.slack.in_channel(CHANNEL) if one.thread)
    assert (reveal.thread, reveal.broadcast) == (before.ts, True)
