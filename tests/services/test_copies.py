"""A post that Slack took while its answer was lost: the copy that is pressed is adopted, or taken away."""

from __future__ import annotations

from dataclasses import replace

from coach.errors import SendProblem
from coach.inbound import Place
from storage import messages
from storage.messages import Posted
from tests.services.fakes import Sent
from tests.services.people import CHANNEL, WS, World

LOST = SendProblem("retry", "network", maybe_sent=True)


def taken_but_unheard(world: World, slot: str, like: Sent) -> Sent:
    """A copy of a message in its channel that the coach never heard of."""
    ts = f"{len(world.slack.sent) + 1}.000900"
    copy = Sent(like.channel, ts, replace(like.message, slot=slot))
    world.slack.sent.append(copy)
    return copy


def known(world: World, slot: str) -> Posted | None:
    with world.core.transactions.read() as session:
        return messages.message_in(session, WS, world.project, slot)


def press_on(world: World, copy: Sent, slot: str, do: str = "skip") -> None:
    place = Place(copy.channel, message=copy.ts, slot=slot)
    world.press("U1", do, world.current()[0], place=place)


def test_the_missing_message_is_the_one_that_was_pressed(world: World) -> None:
    world.start("together", "U2")
    world.settle()
    card = world.slack.in_channel(CHANNEL)[1]
    with world.core.transactions.write() as session:
        messages.forget_message(session, WS, world.project, "card:1")
    press_on(world, card, "card:1")
    world.wait(minutes=1)
    here = known(world, "card:1")
    assert here is not None
    assert here.ts == card.ts
    assert len(world.slack.in_channel(CHANNEL)) == 2, "changed in place, not posted again"
    assert card.edits > 0


def test_a_copy_that_is_only_looked_at_is_taken_away_too(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.settle()
    copy = taken_but_unheard(world, "card:1", world.slack.in_channel(CHANNEL)[1])
    press_on(world, copy, "card:1", do="why")
    world.wait(minutes=1)
    assert copy not in world.slack.sent


def test_a_copy_is_taken_away_and_the_press_counts(world: World) -> None:
    world.start("together", "U2")
    world.settle()
    first = world.slack.in_channel(CHANNEL)[1]
    copy = taken_but_unheard(world, "card:1", first)
    was = world.current()
    press_on(world, copy, "card:1")
    world.wait(minutes=1)
    assert world.current() != was, "the press counts all the same"
    assert copy not in world.slack.sent
    assert first in world.slack.sent


def test_a_look_takes_a_copy_away_too_and_only_once(world: World) -> None:
    world.start("together", "U2")
    world.settle()
    copy = taken_but_unheard(world, "card:1", world.slack.in_channel(CHANNEL)[1])
    press_on(world, copy, "card:1", "why")
    press_on(world, copy, "card:1", "why")
    world.wait(minutes=1)
    assert copy not in world.slack.sent
    assert world.slack.calls.count(f"delete {CHANNEL}") == 1


def test_messages_we_know_are_left_alone(world: World) -> None:
    world.start("together", "U2")
    world.settle()
    welcome, card = world.slack.in_channel(CHANNEL)
    press_on(world, card, "card:1")
    press_on(world, welcome, "welcome", "status")
    world.wait(days=2)
    world.press("U1", "skip", world.current()[0])
    world.wait(minutes=1)
    assert len(world.slack.in_channel(CHANNEL)) == 3, "an old card was left behind, in short"
    press_on(world, card, "card:1", "status")
    world.wait(minutes=1)
    assert card in world.slack.sent, "it was ours before"
    assert not [call for call in world.slack.calls if call.startswith("delete")]


def test_a_message_in_another_place_is_left_alone(world: World) -> None:
    world.start("together", "U2")
    world.settle()
    copy = taken_but_unheard(world, "card:1", Sent("C9", "1.1", world.slack.in_channel(CHANNEL)[1].message))
    press_on(world, copy, "card:1", "status")
    world.wait(minutes=1)
    assert copy in world.slack.sent


def test_after_a_lost_answer_every_message_has_its_place(world: World) -> None:
    """Slack took the first welcome, we heard nothing, a second was posted: pressing the first ends the double."""
    world.start("together", "U2")
    world.slack.fail["post"] = [LOST]
    world.settle()
    welcome = world.slack.in_channel(CHANNEL)[0]
    copy = taken_but_unheard(world, "welcome", welcome)
    press_on(world, copy, "welcome", "status")
    world.settle()
    assert [one.ts for one in world.slack.in_channel(CHANNEL) if one.message.text == welcome.message.text] == [
        welcome.ts
    ]
