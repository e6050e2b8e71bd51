"""Votes end in somebody choosing; agreements are never settled over a "not yet" in silence."""

from __future__ import annotations

import pytest

from dialogues import effects as e
from dialogues import inputs as i
from dialogues.library import load
from dialogues.model import Dialogue
from dialogues.view import offers, waits_for_lead
from tests.dialogues.player import Player
from tests.dialogues.tiny import tiny_dialogue
from tests.dialogues.worlds import value_for

TEAM = ("ann", "ben", "cat")


def at(
    question: str, *people: str, way: str = "apart", depth: str = "quick", dialogue: Dialogue | None = None
) -> Player:
    """A team that has come as far as a question."""
    player = Player(dialogue or tiny_dialogue(), *(people or TEAM), way=way, depth=depth)
    for person in list(player.state.team)[1:]:
        player.do(i.Join, person)
    for n in range(200):
        live = player.open()
        if question in live:
            return player
        if player.state.walk.endswith(".thin"):
            player.do(i.GoOn, "ann", "rehearsal")
        elif not live:
            player.do(i.StartNow, "ann")
        elif player.status(live[0]) == "shown":
            player.do(i.Confirm, "ann", live[0])
        elif player.dialogue.questions[live[0]].mode in ("solo", "confirm"):
            player.say("ann", live[0], value_for(player, live[0], n))
        else:
            for person in player.state.team:
                player.say(person, live[0], value_for(player, live[0], n))
            if way != "apart":
                player.do(i.Next, "ann", live[0])
    raise AssertionError(question)


def ideas(player: Player) -> list[str]:
    """The ids of the ideas."""
    return [kept.id for kept in player.facts.of("create.ideas")]


def picked(player: Player, *picks: list[str]) -> None:
    """Each person picks."""
    for person, pick in zip(TEAM, picks, strict=False):
        player.say(person, "create.choose", pick)


def test_picks_are_shown_together_and_then_the_lead_chooses() -> None:
    player = at("create.choose")
    one, two, _ = ideas(player)
    picked(player, [one], [one, two], [two])
    assert player.status("create.choose") == "shown"
    assert player.effects(e.Reveal) == [e.Reveal("create.choose")]
    assert ("ann", "choose_now") in player.told()
    assert waits_for_lead(player.state, player.dialogue) == (("choose", "create.choose"),)
    player.do(i.Confirm, "ann", "create.choose", chosen=(two,), asked=player.cell("create.choose").asked)
    assert player.effects(e.KeepChoice) == [e.KeepChoice("create.choose", "ann", (two,))]
    assert (player.status("create.choose"), player.cell("create.choose").how) == ("settled", "chosen")


def test_choosing_before_showing_is_refused() -> None:
    player = at("create.choose")
    player.do(i.Confirm, "ann", "create.choose", chosen=(ideas(player)[0],))
    assert player.told() == [("ann", "show_first")]


def test_what_is_not_in_the_list_cannot_be_taken() -> None:
    player = at("create.choose")
    picked(player, *[[idea] for idea in ideas(player)])
    player.do(i.Confirm, "ann", "create.choose", chosen=("nonsense",))
    assert player.told() == [("ann", "not_in_the_list")]


def test_voting_again_replaces_ones_own_vote() -> None:
    player = at("create.choose")
    one, two, _ = ideas(player)
    player.say("ben", "create.choose", [one])
    player.say("ben", "create.choose", [two])
    assert player.effects(e.Keep)[0].supersedes is not None
    assert [kept.value for kept in player.facts.of("create.choose")] == [[two]]


def test_when_nobody_chooses_the_two_most_picked_are_taken_and_ties_up_to_three() -> None:
    player = at("create.choose")
    one, two, three = ideas(player)
    picked(player, [one, two], [one, two], [three])
    player.wait(days=8)
    choice = player.every(e.KeepChoice)[-1]
    assert choice.chosen == (one, two)
    assert player.cell("create.choose").how == "most picked"
    assert e.Announce("most_picked", "create.choose") in player.every(e.Announce)
    tied = at("create.choose")
    picked(tied, *[[idea] for idea in ideas(tied)])
    tied.do(i.Next, "ann", "create.choose")
    assert len(tied.cell("create.choose").chosen) == 3


def test_judging_each_need_settles_straight_after_it_is_shown() -> None:
    player = at("evaluate.needs_met", depth="standard")
    for person in TEAM:
        player.say(person, "evaluate.needs_met", {"5.0": "misread" if person == "cat" else "met"})
    assert player.status("evaluate.needs_met") == "settled"
    assert e.Reveal("evaluate.needs_met") in player.effects(e.Reveal)
    found = offers(player.state, player.dialogue, player.facts, "evaluate.needs_met")
    assert [loop.to for loop in found] == ["explore.needs"]


