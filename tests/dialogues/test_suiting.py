"""How deep, how far, how much explained: answers are kept, a set has its closing time, explaining changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogues import effects as e
from dialogues import inputs as i
from dialogues.library import load
from dialogues.plan import plan_of
from tests.dialogues.player import Player
from tests.dialogues.tiny import tiny_dialogue


def test_in_depth_can_be_chosen_at_once() -> None:
    player = Player(load(), "ann", "ben", "cat", way="apart")
    assert player.do(i.Deeper, "ann", "cross-sector", "new", "in-depth").accepted
    assert (player.state.depth, player.state.step) == ("in-depth", "DE1")
    assert (player.state.scale, player.state.experience) == ("cross-sector", "new")


@pytest.mark.parametrize("wanted", ["", "quick", "the deep end"])
def test_what_is_no_deeper_means_the_next(wanted: str) -> None:
    player = Player(load(), "ann", "ben", way="together")
    player.do(i.Deeper, "ann", "", "", wanted)
    assert player.state.depth == "standard"


def test_going_deeper_leaves_no_set_without_a_closing_time() -> None:
    player = Player(tiny_dialogue(), "ann", "ben", "cat", way="apart")
    for person in ("ben", "cat"):
        player.do(i.Join, person)
    player.do(i.Deeper, "ann")
    assert player.open()
    assert player.state.closes_at is not None
    assert any(isinstance(one, e.RemindAt) and one.kind == "closing" for one in player.every(e.RemindAt))


def test_more_and_less_is_explained_one_step_at_a_time_and_nothing_else_changes() -> None:
    player = Player(load(), "ann", "ben", way="apart")
    before = player.state
    assert player.do(i.Explain, "ben", "more").accepted, "anybody of the team"
    assert player.state.experience == "new"
    untouched = {"turn": before.turn, "experience": "some", "touched_at": before.touched_at, "team": before.team}
    assert replace(player.state, **untouched) == before
    assert not player.do(i.Explain, "ben", "more").accepted
    assert player.told() == [("ben", "already_so")]
    player.do(i.Explain, "ann", "experienced")
    assert player.state.experience == "experienced"
    assert not player.do(i.Explain, "eve", "less").accepted, "nobody from outside"


def test_each_partner_is_asked_what_the_lead_alone_is_asked_elsewhere() -> None:
    dialogue = load()
    for name in ("explore.baseline", "explore.handoffs"):
        narrow = plan_of(dialogue, "organisation").question(name, "apart", "standard", False)
        wide = plan_of(dialogue, "cross-organisation").question(name, "apart", "standard", False)
        assert (narrow.mode, narrow.asked) == ("solo", "lead")
        assert (wide.mode, wide.asked) == ("gather", "everyone")


def test_in_the_room_each_partner_has_a_form_of_its_own() -> None:
    player = Player(load(), "ann", "ben", way="together")
    player.do(i.Deeper, "ann", "cross-organisation", "", "standard")
    for _ in range(40):
        if "explore.baseline" in player.open():
            break
        player.do(i.Next, "ann", player.open()[0]) if player.open() else player.do(i.StartNow, "ann")
    player.say("ann", "explore.baseline", {"value": "2 days"})
    assert player.status("explore.baseline") == "open", "the next partner's form is still to come"
    player.say("ann", "explore.baseline", {"value": "9 days"})
    assert len(player.facts.of("explore.baseline")) == 2
    player.do(i.Next, "ann", "explore.baseline")
    assert player.status("explore.baseline") == "settled"
