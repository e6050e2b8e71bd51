"""Ways back: what follows a question that opens again, a try made once more, what stands in a later round."""

from __future__ import annotations

from typing import Any

import pytest

from dialogues import effects as e
from dialogues import inputs as i
from dialogues.library import load
from dialogues.turns.paths import STANDS
from tests.dialogues.endings import lead_to_the_end, press_on
from tests.dialogues.player import Player

WHEN = "2026-06-02"
PLAN = {"what": "two bays", "when": WHEN}
SAID: dict[str, Any] = {
    "explore.problem": {"what": "People wait", "who": "patients"},
    "explore.people": {"groups": ["cared_for", "nurses"]},
    "explore.success": {"patients": "Home before tea"},
    "create.ideas": "List at the bedside",
    "evaluate.test_plan": PLAN,
    "evaluate.results": {"seen": "four of six"},
    "agree.aim": {"measure": "hours waited", "from": "5 h", "to": "3 h"},
    "check_in.aim": {"value": "4 h", "how": "closer"},
}


def say(player: Player, name: str) -> None:
    """The typist answers one open question, as far as these tests need its answer."""
    if name == "explore.needs":
        player.say("ann", name, {"need": "know the time", "who": "patients"}, {"need": "rest", "who": "nurses"})
    elif name == "create.choose":
        player.say("ann", name, [player.facts.of("create.ideas")[0].id])
    elif name == "evaluate.needs_met":
        needs = [
            kept.id for kept in (*player.facts.earlier.get("explore.needs", ()), *player.facts.of("explore.needs"))
        ]
        player.say("ann", name, {needs[0]: "not_tried", needs[1]: "met"})
    elif name in SAID:
        player.say("ann", name, SAID[name])


def play_to(player: Player, walk: str, most: int = 120) -> Player:
    """The typist answers and presses on until the walk is there."""
    for _ in range(most):
        if player.state.walk == walk:
            return player
        live = player.open()
        asked = player.cell(live[0]).asked if live else 0
        if live and not player.cell(live[0]).given:
            say(player, live[0])
        if not player.open() or (live and player.open()[0] == live[0] and player.cell(live[0]).asked == asked):
            press_on(player)
    raise AssertionError(f"it never came to {walk}: {player.state.walk}, {player.open()}")


def standard() -> Player:
    """Three people in one room, at the standard depth."""
    player = Player(load(), "ann", "ben", "cat", way="together")
    player.do(i.Deeper, "ann", "service", "some")
    return player


def looked_back() -> Player:
    """The try is over, one need was never really tried for, and it's quiet before Agree."""
    player = play_to(standard(), "evaluate.trying")
    player.do(i.StartNow, "ann")
    for _ in range(40):
        if player.state.walk in ("evaluate.thin", "evaluate.resting"):
            return player
        name = player.open()[0]
        say(player, name)
        if name in player.open():
            player.do(i.Next, "ann", name)
    raise AssertionError("the look back never ended")


def test_what_was_never_really_tried_is_planned_tried_and_looked_at_once_more() -> None:
    player = looked_back()
    first = {kept.id for kept in player.facts.of("evaluate.results")}
    player.do(i.LookAgain, "ann", "evaluate.test_plan")
    assert player.open() == ["evaluate.test_plan"]
    player.say("ann", "evaluate.test_plan", {"what": "two bays, properly", "when": "2026-06-09"})
    assert player.open() == ["evaluate.go_ahead"], "nobody tries without a go-ahead"
    player.do(i.Next, "ann", "evaluate.go_ahead")
    assert player.state.walk == "evaluate.trying"
    assert player.state.test_at is not None
    assert player.state.test_at.date().isoformat() == "2026-06-09"
    player.do(i.StartNow, "ann")
    assert player.open()[0] == "evaluate.safety"
    assert first
    assert first <= {kept.id for kept in player.facts.of("evaluate.results")}, "what was seen the first time stands"
    for _ in range(40):
        if player.state.walk in ("evaluate.thin", "evaluate.resting"):
            break
        player.do(i.Next, "ann", player.open()[0])
    lead_to_the_end(player)
    assert player.state.walk == "review"
    assert (player.state.trying_again, player.state.path) == ("", [])