def test_what_the_lead_alone_sees_is_never_shown() -> None:
    player = at("explore.evidence", depth="standard")
    needs = [kept.id for kept in player.facts.of("explore.needs")]
    player.say("ann", "explore.evidence", needs[:1])
    assert player.effects(e.Keep)[0].private
    assert player.status("explore.evidence") == "settled"
    assert e.Reveal("explore.evidence") not in player.every(e.Reveal)


@pytest.mark.parametrize("stance", ["yes", "can_live"])
def test_everybody_heard_and_nobody_against_settles(stance: str) -> None:
    player = at("agree.consent")
    for person in TEAM:
        player.do(i.Position, person, "agree.consent", stance)
    assert player.status("agree.consent") == "settled"
    assert player.effects(e.Reveal) == [e.Reveal("agree.consent")]


def against(player: Player) -> None:
    """Cat says not yet."""
    for person in TEAM:
        stance = "not_yet" if person == "cat" else "yes"
        player.do(i.Position, person, "agree.consent", stance, "tell the night staff first")


def test_one_not_yet_holds_it_and_the_lead_is_told() -> None:
    player = at("agree.consent")
    against(player)
    assert player.status("agree.consent") == "contested"
    assert ("ann", "not_yet_said") in player.told()
    player.do(i.Next, "ann", "agree.consent")
    assert player.told() == [("ann", "condition_first")]
    player.wait(days=30)
    assert player.status("agree.consent") == "contested", "time never settles it"


def test_it_settles_when_that_person_changes() -> None:
    player = at("agree.consent")
    against(player)
    player.do(i.Position, "cat", "agree.consent", "can_live")
    assert player.status("agree.consent") == "settled"


def test_it_settles_when_what_they_asked_for_is_done() -> None:
    player = at("agree.consent")
    against(player)
    player.do(i.Confirm, "ann", "agree.consent")
    assert player.told() == [("ann", "condition_first")]
    player.do(i.Confirm, "ann", "agree.consent", {"met": True})
    assert (player.status("agree.consent"), player.cell("agree.consent").how) == ("settled", "condition met")
    assert e.Announce("condition_met", "agree.consent") in player.effects(e.Announce)


def test_going_on_over_it_needs_a_reason_and_keeps_a_name_and_the_dissent() -> None:
    player = at("agree.consent")
    against(player)
    player.do(i.GoOn, "ann")
    assert player.told() == [("ann", "say_why")]
    player.do(i.GoOn, "ann", "It is one morning and can be undone")
    kept = player.effects(e.KeepOverride)[0]
    assert (kept.phase, kept.by, kept.thin) == ("agree", "ann", ("agree.consent",))
    assert player.cell("agree.consent").stance["cat"] == "not_yet"
    assert player.cell("agree.consent").how == "went on"


def test_silence_is_never_yes() -> None:
    player = at("agree.consent", "ann", "ben", "cat", "dee")
    for person in TEAM:
        player.do(i.Position, person, "agree.consent", "yes")
    assert player.status("agree.consent") == "open"
    player.wait(days=3)
    assert "dee" not in player.cell("agree.consent").stance
    assert player.status("agree.consent") == "settled"


def test_a_late_not_yet_opens_it_again_while_the_step_is_on_and_is_told_after() -> None:
    player = at("agree.consent")
    for person in TEAM:
        player.do(i.Position, person, "agree.consent", "yes")
    assert player.state.walk == "agree.asking"
    player.do(i.Position, "cat", "agree.consent", "not_yet", "not on a Friday")
    assert player.status("agree.consent") == "contested"
    player.do(i.GoOn, "ann", "it is a Tuesday")
    player.say("ann", "agree.review", "2026-06-01")
    assert player.state.walk == "review"
    player.do(i.Position, "ben", "agree.consent", "not_yet", "I changed my mind")
    assert player.state.walk == "review"
    assert ("ann", "late_not_yet") in player.told()


def test_a_stance_before_its_time_counts_when_it_is_asked() -> None:
    player = at("create.ideas")
    player.do(i.Position, "cat", "agree.consent", "not_yet", "never")
    assert player.told() == [("cat", "kept_for_later")]
    while player.status("agree.consent") == "unasked":
        player.do(i.Next, "ann")
    assert player.cell("agree.consent").stance == {"cat": "not_yet"}


