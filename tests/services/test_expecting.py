"""What each person expects of a try: asked in private, locked before the result, opened beside it without names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coach.inbound import Place
from dialogues.machine import TRYING
from storage.database import Database
from tests.services.people import HERE, World, words

PLAN, RESULTS = "evaluate.test_plan", "evaluate.results"
DM = Place("DU2", dm=True)


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    database = Database(sqlite_url)
    made = World(database)
    yield made
    database.close()


def out_trying(world: World, way: str = "apart", *team: str) -> None:
    """A team in standard that has planned its try for a week from now and gone out to try it."""
    world.start(way, *(team or ("U2", "U3", "U4", "U5")))
    for person in team or ("U2", "U3", "U4", "U5"):
        if way == "apart":
            world.press(person, "fine")
    world.fill("U1", world.open("U1", "deeper"), {"scale": "service", "experience": "some"})
    for _ in range(400):
        state = world.scene().state
        if state.walk == TRYING:
            break
        if state.walk.endswith(".thin"):
            world.fill("U1", world.open("U1", "go_on"), {"reason": "busy"})
        elif state.cells.get(PLAN) and state.cells[PLAN].status == "open":
            world.answer("U1", PLAN, what="Slips", when="2026-09-29", how_many="12", expect="Ten wait")
        elif world.current():
            world.press("U1", "move_on", world.current()[0])
        else:
            world.press("U1", "start_now")
    assert world.scene().state.walk == TRYING
    world.settle()
    world.wait(days=14)  # the cards of these weeks have filled the week's few messages


def look_back(world: World) -> None:
    """The try is done: safety is said, and the result is asked for."""
    world.press("U1", "start_now")
    world.answer("U1", "evaluate.safety", happened="nothing")
    world.settle()


def expect(world: World, person: str, text: str) -> str:
    return words(world.fill(person, world.open(person, "expect"), {"words": text}))


def test_each_is_asked_apart_from_whoever_said_it_in_the_plan(world: World) -> None:
    out_trying(world)
    asked = [person for person in ("U1", "U2", "U3", "U4", "U5") if "what do you expect" in world.dm(person).lower()]
    assert "U2" in asked
    assert "one thing before the try" not in world.dm("U1")


def test_nobody_sees_it_before_the_result_and_nobody_changes_it_after(world: World) -> None:
    out_trying(world)
    assert "stays shut" in expect(world, "U2", "8 of 12")
    expect(world, "U3", "5 of 12")
    expect(world, "U3", "4 of 12")
    expect(world, "U4", "9 of 12")
    everything = world.channel() + "".join(world.dm(person) for person in ("U1", "U2", "U4", "U5"))
    assert "4 of 12" not in everything
    look_back(world)
    assert "stays as it was" in expect(world, "U3", "6 of 12")
    assert "said after the result" in expect(world, "U5", "6 of 12")
    world.answer("U2", RESULTS, seen="6 of 12 waited", how_many="12")
    world.press("U1", "show_now", RESULTS)
    world.answer("U1", RESULTS, seen="6 of 12")
    world.press("U1", "show_now", RESULTS)
    world.settle()
    assert "three of you said: 4, 8 and 9 of 12" in world.channel()
    world.wait(days=8)
    assert "you said 8 of 12, it was 6 of 12" in world.dm("U2")
    assert "4 of 12" in world.dm("U3")
    assert "U3" not in world.channel()


def test_two_are_too_few_to_show_what_was_expected(world: World) -> None:
    out_trying(world)
    expect(world, "U2", "8 of 12")
    expect(world, "U3", "4 of 12")
    look_back(world)
    for person in ("U1", "U2"):
        world.answer(person, RESULTS, seen="6 of 12")
    world.press("U1", "show_now", RESULTS)
    world.settle()
    assert "4 of 12" not in world.channel()
    assert "Beforehand" not in world.channel()
    assert "The plan said" in world.channel()


def test_it_can_be_taken_out_again(world: World) -> None:
    out_trying(world)
    expect(world, "U2", "8 of 12")
    assert "taken it out" in expect(world, "U2", "")
    assert world.fill("U3", world.open("U3", "expect"), {"words": " "}).errors


def test_typed_words_belong_to_it_while_it_was_asked_last(world: World) -> None:
    out_trying(world)
    world.say("U2", "my guess: 7 of 12")
    assert [one.words for one in world.scene().expected] == ["7 of 12"]
    assert "you expect" in words(world.command("U2", "what did I expect", HERE)).lower()


def test_in_the_room_the_card_has_the_button_and_nobody_is_written_to(world: World) -> None:
    out_trying(world, "together")
    assert "Say what I expect" in world.channel()
    assert "one thing before the try" not in "".join(world.dm(person) for person in ("U2", "U3"))
    expect(world, "U2", "8 of 12")
    assert "8 of 12" not in world.channel()


def test_without_a_try_there_is_nothing_to_expect(world: World) -> None:
    world.start("apart", "U2", "U3")
    assert world.open("U1", "expect").submit == ""
    assert "no try planned" in words(world.say("U1", "my guess: 8")) or "no try planned" in world.dm("U1")
