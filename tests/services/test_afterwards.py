"""What stays behind in a person's DM: once it is over, one calm line that says what came of it, and no button."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coach.inbound import Place
from coach.views import Controls, Message
from tests.services.fakes import Sent
from tests.services.people import World
from tests.services.test_check_ins import give
from tests.services.test_quick_round import talk_to_the_end
from tests.services.test_typed_agreement import agreeing

DM = {person: Place(f"D{person}", dm=True) for person in ("U1", "U2", "U3", "U4")}
GO_AHEAD, PLAN, VOTE = "evaluate.go_ahead", "evaluate.test_plan", "create.choose"
QUESTIONS = ("explore.people", "explore.needs", "explore.success")


@pytest.fixture
def nudged(small_world: World) -> World:
    """Four in their own time; half-way Tom, who has said nothing, has been reminded."""
    begin(small_world)
    small_world.wait(days=1, hours=2)
    small_world.settle()
    assert pressable(reminder(small_world).message)
    return small_world


def begin(world: World) -> None:
    world.start("apart", "U2", "U3", "U4")
    for person in ("U2", "U3", "U4"):
        world.press(person, "fine", place=DM[person])
    world.settle()


def reminder(world: World, person: str = "U2") -> Sent:
    """The one reminder in somebody's DM."""
    (found,) = (one for one in world.slack.in_channel(f"D{person}") if "still open for you in" in one.message.text)
    return found


def pressable(message: Message) -> list[str]:
    return [item.label for part in message.parts if isinstance(part, Controls) for item in part.items]


def test_a_reminder_that_was_answered_says_so(nudged: World) -> None:
    standing = reminder(nudged)
    nudged.answer("U2", "explore.people", groups=["nights"])
    nudged.settle()
    assert standing.message.text == "Take-home medicines: you've answered Who it touches."
    assert pressable(standing.message) == []


def test_nothing_to_add_is_said_too(nudged: World) -> None:
    standing = reminder(nudged)
    nudged.press("U2", "nothing", "explore.people")
    nudged.settle()
    assert "you had nothing to add to" in standing.message.text


def test_a_reminder_whose_question_has_closed_does_not_say_that_it_closes_tomorrow(nudged: World) -> None:
    standing = reminder(nudged)
    assert "It closes" in standing.message.text
    for person in ("U1", "U3", "U4"):
        nudged.answer(person, "explore.people", groups=["nights"])
        for question in QUESTIONS[1:]:
            nudged.press(person, "nothing", question)
    nudged.wait(days=2)
    assert "has closed, and the team went on." in standing.message.text
    assert pressable(standing.message) == []


def test_with_more_time_a_reminder_says_when_it_closes_now(nudged: World) -> None:
    standing = reminder(nudged)
    before = standing.message.text
    nudged.press("U1", "more_time")
    nudged.settle()
    assert standing.message.text != before
    assert "It closes" in standing.message.text
    assert pressable(standing.message)


def test_a_reminder_that_was_on_its_way_while_its_person_answered(small_world: World) -> None:
    world, post = small_world, small_world.slack.post
    begin(world)
    sent: list[str] = []

    def slow(workspace: str, channel: str, message: Message, *, thread: str = "", broadcast: bool = False) -> str:
        ts = post(workspace, channel, message, thread=thread, broadcast=broadcast)
        if "still open for you in" in message.text and not sent:
            sent.append(ts)
            world.answer("U3", "explore.people", groups=["nights"])
        return ts

    world.slack.post = slow  # type: ignore[method-assign]
    world.press("U3", "remind_me", "explore.people", arg="later")
    while not sent:
        world.wait(minutes=30)
    world.settle()
    (standing,) = (one for one in world.slack.in_channel("DU3") if one.ts == sent[0])
    assert "you've answered" in standing.message.text


