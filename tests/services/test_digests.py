"""What finds no room in a week comes once, in the digest: nothing in it is asked or reminded of a second time."""

from __future__ import annotations

from datetime import timedelta

from coach.inbound import Place
from storage import people
from tests.services.people import WS, World


def filled_week(world: World) -> None:
    """Three people apart; Tom's week is full when the second set of questions opens."""
    world.start("apart", "U2", "U3")
    for person in ("U2", "U3"):
        world.press(person, "fine", place=Place(f"D{person}", dm=True))
        world.settle()
    with world.core.transactions.write() as session:
        for n in range(3):
            people.note_contact(session, WS, "U2", world.clock.now() - timedelta(seconds=n), "cards")
    first = world.scene().state.step
    while world.scene().state.step == first:
        world.press("U1", "move_on", world.current()[0])
        world.settle()


def test_what_a_digest_has_named_is_not_asked_again_by_a_card_or_a_nudge(small_world: World) -> None:
    filled_week(small_world)
    before = len(small_world.slack.texts("DU2"))
    small_world.wait(days=8)
    digest, *more = small_world.slack.texts("DU2")[before:]
    assert digest.startswith("One thing waits for you.")
    assert more == []
