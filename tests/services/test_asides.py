"""What tired people type to the coach is answered as what it is: nothing of it becomes somebody's need."""

from __future__ import annotations

import pytest

from coach.inbound import Place
from coach.services.typed_words.spoken import command_of
from coach.views import Button, Controls, Message, Reply
from tests.services.people import World, words

NEEDS = "explore.needs"
DM = Place("DU2", dm=True)


@pytest.fixture
def listing(small_world: World) -> World:
    """Tom is asked for needs in his DM and has typed one."""
    small_world.start("apart", "U2", "U3")
    small_world.press("U2", "fine", place=DM)
    small_world.settle()
    small_world.say("U2", "Patients and families")
    small_world.settle()
    small_world.say("U2", "GPs need the new dose")
    small_world.settle()
    assert small_world.texts(NEEDS) == ("GPs need the new dose",)
    return small_world


def offered(reply: Reply) -> list[str]:
    message = reply.message or Message("")
    rows = [part for part in message.parts if isinstance(part, Controls)]
    return [one.label for row in rows for one in row.items if isinstance(one, Button)]


@pytest.mark.parametrize(
    ("typed", "press"),
    [
        ("wot does this mean", "words"),
        ("Wots this mean?", "words"),
        ("dunno", "dont_know"),
        ("dunno sorry mate", "dont_know"),
        ("idk", "dont_know"),
        ("can we go back", "back"),
        ("Can we go back please?", "back"),
        ("can you help", "help"),
        ("help me", "help"),
        ("i don't understand the question", "example"),
        ("why you asking me", "why"),
        ("nowt", "nothing"),
        ("ok, next", "next"),
        ("can we stop here", "stop"),
        ("delete that", "undo"),
        ("sorry, ignore that", "undo"),
        ("that’s the lot ta", "thats_all"),
        ("i’m too busy", "later"),
        ("pass", "skip"),
    ],
)
def test_a_command_is_known_in_the_words_of_a_busy_day(typed: str, press: str) -> None:
    assert command_of(typed) == press


@pytest.mark.parametrize(
    "typed",
    [
        "too busy",
        "I have no time",
        "can we ring them the day before",
        "just one list",
        "leave it",
        "well done",
        "ok boss",
    ],
)
def test_what_may_be_an_answer_is_no_command(typed: str) -> None:
    assert command_of(typed) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "what is a need?",
        "Do you mean staff as well?",
        "who sees this?",
        "how many do you want?",
        "dunno, wot counts as a need?",
    ],
)
def test_a_question_back_is_answered_and_can_still_be_kept(listing: World, typed: str) -> None:
    reply = listing.say("U2", typed)
    assert listing.texts(NEEDS) == ("GPs need the new dose",)
    assert "I've kept nothing of that" in words(reply)
    assert offered(reply)[:2] == ["Show me an example", "Why do you ask?"]
    assert offered(reply)[-1] == "Keep it as my answer"
    message = reply.message
    assert message is not None
    keep = next(
        one.press
        for part in message.parts
        if isinstance(part, Controls)
        for one in part.items
        if isinstance(one, Button) and one.press.do == "typed_for"
    )
    listing.press("U2", keep.do, keep.question, keep.arg, place=DM)
    assert listing.texts(NEEDS) == ("GPs need the new dose", typed)


def test_the_word_that_was_asked_about_is_explained(listing: World) -> None:
    assert "Need  What somebody must" in words(listing.say("U2", "what is a need?"))


@pytest.mark.parametrize(
    "typed",
    ["What if the list is lost?", "Could we ring them the day before?", "When am I going home?", "Why not ring?"],
)
def test_a_need_or_an_idea_in_the_form_of_a_question_is_kept(listing: World, typed: str) -> None:
    listing.say("U2", typed)
    assert listing.texts(NEEDS) == ("GPs need the new dose", typed)


@pytest.mark.parametrize("typed", ["same as Asha", "Same as Asha said", "ditto", "what Asha said"])
def test_nobodys_words_are_copied(listing: World, typed: str) -> None:
    reply = listing.say("U2", typed)
    assert listing.texts(NEEDS) == ("GPs need the new dose",)
    assert "I can't copy" in words(reply)
    assert offered(reply) == ["Add", "Nothing to add", "Keep it as my answer"]


