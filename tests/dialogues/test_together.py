"""Together: one person types for the room, one card at a time, no clock."""

from __future__ import annotations

from dialogues import effects as e
from dialogues import inputs as i
from dialogues.view import current_card, open_for, progress
from tests.dialogues.player import Player
from tests.dialogues.tiny import tiny_dialogue


def room(*team: str, **start: str) -> Player:
    """Three people in a room."""
    return Player(tiny_dialogue(), *(team or ("ann", "ben", "cat")), **({"way": "together"} | start))


def to_choosing(player: Player) -> None:
    """Go to the vote with three ideas."""
    player.do(i.Next, "ann")
    for _ in range(2):
        player.do(i.Next, "ann")
    player.say("ann", "create.ideas", "list at the bedside", "runner", "time at breakfast")
    player.do(i.Next, "ann")


def test_everybody_named_is_here_and_is_greeted() -> None:
    player = room()
    assert all(member.status == "here" for member in player.state.team.values())
    assert player.effects(e.Welcome) == [e.Welcome(("ben", "cat"))]
    assert player.state.turn == 1
    assert player.state.closes_at is None


def test_a_project_of_three_is_asked_for_a_second_lead() -> None:
    assert ("ann", "name_second") in room().told()
    assert room("ann", "ben").told() == []


def test_a_step_opens_all_its_questions_and_the_first_card_is_the_current_one() -> None:
    player = room()
    assert player.open() == ["explore.trigger", "explore.problem", "explore.people", "explore.needs"]
    assert current_card(player.state, player.dialogue) == ("explore.trigger", "explore.problem")
    assert progress(player.state, player.dialogue) == (1, 9)


def test_a_question_for_one_settles_on_the_answer_of_whoever_types() -> None:
    player = room()
    player.say("ben", "explore.trigger", "A patient waited four hours")
    assert player.status("explore.trigger") == "settled"
    assert player.cell("explore.trigger").given == {"ben": ["2.0"]}
    assert current_card(player.state, player.dialogue) == ("explore.problem",)


def test_words_typed_in_the_room_are_not_private_and_need_no_reveal() -> None:
    player = room()
    player.say("ann", "explore.needs", "To know the time")
    assert [keep.private for keep in player.effects(e.Keep)] == [False]
    player.do(i.Next, "ann", "explore.needs")
    assert player.status("explore.needs") == "settled"
    assert player.every(e.Reveal) == []


def test_a_gather_stays_open_for_more_lines_until_the_typist_presses_next() -> None:
    player = room()
    player.say("ann", "explore.needs", "To know the time", "Not to ring twice")
    player.say("ben", "explore.needs", "A list before noon")
    assert player.status("explore.needs") == "open"
    player.do(i.Next, "cat", "explore.needs", player.cell("explore.needs").asked)
    assert player.status("explore.needs") == "settled"


def test_thats_all_ends_a_gather_too() -> None:
    player = room()
    player.say("ann", "explore.needs", "To know the time")
    player.do(i.NothingToAdd, "ann", "explore.needs")
    assert player.status("explore.needs") == "settled"


def test_next_without_a_name_is_for_the_whole_card_and_skips_what_has_no_words() -> None:
    player = room()
    player.do(i.Next, "ann")
    assert (player.status("explore.trigger"), player.status("explore.problem")) == ("skipped", "skipped")
    assert current_card(player.state, player.dialogue) == ("explore.people",)


def test_a_second_press_of_next_does_not_skip_the_next_card() -> None:
    player = room()
    asked = player.cell("explore.people").asked
    player.do(i.Next, "ann", "explore.people", asked)
    turn = player.do(i.Next, "ann", "explore.people", asked)
    assert not turn.accepted
    assert player.told() == [("ann", "moved_on")]


def test_the_rooms_dont_know_is_something_to_find_out_and_closes_when_answered() -> None:
    player = room()
    player.do(i.DontKnow, "ann", "explore.trigger")
    assert player.status("explore.trigger") == "unknown"
    assert player.effects(e.KeepGap) == [e.KeepGap("explore.trigger", "ann")]
    player.say("ben", "explore.trigger", "We found out")
    assert player.status("explore.trigger") == "settled"
    assert player.effects(e.KeepGap) == [e.KeepGap("explore.trigger", "ben", closed=True)]


def test_quick_goes_from_phase_to_phase_without_a_rest_and_sums_up_once() -> None:
    player = room()
    for _ in range(12):
        if player.state.walk != "review":
            player.do(i.Next, "ann")
    assert player.state.walk == "review"
    assert [one.what for one in player.every(e.Summarise)] == ["round"]
    assert player.every(e.RoundClosed) == [e.RoundClosed(1)]


