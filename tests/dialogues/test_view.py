"""What screens ask of a state."""

from __future__ import annotations

import pytest

from dialogues import inputs as i
from dialogues import view
from dialogues.library import load
from dialogues.plan import plan_of
from tests.dialogues.player import Player
from tests.dialogues.test_apart import team
from tests.dialogues.test_choosing_and_agreeing import at
from tests.dialogues.test_together import room
from tests.dialogues.test_walk import standard, until
from tests.dialogues.tiny import question, step, tiny_dialogue


def test_one_re_opened_beside_the_step_comes_first_on_a_card_of_its_own() -> None:
    player = at("create.choose", way="together")
    player.do(i.LookAgain, "ann", "explore.needs")
    assert view.current_card(player.state, player.dialogue) == ("explore.needs",)
    assert view.cards(player.state, player.dialogue) == (("explore.needs",), ("create.choose",))
    assert view.open_questions(player.state, player.dialogue) == ("explore.needs", "create.choose")


def test_progress_counts_the_whole_run_in_quick_and_the_step_in_standard() -> None:
    quick = at("agree.consent", way="together")
    assert view.progress(quick.state, quick.dialogue) == (8, 9)
    deep = at("evaluate.risks", way="together", depth="standard")
    assert view.progress(deep.state, deep.dialogue) == (1, 2)
    lone = Player(tiny_dialogue(), "nia", way="alone")
    assert view.progress(lone.state, lone.dialogue)[1] == 10, "what only a team of one is asked counts too"


def test_nothing_is_on_while_it_rests() -> None:
    player = at("agree.consent", way="together")
    while player.state.walk != "review":
        player.do(i.Next, "ann")
    assert view.current_card(player.state, player.dialogue) == ()
    assert view.progress(player.state, player.dialogue) == (0, 0)
    assert view.next_step(player.state, player.dialogue) is None
    assert view.open_for(player.state, player.dialogue, "ann") == ()


def test_what_waits_for_the_lead() -> None:
    player = at("agree.consent")
    for person in ("ann", "ben", "cat"):
        player.do(i.Position, person, "agree.consent", "not_yet" if person == "cat" else "yes")
    assert view.waits_for_lead(player.state, player.dialogue) == (("not_yet", "agree.consent"),)
    found = view.offers(player.state, player.dialogue, player.facts, "agree.consent")
    assert [loop.label for loop in found] == ["Back to the plan"]
    thin = until(standard(), "explore.thin")
    assert view.waits_for_lead(thin.state, thin.dialogue) == (("thin_phase", ""),)


def test_a_way_back_without_a_condition_is_always_offered_and_one_to_nowhere_never() -> None:
    player = at("create.choose", way="together")
    found = view.offers(player.state, player.dialogue, player.facts, "create.choose")
    assert [loop.to for loop in found] == ["create.ideas"]
    assert view.offers(player.state, player.dialogue, player.facts, "nonsense") == ()
    priorities = view.offers(player.state, player.dialogue, player.facts, "explore.priorities")
    assert [loop.to for loop in priorities] == ["explore.needs"]


def test_people_away_and_gone_are_not_missed() -> None:
    player = team("ann", "ben", "cat", "dee")
    player.do(i.Away, "ben")
    player.do(i.Leave, "cat")
    assert view.not_heard(player.state, player.dialogue, ["explore.needs"]) == ("ann", "dee")
    assert view.counts(player.state, player.dialogue, "explore.needs") == (0, 2)
    assert view.asked_of(player.state, player.dialogue, "explore.needs") == ("ann", "ben", "dee")


def test_an_unknown_question_is_told_kindly_everywhere() -> None:
    player = room()
    for kind in (i.Answer, i.NothingToAdd, i.DontKnow, i.Skip, i.Amend, i.TakeBack, i.Position, i.Confirm, i.Next):
        player.do(kind, "ann", question="no.such")
        assert player.told() == [("ann", "unknown_question")], kind
    for kind in (i.ShowNow, i.Back, i.LookAgain, i.AskSomeone, i.JoinLines):
        player.do(kind, "ann", question="no.such")
        assert player.told() == [("ann", "unknown_question")], kind


def test_words_change_with_way_depth_scale_and_a_team_of_one() -> None:
    player = Player(load(), "ann", "ben", way="together", scale="organisation")
    plain = Player(load(), "ann", "ben", way="apart")
    room_words = view.question(player.state, player.dialogue, "explore.people").ask
    assert room_words != view.question(plain.state, plain.dialogue, "explore.people").ask


def test_a_wider_scale_brings_its_questions() -> None:
    narrow, wide = plan_of(load(), "service"), plan_of(load(), "organisation")
    asked = {name for one in wide.steps["standard"] for name in one.questions}
    assert "agree.resources" in asked
    assert "agree.resources" not in {name for one in narrow.steps["standard"] for name in one.questions}


@pytest.mark.parametrize("way", ["together", "apart", "alone"])
def test_strange_content_does_not_stop_anybody(way: str) -> None:
    """Cards that name nothing, questions that wait for each other, a depth that is not there."""
    strange = tiny_dialogue().model_copy(
        update={
            "id": f"strange-{way}",
            "questions": {
                **tiny_dialogue().questions,
                "explore.chicken": question("explore.chicken", after=("explore.egg",)),
                "explore.egg": question("explore.egg", after=("explore.chicken",), ask_if="nobody_knows"),
            },
            "steps": {"quick": (step("S1", "explore", ("no.such",), ("explore.egg", "explore.chicken")),)},
        }
    )
    player = Player(strange, "ann", way=way, depth="standard")
    assert player.state.depth == "quick"
    assert player.open() == ["explore.egg", "explore.chicken"]
    for name in player.open():
        player.say("ann", name, "x")
    assert player.state.walk == "review"
