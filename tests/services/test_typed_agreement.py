"""Where people stand, typed as tired people type it: no worry is lost, no yes is made of what was none."""

from __future__ import annotations

import pytest

from coach.inbound import Place, Said
from coach.services.screens import seeing
from coach.services.typed_words.stance_words import Stood, hands_in, stood
from tests.services.people import HERE, World, words
from tests.services.test_as_people_type import tap
from tests.services.test_quick_round import talk_to_the_end
from tests.services.test_saying import buttons

AGREE = "agree.consent"


@pytest.mark.parametrize(
    ("said", "stance", "reason"),
    [
        ("yeh ok", "yes", ""),
        ("fine by me", "yes", ""),
        (":+1:", "yes", ""),
        ("ok yes im happy now", "yes", ""),
        ("no problem", "yes", ""),
        ("ok by me as long as nights get told", "yes", "as long as nights get told"),
        ("i can live w it", "can_live", ""),
        ("can live with that, but Bay 4 worries me", "can_live", "but Bay 4 worries me"),
        ("not yet, id want nights told first", "not_yet", "id want nights told first"),
        ("actually no, im worried about bay 4", "not_yet", "im worried about bay 4"),
        ("not happy about weekends", "not_yet", "about weekends"),
        ("nope", "not_yet", ""),
    ],
)
def test_a_stand_in_the_words_of_a_busy_day(said: str, stance: str, reason: str) -> None:
    assert stood(said) == Stood(stance, reason)


@pytest.mark.parametrize(
    "said", ["happy families", "no one to ring", "not sure about this tbh", "4 people", "good luck"]
)
def test_what_is_no_stand_is_not_made_one(said: str) -> None:
    assert stood(said) is None


def test_a_yes_that_must_wait_is_known_from_one_with_a_wish() -> None:
    for said in ("yeh ok but only if matron says", "yes, unless it's a Sunday", "fine but not before nights know"):
        assert (found := stood(said)) is not None
        assert found.waits, said
    assert (found := stood("yes if the round still ends by 10")) is not None
    assert not found.waits


def test_hands_of_the_room_in_words() -> None:
    assert hands_in("4 yes 1 can live w it", 5) == {"yes": 4, "can_live": 1}
    assert hands_in("three yes, one not yet", 5) == {"yes": 3, "not_yet": 1}
    assert hands_in("everyones happy", 5) == {"yes": 5}
    assert hands_in("everyones happy, joy not so sure", 5) == {}
    assert hands_in("yes", 5) == {}


def agreeing(world: World, way: str) -> World:
    """Three people asked whether they are happy to try it; everything before was left out."""
    world.start(way, "U2", "U3")
    for person in ("U2", "U3"):
        world.press(person, "fine", place=Place(f"D{person}", dm=True))
    world.settle()
    if way == "together":
        talk_to_the_end(world)
    while not seeing.is_open(world.scene(), AGREE):
        person, asked = next(
            (one, waiting[0]) for one in ("U1", "U2", "U3") if (waiting := seeing.open_for(world.scene(), one))
        )
        world.press(person, "skip", asked)
        world.settle()
    return world


def stand(world: World, person: str) -> tuple[str, str]:
    """Where somebody stands, and why."""
    found = [one for one in world.scene().positions if one.by == person]
    return (found[-1].stance, found[-1].reason) if found else ("", "")


def test_a_yes_on_a_condition_is_asked_about_and_the_condition_goes_with_it(small_world: World) -> None:
    world = agreeing(small_world, "apart")
    reply = world.say("U2", "yeh ok but only if matron says")
    assert "Is that a yes now, or not yet until then?" in words(reply)
    assert stand(world, "U2") == ("", "")
    done = tap(world, "U2", buttons(reply)["Not yet"])
    assert stand(world, "U2") == ("not_yet", "but only if matron says")
    assert done.replace, "what asked says what came of it, without its buttons"
    world.say("U3", "ok but only if matron says")
    world.say("U3", "yes")
    assert stand(world, "U3") == ("yes", "but only if matron says"), "typed as well"


def test_a_worry_with_no_stand_is_kept_for_the_stand_that_follows(small_world: World) -> None:
    world = agreeing(small_world, "apart")
    reply = world.say("U2", "im worried about bay 4")
    assert "Where does that leave you?" in words(reply)
    world.say("U2", "not yet")
    assert stand(world, "U2") == ("not_yet", "im worried about bay 4")


def test_a_mind_is_changed_in_words_and_a_polite_word_changes_none(small_world: World) -> None:
    world = agreeing(small_world, "apart")
    world.say("U2", "ok by me")
    world.settle()
    assert stand(world, "U2") == ("yes", "")
    world.say("U2", "actually no, im worried about bay 4")
    assert stand(world, "U2") == ("not_yet", "im worried about bay 4")
    world.settle()
    world.say("U2", "ok thanks")
    assert stand(world, "U2")[0] == "not_yet"
    world.say("U2", "ok yes im happy now")
    assert stand(world, "U2")[0] == "yes"


def test_in_the_room_a_typed_stand_is_answered(small_world: World) -> None:
    world = agreeing(small_world, "together")
    said = world.do("U2", Said("not yet, nights dont know", "77.0001"), HERE)
    assert 'I have that in Take-home medicines: not yet. "nights dont know"' in words(said)
    said = world.do("U1", Said("2 yes 1 can live w it", "77.0002"), HERE)
    assert "2 yes, 1 can live with it, 1 not yet" in words(said)


def test_hands_of_the_room_are_counted_as_they_are_typed(small_world: World) -> None:
    world = agreeing(small_world, "together")
    said = world.do("U1", Said("2 yes 1 can live w it", "77.0002"), HERE)
    assert "Hands counted in Take-home medicines: 2 yes and 1 can live with it." in words(said)
    assert world.scene().state.cells[AGREE].hands == {"yes": 2, "can_live": 1}