def test_a_new_plan_taken_up_in_agree_puts_the_agreement_off_and_keeps_what_was_said() -> None:
    player = play_to(looked_back(), "agree.asking")
    player.say("ann", "agree.decision", {"choice": "change", "reason": "not tried"})
    kept = player.facts.of("agree.decision")
    player.do(i.LookAgain, "ann", "evaluate.test_plan")
    assert player.open() == ["evaluate.test_plan"], "what was open in Agree waits"
    player.say("ann", "evaluate.test_plan", {"what": "again", "when": "2026-06-09"})
    player.do(i.Next, "ann", "evaluate.go_ahead")
    assert player.state.walk == "evaluate.trying"
    player.do(i.StartNow, "ann")
    lead_to_the_end(player)
    assert player.facts.of("agree.decision") == kept
    assert player.status("agree.actions") != "unasked", "it came back to where it was"


def test_planning_again_before_the_try_is_no_second_look_back() -> None:
    player = play_to(standard(), "evaluate.trying")
    player.do(i.LookAgain, "ann", "evaluate.test_plan")
    player.say("ann", "evaluate.test_plan", {"what": "smaller", "when": WHEN})
    assert (player.state.walk, player.state.trying_again) == ("evaluate.trying", "")


def test_what_hangs_on_a_list_that_was_opened_again_is_to_be_checked() -> None:
    player = looked_back()
    assert not player.cell("create.ideas").check_again
    player.do(i.LookAgain, "ann", "explore.needs")
    player.say("ann", "explore.needs", {"need": "be asked first"})
    player.do(i.Next, "ann", "explore.needs")
    assert player.cell("create.ideas").check_again
    assert player.cell("evaluate.needs_met").check_again
    assert player.facts.of("create.ideas"), "and every later answer is kept"


def test_something_else_taken_of_a_vote_marks_what_hangs_on_it() -> None:
    player = looked_back()
    player.do(i.LookAgain, "ann", "create.ideas")
    player.say("ann", "create.ideas", "Runner at eleven")
    player.do(i.Next, "ann", "create.ideas")
    player.do(i.LookAgain, "ann", "create.choose")
    player.say("ann", "create.choose", [player.facts.of("create.ideas")[-1].id])
    assert player.status("create.choose") == "settled"
    assert player.cell("evaluate.test_plan").check_again


def test_loops_are_counted_until_something_new_turns_up() -> None:
    player = looked_back()
    for _ in range(3):
        player.do(i.LookAgain, "ann", "explore.problem")
        player.do(i.Next, "ann", "explore.problem")
    player.do(i.LookAgain, "ann", "explore.people")
    assert player.told() == [("ann", "loops_enough")]
    player.do(i.LookAgain, "ann", "create.ideas")
    player.say("ann", "create.ideas", "Something nobody had thought of")
    player.do(i.Next, "ann", "create.ideas")
    assert player.do(i.LookAgain, "ann", "explore.people").accepted
    assert player.state.loops["explore"] == 1


def second_round(judged: str) -> Player:
    """A quick round, the look back with one need judged so, and the lead goes back to Explore."""
    player = play_to(Player(load(), "ann", "ben", "cat", way="together"), "review")
    player.do(i.StartNow, "ann")
    assert player.open()[:1] == ["evaluate.safety"], "safety first, in quick too"
    for _ in range(40):
        if not player.state.walk.startswith("review"):
            return player
        name = player.open()[0]
        if name == "evaluate.needs_met":
            needs = player.facts.of("explore.needs")
            player.say("ann", name, {needs[0].id: judged, needs[1].id: "met"})
        elif name == "check_in.next_phase":
            player.say("ann", name, "explore")
        else:
            say(player, name)
        if name in player.open():
            player.do(i.Next, "ann", name)
    raise AssertionError("the second round never began")


