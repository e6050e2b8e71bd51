"""The Home of somebody who left a project: told so, with the way back."""

from __future__ import annotations

from coach.inbound import Pressed
from coach.views import Button, Controls
from tests.services.people import WS, World


def buttons(world: World, person: str) -> dict[str, Button]:
    rows = [part for part in world.coach.home(WS, person).parts if isinstance(part, Controls)]
    return {one.label: one for row in rows for one in row.items if isinstance(one, Button)}


def test_somebody_who_left_is_told_and_can_come_back(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    assert "Join again" not in buttons(world, "U2")
    world.press("U2", "leave")
    assert "not in *Take-home medicines* any more" in repr(world.coach.home(WS, "U2"))
    world.do("U2", Pressed(buttons(world, "U2")["Join again"].press))
    assert world.scene().state.team["U2"].status == "here"
    assert "any more" not in repr(world.coach.home(WS, "U2"))


def test_the_home_of_somebody_new_speaks_of_no_project(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    assert set(buttons(world, "U5")) == {"Start a project", "Help"}


def test_buttons_that_look_alike_name_their_project_to_a_screen_reader(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    assert buttons(world, "U1")["What next?"].hint == "What next? Take-home medicines"