def test_what_is_no_stance_is_refused() -> None:
    player = at("agree.consent")
    player.do(i.Position, "cat", "agree.consent", "maybe")
    assert player.told() == [("cat", "unknown_stance")]
    player.say("cat", "agree.consent", "perhaps")
    assert player.told() == [("cat", "unknown_stance")]
    player.do(i.Position, "cat", "create.ideas", "yes")
    assert player.told() == [("cat", "unknown_question")]


def test_an_agreement_is_asked_anew_when_what_it_rests_on_changes() -> None:
    player = at("agree.consent")
    for person in TEAM:
        player.do(i.Position, person, "agree.consent", "yes")
    aim = player.cell("agree.aim").main
    assert aim is not None
    player.do(i.Amend, "ann", "agree.aim", aim, {"measure": "Something else"})
    assert (player.status("agree.consent"), player.cell("agree.consent").stance) == ("open", {})
    assert player.cell("agree.consent").again


def test_a_yes_to_a_draft_keeps_the_draft() -> None:
    player = at("agree.aim")
    player.do(i.Confirm, "ann", "agree.aim", asked=player.cell("agree.aim").asked)
    assert player.status("agree.aim") == "settled"
    assert "measure" in player.facts.of("agree.aim")[0].value


def test_a_yes_to_no_draft_is_refused() -> None:
    player = Player(tiny_dialogue(), "ann", way="together")
    while "agree.review" not in player.open():
        player.do(i.Next, "ann")
    player.do(i.Confirm, "ann", "agree.review")
    assert player.told() == [("ann", "nothing_to_confirm")]


def _aim_changes(player: Player, measure: str) -> None:
    aim = player.cell("agree.aim").main
    assert aim is not None
    assert player.do(i.Amend, "ann", "agree.aim", aim, {"measure": measure}).accepted


def test_a_yes_to_what_has_changed_is_counted_no_more_while_the_agreement_is_open() -> None:
    player = at("agree.consent")
    player.do(i.Position, "ben", "agree.consent", "yes")
    before = player.cell("agree.consent")
    _aim_changes(player, "Something else")
    cell = player.cell("agree.consent")
    assert (cell.status, cell.stance, cell.done, cell.again) == ("open", {}, {}, False)
    assert cell.asked > before.asked
    assert player.effects(e.Ask)[0].people == TEAM, "asked once more, in one message"
    assert [one.stance for one in player.every(e.KeepPosition) if one.by == "ben"] == ["yes"], "it stays on record"
    for person in TEAM:
        player.do(i.Position, person, "agree.consent", "yes")
    assert player.status("agree.consent") == "settled"


def test_a_comma_asks_nobody_again() -> None:
    player = at("agree.consent")
    _aim_changes(player, "Fewer calls a day")
    player.do(i.Position, "ben", "agree.consent", "yes")
    _aim_changes(player, "Fewer calls, a day. ")
    assert player.cell("agree.consent").stance == {"ben": "yes"}
    assert not player.effects(e.Ask)


def test_while_nobody_has_spoken_the_cards_only_say_what_holds_now() -> None:
    player = at("agree.consent")
    before = player.cell("agree.consent")
    _aim_changes(player, "Something else")
    assert not player.effects(e.Ask)
    assert player.effects(e.Refresh)[0].people == TEAM
    assert player.cell("agree.consent").asked_at == before.asked_at
    assert not player.do(i.Position, "ben", "agree.consent", "yes", asked=before.asked).accepted
    assert player.told() == [("ben", "asked_anew")], "the card they pressed said something else"


def test_a_late_not_yet_is_heard_all_the_same() -> None:
    player = at("agree.consent")
    asked = player.cell("agree.consent").asked
    _aim_changes(player, "Something else")
    assert player.do(i.Position, "cat", "agree.consent", "not_yet", "tell nights", asked=asked).accepted
    assert player.cell("agree.consent").stance == {"cat": "not_yet"}


def test_hands_raised_for_what_has_changed_are_not_counted() -> None:
    player = at("agree.consent", way="together")
    asked = player.cell("agree.consent").asked
    _aim_changes(player, "Something else")
    player.say("ann", "agree.consent", asked=asked, hands=(("yes", 3),))
    assert (player.status("agree.consent"), player.cell("agree.consent").hands) == ("open", {})
    assert player.told() == [("ann", "asked_anew")]


def test_a_yes_to_going_on_is_none_to_stopping() -> None:
    player = at("agree.consent", depth="standard", dialogue=load())
    player.do(i.Position, "ben", "agree.consent", "yes")
    player.say("ann", "agree.decision", {"reason": "It runs too late", "choice": "stop"})
    assert (player.status("agree.consent"), player.cell("agree.consent").stance) == ("open", {})
    assert "ben" in player.effects(e.Ask)[0].people
