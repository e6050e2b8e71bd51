"""Kindness as people feel it: nudges answered by typing, none doubled, nobody missed who was not reached, own hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from coach.inbound import Pressed
from coach.ports import Person
from coach.views import Press
from tests.services.people import WS, World, words
from tests.services.test_check_ins import asked, give, held, said, ward, week

WEDNESDAY = datetime(2026, 5, 20, 8, 0, tzinfo=UTC)  # 09:00 in London


def with_a_step(world: World, due: str = "2026-05-20") -> str:
    """A team in the room, and a step of Joy's; returns the step."""
    world.start("together", "U2", "U5")
    return give(world, "Time ten waits", "U5", due)


def nudges(world: World, person: str) -> list[str]:
    """The nudges about a step that a person got."""
    texts = [sent.message.text for sent in world.slack.sent if sent.channel == f"D{person}"]
    return [text for text in texts if "your step" in text]


def test_a_nudge_is_answered_by_typing(world: World) -> None:
    step = with_a_step(world)
    world.wait(days=7, hours=20)
    assert "is for today" in nudges(world, "U5")[0], "in place of the one of yesterday"
    assert "stuck" in words(world.say("U5", "stuck: nobody is there before ten"))
    world.settle()
    assert '"nobody is there before ten"' in world.dm("U5")
    assert world.scene().facts.of("check_in.progress")[0].value == {step: "stuck", "why": "nobody is there before ten"}


@pytest.mark.parametrize("said", ["all done", "yeh done it"])
def test_below_a_nudge_a_sloppy_done_is_of_its_step(world: World, said: str) -> None:
    step = with_a_step(world)
    world.wait(days=7, hours=20)
    world.say("U5", said)
    assert world.scene().facts.of("check_in.progress")[0].value == {step: "done"}


def test_remind_me_and_skip_and_stop_are_typed_too(small_world: World) -> None:
    world = small_world
    with_a_step(world)
    world.wait(days=6, hours=21)  # Tuesday, the day before
    assert "I'll remind you tomorrow at 09:00." in words(world.say("U5", "remind me tomorrow"))
    world.wait(days=1)
    assert len(nudges(world, "U5")) == 1, "asked for, and on its day: once, and yesterday's is gone"
    assert "is for today" in nudges(world, "U5")[0]
    assert "I won't bring that one up again." in words(world.say("U5", "skip this one"))
    world.wait(days=4)
    assert len(nudges(world, "U5")) == 1
    give(world, "Ring the lab", "U5", "2026-06-03")
    world.wait(days=9)
    assert "Ring the lab" in nudges(world, "U5")[-1]
    assert "won't remind you" in words(world.say("U5", "stop reminding me"))
    count = len(nudges(world, "U5"))
    world.wait(days=9)
    assert len(nudges(world, "U5")) == count
    assert "remind you about this project again" in words(world.say("U5", "remind me again"))


def test_there_is_nothing_to_remind_of_when_nothing_is_open(small_world: World) -> None:
    small_world.start("together", "U2")
    small_world.press("U1", "pause")
    assert "Nothing is open for you that I could remind you of" in words(small_world.say("U2", "remind me tomorrow"))


def test_no_nudge_comes_where_a_check_in_asks_or_somebody_has_just_said(world: World) -> None:
    world.start("together", "U2", "U5")
    step = give(world, "Time ten waits", "U5", "2026-05-19")
    world.command("U1", "checkin weekly tue 9:30")
    world.wait(days=6)
    assert len(nudges(world, "U5")) == 1  # the day before
    world.wait(days=1)
    assert len(nudges(world, "U5")) == 1, "on its day the check-in asks"
    said(world, "U5", "check_in.progress", {step: "on_track"})
    world.wait(days=1)
    assert len(nudges(world, "U5")) == 1, "the day after they had said how it stands"


def test_a_step_that_was_typed_as_one_line_is_reminded_of(small_world: World) -> None:
    world = small_world
    world.start("together", "U2", "U5")
    said(world, "U1", "agree.actions", {"what": "Time ten waits; Joy; 2026-05-20"})
    world.wait(days=6, hours=21)
    assert 'your step "Time ten waits" is for tomorrow' in nudges(world, "U5")[0]