def test_a_second_round_asks_only_what_the_record_points_to_in_explore() -> None:
    player = second_round("misread")
    assert player.state.pass_n == 2
    assert "explore.needs" in player.open()
    assert player.cell("explore.problem").how == STANDS
    assert "explore.problem" not in player.open()
    assert e.Summarise("evaluate", 1) in player.every(e.Summarise), "what happened in the first try is told"
    lead_to_the_end(player)
    assert player.state.walk == "review"


def test_without_a_pointer_a_second_round_looks_at_all_of_explore_afresh() -> None:
    player = second_round("met")
    assert player.open()[:2] == ["explore.trigger", "explore.problem"] or "explore.problem" in player.open()
    assert STANDS not in {cell.how for cell in player.state.cells.values()}


def test_needs_and_ideas_of_an_earlier_round_stay_on_the_list() -> None:
    player = second_round("misread")
    idea = player.facts.earlier["create.ideas"][0].id
    player.say("ann", "explore.needs", {"need": "hear it from somebody"})
    while "create.ideas" not in player.open():
        press_on(player)
    player.say("ann", "create.ideas", "Another way")
    player.do(i.Next, "ann", "create.ideas")
    player.say("ann", "create.choose", [idea])
    assert player.facts.chosen["create.choose"] == (idea,)


def test_going_deeper_asks_again_what_is_too_thin_for_it() -> None:
    player = play_to(Player(load(), "ann", "ben", "cat", way="together"), "review")
    player.do(i.Deeper, "ann")
    assert player.state.step == "E1"
    assert player.open() == ["explore.needs"], "two needs were enough for quick, six are hoped for here"
    assert len(player.facts.of("explore.needs")) == 2


@pytest.mark.parametrize("closed_before", [False, True])
def test_a_good_end_is_kept_and_summed_up_also_after_closing(closed_before: bool) -> None:
    player = play_to(Player(load(), "ann", "ben", "cat", way="together"), "review")
    if closed_before:
        player.do(i.Close, "ann")
        assert not player.do(i.Close, "ann").accepted
    player.do(i.Close, "ann", learned="It was the lab", tell="The other wards")
    assert player.effects(e.KeepEnding) == [e.KeepEnding("ann", "It was the lab", "The other wards", "")]
    assert e.Summarise("ending", 1) in player.effects(e.Summarise)
    assert player.state.status == "closed"
    assert not player.do(i.Close, "ben", learned="Mine").accepted, "the lead ends it"


def test_back_up_to_fewer_questions_keeps_every_answer_and_goes_on_from_here() -> None:
    player = play_to(standard(), "create.asking")
    kept = {name for name, (_, stands) in player.kept.items() if stands}
    player.do(i.Lighter, "ann")
    assert (player.state.depth, player.state.step) == ("quick", "Q2")
    assert e.Announce("lighter") in player.effects(e.Announce)
    assert player.open() == ["create.ideas"], "and what only the deeper set asks is asked no more"
    play_to(player, "review")
    assert kept <= {name for name, (_, stands) in player.kept.items() if stands}
    player.do(i.Lighter, "ann")
    assert player.told() == [("ann", "already_so")]


def test_deeper_and_back_up_after_the_round_reopens_nothing_that_is_done() -> None:
    player = play_to(Player(load(), "ann", "ben", "cat", way="together"), "review")
    player.do(i.Deeper, "ann")
    player.do(i.Lighter, "ann")
    assert player.state.depth == "quick"
    assert player.open() in ([], ["explore.needs"])
    lead_to_the_end(player)
    assert player.state.walk == "review"


def test_fewer_questions_while_out_trying_it_waits_for_the_day_all_the_same() -> None:
    player = play_to(standard(), "evaluate.trying")
    day = player.state.test_at
    player.do(i.Lighter, "ann")
    assert (player.state.walk, player.state.test_at) == ("evaluate.trying", day)
    player.do(i.StartNow, "ann")
    lead_to_the_end(player)
    assert player.state.walk == "review"
