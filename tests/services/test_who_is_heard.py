"""Who is in, said truthfully: who has begun is in, silence is named to the lead alone, and too few is explained."""

from __future__ import annotations

from dataclasses import replace

from coach.inbound import Place
from coach.services import screens
from coach.services.screens.cards.how_long import minutes_for
from tests.services.people import World, words

DM = {person: Place(f"D{person}", dm=True) for person in ("U1", "U2", "U3", "U4")}


def begin(world: World) -> None:
    """Four people in their own time; everybody has said yes."""
    world.start("apart", "U2", "U3", "U4")
    for person in ("U2", "U3", "U4"):
        world.press(person, "fine", place=DM[person])
    world.settle()


def header(world: World) -> str:
    return screens.card(world.scene()).text


def test_who_has_begun_is_in_and_who_is_through_is_counted_beside(small_world: World) -> None:
    world = small_world
    begin(world)
    assert "0 of 4 people in." in header(world)
    world.answer("U2", "explore.people", groups=["cared_for"])
    world.answer("U3", "explore.people", groups=["nights"])
    assert "2 of 4 people in." in header(world)
    world.say("U2", "Patients need to know what time they are going")
    world.press("U2", "nothing", "explore.success")
    assert "2 of 4 people in, 1 of them to the end." in header(world)


def test_the_panel_tells_who_is_silent_from_who_is_on_the_way_and_speaks_well_of_both(small_world: World) -> None:
    world = small_world
    begin(world)
    panel = screens.panel(world.scene()).text
    assert "Not heard yet  Tom, Mei, Dr Patel and you" in panel
    assert "waiting for each of us" in panel
    world.answer("U2", "explore.people", groups=["cared_for"])
    world.answer("U1", "explore.problem", what="Medicines are late", how_often="daily")
    panel = screens.panel(world.scene()).text
    assert "Not heard yet  Mei and Dr Patel" in panel
    assert "Part of the way  Tom and you" in panel
    assert "Two of us are in. There's still time for yours" in panel
    world.answer("U3", "explore.people", groups=["nights"])
    world.answer("U4", "explore.people", groups=["nights"])
    panel = screens.panel(world.scene()).text
    assert "Not heard yet" not in panel
    assert "haven't" not in panel
    for member in ("U2", "U3"):
        assert "Dr Patel" not in screens.status(world.scene(), member).text


def test_too_few_says_how_many_it_takes_why_and_how_many_are_in(small_world: World) -> None:
    world = small_world
    begin(world)
    for person in ("U2", "U3"):
        world.answer(person, "explore.people", groups=["nights"])
    world.say("U2", "Patients need to know what time they are going")
    said = words(world.press("U1", "show_now", "explore.needs"))
    assert said.startswith("What people need: I show it once three of you are in, so that nobody can tell whose")
    assert "One is in so far." in said
    said = words(world.press("U1", "show_now", "explore.success"))
    assert "once two of you are in, so that nobody stands alone. Nobody is in so far." in said


def test_each_is_told_how_long_their_own_part_takes(small_world: World) -> None:
    world = small_world
    begin(world)
    scene = world.scene()
    assert minutes_for(scene, "U1") > minutes_for(scene, "U2") > 0
    assert f"About {minutes_for(scene, 'U1')} minutes" in world.dm("U1")
    assert f"About {minutes_for(scene, 'U2')} minutes" in world.dm("U2")
    assert f"It takes about {minutes_for(scene, 'U2')} minutes" in header(world)


def test_the_first_message_says_what_a_longer_project_asks(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    assert "a few short sets of questions, about three minutes each" in screens.first_dm(world.scene(), "U2").text
    world.fill("U1", world.open("U1", "deeper"), {"depth": "standard"})
    said = screens.first_dm(world.scene(), "U2").text
    assert "Take-home medicines: about 9 short sets of questions, 5 minutes each, over 6 to 8 weeks." in said


def test_the_first_message_is_short_and_says_who_why_who_sees_it_and_what_to_press(small_world: World) -> None:
    world = small_world
    world.start("apart", "U2", "U3")
    said = screens.first_dm(replace(world.scene(), run_by=""), "U2").text.partition("\nYou can press")[0]
    assert len(said.split()) <= 60
    for words_ in (
        "Asha would like your view on Take-home medicines",
        "Your team sees the answers, with names only where I say so.",
        "Undo takes any answer back.",
        "Press Fine to start.",
        "I can't read channels, judge people or report incidents.",
        "No patients' names",
    ):
        assert words_ in said
    assert "I'm run here by us." in screens.first_dm(world.scene(), "U2").text
    world.settle()
    world.press("U2", "fine", place=DM["U2"])
    world.settle()
    assert "type my times" in world.slack.texts("DU2")[0], "the rest is said once they are in"


def test_where_only_the_lead_is_missing_they_say_so_themselves(small_world: World) -> None:
    world = small_world
    begin(world)
    for person in ("U2", "U3", "U4"):
        for wanted in ("explore.people", "explore.needs", "explore.success"):
            world.press(person, "nothing", wanted)
    panel = screens.panel(world.scene()).text
    assert "Thank you, everybody. I add mine, and then we look at it together." in panel


def test_a_nudge_says_how_many_questions_are_open(small_world: World) -> None:
    world = small_world
    begin(world)
    assert "Tom, three questions are still open for you in Take-home medicines. The first:" in nudged(world)
    for wanted in ("explore.people", "explore.needs"):
        world.press("U2", "nothing", wanted)
    assert "Tom, one question is still open for you in Take-home medicines: Six months" in nudged(
        world, "explore.success"
    )


def nudged(world: World, wanted: str = "explore.people") -> str:
    return screens.nudge(world.scene(), "U2", wanted).text


def test_home_offers_what_the_card_does(small_world: World) -> None:
    world = small_world
    begin(world)
    assert "label='Nothing to add'" in repr(world.coach.home("T1", "U2"))
    assert 'label="Don\'t know yet"' not in repr(world.coach.home("T1", "U2"))
