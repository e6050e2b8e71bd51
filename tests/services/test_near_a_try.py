"""The working day before a try that nobody has said yes to: one word to the lead, looked at when it comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coach.services.coming_due import kindly
from coach.services.screens.showing.deciding import ANYWAY
from coach.views import Button, Controls
from dialogues.facts import Facts, Kept
from dialogues.recall import said_yes
from tests.services.people import WS, World, words
from tests.services.test_expecting import out_trying
from tests.services.test_quick_round import talk_to_the_end

GO_AHEAD, PLAN = "evaluate.go_ahead", "evaluate.test_plan"
NEAR = datetime(2026, 5, 18, 9, 0, tzinfo=UTC)  # Monday 10:00 in London; the try is on Tuesday 19 May
OVER = "Take-home medicines: the day of the try has come."
DAY = datetime(2026, 5, 19, 14, 0, tzinfo=UTC)


@pytest.fixture
def ahead(small_world: World) -> World:
    """A room that has agreed to try it on Tuesday 19 May; the matron was asked and has not answered."""
    small_world.start("together", "U2", "U3")
    talk_to_the_end(small_world)
    form = small_world.open("U1", "hands", "agree.consent")
    small_world.fill("U1", form, {"agree.consent#yes": "3"})
    small_world.settle()
    assert small_world.scene().state.test_at is not None
    return small_world


def to(world: World, moment: datetime) -> None:
    world.wait(seconds=(moment - world.clock.now()).total_seconds())


def said(world: World) -> list[str]:
    """The words before the try, in everybody's DM and in the channel."""
    places = ("DU1", "DU2", "DU3", "C1")
    return [text for place in places for text in world.slack.texts(place) if "the try is t" in text]


def test_one_word_to_the_lead_on_the_working_day_before(ahead: World) -> None:
    to(ahead, NEAR - timedelta(minutes=1))
    assert said(ahead) == []
    to(ahead, NEAR + timedelta(minutes=1))
    (word,) = said(ahead)
    assert "the try is tomorrow, Tuesday 19 May. I have no yes yet from Matron." in word
    assert word in ahead.slack.texts("DU1")
    sent = ahead.slack.in_channel("DU1")[-1].message
    offered = [one for part in sent.parts if isinstance(part, Controls) for one in part.items]
    assert [one.press.question for one in offered if isinstance(one, Button)] == [GO_AHEAD, PLAN]
    to(ahead, DAY + timedelta(days=2))
    assert said(ahead) == [], "its day has come, and the word says so"
    assert [text for text in ahead.slack.texts("DU1") if "the day of the try" in text] == [OVER]


def test_nothing_once_there_is_a_yes(ahead: World) -> None:
    assert not ahead.answer("U1", GO_AHEAD, approver="Matron", answer="yes").errors
    to(ahead, DAY)
    assert said(ahead) == []


def test_a_yes_in_the_night_is_enough(ahead: World) -> None:
    ahead.command("U1", "quiet until tuesday")
    to(ahead, NEAR + timedelta(hours=1))
    ahead.answer("U1", GO_AHEAD, approver="Matron", answer="yes")
    to(ahead, DAY)
    assert said(ahead) == []


def test_held_back_to_the_day_it_says_today(ahead: World) -> None:
    ahead.command("U1", "quiet until tuesday")
    to(ahead, DAY)
    (word,) = said(ahead)
    assert "the try is today, Tuesday 19 May." in word


def test_a_day_that_has_moved_is_told_of_before_the_new_one(ahead: World) -> None:
    ahead.press("U1", "look_again", PLAN)
    ahead.answer("U1", PLAN, what="List at the bedside", when="2026-05-20")
    while ahead.current():
        ahead.press("U1", "next", ahead.current()[0], ANYWAY)  # agreed to on another day: that yes is none to this
    ahead.settle()
    assert ahead.scene().state.test_at == datetime(2026, 5, 20, 15, 0, tzinfo=UTC)
    to(ahead, NEAR + timedelta(hours=8))
    assert said(ahead) == []
    to(ahead, NEAR + timedelta(days=1, minutes=1))
    (word,) = said(ahead)
    assert "tomorrow, Wednesday 20 May" in word


def fix_day(world: World, day: str) -> None:
    form = world.open("U1", "fix", PLAN)
    world.fill("U1", form, {f"{PLAN}#what": "List at the bedside", f"{PLAN}#when": day})
    world.settle()