def test_ask_somebody_says_that_they_are_asked_too(listing: World) -> None:
    assert "Asha is asked too, in their own words." in words(listing.say("U2", "ask asha"))
    assert listing.texts(NEEDS) == ("GPs need the new dose",)
    listing.say("U2", "ask the pharmacist first")
    assert listing.texts(NEEDS)[-1] == "ask the pharmacist first"


def test_ask_somebody_is_a_form_where_one_person_answers(listing: World) -> None:
    reply = listing.say("U1", "ask Tom")
    assert "Shall Tom answer Why now?" in words(reply)
    assert "Ask someone who knows" in offered(reply)


def test_i_already_answered_shows_what_there_is(listing: World) -> None:
    assert "GPs need the new dose" in words(listing.say("U2", "i already answered this"))
    listing.say("U2", "thats all")
    listing.settle()
    said = words(listing.say("U2", "ive already said"))
    assert "Sorry, I have nothing from you for What good looks like" in said
    assert "I can't read the channel" in said


def test_going_back_apart_is_changing_what_one_said_last(listing: World) -> None:
    reply = listing.say("U2", "can we go back?")
    assert "This is what you said last." in words(reply)
    assert "GPs need the new dose" in words(reply)
    assert "Fix" in offered(reply)
    assert "This is what you said last" not in words(listing.say("U3", "go back"))


def test_going_back_in_a_dm_is_in_the_project_that_asked_there_last(listing: World) -> None:
    listing.start("apart", "U2", name="Clinic letters", lead="U3")
    listing.settle()
    assert "Which project" not in words(listing.say("U2", "go back"))


def test_a_question_without_words_of_its_own_is_said_plainly_and_not_by_the_whole_glossary(listing: World) -> None:
    listing.say("U2", "thats all")
    listing.settle()
    said = words(listing.say("U2", "wot does this mean"))
    assert "What I'm after:" in said
    assert "Near miss" not in said


@pytest.mark.parametrize("typed", ["dunno", "nowt else", "pass", "nothing"])
def test_no_more_ends_a_list_that_was_begun_and_keeps_what_is_in_it(listing: World, typed: str) -> None:
    said = words(listing.say("U2", typed))
    listing.settle()
    assert "nothing to add" not in said
    assert listing.texts(NEEDS) == ("GPs need the new dose",)
    assert "Six months from now" in listing.slack.texts("DU2")[-1]


def test_huh_when_nothing_is_open_says_where_things_are_and_offers_nobody_to_join(listing: World) -> None:
    for typed in ("thats all", "nothing"):
        listing.say("U2", typed)
        listing.settle()
    assert "I'd like to join" not in offered(listing.say("U2", "huh?"))


def test_that_is_all_waits_for_words_that_have_no_place_yet(listing: World) -> None:
    asked = listing.say("U1", "Letters sit in a tray for three weeks")
    assert "Which question" in words(asked)
    reply = listing.say("U1", "that's the lot")
    assert 'Before that: you typed "Letters sit in a tray for three weeks"' in words(reply)
    assert "U1" not in listing.scene().state.cells["explore.people"].done
    chat = next(
        one.press
        for part in (reply.message.parts if reply.message else ())
        if isinstance(part, Controls)
        for one in part.items
        if isinstance(one, Button) and one.press.do == "typed_chat"
    )
    listing.press("U1", chat.do, chat.question, chat.arg, place=Place("DU1", dm=True))
    listing.say("U1", "that's the lot")
    assert listing.scene().state.cells["explore.people"].done["U1"] == "nothing"


@pytest.mark.parametrize("typed", ["stop messaging me", "Leave me alone!", "STOP"])
def test_whoever_has_had_enough_is_offered_less(listing: World, typed: str) -> None:
    reply = listing.say("U2", typed)
    assert offered(reply) == ["Quiet for a while", "No more reminders", "Leave"]
    assert listing.texts(NEEDS) == ("GPs need the new dose",)
    assert listing.scene().state.team["U2"].status == "here"
    listing.settle()
    assert "Stop here for all of us" in offered(listing.say("U1", typed))


@pytest.mark.parametrize(
    "typed", ["Mae angen i'r meddyg teulu wybod", "Pacjenci muszą wiedzieć, kiedy przyjdzie list", "right so " * 60]
)
def test_other_tongues_and_long_breath_are_kept_as_they_are(listing: World, typed: str) -> None:
    listing.say("U2", typed)
    assert listing.texts(NEEDS) == ("GPs need the new dose", typed.strip())
