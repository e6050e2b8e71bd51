"""The line above a card names the phase and the place of what it asks, also when it was opened again."""

from __future__ import annotations

from coach.inbound import Place
from coach.services import screens
from tests.services.people import World

IDEAS = "create.ideas"


def header(world: World) -> str:
    return screens.card(world.scene()).text.partition("\n")[0]


def to_the_ideas(world: World) -> str:
    """Answer and leave out what comes before the ideas; the header of the last card before them."""
    before = ""
    while IDEAS not in world.current():
        before = header(world)
        world.press("U1", "skip", world.current()[0])
    return before


def test_back_over_the_end_of_a_phase_names_the_phase_of_what_is_asked_again(small_world: World) -> None:
    small_world.start("together", "U2", "U3")
    before = to_the_ideas(small_world)
    assert before.startswith("Take-home medicines · Explore · ")
    after = header(small_world)
    assert after.startswith("Take-home medicines · Create · 1 of ")
    small_world.press("U1", "back")
    assert header(small_world) == before
    small_world.press("U1", "next", small_world.current()[0])
    assert header(small_world) == after


def test_each_card_of_ones_own_says_its_place_among_ones_own(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=Place("DU2", dm=True))
    world.settle()
    scene = world.scene()
    heads = [
        screens.question(scene, "U2", (wanted,), sitting=False).text.partition("\n")[0]
        for wanted in ("explore.people", "explore.needs", "explore.success")
    ]
    assert heads == [f"Take-home medicines · Explore · {n} of 3" for n in (1, 2, 3)], "the lead has more, and others"