def test_a_day_that_was_fixed_in_the_plan_moves_the_word_before_it_and_the_day_to_come_back(ahead: World) -> None:
    fix_day(ahead, "2026-05-27")
    state = ahead.scene().state
    assert (state.walk, state.test_at) == ("review", datetime(2026, 5, 27, 15, 0, tzinfo=UTC))
    assert state.back_at == datetime(2026, 5, 28, 9, 0, tzinfo=UTC)
    moved = [text for text in ahead.slack.texts("C1") if "the try is now on Wednesday 27 May" in text]
    assert len(moved) == 1
    assert "I'll be back on Thursday 28 May at 10:00" in moved[0]
    assert "Not yet cleared to start" in moved[0]
    to(ahead, DAY + timedelta(days=1))
    assert said(ahead) == []
    to(ahead, datetime(2026, 5, 26, 10, 0, tzinfo=UTC))
    (word,) = said(ahead)
    assert "tomorrow, Wednesday 27 May" in word
    assert ahead.current() == ()
    to(ahead, datetime(2026, 5, 27, 15, 5, tzinfo=UTC))
    assert ahead.current() == ("evaluate.safety",)


def test_a_day_moved_after_the_word_before_it_brings_a_word_before_the_new_one(ahead: World) -> None:
    to(ahead, NEAR + timedelta(minutes=1))
    assert len(said(ahead)) == 1
    fix_day(ahead, "2026-05-21")
    to(ahead, NEAR + timedelta(days=3))
    assert len([text for text in said(ahead) if "the try is tomorrow, Thursday 21 May" in text]) == 1


def test_after_a_bank_holiday_the_word_comes_on_the_working_day_before_it(ahead: World) -> None:
    fix_day(ahead, "2026-05-26")  # Monday 25 May is a bank holiday in England
    friday = datetime(2026, 5, 22, 9, 0, tzinfo=UTC)
    to(ahead, friday - timedelta(minutes=1))
    assert said(ahead) == []
    to(ahead, friday + timedelta(minutes=1))
    (word,) = [text for text in ahead.slack.texts("DU1") if "the try is on" in text]
    assert "the try is on Tuesday 26 May. I have no yes yet from Matron." in word


def test_each_calendar_has_its_own_working_day_before(ahead: World) -> None:
    ahead.command("U1", "holidays scotland")
    fix_day(ahead, "2026-08-04")  # the first Monday of August is one in Scotland alone
    to(ahead, datetime(2026, 7, 31, 8, 59, tzinfo=UTC))
    assert not [text for text in ahead.slack.texts("DU1") if "the try is on" in text]
    to(ahead, datetime(2026, 7, 31, 9, 1, tzinfo=UTC))
    assert [text for text in ahead.slack.texts("DU1") if "the try is on Tuesday 4 August" in text]
    ahead.command("U1", "holidays england")
    fix_day(ahead, "2026-08-11")
    to(ahead, datetime(2026, 8, 10, 9, 1, tzinfo=UTC))
    assert [text for text in said(ahead) if "tomorrow, Tuesday 11 August" in text]


def test_whoever_said_yes_should_hear_of_the_new_day(ahead: World) -> None:
    ahead.answer("U1", GO_AHEAD, approver="Matron", answer="yes")
    fix_day(ahead, "2026-05-20")
    (moved,) = [text for text in ahead.slack.texts("C1") if "the try is now on Wednesday 20 May" in text]
    assert "Matron said yes to it before it moved. Do they know the new day?" in moved


def test_nothing_while_it_rests(ahead: World) -> None:
    ahead.press("U1", "pause")
    to(ahead, DAY)
    assert said(ahead) == []


def test_read_later_from_a_digest_it_says_nothing_of_a_day_that_has_been(ahead: World) -> None:
    to(ahead, DAY + timedelta(days=2))
    assert "seen to already" in words(ahead.press("U1", "told", GO_AHEAD, "no_yes_yet/2026-05-19"))


def test_deeper_than_quick_too_and_a_full_week_does_not_hold_it_back(small_world: World) -> None:
    out_trying(small_world, "together")
    to(small_world, datetime(2026, 9, 28, 8, 0, tzinfo=UTC))
    with small_world.core.transactions.write() as session:
        for n in range(20):
            kindly.count(session, WS, "U1", small_world.clock.now() + timedelta(seconds=n), "nudge")
    small_world.wait(hours=1, minutes=1)
    (word,) = said(small_world)
    assert "the try is tomorrow, Tuesday 29 September. I don't know yet who says yes to it." in word


def test_a_yes_to_the_try_of_an_earlier_round_is_none_to_this_one() -> None:
    told = {name: (Kept(name, name, "U1", value, NEAR, 1),) for name, value in _FIRST.items()}
    first = Facts(answers=told)
    assert said_yes(first, PLAN, GO_AHEAD)
    again = Kept("again", PLAN, "U1", {"what": "with two pharmacists", "when": "2026-06-09"}, DAY, 2)
    second = Facts(answers={PLAN: (again,)}, earlier=told)
    assert not said_yes(second, PLAN, GO_AHEAD)
    yes = Kept("yes", GO_AHEAD, "U1", {"approver": "Matron", "answer": "yes"}, DAY, 2)
    assert said_yes(replace(second, answers={**second.answers, GO_AHEAD: (yes,)}), PLAN, GO_AHEAD)


_FIRST = {PLAN: {"what": "list", "when": "2026-05-19"}, GO_AHEAD: {"approver": "Matron", "answer": "yes"}}
