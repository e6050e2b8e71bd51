"""Old buttons of what is closed or deleted, and words typed when nothing is open: true words, and nothing changes."""

from __future__ import annotations

from coach.presses import PRESSES
from storage import retention
from tests.services.people import WS, World, words
from tests.services.test_quick_round import talk_to_the_end

PROMISES = ("check_in_yes", "check_in_save", "nudge_once", "remind_again", "ask_later", "help_with", "resume", "way")


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
