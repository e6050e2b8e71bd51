"""The Home of somebody who left a project: told so, with the way back."""

from __future__ import annotations

import pytest

from coach.inbound import Commanded, Place, Pressed
from coach.views import Button, Controls
from tests.services.people import CHANNEL, WS, World, words


def buttons(world: World, person: str) -> dict[str, Button]:
    rows = [part for part in world.coach.home(WS, person).parts if isinstance(part, Controls)]
    return {one.label: one for row in rows for one in row.items if isinstance(one, Button)}


def test_somebody_who_left_is_told_and_can_come_back(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    assert "Join again" not in buttons(world, "U2")
    asked = world.press("U2", "leave")
    assert "Leave Take-home medicines? What you said stays" in words(asked)
    assert world.scene().state.team["U2"].status == "here", "one tap only asks"
    assert "still in" in words(world.press("U2", "stay"))
    assert "You've left" in words(world.press("U2", "leave_save"))
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


@pytest.mark.parametrize("way", ["together", "apart", "alone"])
def test_join_takes_somebody_back_in_wherever_they_type_it(small_world: World, way: str) -> None:
    world = small_world
    people = () if way == "alone" else ("U2",)
    world.start(way, *people, place=Place("DU1", dm=True) if way == "alone" else Place(CHANNEL))
    world.settle()
    who = "U1" if way == "alone" else "U2"
    for typed in (lambda: world.say(who, "join"), lambda: world.command(who, "join", Place(f"D{who}", dm=True))):
        world.press(who, "leave_save")
        assert world.scene().state.team[who].status == "left"
        assert "You're in Take-home medicines" in words(typed())
        assert world.scene().state.team[who].status == "here"
        world.settle()
    news = [words for words in ("has left", "from now on", "has joined") if words in world.dm("U1")]
    assert not news or way != "alone", "nobody is told of their own coming and going"


def test_whoever_left_is_told_the_way_back_and_never_that_they_are_in_none_yet(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    world.press("U2", "leave_save")
    dm = Place("DU2", dm=True)
    for said in (world.say("U2", "status"), world.say("U2", "hello again"), world.command("U2", "skip", dm)):
        assert "not in Take-home medicines any more. What you said stays." in words(said)
        assert "Join again" in words(said)
    form = world.coach.form(world.inbound("U2", Commanded("away"), dm))
    assert "any more" in repr(form.parts)


def test_join_asks_which_where_somebody_left_several(small_world: World) -> None:
    world = small_world
    for name in ("Letters", "Medicines"):
        world.start("together", "U2", name=name)
        world.press("U2", "leave_save")
    asked = world.say("U2", "join")
    assert asked.message is not None
    rows = [part for part in asked.message.parts if isinstance(part, Controls)]
    chosen = next(one for row in rows for one in row.items if isinstance(one, Button) and one.label == "Medicines")
    assert "You're in Medicines" in words(world.do("U2", Pressed(chosen.press), Place("DU2", dm=True)))


def test_join_in_a_dm_means_what_was_left_and_not_what_one_is_in(small_world: World) -> None:
    world = small_world
    world.start("together", "U2", name="Letters")
    world.start("together", "U2", name="Medicines")
    world.press("U2", "leave_save")
    assert "You're in Medicines" in words(world.say("U2", "join"))


def test_a_lead_is_told_who_leads_then_before_they_leave(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    assert "You lead it. Another of you leads it then." in words(world.say("U1", "leave"))
    world.press("U1", "leave_save")
    assert "Nobody is left in it then, so it rests until somebody is back." in words(world.say("U2", "leave"))


def test_not_for_me_tells_its_presser_the_way_back_and_asks_the_lead_first(small_world: World) -> None:
    world = small_world
    world.start("together", "U2", "U3")
    said = words(world.press("U2", "not_for_me"))
    assert "You've left" in said
    assert "Join again" in said
    assert "so nothing is asked of you" in words(world.press("U2", "not_for_me")), "pressed twice"
    assert "Leave Take-home medicines?" in words(world.press("U1", "not_for_me"))
    assert world.scene().state.lead == "U1"
    world.settle()
    assert "Tom has left Take-home medicines. Whatever they said stays." in world.channel(), "says nothing of silence"


def test_the_cards_of_somebody_who_leaves_calm_down_and_come_back_with_them(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    world.press("U2", "fine", place=Place("DU2", dm=True))
    world.settle()
    world.say("U2", "Patients and their families")
    world.settle()
    assert "You can press: Answer" in world.dm("U2") or "You can press: Add" in world.dm("U2")
    world.press("U2", "leave_save", place=Place("DU2", dm=True))
    world.settle()
    left = world.dm("U2")
    assert "nothing is asked of you any more" in left
    assert 'You said: "Patients and their families"' in left
    assert "Nothing to add" not in left
    assert "Undo" not in left
    world.press("U2", "join", place=Place("DU2", dm=True))
    world.settle()
    assert "Nothing to add" in world.dm("U2")
    assert "nothing is asked of you any more" not in world.dm("U2")
