"""Next on the agreement while nobody has been counted: one calm question first, for silence is never a yes."""

from __future__ import annotations

import pytest

from coach.views import Button, Controls, Reply
from tests.services.people import World, words
from tests.services.test_quick_round import talk_to_the_end

AGREEMENT = "agree.consent"


@pytest.fixture
def thumbs(small_world: World) -> World:
    """A room of three that has come to the agreement; nobody has been counted."""
    small_world.start("together", "U2", "U3")
    talk_to_the_end(small_world)
    small_world.settle()
    assert small_world.current() == (AGREEMENT,)
    return small_world


def buttons(reply: Reply) -> list[Button]:
    parts = reply.message.parts if reply.message else ()
    return [item for part in parts if isinstance(part, Controls) for item in part.items if isinstance(item, Button)]


def test_next_asks_first_and_the_round_stays_open(thumbs: World) -> None:
    reply = thumbs.press("U1", "next", AGREEMENT)
    assert words(reply).startswith("Take-home medicines: nobody has been counted yet. Count hands first?")
    assert [one.label for one in buttons(reply)] == ["Count hands", "Go on without"]
    assert thumbs.current() == (AGREEMENT,)
    assert "nobody has been counted yet" in words(thumbs.say("U1", "next")), "typed, it is asked too"
    assert thumbs.current() == (AGREEMENT,)


def test_hands_can_be_counted_from_there(thumbs: World) -> None:
    thumbs.press("U1", "next", AGREEMENT)
    form = thumbs.open("U1", "hands", AGREEMENT)
    thumbs.fill("U1", form, {"agree.consent#yes": "3"})
    assert thumbs.scene().state.walk == "review"
    assert thumbs.scene().state.cells[AGREEMENT].status == "settled"


def test_going_on_without_ends_the_round_with_no_yes(thumbs: World) -> None:
    on = buttons(thumbs.press("U1", "next", AGREEMENT))[1].press
    thumbs.press("U1", on.do, on.question, on.arg)
    assert thumbs.scene().state.walk == "review"
    assert thumbs.scene().state.cells[AGREEMENT].status != "settled"


def test_apart_moving_on_offers_more_time_until_somebody_has_said(thumbs: World) -> None:
    thumbs.press("U1", "way", arg="apart")
    thumbs.settle()
    reply = thumbs.press("U1", "move_on", AGREEMENT)
    assert "nobody has said yet whether they're happy with this. Give it more time?" in words(reply)
    assert [one.label for one in buttons(reply)] == ["More time", "Go on without"]
    thumbs.press("U2", "stance", AGREEMENT, "yes")
    thumbs.press("U1", "move_on", AGREEMENT)
    assert thumbs.scene().state.walk == "review"
