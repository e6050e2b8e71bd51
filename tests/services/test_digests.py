"""What finds no room in a week comes once, in the digest: nothing in it is asked or reminded of a second time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coach.inbound import Place
from storage import messages, people
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


def fill_the_week(world: World, *people_of_it: str) -> None:
    """Nobody of these has room left in their week."""
    with world.core.transactions.write() as session:
        for person in people_of_it:
            for n in range(3):
                people.note_contact(session, WS, person, world.clock.now() - timedelta(seconds=n), "cards")


def to_question(world: World, wanted: str) -> None:
    """Three people apart in quick, everything left out up to a question; three ideas stand to choose from."""
    world.start("apart", "U2", "U3")
    for person in ("U2", "U3"):
        world.press(person, "fine", place=Place(f"D{person}", dm=True))
    world.settle()
    for _ in range(60):
        fill_the_week(world, "U1", "U2", "U3")
        open_now = [name for name, cell in world.scene().state.cells.items() if cell.status == "open"]
        if wanted in open_now:
            break
        if "create.ideas" in open_now:
            for person, idea in (("U1", "A list at the bedside"), ("U2", "A runner at 11"), ("U3", "A board")):
                world.answer(person, "create.ideas", _=idea)
                world.press(person, "thats_all", "create.ideas")
                world.settle()
                fill_the_week(world, "U1", "U2", "U3")
        elif world.current():
            world.press("U1", "move_on", world.current()[0])
        else:
            world.press("U1", "start_now")
        world.settle()
    assert wanted in [name for name, cell in world.scene().state.cells.items() if cell.status == "open"]


def cards(world: World, person: str) -> list[str]:
    """The first questions of the cards that stand in somebody's DM."""
    with world.core.transactions.read() as session:
        posted = messages.messages_in_channel(session, WS, f"D{person}")
    return [one.slot.rpartition(":")[2] for one in posted if one.slot.startswith(f"dm:{person}:")]


@pytest.mark.parametrize("wanted", ["create.choose", "agree.consent"])
def test_a_decision_of_the_whole_team_comes_in_a_full_week(small_world: World, wanted: str) -> None:
    to_question(small_world, wanted)
    assert wanted in cards(small_world, "U2")
    assert wanted in cards(small_world, "U1")


def test_any_other_card_waits_for_the_digest(small_world: World) -> None:
    to_question(small_world, "evaluate.risks")
    assert "evaluate.risks" not in cards(small_world, "U2")


def test_what_a_lead_alone_can_decide_comes_in_a_full_week(small_world: World) -> None:
    to_question(small_world, "create.choose")
    for person, pick in (("U1", "1"), ("U2", "2"), ("U3", "1")):
        fill_the_week(small_world, "U1")
        small_world.say(person, pick)
        small_world.settle()
    assert small_world.scene().state.cells["create.choose"].status == "shown"
    assert "the picks are in" in small_world.dm("U1")
