"""The second round of a choice in the engine: when it opens, who is asked, and that it never holds anybody up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogues import effects as e
from dialogues import inputs as i
from dialogues.library import load
from dialogues.plan import plan_of
from dialogues.view import cards, current_card, open_for, progress, waits_for_lead
from dialogues.weighing import key
from tests.dialogues.player import Player
from tests.dialogues.test_choosing_and_agreeing import at, ideas
from tests.dialogues.tiny import tiny_dialogue

TEAM = ("ann", "ben", "cat", "dee")
VOTE, SECOND = "create.choose", "create.weigh"


def choosing(*people: str, way: str = "apart", depth: str = "standard") -> Player:
    """A team that has come as far as the choice, with four ideas or more."""
    return at(VOTE, *(people or TEAM), way=way, depth=depth)


def picked(player: Player, *picks: list[str]) -> None:
    """Each person picks."""
    for person, pick in zip(player.state.team, picks, strict=False):
        player.say(person, VOTE, pick)


def weighed(player: Player, person: str, **levels: str) -> None:
    """A person weighs every idea alike."""
    value = {key(item, side): level for item in player.cell(SECOND).items for side, level in levels.items()}
    player.say(person, SECOND, value)


def weighing(*people: str) -> Player:
    """A team whose picks are in: the second round is open."""
    player = choosing(*people)
    one, two, three, *_ = ideas(player)
    picked(player, [one, two], [one, three], [one, two], [two])
    assert player.status(SECOND) == "open"
    return player


def test_it_opens_when_the_picks_are_shown_and_everybody_is_asked_once() -> None:
    player = weighing()
    one, two, three, *_ = ideas(player)
    assert player.cell(SECOND).items == [one, two, three]
    assert player.status(VOTE) == "shown"
    assert player.effects(e.Reveal) == [e.Reveal(VOTE)]
    assert player.effects(e.Ask) == [e.Ask(TEAM, "C2")]
    assert player.told() == [("ann", "weighed_first")]
    assert all(open_for(player.state, player.dialogue, person) == (SECOND,) for person in TEAM)
    assert current_card(player.state, player.dialogue) == (VOTE,)
    assert (SECOND,) in cards(player.state, player.dialogue)


def test_its_closing_time_gives_everybody_a_working_day() -> None:
    player = choosing()
    opened = player.state.closes_at
    player.wait(hours=20)
    one, two, *_ = ideas(player)
    picked(player, *[[one, two]] * 4)
    assert player.state.closes_at is not None
    assert opened is not None
    assert player.state.closes_at > opened
    assert "half:C2" in player.due


def test_it_is_shown_when_all_are_in_and_then_the_lead_chooses() -> None:
    player = weighing()
    for person in TEAM:
        weighed(player, person, helps="high", effort="low" if person == "ann" else "high")
    assert (player.status(SECOND), player.status(VOTE)) == ("settled", "shown")
    assert player.effects(e.Reveal) == [e.Reveal(SECOND)]
    assert player.told() == [("ann", "choose_now")]
    assert waits_for_lead(player.state, player.dialogue) == (("choose", VOTE),)
    player.do(i.Confirm, "ann", VOTE, chosen=(ideas(player)[1],))
    assert player.status(VOTE) == "settled"
    assert player.status(SECOND) == "settled"
    assert player.status("create.concept") == "open"


def test_the_lead_may_take_at_any_time_and_what_was_said_is_kept() -> None:
    player = weighing()
    weighed(player, "ben", helps="high")
    player.do(i.Confirm, "ann", VOTE, chosen=(ideas(player)[0],))
    assert (player.status(VOTE), player.status(SECOND)) == ("settled", "settled")
    assert player.facts.of(SECOND)[0].private, "one voice is never shown without a name"
    assert e.Reveal(SECOND) not in player.every(e.Reveal)
    assert player.told() == []
    nobody = weighing()
    nobody.do(i.Confirm, "ann", VOTE)
    assert (nobody.status(VOTE), nobody.status(SECOND)) == ("settled", "skipped")


def test_leaving_it_out_brings_the_lead_to_the_choice() -> None:
    player = weighing()
    for person in TEAM:
        player.do(i.Skip if person != "cat" else i.DontKnow, person, SECOND)
    assert (player.status(SECOND), player.status(VOTE)) == ("skipped", "shown")
    assert player.told() == [("ann", "choose_now")]
    assert not player.cell(SECOND).gap
    assert not player.every(e.KeepGap)


@pytest.mark.parametrize(("depth", "way", "people"), [("quick", "apart", TEAM), ("standard", "alone", ("ann",))])
def test_quick_and_a_team_of_one_have_none(depth: str, way: str, people: tuple[str, ...]) -> None:
    player = choosing(*people, way=way, depth=depth)
    found = ideas(player)
    picked(player, *[found[:2]] * len(people))
    assert player.status(SECOND) == "unasked"


def test_one_idea_beside_todays_way_is_not_weighed() -> None:
    player = choosing()
    one = ideas(player)[0]
    picked(player, [one], ["today"], [one], [one, "today"])
    assert (player.status(VOTE), player.status(SECOND)) == ("shown", "unasked")
    assert ("ann", "choose_now") in player.told()


def test_todays_way_is_weighed_only_if_somebody_picked_it() -> None:
    player = choosing()
    one, two, *_ = ideas(player)
    picked(player, [one, "today"], [two], [one], [two])
    assert player.cell(SECOND).items == [one, two, "today"]


def test_at_the_closing_time_it_gives_way_with_however_few() -> None:
    player = weighing()
    weighed(player, "ben", helps="high")
    closes = player.state.closes_at
    assert closes is not None
    player.wait(seconds=(closes - player.at).total_seconds() + 1)
    assert player.status(SECOND) == "settled"
    assert not player.state.thin
    assert ("ann", "choose_now") in player.told()
    assert e.Reveal(SECOND) not in player.every(e.Reveal)
    assert player.status(VOTE) == "shown", "the lead has a working day to choose"
    player.wait(days=4)
    assert player.cell(VOTE).how == "most picked"


def test_a_third_late_voice_brings_what_was_weighed_to_light() -> None:
    player = weighing()
    weighed(player, "ann", helps="high")
    weighed(player, "ben", helps="low")
    player.do(i.Next, "ann", SECOND)
    assert e.Reveal(SECOND) not in player.every(e.Reveal)
    weighed(player, "cat", helps="middle")
    assert player.effects(e.Reveal) == [e.Reveal(SECOND)]


def test_just_three_of_us() -> None:
    player = weighing()
    player.do(i.WeighWith, "ann", SECOND, ("ben", "cat"), player.cell(SECOND).asked)
    assert player.cell(SECOND).asked_of == ("ann", "ben", "cat")
    assert open_for(player.state, player.dialogue, "dee") == ()
    assert player.effects(e.Refresh)[0].people == TEAM
    for person in ("ann", "ben", "cat"):
        weighed(player, person, helps="high")
    assert player.status(SECOND) == "settled"
    assert e.Reveal(SECOND) in player.effects(e.Reveal)


@pytest.mark.parametrize(
    ("person", "others", "code"),
    [
        ("ann", ("ben",), "name_two"),
        ("ann", ("ben", "ben"), "name_two"),
        ("ann", ("ann", "ben"), "name_two"),
        ("ann", ("ben", "zoe"), "not_a_member"),
        ("ben", ("cat", "dee"), "for_the_lead"),
    ],
)
def test_three_are_the_lead_and_two_others_of_the_team(person: str, others: tuple[str, ...], code: str) -> None:
    player = weighing()
    player.do(i.WeighWith, person, SECOND, others)
    assert player.told() == [(person, code)]


def test_three_twice_or_of_another_question_changes_nothing() -> None:
    player = weighing()
    player.do(i.WeighWith, "ann", SECOND, ("ben", "cat"))
    player.do(i.WeighWith, "ann", SECOND, ("ben", "cat"))
    assert player.told() == [("ann", "already_so")]
    player.do(i.WeighWith, "ann", VOTE, ("ben", "cat"))
    assert player.told() == [("ann", "not_open")]


def test_voting_again_puts_it_back_and_it_is_weighed_anew() -> None:
    player = weighing()
    weighed(player, "ben", helps="high")
    player.do(i.Back, "ann", VOTE)
    assert (player.status(VOTE), player.status(SECOND)) == ("open", "unasked")
    _, two, three, *_ = ideas(player)
    picked(player, [three], [three, two], [three, two], [three, two])
    assert player.status(SECOND) == "open"
    assert player.cell(SECOND).items == [three, two]
    assert player.cell(SECOND).done == {}
    assert [kept.by for kept in player.facts.of(SECOND)] == ["ben"], "nothing is lost"


def test_it_can_be_looked_at_again_once_it_was_asked() -> None:
    early = choosing()
    early.do(i.LookAgain, "ann", SECOND)
    assert early.told() == [("ann", "not_open")]
    player = weighing()
    player.do(i.Confirm, "ann", VOTE, chosen=(ideas(player)[0],))
    player.do(i.LookAgain, "ann", SECOND)
    assert player.status(SECOND) == "open"
    for person in TEAM:
        weighed(player, person, helps="low")
    assert player.status(VOTE) == "settled"
    assert player.status(SECOND) == "settled"


def test_somebody_who_joins_or_leaves_is_waited_for_or_not() -> None:
    player = weighing()
    player.do(i.Leave, "dee")
    for person in TEAM[:3]:
        weighed(player, person, helps="high")
    assert player.status(SECOND) == "settled"
    other = weighing()
    other.do(i.Join, "eve")
    assert open_for(other.state, other.dialogue, "eve") == (SECOND,)


def test_ones_own_view_can_be_changed_and_taken_back() -> None:
    player = weighing()
    weighed(player, "ben", helps="high")
    weighed(player, "ben", helps="low")
    mine = player.cell(SECOND).given["ben"]
    assert len(mine) == 1
    player.do(i.TakeBack, "ben", SECOND, mine[0])
    assert open_for(player.state, player.dialogue, "ben") == (SECOND,)


# -- in the room
def room(*, depth: str = "standard") -> Player:
    return choosing("ann", "ben", "cat", way="together", depth=depth)


def test_in_the_room_one_winner_is_taken_and_two_are_weighed_first() -> None:
    player = room()
    player.say("ann", VOTE, [ideas(player)[0]])
    assert (player.status(VOTE), player.status(SECOND)) == ("settled", "unasked")
    several = room()
    several.say("ann", VOTE, ideas(several)[:2])
    assert (several.status(VOTE), several.status(SECOND)) == ("shown", "open")
    weighed(several, "ann", helps="high")
    assert (several.status(VOTE), several.status(SECOND)) == ("shown", "settled")
    several.do(i.Confirm, "ben", VOTE, chosen=(ideas(several)[0],))
    assert several.status(VOTE) == "settled"
    quick = room(depth="quick")
    quick.say("ann", VOTE, ideas(quick)[:2])
    assert quick.status(VOTE) == "settled"


def test_hands_are_weighed_on_next_and_a_second_press_of_it_is_late() -> None:
    player = room()
    one, two, *_ = ideas(player)
    player.say("ann", VOTE, hands=((one, 2), (two, 1)))
    asked = player.cell(VOTE).asked
    player.do(i.Next, "ann", VOTE, asked)
    assert (player.status(VOTE), player.status(SECOND)) == ("shown", "open")
    player.do(i.Next, "ann", VOTE, asked)
    assert player.told() == [("ann", "moved_on")]
    player.do(i.Next, "ann")
    assert (player.status(VOTE), player.status(SECOND)) == ("shown", "skipped")


def test_back_leads_from_weighing_to_the_picks() -> None:
    player = room()
    player.say("ann", VOTE, ideas(player)[:2])
    player.do(i.Back, "ann")
    assert (player.status(VOTE), player.status(SECOND)) == ("open", "unasked")
    assert player.cell(VOTE).given["ann"]


def test_it_is_counted_nowhere_but_while_it_is_on() -> None:
    player = choosing()
    before = progress(player.state, player.dialogue)
    assert before == (1, 2)
    one, two, *_ = ideas(player)
    picked(player, *[[one, two]] * 4)
    assert progress(player.state, player.dialogue)[1] == 3
    plan = plan_of(load())
    assert SECOND not in [name for step in load().steps_of("standard") for name in step.questions]
    assert any(SECOND in step.questions for step in plan.steps["in-depth"])
    assert not any(SECOND in step.questions for step in plan.steps["quick"])


def test_going_deeper_leaves_it_behind() -> None:
    player = Player(load(), *TEAM, way="together", depth="standard")
    while VOTE not in player.open():
        live = player.open()
        if "create.ideas" in live:
            player.say("ann", "create.ideas", "one", "two", "three")
        player.do(i.GoOn, "ann", "on") if player.state.walk.endswith(".thin") else (
            player.do(i.Next, "ann") if live else player.do(i.StartNow, "ann")
        )
    player.say("ann", VOTE, ideas(player)[:2])
    assert player.status(SECOND) == "open"
    player.do(i.Deeper, "ann")
    assert player.status(SECOND) != "open"
    assert player.status(VOTE) == "settled"


# -- nothing to choose from
def without_ideas(way: str = "together") -> Player:
    """A team that went past ideas without one."""
    player = Player(tiny_dialogue(), *TEAM, way=way)
    for person in TEAM[1:] if way == "apart" else ():
        player.do(i.Join, person)
    while "create.ideas" not in player.open():
        player.do(i.Next, "ann", player.open()[0])
    player.do(i.Next, "ann", "create.ideas")
    return player


def test_without_ideas_the_choice_is_left_out_and_the_lead_hears_it_once() -> None:
    player = without_ideas()
    assert (player.status(VOTE), player.cell(VOTE).how) == ("skipped", "not asked")
    assert player.told() == [("ann", "nothing_to_choose")]
    assert player.state.step == "Q4"
    player.do(i.Next, "ann")
    player.do(i.Next, "ann")
    codes = [tell.code for tell in player.every(e.Tell)]
    assert codes.count("nothing_to_choose") == 1
    player.do(i.LookAgain, "ann", VOTE)
    assert player.told() == [("ann", "no_ideas")]


def test_an_idea_that_comes_later_opens_it_beside() -> None:
    player = without_ideas()
    player.do(i.LookAgain, "ann", "create.ideas")
    player.say("ann", "create.ideas", "A list at the bedside")
    player.do(i.Next, "ann", "create.ideas")
    assert player.status(VOTE) == "open"
    assert player.cell(VOTE).again
    assert player.state.step == "Q4"
    player.say("ann", VOTE, ["today"])
    assert player.status(VOTE) == "settled"


def test_ideas_that_nobody_may_see_yet_are_none_until_a_third_voice() -> None:
    player = without_ideas("apart")
    player.do(i.LookAgain, "ann", "create.ideas")
    player.say("ben", "create.ideas", "A list at the bedside")
    player.do(i.NothingToAdd, "cat", "create.ideas")
    player.do(i.Next, "ann", "create.ideas")
    assert player.status(VOTE) == "skipped"
    player.say("dee", "create.ideas", "A runner")
    assert player.effects(e.Reveal) == [e.Reveal("create.ideas")]
    assert player.status(VOTE) == "open"


def test_ideas_shown_in_the_same_turn_are_there_to_choose_from() -> None:
    player = at("create.ideas", *TEAM)
    for person in TEAM:
        player.say(person, "create.ideas", f"idea of {person}")
    assert player.effects(e.Reveal) == [e.Reveal("create.ideas")]
    assert player.status(VOTE) == "open"
    player.wait(hours=timedelta(hours=1).total_seconds() / 3600)
