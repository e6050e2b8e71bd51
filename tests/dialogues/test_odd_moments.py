"""Something changes in the middle: depth, way, team or round. Nobody is stuck, waited for in vain, or unheard."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dialogues import effects as e
from dialogues import inputs as i
from dialogues.library import load
from dialogues.view import open_for, waits_for_lead
from tests.dialogues.player import Player
from tests.dialogues.test_apart import team
from tests.dialogues.test_second_round import weighing
from tests.dialogues.test_ways_back import PLAN, WHEN, play_to, say, standard


def looking_back() -> Player:
    """A team at the standard depth that looks back, each in their own time."""
    player = play_to(standard(), "review")
    player.do(i.StartNow, "ann")
    player.do(i.ChangeWay, "ann", "apart")
    return player


# -- deeper, and back up
def test_a_look_back_keeps_its_closing_time_when_fewer_questions_are_asked_from_here() -> None:
    player = looking_back()
    closes = player.state.closes_at
    player.do(i.Lighter, "ann")
    assert (player.state.walk, player.state.closes_at) == ("review.asking", closes)
    player.wait(days=4)
    assert player.state.walk != "review.asking", "it closes, and the next round begins"


def test_fewer_questions_that_are_all_open_already_still_close() -> None:
    player = Player(load(), "ann", "ben", way="apart")
    player.do(i.Join, "ben")
    player.say("ann", "explore.handoffs", {"dropped": "the list"})
    player.do(i.Deeper, "ann", "service", "some")
    player.do(i.Lighter, "ann")
    assert player.state.step == "Q1"
    assert player.state.closes_at is not None
    player.wait(days=4)
    assert player.state.step != "Q1"


def test_a_look_back_left_for_deeper_questions_asks_everything_when_it_comes() -> None:
    player = play_to(Player(load(), "ann", "ben", way="together"), "review")
    player.do(i.StartNow, "ann")
    for name in list(player.open()):
        if name != "check_in.next_phase":
            say(player, name)
            player.do(i.Next, "ann", name)
    assert player.open() == ["check_in.next_phase"]
    player.do(i.Deeper, "ann", "service", "some")
    play_to(player, "review")
    player.do(i.StartNow, "ann")
    assert "check_in.learned" in player.open()


# -- who is asked, and who is waited for
def test_of_three_who_weigh_two_stay_when_one_leaves() -> None:
    player = weighing()
    player.do(i.WeighWith, "ann", "create.weigh", ("ben", "cat"), player.cell("create.weigh").asked)
    player.do(i.Leave, "cat")
    assert player.cell("create.weigh").asked_of == ("ann", "ben")
    assert open_for(player.state, player.dialogue, "dee") == ()


def test_of_three_who_weigh_all_stay_when_somebody_else_leads() -> None:
    player = weighing()
    player.do(i.WeighWith, "ann", "create.weigh", ("ben", "cat"), player.cell("create.weigh").asked)
    player.do(i.HandOver, "ann", "dee")
    assert player.cell("create.weigh").asked_of == ("ann", "ben", "cat")


def test_a_thin_step_is_thin_no_more_once_the_others_have_come_in() -> None:
    player = team("ann", "ben", "cat", "dee")
    player.say("ann", "explore.trigger", "The paper")
    for person in ("ann", "ben", "cat", "dee"):
        player.say(person, "explore.people", {"others": person})
    player.say("ben", "explore.needs", "To know the time")
    player.wait(days=2, hours=2)
    assert waits_for_lead(player.state, player.dialogue) == (("thin_step", ""),)
    for person in ("ann", "cat", "dee"):
        player.say(person, "explore.needs", f"need of {person}")
    assert player.open() == ["explore.problem"]
    assert waits_for_lead(player.state, player.dialogue) == ()


def test_who_was_away_and_presses_join_is_back_and_no_news() -> None:
    player = team()
    player.do(i.Away, "ben", player.at + timedelta(days=5))
    player.do(i.Join, "ben")
    assert player.effects(e.Announce) == []
    assert player.effects(e.KeepTeam) == [e.KeepTeam("ben", "back")]
    assert "return:ben" not in player.due


def test_a_step_that_closes_later_for_a_newcomer_nudges_nobody_twice() -> None:
    player = team("ann", "ben", "cat", "dee")
    player.wait(days=1, hours=8)
    nudged = [tell for tell in player.every(e.Tell) if tell.code == "nudge"]
    closes = player.state.closes_at
    assert nudged
    assert closes
    player.do(i.Join, "eve")
    assert player.state.closes_at
    assert player.state.closes_at > closes
    player.wait(days=1, hours=12)
    assert [tell for tell in player.every(e.Tell) if tell.code == "nudge"] == nudged


# -- words that come late
def test_words_after_everybody_had_none_are_shown_and_not_kept_for_ever() -> None:
    player = team()
    for person in ("ann", "ben", "cat"):
        player.do(i.NothingToAdd, person, "explore.people")
    assert player.status("explore.people") == "skipped"
    player.say("ben", "explore.people", {"others": "porters"})
    assert player.status("explore.people") == "settled"
    assert player.effects(e.Reveal) == [e.Reveal("explore.people")]
    assert player.told() == []


def test_what_the_lead_left_out_is_answered_after_all_in_a_later_step() -> None:
    player = team("ann", "ben")
    player.do(i.Skip, "ann", "explore.trigger")
    player.say("ann", "explore.problem", "Late")
    for person in ("ann", "ben"):
        player.say(person, "explore.people", {"others": person})
        player.say(person, "explore.needs", f"need of {person}")
    assert player.state.step == "Q2"
    player.say("ann", "explore.trigger", "The paper")
    assert (player.status("explore.trigger"), player.told()) == ("settled", [])


def test_an_answer_of_an_earlier_round_is_ones_own_to_take_back() -> None:
    player = play_to(standard(), "review")
    idea = player.facts.of("create.ideas")[0]
    player.do(i.StartNow, "ann")
    player.do(i.Confirm, "ann", "check_in.next_phase", None, ("create",))
    for name in list(player.open()):
        player.do(i.Next, "ann", name)
    assert player.state.pass_n == 2
    assert not player.do(i.TakeBack, "ben", "create.ideas", idea.id).accepted
    player.do(i.TakeBack, idea.by, "create.ideas", idea.id)
    assert player.effects(e.Drop) == [e.Drop(idea.id, idea.by)]


# -- the way of working
def test_hands_counted_in_the_room_are_shown_before_each_answers_in_their_own_time() -> None:
    player = play_to(standard(), "create.asking")
    while "create.choose" not in player.open():
        live = player.open()
        if live:
            say(player, live[0])
            player.do(i.Next, "ann", live[0])
        else:
            player.do(i.StartNow, "ann")
    idea = player.facts.of("create.ideas")[0].id
    player.say("ann", "create.choose", hands=((idea, 2),))
    player.do(i.ChangeWay, "ann", "apart")
    assert player.status("create.choose") == "shown"
    assert ("ann", "choose_now") in player.told()


# -- silence, and a try that lies ahead
def test_nothing_closes_for_good_because_nobody_said_where_to_go() -> None:
    player = looking_back()
    for name in list(player.open()):
        if name not in ("check_in.aim", "check_in.next_phase"):
            player.do(i.Next, "ann", name)
    player.say("ann", "check_in.aim", {"value": "3 h", "how": "there"})
    assert player.open() == ["check_in.next_phase"]
    player.do(i.Skip, "ann", "check_in.next_phase")
    assert (player.state.status, player.state.walk) == ("active", "agree.asking")


def test_a_stop_in_front_of_a_quick_try_comes_back_for_the_try_and_not_before() -> None:
    player = play_to(Player(load(), "ann", "ben", way="together"), "review")
    assert player.state.test_at is not None
    assert player.state.test_at.date().isoformat() == WHEN == PLAN["when"]
    player.do(i.StopHere, "ann", "Ask the ward", "ben", player.at + timedelta(days=3))
    player.wait(days=4)
    assert player.state.walk == "review", "nobody looks back on a try that lies ahead"
    player.wait(days=30)
    assert [due.kind for due in player.every(e.RemindAt)].count("test_day") >= 2
    assert "evaluate.safety" in player.state.cells


# -- a later round
def test_a_round_back_in_explore_asks_about_the_guess_that_must_be_met_and_lets_the_rest_stand() -> None:
    player = play_to(standard(), "review")
    need = player.facts.of("explore.needs")[0].id
    known = {**player.facts.known, need: ("guess", player.at)}
    player.facts = replace(player.facts, known=known, chosen={**player.facts.chosen, "explore.priorities": (need,)})
    player.do(i.StartNow, "ann")
    player.say("ann", "check_in.next_phase", "explore")
    for name in list(player.open()):
        player.do(i.Next, "ann", name)
    assert (player.state.pass_n, player.state.step) == (2, "E1")
    assert player.cell("explore.problem").how == "stands"
    assert player.cell("explore.evidence").how != "stands"
