"""People come, go, are away and lead: nothing waits for who is gone, and somebody always leads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogues import effects as e
from dialogues import inputs as i
from dialogues.library import load
from dialogues.rights import may
from tests.dialogues.endings import press_on
from tests.dialogues.player import Player
from tests.dialogues.test_apart import team


def say_people(player: Player, *people: str) -> None:
    """They answer the same question."""
    for person in people:
        player.say(person, "explore.people", {"others": person})


def test_a_leavers_words_stay_and_the_count_falls() -> None:
    player = team()
    say_people(player, "ann", "cat")
    assert player.status("explore.people") == "open"
    player.do(i.Leave, "ben")
    assert player.status("explore.people") == "settled"
    leaver = team()
    say_people(leaver, "ann", "ben")
    leaver.do(i.Leave, "ben")
    assert leaver.cell("explore.people").given["ben"]


def test_nobody_waits_for_somebody_away_and_they_are_back_on_their_day() -> None:
    player = team()
    say_people(player, "ann", "cat")
    player.do(i.Away, "ben", player.at + timedelta(days=1))
    assert player.status("explore.people") == "settled"
    assert player.state.team["ben"].until is not None
    player.wait(days=1, minutes=5)
    assert player.state.team["ben"].status == "here"
    assert e.KeepTeam("ben", "back") in player.every(e.KeepTeam)


def test_two_quick_ones_show_nothing_while_the_named_have_not_said_yes() -> None:
    player = team(joined=False)
    player.do(i.Join, "ben")
    say_people(player, "ann", "ben")
    assert player.status("explore.people") == "open", "cat has until the closing time"
    say_people(player, "cat")
    assert player.status("explore.people") == "settled"


def test_who_never_said_yes_is_waited_for_up_to_one_closing_time() -> None:
    player = team(joined=False)
    player.do(i.Join, "ben")
    say_people(player, "ann", "ben")
    player.wait(days=3)
    assert player.status("explore.people") == "settled"
    player.do(i.Invite, "ann", ("eve",))
    assert player.state.team["cat"].since <= player.state.ran_out < player.state.team["eve"].since


def test_the_look_back_asks_how_steps_go_only_of_those_who_have_one() -> None:
    player = Player(load(), "ann", "ben", "cat", way="apart")
    for person in ("ben", "cat"):
        player.do(i.Join, person)
    player.say("ann", "agree.actions", {"what": "ring the store", "who": "ben"})
    while player.state.walk != "review":
        assert press_on(player).accepted
    player.do(i.StartNow, "ann")
    assert player.cell("check_in.progress").asked_of == ("ben",)
    assert player.cell("check_in.learned").asked_of == ()


def test_back_by_hand_before_the_day_forgets_the_reminder() -> None:
    player = team()
    player.do(i.Away, "ben", player.at + timedelta(days=9))
    player.do(i.Return, "ben")
    assert "return:ben" not in player.due
    assert not player.do(i.Return, "ben").accepted


def test_a_joiner_gets_what_is_open_and_is_not_waited_for() -> None:
    player = team("ann", "ben")
    say_people(player, "ann")
    player.do(i.Join, "zoe")
    assert player.effects(e.Ask) == [e.Ask(("zoe",), "Q1")]
    say_people(player, "ben")
    assert player.status("explore.people") == "settled"


def test_a_late_joiner_moves_the_closing_time_so_that_they_get_a_working_day() -> None:
    player = team()
    first = player.state.closes_at
    assert first is not None
    player.wait(days=1)
    player.do(i.Join, "zoe")
    assert player.state.closes_at == first + timedelta(days=1)


def test_inviting_in_the_room_is_being_here_apart_is_being_asked() -> None:
    player = team("ann", "ben")
    player.do(i.Invite, "ben", ("eve", "ann", "eve"))
    assert player.state.team["eve"].status == "invited"
    assert player.effects(e.Welcome) == [e.Welcome(("eve",))]
    player.do(i.ChangeWay, "ann", "together")
    assert player.state.team["eve"].status == "here"
    player.do(i.Invite, "ann", ("fay",))
    assert player.state.team["fay"].status == "here"
    assert not player.do(i.Invite, "ann", ("fay",)).accepted


def test_the_second_leads_when_the_lead_leaves() -> None:
    player = team(second="cat")
    player.do(i.Leave, "ann")
    assert player.state.lead == "cat"
    assert e.Announce("new_lead", "cat") in player.effects(e.Announce)
    assert ("cat", "you_lead") in player.told()
    assert player.state.second is None


def test_without_a_second_whoever_has_been_here_longest_leads() -> None:
    player = team("ann", "ben")
    player.do(i.Join, "zoe")
    player.do(i.Leave, "ann")
    assert player.state.lead == "ben"


def test_when_nobody_is_left_the_next_to_join_leads() -> None:
    player = team("ann")
    player.do(i.Leave, "ann")
    assert player.state.status == "paused"
    assert e.Announce("nobody_left") in player.effects(e.Announce)
    player.do(i.Join, "zoe")
    assert (player.state.lead, player.state.status) == ("zoe", "active")


def test_the_coach_learns_that_somebody_is_gone() -> None:
    player = team()
    assert player.take(i.Leave("", player.at, "ben")).accepted
    assert player.state.team["ben"].status == "left"
    assert not player.do(i.Leave, "cat", "ann").accepted, "nobody throws somebody else out"
    assert player.do(i.Leave, "ann", "cat").accepted


def test_a_member_takes_it_forward_after_five_silent_working_days() -> None:
    player = team()
    player.wait(days=4)
    player.do(i.TakeForward, "ben")
    assert player.told() == [("ben", "not_yet_yours")]
    player.wait(days=4)
    player.do(i.TakeForward, "ben")
    assert player.state.lead == "ben"


def test_the_lead_hands_over_or_names_a_second() -> None:
    player = team()
    player.do(i.HandOver, "ann", "cat", True)
    assert player.state.second == "cat"
    assert player.told() == [("cat", "you_are_second")]
    player.do(i.HandOver, "ann", "ben")
    assert player.state.lead == "ben"
    assert player.cell("explore.trigger").asked_of in ((), ("ben",)), "the lead's open questions go along"
    assert not player.do(i.HandOver, "ben", "zoe").accepted
    assert not player.do(i.HandOver, "ben", "ben").accepted


def test_coming_back_after_leaving_is_joining() -> None:
    player = team()
    player.do(i.Leave, "cat")
    player.say("cat", "explore.needs", "one more thing")
    assert player.told() == [("cat", "join_first")]
    player.do(i.Join, "cat")
    assert player.state.team["cat"].status == "here"
    assert not player.do(i.Join, "cat").accepted


@pytest.mark.parametrize("what", [i.Pause, i.MoreTime, i.Deeper, i.Lighter, i.Close, i.ChangeWay, i.HandOver, i.Huddle])
def test_what_only_the_lead_does(what: type[i.Input]) -> None:
    player = team()
    assert may(player.state, "ann", what)
    assert not may(player.state, "ben", what)
    player.do(what, "ben")
    assert player.told() == [("ben", "for_the_lead")]


@pytest.mark.parametrize("what", [i.Next, i.ShowNow, i.StartNow, i.StopHere, i.Confirm, i.GoOn, i.LookAgain, i.Line])
def test_what_the_lead_does_apart_and_anybody_in_the_room(what: type[i.Input]) -> None:
    player = team()
    assert not may(player.state, "ben", what)
    player.do(i.ChangeWay, "ann", "together")
    assert may(player.state, "ben", what)
    assert not may(player.state, "zoe", what)
