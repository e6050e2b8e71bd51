"""Old buttons of what is closed or deleted, and words typed when nothing is open: true words, and nothing changes."""

from __future__ import annotations

import pytest

from coach.inbound import Place, Submitted
from coach.ports import Person
from coach.presses import PRESSES
from coach.views import Press
from storage import retention
from tests.services.people import WS, World, words
from tests.services.test_quick_round import talk_to_the_end

PROMISES = (
    "check_in_yes",
    "check_in_save",
    "nudge_once",
    "remind_again",
    "ask_later",
    "help_with",
    "resume",
    "way",
    "smaller_save",
)


def test_a_closed_project_promises_nothing_more(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.answer("U1", "explore.trigger", text="Complaints")
    world.press("U1", "close_save")
    world.settle()
    before = (world.scene().state.status, world.texts("explore.trigger"), len(world.slack.sent))
    for do in PROMISES:
        assert "is closed. Everything stays here to read." in words(world.press("U1", do, "explore.trigger")), do
    world.wait(days=8)
    assert (world.scene().state.status, world.texts("explore.trigger"), len(world.slack.sent)) == before
    assert before[1] == ("Complaints",)


def test_every_button_of_a_deleted_project_says_that_it_is_gone(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.settle()
    with world.core.transactions.write() as session:
        retention.delete_project(session, WS, world.project, "U1", world.clock.now())
    for do in ("next", "confirm", "status", "summary", "leave", "check_in_yes", "later"):
        assert PRESSES[do] != "form"
        said = words(world.press("U1", do, "explore.trigger", asked=1))
        assert "I can't find that project here any more" in said, do


def test_resume_says_that_it_goes_on_only_when_something_does(small_world: World) -> None:
    world = small_world
    world.start("together", "U2", "U3", "U4", "U5")
    talk_to_the_end(world)
    form = world.open("U1", "hands", "agree.consent")
    world.fill("U1", form, {"agree.consent#yes": "5"})
    world.settle()
    assert world.scene().state.walk == "review"
    world.say("U1", "pause")
    said = words(world.say("U1", "resume"))
    assert "Nothing is open just now: I'll be back on Wednesday 20 May at 10:00." in said
    world.settle()
    assert "goes on" not in world.channel()
    assert "goes on" in words(world.say("U1", "start")), "and the look back is open now"


def test_a_lead_who_leaves_hears_who_leads_and_how_to_come_back(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    reply = world.press("U1", "leave_save")
    assert "Tom leads it now. You can join again, and Tom can hand it back to you." in words(reply)
    assert "Nobody is left in it, so it rests." in words(world.press("U2", "leave_save"))
    assert world.scene().state.status == "paused"
    world.press("U2", "join")
    assert (world.scene().state.lead, world.scene().state.status) == ("U2", "active")


def test_picks_of_a_question_that_is_nowhere_are_answered_kindly(small_world: World) -> None:
    small_world.start("apart", "U2", "U3")
    for question in ("", "create.nowhere"):
        said = words(small_world.press("U1", "pick_save", question, asked=1))
        assert "I can't find that question any more." in said


TYPED = {"words": "8 of 12", "learned": "The list helps", "what": "Ring one ward", "date": "2026-05-20"}
KEEPS = ("learned_save", "smaller_save", "help_with", "expect_save", "tool_save", "tool_steps", "remind_date_save")


@pytest.mark.parametrize("person", ["U3", "U7"])
def test_whoever_is_not_in_it_is_not_told_that_their_words_are_kept(small_world: World, person: str) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U3", "fine")
    world.press("U3", "leave_save")
    world.settle()
    before = (world.scene().state.turn, len(world.slack.sent))
    for do in KEEPS:
        arg = {"help_with": "time", "tool_steps": "five_whys"}.get(do, "")
        sent = Submitted(Press(do, world.project, "explore.people", 1, arg), TYPED)
        reply = world.do(person, sent, Place(f"D{person}", dm=True))
        assert "Press I'd like to join, and your words count from then on." in words(reply), do
        assert reply.form is None, do
    world.wait(days=2)
    assert not [one for one in world.slack.sent[before[1] :] if one.channel == f"D{person}"]


def test_typed_words_of_somebody_who_left_in_the_middle_of_a_tool_go_nowhere(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U3", "fine")
    world.settle()
    world.press("U3", "tool_steps", arg="five_whys")
    world.settle()
    world.press("U3", "leave_save")
    world.settle()
    world.say("U3", "Because nobody rings")
    world.settle()
    assert "2 of 6" not in world.dm("U3")


def test_a_summary_passed_on_never_changes_one_that_was_sent_before(small_world: World) -> None:
    world = small_world
    world.slack.know(Person("U9", "Boss", workspace=WS))
    world.start("apart", "U2", "U3")
    world.settle()
    for person, what in (("U1", "so_far"), ("U2", "so_far"), ("U2", "explore")):
        form = world.open(person, "send_to", arg=what)
        assert "I've sent it" in words(world.fill(person, form, {form.boxes[0].id: ["U9"]}))
        world.settle()
    said = world.slack.texts("DU9")
    assert [one.partition(" sends")[0] for one in said] == ["Asha", "Tom", "Tom"]
    assert ["what we found" in one for one in said] == [False, False, True]


def test_whoever_said_no_and_is_asked_once_more_gets_a_new_message(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.settle()
    world.press("U3", "not_me")
    world.settle()
    world.wait(days=2)
    form = world.open("U1", "invite")
    world.fill("U1", form, {"people": ["U3"]})
    world.settle()
    first, again = world.slack.texts("DU3")
    assert first.startswith("You're not part of Take-home medicines.")
    assert again.startswith("Hello Mei. Asha would like your view")
    world.press("U3", "fine")
    world.settle()
    assert all(one.startswith("You're in Take-home medicines.") for one in world.slack.texts("DU3")[:2])


def test_a_reminder_is_promised_only_of_what_still_waits(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U2", "fine")
    assert "I'll remind you today" in words(world.press("U2", "later", "explore.people"))
    world.press("U2", "dont_know", "explore.people")
    for do in ("later", "remind_me"):
        said = words(world.press("U2", do, "explore.people"))
        assert said == "That one doesn't wait for you any more, so there's nothing to remind you of.", do


def test_a_question_picked_for_another_project_is_asked_for_again(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2")
    sent = Submitted(
        Press("add_message_save", world.project), {"question": "explore.long_gone", "text": "No pharmacist"}
    )
    reply = world.do("U1", sent)
    assert reply.errors == (("question", "That isn't asked in this project. Pick another question."),)


def test_another_time_pressed_twice_is_one_message_on_the_next_working_day(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.settle()
    world.press("U3", "ask_later")
    world.press("U2", "fine")
    world.press("U3", "ask_later")
    world.wait(days=1)
    assert len(world.slack.in_channel("DU3")) == 2, "the first one, and once more"
    world.press("U3", "ask_later")
    world.wait(days=1)
    assert len(world.slack.in_channel("DU3")) == 3
