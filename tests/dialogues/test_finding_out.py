"""How a phase ends: the one thing most worth finding out, who will and by when; and the rest of what ends."""

from __future__ import annotations

import pytest

from dialogues import effects as e
from dialogues import inputs as i
from tests.dialogues.endings import lead_to_the_end, press_on
from tests.dialogues.player import Player
from tests.dialogues.test_walk import standard
from tests.dialogues.tiny import tiny_dialogue


def ended(way: str = "apart") -> Player:
    """Explore has ended; nobody knew what made them look at it, nor how they know."""
    player = standard(way)
    player.do(i.DontKnow, "ann", "explore.trigger")
    while "explore.evidence" not in player.open():
        press_on(player)
    player.do(i.DontKnow, "ann", "explore.evidence")
    while "explore" not in player.state.summaries:
        press_on(player)
    return player


def named(player: Player, **more: str) -> e.KeepGap:
    """Ben finds one out by Friday."""
    said = {"phase": "explore", "question": "explore.trigger", "who": "ben", "due": "2026-05-15"} | more
    player.do(i.FindOut, "ann", **said)
    return player.effects(e.KeepGap)[-1]


def test_dont_know_asks_for_no_owner() -> None:
    assert [(gap.owner, gap.due) for gap in ended().every(e.KeepGap)] == [("", ""), ("", "")]


def test_one_is_named_with_who_and_by_when_and_the_summary_is_edited() -> None:
    player = ended()
    kept = named(player, what="which complaint it was")
    assert kept == e.KeepGap("explore.trigger", "ann", False, "explore", "which complaint it was", "ben", "2026-05-15")
    assert player.state.finding == {"explore": "explore.trigger"}
    assert player.effects(e.Summarise) == [e.Summarise("explore", 1, edit=True)]
    assert player.told() == [("ben", "yours_to_find_out")]


def test_another_one_takes_its_place_and_the_first_is_nobodys_again() -> None:
    player = ended()
    named(player)
    player.do(i.FindOut, "ann", phase="explore", question="explore.evidence", who="cat", due="no day")
    assert player.effects(e.KeepGap) == [
        e.KeepGap("explore.trigger", "ann", phase="explore"),
        e.KeepGap("explore.evidence", "ann", phase="explore", owner="cat"),
    ]
    assert player.state.finding == {"explore": "explore.evidence"}


def test_words_of_their_own_are_let_go_when_a_question_takes_their_place() -> None:
    player = ended()
    player.do(i.FindOut, "ann", phase="explore", what="how many go home after six", who="ann")
    assert player.state.finding == {"explore": ""}
    assert player.told() == [], "nobody is told what they said themselves"
    named(player)
    assert e.KeepGap("", "ann", closed=True, phase="explore") in player.effects(e.KeepGap)


def test_a_question_is_found_out_once_whatever_phase_it_ends() -> None:
    player = ended()
    named(player)
    named(player, phase="round")
    assert player.state.finding == {"round": "explore.trigger"}


def test_answering_it_later_closes_it_and_the_lead_hears() -> None:
    player = ended()
    named(player)
    player.say("ben", "explore.trigger", "A daughter complained")
    assert player.effects(e.KeepGap) == [e.KeepGap("explore.trigger", "ben", closed=True)]
    assert player.state.finding == {}
    assert ("ann", "found_out") in player.told()


def test_words_of_their_own_are_found_out_in_words() -> None:
    player = ended()
    player.do(i.FindOut, "ann", phase="explore", what="how many go home after six", who="ben")
    player.do(i.FoundOut, "ben", "explore", "about two in ten")
    assert player.effects(e.KeepGap) == [e.KeepGap("", "ben", True, "explore", found="about two in ten")]
    assert player.told() == [("ann", "found_out")]
    assert player.effects(e.Summarise) == [e.Summarise("explore", 1, edit=True)]
    assert not player.do(i.FoundOut, "ben", "explore", "again").accepted


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"phase": "explore", "question": "explore.needs"}, "found_already"),
        ({"phase": "explore", "question": "no.such"}, "unknown_question"),
        ({"phase": "nowhere", "what": "x"}, "unknown_phase"),
        ({"phase": "explore", "what": "  "}, "nothing_said"),
    ],
)
def test_what_cannot_be_found_out_is_said_kindly(said: dict[str, str], code: str) -> None:
    player = ended()
    before = player.state.finding
    player.do(i.FindOut, "ann", **said)
    assert player.told() == [("ann", code)]
    assert player.state.finding == before


def test_it_is_the_leads_apart_and_anybodys_in_the_room() -> None:
    apart, room = ended(), ended("together")
    assert not apart.do(i.FindOut, "ben", phase="explore", what="x").accepted
    assert room.do(i.FindOut, "ben", phase="explore", what="x", who="ann").accepted
    assert room.told() == []
    assert apart.do(i.FindOut, "zoe", phase="explore", what="x").effects == (e.Tell("zoe", "join_first"),)


def test_nothing_waits_for_it() -> None:
    player = ended()
    assert player.state.walk == "explore.resting"
    lead_to_the_end(player)


def test_what_nobody_knew_in_one_round_is_found_out_in_the_next() -> None:
    player = ended("together")
    lead_to_the_end(player)
    player.do(i.StartNow, "ann")
    while "check_in.next_phase" not in player.open():
        press_on(player)
    player.say("ann", "check_in.next_phase", "explore")
    while player.state.pass_n == 1:
        press_on(player)
    player.say("ann", "explore.trigger", "A daughter complained")
    assert e.KeepGap("explore.trigger", "ann", closed=True) in player.every(e.KeepGap)


def test_going_deeper_after_the_round_closes_it_no_second_time() -> None:
    player = Player(tiny_dialogue(), "ann", "ben", "cat", way="together")
    lead_to_the_end(player)
    player.do(i.Deeper, "ann")
    lead_to_the_end(player)
    assert player.every(e.RoundClosed) == [e.RoundClosed(1)]
    assert [one.code for one in player.every(e.Announce)].count("round_done") == 2


def test_in_the_room_one_form_is_enough_and_a_list_takes_more() -> None:
    player = Player(tiny_dialogue(), "ann", "ben", "cat", way="together")
    for name, question in player.dialogue.questions.items():
        if question.mode == "gather" and name in player.open():
            player.say("ann", name, "said once")
            assert (player.status(name) == "open") == (question.kind in ("list", "text")), name


def test_what_somebody_says_who_isnt_sure_goes_with_the_hands() -> None:
    for hands, stance in (
        ((("yes", 3), ("can_live", 1), ("not_yet", 0)), "can_live"),
        ((("yes", 3), ("can_live", 1), ("not_yet", 1)), "not_yet"),
        ((("yes", 4),), "yes"),
    ):
        player = Player(tiny_dialogue(), "ann", "ben", "cat", "dee", way="together")
        while "agree.consent" not in player.open():
            press_on(player)
        player.do(i.Answer, "ann", question="agree.consent", hands=hands, reason="fine if we end by ten")
        said = [(one.stance, one.count) for one in player.effects(e.KeepPosition) if one.reason]
        assert said == [(stance, dict(hands)[stance])]
        assert all(one.hands for one in player.effects(e.KeepPosition))
