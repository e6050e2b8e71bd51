"""Spread before average: what people differ on most comes first, counted and without names."""

from __future__ import annotations

import pytest

from coach.services import screens
from coach.services.scene import Scene
from coach.services.screens.showing.differing import views_differ
from coach.services.screens.summing_up.summary_evaluate import needs_met
from dialogues import inputs as i
from dialogues.library import load
from tests.dialogues.player import Player
from tests.services.stage import TUESDAY, scene_of
from tests.services.test_weighing import all_in

TEAM = ("U1", "U2", "U3", "U4", "U5")


def at(question: str) -> Player:
    """A team in its own time that has come to a question, in standard, with needs and ideas and one need to meet."""
    player = Player(load(), *TEAM, at=TUESDAY, way="apart", depth="standard")
    for person in TEAM[1:]:
        player.do(i.Join, person)
    for _ in range(99):
        live = player.open()
        if question in live:
            return player
        if player.state.walk.endswith(".thin"):
            player.do(i.GoOn, "U1", reason="busy")
        elif "explore.needs" in live:
            for person, need in zip(TEAM, ("to know when", "to ring once", "a number at night"), strict=False):
                player.say(person, "explore.needs", need)
            player.do(i.Next, "U1", question="explore.needs")
        else:
            player.do(i.Next, "U1", question=live[0]) if live else player.do(i.StartNow, "U1")
    raise AssertionError(f"{question} never came")


def ids(player: Player) -> tuple[str, ...]:
    return tuple(kept.id for kept in player.facts.of("explore.needs"))


def shown(player: Player, question: str) -> Scene:
    """After everybody has said it."""
    if player.status(question) == "open":
        player.do(i.ShowNow, "U1", question=question)
    return scene_of(player)


def test_where_most_stand_apart_comes_first_in_what_is_shown() -> None:
    player = at("evaluate.needs_met")
    first, second = ids(player)[:2]
    for person, one, two in zip(
        TEAM, ("met", "met", "met", "partly"), ("met", "misread", "not_it", "met"), strict=False
    ):
        player.say(person, "evaluate.needs_met", {first: one, second: two})
    lines = screens.reveal(shown(player, "evaluate.needs_met"), "evaluate.needs_met")[0].text.split("\n")
    told = [line for line in lines if line.startswith("•")]
    assert told[0].startswith('•  "to ring once"'), "half met and half not stand wider apart than met and partly"
    assert told[0].endswith("You differ here.")
    assert 'you differ most on "to ring once" (2 met, 2 not)' in needs_met(scene_of(player), 0)


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        (("much_worse", "much_better", "better"), "all in all: one says much worse, one says a bit better"),
        (("better", "better", "better"), ""),
        (("better", "much_better", "better"), ""),
    ],
)
def test_all_in_all_says_how_far_apart_before_anything_else(levels: tuple[str, ...], told: str) -> None:
    player = at("evaluate.verdict")
    for person, level in zip(TEAM, levels, strict=False):
        player.say(person, "evaluate.verdict", {"overall": level})
    scene = shown(player, "evaluate.verdict")
    assert views_differ(scene, "evaluate").startswith(told)
    assert bool(views_differ(scene, "evaluate")) == bool(told)
    reveal = screens.reveal(scene, "evaluate.verdict")[0].text
    assert ("You differ here." in reveal) == (len(set(levels)) > 1)
    if told:
        assert "You differ here. Much better 1 · A bit better 1 · Much worse 1" in reveal, "levels in their order"


def test_of_two_differences_the_wider_one_is_told() -> None:
    scene = scene_of(all_in())
    told = views_differ(scene, "create")
    assert told == 'on "List at the bedside", effort: 2 say low, 3 say high'
    assert f"Views differ  {told}" in screens.summary_text(scene, "create", 0)


def test_what_only_one_has_said_is_no_difference() -> None:
    player = at("evaluate.verdict")
    player.say("U1", "evaluate.verdict", {"overall": "much_worse"})
    assert views_differ(scene_of(player), "evaluate") == "", "not shown yet"
