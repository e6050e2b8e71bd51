"""The walk of a round: rests, what is thin, out trying, the look back, the next round; stops, pauses, going deeper."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dialogues import effects as e
from dialogues import inputs as i
from dialogues.closing import working_day_after
from dialogues.view import next_step, phase_of, progress, thin
from tests.dialogues.endings import lead_to_the_end, press_on
from tests.dialogues.player import Player
from tests.dialogues.test_choosing_and_agreeing import at
from tests.dialogues.tiny import tiny_dialogue


def until(player: Player, walk: str) -> Player:
    """The lead presses on until the walk is there."""
    for _ in range(200):
        if player.state.walk == walk:
            return player
        press_on(player)
    raise AssertionError(walk)


def standard(way: str = "apart") -> Player:
    """Three people, standard."""
    player = Player(tiny_dialogue(), "ann", "ben", "cat", way=way, depth="standard")
    for person in ("ben", "cat") if way == "apart" else ():
        player.do(i.Join, person)
    return player


def test_apart_it_is_quiet_for_a_day_between_two_steps() -> None:
    player = until(standard(), "explore.resting")
    assert player.state.back_at == datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
    assert e.Announce("resting", "E2") in player.effects(e.Announce)
    following = next_step(player.state, player.dialogue)
    assert following is not None
    assert following.id == "E2"
    assert player.state.closes_at is None
    player.wait(days=1, hours=2)
    assert (player.state.walk, player.state.step) == ("explore.asking", "E2")


def test_start_now_starts_before_the_time_and_the_reminder_is_forgotten() -> None:
    player = until(standard(), "explore.resting")
    player.do(i.StartNow, "ann")
    assert player.state.step == "E2"
    assert "back" not in player.due
    player.do(i.StartNow, "ann")
    assert player.told() == [("ann", "nothing_to_start")]


def test_in_the_room_it_rests_between_phases_only() -> None:
    player = standard("together")
    while player.state.step == "E1":
        press_on(player)
    assert (player.state.walk, player.state.step) == ("explore.asking", "E2")
    until(player, "explore.thin")


def test_a_thin_phase_asks_the_lead_for_a_reason_and_keeps_it() -> None:
    player = until(standard(), "explore.thin")
    assert ("ann", "thin_phase") in player.told()
    assert thin(player.state, player.dialogue, player.facts, "explore") == ("fewer than three needs",)
    player.do(i.GoOn, "ann")
    assert player.told() == [("ann", "say_why")]
    player.do(i.GoOn, "ann", "we will ask on Friday")
    assert player.effects(e.KeepOverride) == [
        e.KeepOverride("explore", "ann", "we will ask on Friday", ("fewer than three needs",))
    ]
    assert player.effects(e.Summarise) == [e.Summarise("explore", 1)]
    assert player.state.walk == "explore.resting"
    assert player.state.back_at == datetime(2026, 5, 13, 9, 0, tzinfo=UTC), "two working days between phases"


def test_a_thin_phase_can_be_looked_at_again_and_is_then_no_longer_thin() -> None:
    player = until(standard("together"), "explore.thin")
    player.do(i.LookAgain, "ann", "explore.needs")
    assert player.state.walk == "explore.asking"
    player.say("ann", "explore.needs", "one", "two", "three")
    player.do(i.Next, "ann", "explore.needs")
    assert player.state.walk == "explore.resting"


def test_quick_never_stops_for_what_is_thin() -> None:
    player = at("create.choose", way="together")
    player.do(i.Next, "ann", "create.choose")
    assert player.state.step == "Q4"


def trying(when: object = "2026-06-02") -> Player:
    """Out trying it."""
    player = standard("together")
    while "evaluate.test_plan" not in player.open():
        press_on(player)
    player.say("ann", "evaluate.test_plan", {"what": "two bays", **({"when": when} if when else {})})
    return until(player, "evaluate.trying")


def test_a_planned_try_is_left_in_peace_until_its_day() -> None:
    player = trying()
    assert player.state.test_at == datetime(2026, 6, 2, 15, 0, tzinfo=UTC), "four in the afternoon, the same day"
    assert e.Announce("out_trying") in player.effects(e.Announce)
    player.wait(days=60)
    assert (player.state.walk, player.state.step) == ("evaluate.asking", "V2")
    assert player.open()[0] == "evaluate.safety"
    assert e.WhereWeWere() in player.effects(e.WhereWeWere), "more than five days have gone"


@pytest.mark.parametrize("when", [None, "whenever", "2020-01-01"])
def test_a_try_without_a_day_comes_back_by_itself(when: object) -> None:
    player = trying(when)
    assert player.state.test_at is not None
    assert player.at < player.state.test_at < player.at + timedelta(days=8)


def test_the_try_can_be_planned_again_while_it_is_out() -> None:
    player = trying()
    player.do(i.LookAgain, "ann", "evaluate.test_plan")
    player.say("ann", "evaluate.test_plan", {"what": "two bays", "when": "2026-06-10"})
    assert player.state.walk == "evaluate.trying"
    assert player.state.test_at == datetime(2026, 6, 10, 15, 0, tzinfo=UTC)


def test_quick_has_no_try_to_wait_for() -> None:
    player = until(Player(tiny_dialogue(), "ann", way="together"), "review")
    assert "out_trying" not in [one.code for one in player.every(e.Announce)]


def test_what_depends_on_another_answer_of_the_same_step_waits_for_it() -> None:
    player = at("agree.decision", depth="standard", way="together")
    assert player.status("agree.case") == "unasked"
    player.say("ann", "agree.decision", {"reason": "It helps", "needs_yes": "yes"})
    assert player.status("agree.case") == "open"
    other = at("agree.decision", depth="standard", way="together")
    other.say("ann", "agree.decision", {"reason": "It helps", "needs_yes": "no"})
    assert (other.status("agree.case"), other.cell("agree.case").how) == ("skipped", "not asked")


def test_whether_the_change_touches_care_is_asked_once_and_decides() -> None:
    player = at("create.involve", depth="standard", way="together")
    player.say("ann", "create.involve", {"who": "A patient", "touches_care": "yes"})
    assert player.status("create.risky") == "open"


def test_the_aim_is_drafted_early_and_confirmed_at_the_end() -> None:
    player = at("agree.aim", depth="standard", way="together")
    assert player.state.step == "E2"
    player.say("ann", "agree.aim", {"measure": "Hours waited"})
    until(player, "agree.asking")
    assert player.status("agree.aim") == "open"
    assert player.cell("agree.aim").main is not None
    player.do(i.Confirm, "ann", "agree.aim")
    assert player.status("agree.aim") == "settled"


def reviewed(way: str = "together", day: str = "2026-06-15") -> Player:
    """The round is done."""
    player = Player(tiny_dialogue(), "ann", "ben", "cat", way=way)
    while "agree.review" not in player.open():
        press_on(player)
    player.say("ann", "agree.review", day)
    return until(player, "review")


def test_the_round_ends_with_one_summary_a_snapshot_and_a_day() -> None:
    player = reviewed()
    assert player.state.back_at == datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
    assert (player.every(e.Summarise), player.every(e.RoundClosed)) == ([e.Summarise("round", 1)], [e.RoundClosed(1)])
    assert not player.open()


@pytest.mark.parametrize("day", ["whenever", "2020-01-01"])
def test_without_a_day_to_come_back_it_is_two_weeks_and_never_a_day_gone(day: str) -> None:
    player = reviewed(day=day)
    assert player.state.back_at is not None
    assert player.at < player.state.back_at <= player.at + timedelta(days=15)


def test_the_look_back_opens_by_itself_and_leads_to_the_next_round() -> None:
    player = reviewed()
    player.wait(days=40)
    assert player.state.walk == "review.asking"
    assert phase_of(player.state, player.dialogue) == "check_in"
    assert progress(player.state, player.dialogue) == (1, 2)
    player.do(i.Next, "ann", "check_in.learned")
    player.say("ann", "check_in.next_phase", "evaluate")
    assert (player.state.walk, player.state.pass_n) == ("evaluate.asking", 2)
    assert e.Announce("new_round", "evaluate") in player.effects(e.Announce)
    assert set(player.state.cells) == {"evaluate.test_plan", "evaluate.risks"}
    assert player.facts.latest("agree.review") is not None, "what was said stays"


def test_the_look_back_can_end_the_project() -> None:
    player = reviewed()
    player.do(i.StartNow, "ann")
    player.do(i.Next, "ann", "check_in.learned")
    player.say("ann", "check_in.next_phase", "stop")
    assert (player.state.walk, player.state.status) == ("closed", "closed")
    assert player.due == {}


def test_saying_yes_to_the_suggestion_or_nothing_carries_on() -> None:
    player = reviewed()
    player.do(i.StartNow, "ann")
    player.do(i.Next, "ann", "check_in.learned")
    player.do(i.Confirm, "ann", "check_in.next_phase")
    assert player.state.pass_n == 2
    again = reviewed()
    again.do(i.StartNow, "ann")
    again.do(i.Next, "ann", "check_in.learned")
    again.do(i.Skip, "ann", "check_in.next_phase")
    assert again.state.pass_n == 2
    lead_to_the_end(again)


def test_after_the_round_a_question_can_still_be_looked_at() -> None:
    player = reviewed()
    player.do(i.LookAgain, "ann", "explore.evidence")
    assert player.state.walk == "agree.asking"
    player.say("ann", "explore.evidence", ["x"])
    assert player.state.walk == "review"
    assert player.effects(e.Summarise) == [e.Summarise("round", 1, edit=True)]
    assert len(player.every(e.RoundClosed)) == 1


def test_a_day_changed_in_the_plan_moves_the_try_and_its_reminders() -> None:
    player = trying()
    (kept,) = player.cell("evaluate.test_plan").given["ann"]
    player.do(i.Amend, "ann", "evaluate.test_plan", kept, {"what": "two bays", "when": "2026-06-10"})
    assert player.state.walk == "evaluate.trying"
    assert player.state.test_at == datetime(2026, 6, 10, 15, 0, tzinfo=UTC)
    assert player.due["test"].at == player.state.test_at
    assert (player.due["test:near"].at, player.due["test:near"].about) == (
        datetime(2026, 6, 9, 9, 0, tzinfo=UTC),
        "2026-06-10",
    )
    assert player.effects(e.Announce) == [e.Announce("try_moved", "2026-06-10")]


def test_other_words_in_the_plan_leave_its_day_alone() -> None:
    player = trying()
    before = dict(player.due)
    (kept,) = player.cell("evaluate.test_plan").given["ann"]
    player.do(i.Amend, "ann", "evaluate.test_plan", kept, {"what": "three bays", "when": "2026-06-02"})
    assert player.due == before
    assert player.effects(e.Announce) == []


def test_a_day_brought_forward_to_one_that_has_gone_asks_on_the_next_working_day() -> None:
    player = trying()
    player.say("ann", "evaluate.test_plan", {"what": "two bays", "when": player.at.date().isoformat()[:8] + "01"})
    assert player.state.test_at == working_day_after(player.at, "Europe/London", 1)


def test_a_day_changed_while_it_rests_counts_when_it_goes_on() -> None:
    player = trying()
    player.do(i.Pause, "ann")
    (kept,) = player.cell("evaluate.test_plan").given["ann"]
    player.do(i.Amend, "ann", "evaluate.test_plan", kept, {"what": "two bays", "when": "2026-06-10"})
    assert player.effects(e.Announce) == []
    assert "test" not in player.due
    player.do(i.Resume, "ann")
    assert player.due["test"].at == datetime(2026, 6, 10, 15, 0, tzinfo=UTC)
