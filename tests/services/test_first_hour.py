"""The first hour of a ward team in one room: what the one card offers, what it must not do, and how the hour ends."""

from __future__ import annotations

from coach.inbound import Place, Pressed
from coach.services.screens.channel import living
from tests.services.people import World, words
from tests.services.stage import presses
from tests.services.test_quick_round import talk_to_the_end
from tests.services.test_saying import buttons


def to_needs(world: World) -> None:
    """A room of three that is asked what people need."""
    world.start("together", "U2", "U3")
    while world.current() != ("explore.needs",):
        world.press("U1", "next")


def offers(world: World) -> list[str]:
    """What the buttons of the room's card do."""
    return [press.do for press in presses(living.card(world.scene()))]


def test_the_first_card_offers_no_way_back_and_the_second_does(small_world: World) -> None:
    small_world.start("together", "U2", "U3")
    assert "back" not in offers(small_world)
    small_world.press("U1", "next")
    assert "back" in offers(small_world)


def test_a_list_that_has_begun_is_not_ended_by_somebody_who_knows_no_more(small_world: World) -> None:
    world = small_world
    to_needs(world)
    assert "dont_know" in offers(world)
    world.answer("U1", "explore.needs", need="To know the time by mid-morning")
    buttons_now = [one for one in presses(living.card(world.scene())) if one.question == "explore.needs"]
    assert "dont_know" not in {one.do for one in buttons_now}
    assert "not known yet" in words(world.say("U3", "don't know"))
    assert world.current() == ("explore.needs",)
    world.answer("U2", "explore.needs", need="Not to ring pharmacy five times")
    assert len(world.texts("explore.needs")) == 2
    world.press("U1", "next")
    assert world.current() == ("explore.handoffs",)


def test_what_was_taken_back_no_longer_says_that_it_is_kept(small_world: World) -> None:
    world = small_world
    to_needs(world)
    take = next(one for one in buttons(world.say("U2", "Patients just want to know when")).values() if one.do == "undo")
    reply = world.do("U2", Pressed(take), Place("DU2", dm=True, message="5.1"))
    assert words(reply) == "I've taken that back."
    assert reply.replace
    assert world.texts("explore.needs") == ()


def test_a_form_of_several_questions_begins_at_its_top(small_world: World) -> None:
    world = small_world
    world.start("together", "U2", "U3")
    while "agree.aim" not in world.current():
        world.press("U1", "next")
    world.press("U1", "dont_know", "agree.aim")
    form = world.open("U1", "answer", "agree.actions")
    assert [box.focus for box in form.boxes].index(True) == 0
    assert form.boxes[-1].id.startswith("agree.review")
    assert [box.focus for box in form.boxes].count(True) == 1


def test_the_hour_ends_with_who_agreed_then_the_summary_then_the_yes_that_is_missing(small_world: World) -> None:
    world = small_world
    world.start("together", "U2", "U3", "U4", "U5")
    talk_to_the_end(world)
    form = world.open("U1", "hands", "agree.consent")
    said = {"agree.consent#yes": "3", "agree.consent#not_yet": "1", "agree.consent#reason": "nights told first"}
    world.fill("U1", form, said)
    going_on = world.open("U1", "go_ahead_anyway", "agree.consent")
    world.fill("U1", going_on, {"reason": "I tell them tonight"})
    world.settle()
    told = world.channel()
    worry, summary, done = (told.index(one) for one in ("the worry stays in", "What we ask of you", "Round 1 is done"))
    assert worry < summary < done
    end = told[done:]
    assert "Not yet cleared to start. I have no yes yet from Matron." in end
    assert "Who said yes?" in end
    assert "Copy as text" not in end, "it stands on the summary just above"
    assert "because fewer than two risks" not in end
    world.answer("U1", "evaluate.go_ahead", answer="yes")
    world.settle()
    assert "no yes yet" not in world.channel(), "the end of the round holds as long as it stands"
    assert world.channel().count("Round 1 is done") == 1


def test_matron_said_yes_is_about_the_try_that_waits_for_it(small_world: World) -> None:
    world = small_world
    waits = world.start("together", "U2", name="Clinic letters", place=Place("C2"))
    tried = world.start("together", "U2", "U3", "U4", "U5", name="Tablets")
    talk_to_the_end(world)
    form = world.open("U1", "hands", "agree.consent")
    world.fill("U1", form, {"agree.consent#yes": "5"})
    world.settle()
    for said in ("matron said yes", "Matron has said it's fine.", "the matron approved it"):
        asked = world.say("U1", said)
        assert "Is that the yes to the try?" in words(asked), said
        assert {one.project for one in buttons(asked).values()} == {tried}
    world.project = waits
    assert world.texts("explore.trigger") == ()
    assert "your answer to Why now" in words(world.say("U1", "my matron said we wait too long for letters"))
    world.project = tried
    world.answer("U1", "evaluate.go_ahead", answer="yes")
    world.settle()
    assert "yes to the try" not in words(world.say("U1", "matron said yes"))