def test_the_picks_in_the_leads_dm_say_what_was_taken(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    for person in ("U2", "U3"):
        world.press(person, "fine", place=DM[person])
    world.settle()
    to_the_picks(world)
    (word,) = (one for one in world.slack.in_channel("DU1") if "the picks are in." in one.message.text)
    assert "Take the first" in pressable(word.message)
    world.press("U1", "take", VOTE, "1")
    world.settle()
    assert word.message.text == 'Take-home medicines: the choice is made. You take "List at the bedside".'
    assert pressable(word.message) == []


def test_the_picks_say_what_was_taken_also_when_the_lead_typed_the_last_of_them(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    for person in ("U2", "U3"):
        world.press(person, "fine", place=DM[person])
    world.settle()
    to_the_picks(world, last_typed=True)
    (word,) = (one for one in world.slack.in_channel("DU1") if "the picks are in." in one.message.text)
    world.press("U1", "take", VOTE, "1")
    world.settle()
    assert pressable(word.message) == []


def to_the_picks(world: World, *, last_typed: bool = False) -> None:
    """Everybody answers until the picks are in."""
    for _ in range(20):
        cell = world.scene().state.cells.get(VOTE)
        if cell and cell.status == "shown":
            return
        if cell and cell.status == "open":
            for person in ("U2", "U3") if last_typed else ("U1", "U2", "U3"):
                form = world.open(person, "pick", VOTE)
                box = next(box for box in form.boxes if box.options)
                world.fill(person, form, {box.id: [box.options[0][0]]})
            if last_typed:
                world.say("U1", "1")
        elif "create.ideas" in world.current():
            world.answer("U1", "create.ideas", _="List at the bedside\nTime at breakfast\nRunner at 11 and 2")
            world.press("U1", "next", "create.ideas")
        elif world.scene().state.walk.endswith(".thin"):
            world.press("U1", "go_on")
        elif world.current():
            world.press("U1", "dont_know", world.current()[0])
            world.press("U1", "next", world.current()[0] if world.current() else "")
        else:
            world.press("U1", "start_now")
        world.settle()
    raise AssertionError("never came to the picks")


@pytest.fixture
def near(small_world: World) -> World:
    """A room that tries it on Tuesday 19 May; it is Monday, and the lead has heard that Matron's yes is missing."""
    small_world.start("together", "U2", "U3")
    talk_to_the_end(small_world)
    form = small_world.open("U1", "hands", "agree.consent")
    small_world.fill("U1", form, {"agree.consent#yes": "3"})
    small_world.settle()
    small_world.wait(seconds=(datetime(2026, 5, 18, 9, 5, tzinfo=UTC) - small_world.clock.now()).total_seconds())
    assert "Who said yes?" in pressable(before_the_try(small_world).message)
    return small_world


def before_the_try(world: World) -> Sent:
    (found,) = (one for one in world.slack.in_channel("DU1") if "the try is tomorrow" in one.message.text)
    return found


def test_the_word_before_a_try_says_that_the_yes_is_in(near: World) -> None:
    word = before_the_try(near)
    assert not near.answer("U1", GO_AHEAD, approver="Matron", answer="yes").errors
    near.settle()
    assert word.message.text == "Take-home medicines: the yes to the try is in, from Matron."
    assert pressable(word.message) == []


def test_the_word_before_a_try_says_that_its_day_has_come(near: World) -> None:
    word = before_the_try(near)
    near.wait(days=1, hours=6)
    assert word.message.text == "Take-home medicines: the day of the try has come."


def test_the_word_before_a_try_says_its_new_day(near: World) -> None:
    word = before_the_try(near)
    near.answer("U1", PLAN, what="List at the bedside", when="2026-05-20")  # Move the day
    near.settle()
    assert near.current() == (), "nobody is asked again for a day that has moved"
    assert word.message.text == "Take-home medicines: the try is on Wednesday 20 May now."


@pytest.fixture
def reminded(small_world: World) -> tuple[World, str]:
    """Joy has a step for Wednesday 20 May, and has been reminded the day before; the step."""
    small_world.start("together", "U2", "U5")
    step = give(small_world, "Time ten waits", "U5", "2026-05-20")
    small_world.wait(days=6, hours=21)
    assert "Done" in pressable(of_the_step(small_world).message)
    return small_world, step


def of_the_step(world: World) -> Sent:
    (found,) = (one for one in world.slack.in_channel("DU5") if "Time ten waits" in one.message.text)
    return found


def test_a_reminder_of_a_step_says_that_it_is_done(reminded: tuple[World, str]) -> None:
    world, step = reminded
    standing = of_the_step(world)
    world.press("U5", "action_done", "check_in.progress", step)
    world.settle()
    assert standing.message.text == 'Take-home medicines: your step "Time ten waits" is done.'
    assert pressable(standing.message) == []


def test_a_reminder_of_a_step_says_its_new_day(reminded: tuple[World, str]) -> None:
    world, step = reminded
    standing = of_the_step(world)
    form = world.open("U5", "step_date", "check_in.progress", step)
    world.fill("U5", form, {"due": "2026-05-27"})
    world.settle()
    assert standing.message.text.endswith('your step "Time ten waits" is for Wednesday 27 May now.')


def test_a_reminder_of_a_step_that_is_stuck_can_still_be_pressed(reminded: tuple[World, str]) -> None:
    world, _ = reminded
    standing = of_the_step(world)
    world.say("U5", "stuck: nobody is there before ten")
    world.settle()
    assert "Done" in pressable(standing.message)


def test_going_on_after_a_night_posts_one_message(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U1", "pause")
    world.settle()
    world.wait(days=1)
    before = set(world.slack.texts("C1"))
    world.command("U1", "resume")
    world.settle()
    told = [text for text in world.slack.texts("C1") if text not in before and "Answer here" not in text]
    assert [text.partition(":")[0] for text in told] == ["Take-home medicines, where we were"]


def test_the_day_to_come_back_says_so_once_somebody_is_back(small_world: World) -> None:
    small_world.start("together", "U2", "U3")
    talk_to_the_end(small_world)
    small_world.press("U1", "next", "agree.consent", "anyway")
    small_world.settle()
    small_world.wait(days=9)
    standing = word_to_the_lead(small_world, "the day you chose to come back")
    assert "Where were we?" in pressable(standing.message)
    small_world.press("U1", "skip", small_world.current()[0])
    small_world.settle()
    assert standing.message.text == "Take-home medicines: you came back to it."
    assert pressable(standing.message) == []


def test_a_not_yet_and_the_word_that_it_waits_become_calm_when_it_is_seen_to(small_world: World) -> None:
    agreeing(small_world, "apart")
    small_world.say("U1", "limit 20")
    for person, said in (("U1", "yes"), ("U2", "not yet, tell nights first"), ("U3", "yes")):
        small_world.say(person, said)
    small_world.settle()
    small_world.wait(days=3)
    standing = word_to_the_lead(small_world, "has been quiet for a while")
    assert pressable(standing.message)
    small_world.press("U1", "condition_met", "agree.consent")
    small_world.settle()
    assert standing.message.text == "Take-home medicines: what waited for you is seen to."
    assert pressable(standing.message) == []


def test_a_not_yet_said_late_becomes_calm_when_its_person_says_yes(small_world: World) -> None:
    agreeing(small_world, "apart")
    small_world.say("U1", "limit 20")
    for person in ("U1", "U2", "U3"):
        small_world.say(person, "yes")
    small_world.settle()
    small_world.say("U2", "not yet, nights were never told")
    small_world.settle()
    standing = word_to_the_lead(small_world, "somebody says not yet")
    assert pressable(standing.message)
    small_world.say("U2", "yes, they know now")
    small_world.settle()
    assert standing.message.text == 'Take-home medicines: that "not yet" is seen to.'
    assert pressable(standing.message) == []


def word_to_the_lead(world: World, words: str) -> Sent:
    """The one message in the lead's DM that says this."""
    (found,) = (one for one in world.slack.in_channel("DU1") if words in one.message.text)
    return found
