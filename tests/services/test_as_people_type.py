"""Typed words as people write them on a phone: nothing kept that was no answer, nothing lost that was one."""

from __future__ import annotations

import pytest

from coach.inbound import Place, Pressed, Said
from coach.services.screens import seeing
from coach.services.typed_words.spoken import command_of
from coach.services.typed_words.stance_words import Stood, stood
from coach.services.typed_words.yes_or_no import is_no, is_yes
from coach.views import Press, Reply
from tests.services.people import HERE, World, words
from tests.services.test_quick_round import talk_to_the_end
from tests.services.test_saying import DM2, buttons


@pytest.fixture(name="asked")
def asked_fixture(small_world: World) -> World:
    """Three people at their own pace; Tom and Mei have the first message and have said nothing yet."""
    small_world.start("apart", "U2", "U3")
    small_world.settle()
    return small_world


@pytest.mark.parametrize("said", ["yes thats fine", "Fine", "ok, happy to", "Yes please, count me in"])
def test_a_yes_to_the_first_message_is_a_yes_and_no_answer(asked: World, said: str) -> None:
    asked.say("U2", said)
    asked.settle()
    assert asked.texts("explore.people") == ()
    assert "Who uses this" in asked.slack.texts("DU2")[-1]


def test_what_is_more_than_a_yes_is_not_taken_for_one() -> None:
    assert not is_yes("yes but the store never answers")
    assert not is_yes("patients")
    assert is_no("No.")
    assert is_no("not that I know of")
    assert not is_no("no idea")


@pytest.mark.parametrize(
    ("said", "press"), [("thats all", "thats_all"), ("dont know", "dont_know"), ("im stuck", "stuck")]
)
def test_commands_are_known_without_their_apostrophe(said: str, press: str) -> None:
    assert command_of(said) == press


def test_fine_by_me_is_a_yes_to_what_you_agree() -> None:
    assert stood("fine by me") == Stood("yes")


def test_a_short_answer_is_asked_about_and_kept_with_one_tap(asked: World) -> None:
    asked.press("U2", "fine", place=DM2)
    asked.settle()
    reply = asked.say("U2", "the pharmacy")
    assert "the pharmacy" in words(reply)
    assert "your answer to" in words(reply)
    assert asked.texts("explore.people") == ()
    kept = tap(asked, "U2", buttons(reply)["Yes, keep it"])
    assert words(kept) == "Kept for Who it touches."
    assert kept.replace, "the question is answered: its buttons go"
    assert asked.texts("explore.people") == ("the pharmacy",)


def test_with_two_cards_open_the_lead_is_asked_which_one_is_meant(asked: World) -> None:
    reply = asked.say("U1", "Letters go missing between the clinic and the ward")
    assert {"Why now", "Who it touches"} <= set(buttons(reply))
    assert asked.texts("explore.trigger") == asked.texts("explore.people") == ()
    tap(asked, "U1", buttons(reply)["Why now"])
    assert asked.texts("explore.trigger") == ("Letters go missing between the clinic and the ward",)


def test_a_line_typed_after_its_list_was_shown_is_offered_to_be_added(asked: World) -> None:
    to_the_needs(asked)
    asked.press("U1", "skip", "explore.handoffs")
    asked.say("U1", "to know the day")
    asked.say("U2", "to be asked first")
    asked.say("U3", "one person to ring")
    asked.settle()
    assert asked.scene().state.cells["explore.needs"].status == "settled"
    asked.press("U3", "skip", "explore.success")
    reply = asked.say("U3", "somebody who answers after four")
    assert "Shall I add" in words(reply)
    tap(asked, "U3", buttons(reply)["Add it"])
    assert "somebody who answers after four" in asked.texts("explore.needs")


def test_no_answers_a_question_that_asks_for_yes_or_no(small_world: World) -> None:
    small_world.start("alone")
    small_world.settle()
    while "create.tried_before" not in small_world.current():
        small_world.press("U1", "skip", small_world.current()[0])
        small_world.settle()
    small_world.say("U1", "no")
    assert small_world.scene().state.cells["create.tried_before"].done == {"U1": "nothing"}


def test_the_card_just_answered_goes_on_and_says_so(asked: World) -> None:
    reply = asked.say("U1", "Letters go missing between the clinic and the ward")
    tap(asked, "U1", buttons(reply)["Why now"])
    reply = asked.say("U1", "People ring us because nobody has told them anything")
    assert "Kept for *What goes wrong*." in words(reply)
    assert asked.texts("explore.problem") == ("People ring us because nobody has told them anything",)
    tap(asked, "U1", buttons(reply)["Take it back"])
    assert asked.texts("explore.problem") == ()


def test_with_one_card_left_or_a_new_one_asked_since_nothing_is_guessed(asked: World) -> None:
    asked.press("U1", "nothing", "explore.people")
    asked.settle()
    reply = asked.say("U1", "Letters go missing between the clinic and the ward")
    assert {"Why now", "What people need"} <= set(buttons(reply))
    tap(asked, "U1", buttons(reply)["What people need"])
    asked.say("U1", "that's all")
    asked.settle()
    reply = asked.say("U1", "People ring us because nobody has told them anything")
    assert {"Why now", "What good looks like"} <= set(buttons(reply))