def test_picking_in_the_room_is_choosing() -> None:
    player = room()
    to_choosing(player)
    player.say("ann", "create.choose", ["5.0"])
    assert player.status("create.choose") == "settled"
    assert player.effects(e.KeepChoice) == [e.KeepChoice("create.choose", "ann", ("5.0",))]


def test_hands_are_counted_and_next_takes_the_winner() -> None:
    player = room()
    to_choosing(player)
    player.say("ann", "create.choose", hands=(("5.0", 1), ("5.1", 3), ("5.2", 2)))
    assert player.status("create.choose") == "open"
    assert e.KeepPosition("create.choose", "", "5.1", count=3, hands=True) in player.effects(e.KeepPosition)
    player.do(i.Next, "ann", "create.choose")
    assert player.cell("create.choose").chosen == ["5.1"]
    assert player.cell("create.choose").how == "most picked"


def test_hands_that_tie_are_taken_together() -> None:
    player = room()
    to_choosing(player)
    player.say("ann", "create.choose", hands=(("5.0", 1), ("5.1", 3), ("5.2", 3)))
    player.do(i.Next, "ann", "create.choose")
    assert player.cell("create.choose").chosen == ["5.1", "5.2"]


def test_confirm_takes_what_the_room_chose() -> None:
    player = room()
    to_choosing(player)
    player.do(i.Confirm, "ann", "create.choose", chosen=("5.2", "nonsense", "today"))
    assert player.cell("create.choose").chosen == ["5.2", "today"]


def test_hands_settle_an_agreement_and_one_hand_down_holds_it() -> None:
    player = room()
    while "agree.consent" not in player.open():
        player.do(i.Next, "ann")
    player.say("ann", "agree.consent", hands=(("yes", 2), ("not_yet", 1)))
    assert player.status("agree.consent") == "contested"
    player.say("ann", "agree.consent", hands=(("yes", 3),))
    assert player.status("agree.consent") == "settled"


def test_those_who_say_it_themselves_are_heard_and_the_rest_are_not_counted_as_yes() -> None:
    player = room()
    while "agree.consent" not in player.open():
        player.do(i.Next, "ann")
    player.do(i.Position, "ann", "agree.consent", "yes")
    player.do(i.Position, "ben", "agree.consent", "can_live", "if we end by ten")
    assert player.status("agree.consent") == "open"
    player.do(i.Next, "ann", "agree.consent")
    assert player.status("agree.consent") == "settled"
    assert player.cell("agree.consent").stance == {"ann": "yes", "ben": "can_live"}


def test_back_opens_the_card_before_and_loses_nothing() -> None:
    player = room()
    player.say("ann", "explore.trigger", "First words")
    player.say("ann", "explore.problem", {"what": "It is late"})
    player.do(i.Back, "ann")
    assert current_card(player.state, player.dialogue) == ("explore.trigger",)
    assert player.cell("explore.trigger").again
    assert player.cell("explore.trigger").given == {"ann": ["2.0"]}
    player.do(i.Next, "ann", "explore.trigger")
    assert player.status("explore.trigger") == "settled"
    player.do(i.Back, "ben", "explore.problem")
    player.say("ben", "explore.problem", {"what": "It is very late"})
    assert player.effects(e.Keep)[0].supersedes == "3.0"
    assert player.cell("explore.problem").main == player.effects(e.Keep)[0].answer


def test_there_is_no_card_before_the_first() -> None:
    player = room()
    player.do(i.Back, "ann")
    assert player.told() == [("ann", "no_card_before")]


def test_back_reaches_into_the_step_before() -> None:
    player = room()
    for _ in range(3):
        player.do(i.Next, "ann")
    assert player.state.step == "Q2"
    player.do(i.Back, "ann")
    assert current_card(player.state, player.dialogue) == ("explore.needs",)
    player.do(i.Next, "ann")
    assert current_card(player.state, player.dialogue) == ("create.ideas",)


def test_everybody_here_sees_the_current_card_and_outsiders_nothing() -> None:
    player = room()
    assert open_for(player.state, player.dialogue, "cat") == ("explore.trigger", "explore.problem")
    assert open_for(player.state, player.dialogue, "zoe") == ()


def test_somebody_from_outside_is_told_how_to_join_and_nothing_is_kept() -> None:
    player = room()
    turn = player.say("zoe", "explore.trigger", "Me too")
    assert not turn.accepted
    assert turn.effects == (e.Tell("zoe", "join_first"),)