def test_silence_of_those_whom_it_did_not_reach_counts_for_nothing(world: World) -> None:
    world.start("together", "U2", "U5")
    give(world, "Time ten waits", "U5")
    world.command("U1", "checkin weekly tue 9:30")
    world.command("U5", "quiet until 12 june")
    week(world, 4)
    assert len(held(world)) >= 3
    assert asked(world, 1)["U5"].sent_at is None
    assert "it's been quiet" not in world.dm("U1")
    assert "heard so far" not in world.channel()


def test_what_is_said_between_two_is_told_once(world: World) -> None:
    steps = ward(world)
    week(world, 1)
    world.wait(days=5)  # late for one that nobody spoke in, and early for the next
    world.press("U5", "step_is", "check_in.progress", f"done:{steps['joy']}")
    world.settle()
    assert "1 step done" not in world.channel()
    world.wait(days=4)
    assert world.channel().count("1 step done") == 1


def test_no_check_in_counts_the_days_of_a_quiet_time_and_it_comes_after_it(world: World) -> None:
    ward(world)
    world.command("U1", "quiet team until 22 may")
    week(world, 1)
    assert held(world) == ()
    world.wait(days=4)
    assert [one.opened_at.date().isoformat() for one in held(world)] == ["2026-05-22"]


def test_the_try_is_asked_about_the_same_day_also_on_a_saturday(world: World) -> None:
    world.start("apart", "U2", "U3")
    with_answers(world, "2026-05-16")
    world.wait(days=4, hours=3)
    assert "Did anything go wrong, or nearly?" in world.dm("U1")
    assert world.scene().state.walk == "review"


def with_answers(world: World, day: str) -> None:
    """A quick round in one's own time, played to its end by its lead, with a try on a day."""
    world.press("U1", "start_now")
    said(world, "U1", "explore.problem", {"what": "People wait for their letters"})
    for _ in range(60):
        state = world.scene().state
        if state.walk == "review":
            return
        live = [name for name, cell in state.cells.items() if cell.status in ("open", "shown", "contested")]
        for name in live:
            if name == "evaluate.test_plan":
                said(world, "U1", name, {"what": "Slip at the desk", "when": day})
            elif name == "create.ideas" and not world.texts(name):
                for person in ("U1", "U2", "U3"):
                    said(world, person, name, f"A slip from {person}")
            world.press("U1", "move_on", name, "anyway")
            world.press("U1", "dont_know", name)
        world.settle()
    raise AssertionError(world.scene().state.walk)


def test_when_it_closes_is_said_in_ones_own_hour(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.do("U2", Pressed(Press("time_zone", arg="Europe/Madrid")))
    world.press("U2", "fine")
    world.press("U1", "start_now")
    world.settle()
    assert "Open until Thursday at 10:00, which is 11:00 for you." in world.dm("U2")
    assert "for you" not in world.dm("U1")


def test_a_look_back_that_nobody_answers_brings_one_word_to_the_lead_and_then_silence(world: World) -> None:
    """A look back takes a check-in's place; left alone for as long as two of them it is a silence like any other."""
    world.start("together", "U2", "U3", "U5")
    with_answers(world, "2026-05-20")
    give(world, "Time ten waits", "U5", "2026-06-30")
    world.command("U1", "checkin weekly tue 9:30")
    to_look_back(world)
    before = len(held(world))
    begun = world.clock.now()
    while "it's been quiet the last two times" not in world.dm("U1"):
        world.wait(days=1)
        assert world.clock.now() - begun < timedelta(weeks=4)
    assert world.clock.now() - begun > timedelta(weeks=2)
    assert world.dm("U1").count("it's been quiet the last two times") == 1
    assert len(held(world)) == before
    world.wait(weeks=6)
    assert world.dm("U1").count("it's been quiet the last two times") == 1


def to_look_back(world: World) -> None:
    """To the day of the look back, which nobody answers."""
    for _ in range(60):
        if world.scene().state.walk == "review.asking":
            return
        world.wait(days=1)
    raise AssertionError(world.scene().state.walk)


def test_the_lead_hears_by_day_that_somebodys_account_is_closed(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3", "U4")
    for person in ("U2", "U3", "U4"):
        world.press(person, "fine")
    world.wait(days=1, hours=13)
    world.slack.know(Person("U4", "Dr Patel", workspace=WS, active=False))
    world.press("U2", "dont_know", "explore.people")  # at 02:40
    world.settle()
    assert world.scene().state.team["U4"].status == "left"
    assert "Dr Patel can't be reached here" not in world.dm("U1")
    world.wait(hours=6)
    assert "Dr Patel can't be reached here" in world.dm("U1")