def test_what_is_no_day_goes_to_the_list_above_it(small_world: World) -> None:
    small_world.start("together", "U2", "U3")
    while small_world.current()[0] != "agree.actions":
        small_world.press("U1", "skip", small_world.current()[0])
        small_world.settle()
    for said in ("Tom does the sheet, fri", "Mei rings pharmacy by mon", "next fri"):
        small_world.do("U1", Said(said, f"79.{len(said)}"), HERE)
        small_world.settle()
    found = [kept.value for kept in small_world.scene().facts.of("agree.actions")]
    assert found == [
        {"what": "the sheet", "who": "U2", "due": "2026-05-15"},
        {"what": "Mei rings pharmacy", "who": "U3", "due": "2026-05-18"},
    ]
    assert [kept.value for kept in small_world.scene().facts.of("agree.review")] == ["2026-05-22"]


@pytest.mark.parametrize("said", ["why now", "the first one", "1"])
def test_which_question_is_answered_in_words_too(asked: World, said: str) -> None:
    asked.say("U1", "Letters go missing between the clinic and the ward")
    assert words(asked.say("U1", said)) == "Kept for Why now."
    assert asked.texts("explore.trigger") == ("Letters go missing between the clinic and the ward",)


@pytest.mark.parametrize(("said", "kept"), [("yeh", ("the pharmacy",)), ("no", ()), ("just talking", ())])
def test_is_that_your_answer_is_answered_in_words_too(asked: World, said: str, kept: tuple[str, ...]) -> None:
    asked.press("U2", "fine", place=DM2)
    asked.settle()
    asked.say("U2", "the pharmacy")
    asked.say("U2", said)
    assert asked.texts("explore.people") == kept


def test_a_yes_is_none_to_what_was_answered_since(asked: World) -> None:
    asked.press("U2", "fine", place=DM2)
    asked.settle()
    asked.say("U2", "the pharmacy")
    asked.say("U2", "patients, families and the pharmacy")
    asked.say("U2", "yes")
    assert asked.texts("explore.people") == ("patients, families and the pharmacy",)


@pytest.mark.parametrize(
    "said", ["nope thats it", "thats me", "ok thats it", "that's it for risks", "that's all for now"]
)
def test_a_list_is_ended_in_the_words_of_a_busy_day(said: str) -> None:
    assert command_of(said) == "thats_all"


@pytest.mark.parametrize("said", ["that's it, nobody tells us", "thats me ringing pharmacy", "it is all on paper"])
def test_what_goes_on_after_thats_it_is_a_line(said: str) -> None:
    assert command_of(said) == ""


def test_a_yes_to_a_draft_settles_it_and_never_becomes_its_words(small_world: World) -> None:
    small_world.start("alone")
    small_world.settle()
    while "agree.aim" not in small_world.current():
        said = "Nobody waits for a letter" if "explore.success" in small_world.current() else "skip"
        small_world.say("U1", said)
        small_world.settle()
    small_world.say("U1", "yeh thats right")
    assert small_world.texts("agree.aim") == ("Nobody waits for a letter",)


def test_done_is_what_was_asked_for_first_where_somebody_said_not_yet(small_world: World) -> None:
    small_world.start("together", "U2", "U3")
    talk_to_the_end(small_world)
    small_world.fill(
        "U1", small_world.open("U1", "hands", "agree.consent"), {"agree.consent#yes": "2", "agree.consent#not_yet": "1"}
    )
    assert small_world.scene().state.cells["agree.consent"].status == "contested"
    small_world.do("U1", Said("its done now", "78.1"), HERE)
    assert small_world.scene().state.cells["agree.consent"].status == "settled"


@pytest.mark.parametrize("said", ["the first one i guess", "1", "bedside"])
def test_the_lead_chooses_in_words_below_the_picks(small_world: World, said: str) -> None:
    small_world.start("apart", "U2", "U3")
    to_the_needs(small_world)
    while not seeing.is_open(small_world.scene(), "create.ideas"):
        leave_out(small_world)
    small_world.say("U1", "list at the bedside\ntime at breakfast\nrunner at 11")
    small_world.say("U1", "done")
    for person in ("U2", "U3"):
        small_world.press(person, "nothing", "create.ideas")
    small_world.settle()
    for person in ("U1", "U2", "U3"):
        small_world.say(person, "1" if person != "U3" else "2 n 3")
    small_world.settle()
    assert seeing.to_choose(small_world.scene()) == "create.choose"
    small_world.say("U1", said)
    assert seeing.to_choose(small_world.scene()) == ""


def leave_out(world: World) -> None:
    """The first of the team for whom something waits leaves it out."""
    person, asked = next(
        (one, waiting[0]) for one in ("U1", "U2", "U3") if (waiting := seeing.open_for(world.scene(), one))
    )
    world.press(person, "skip", asked)
    world.settle()


def to_the_needs(world: World) -> None:
    """Everybody is in and has said whom it touches; the lead has answered what only the lead is asked."""
    for person in ("U2", "U3"):
        world.press(person, "fine", place=Place(f"D{person}", dm=True))
    for wanted in ("explore.trigger", "explore.problem"):
        world.press("U1", "skip", wanted)
    for person in ("U1", "U2", "U3"):
        world.press(person, "nothing", "explore.people")
    world.settle()


def tap(world: World, person: str, press: Press) -> Reply:
    """Press a button that a reply carries, in one's own DM."""
    reply = world.do(person, Pressed(press), Place(f"D{person}", dm=True))
    world.settle()
    return reply
