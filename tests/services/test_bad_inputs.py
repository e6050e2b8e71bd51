"""Whatever people put in, nothing breaks, nothing is lost, and what cannot be kept is said at its box."""

from __future__ import annotations

import pytest

from coach.inbound import Place, Submitted
from coach.ports import Person
from coach.views import Button, Controls, Press
from storage import projects
from tests.services.people import CHANNEL, WS, World, words

DM = Place("DU1", dm=True)
LONG = "a word " * 428  # 2,996 characters
STRANGE = {
    "right to left": "المرضى ينتظرون طويلا جدا كل يوم",
    "mixed": "Patients say \u202eevil\u202c and wait",
    "emoji and words": "👩🏽‍⚕️ nurses need one number 📞",
    "code": "```SELECT * FROM patients; -- people wait```",
    "html": "<b>people</b> & <script>alert(1)</script> wait all day",
    "mentions": "<!channel> @here <@U2> people wait all day",
    "formatting": "*people* _wait_ ~all~ `day` > long",
    "nul and half characters": "people\x00 wait \ud83d all day",
    "combining": "Z̷͎̈́a̶͈͝l̸̳̈g̵̱̈o people wait all day",
    "one long word": "w" * 2990,
    "three thousand characters": LONG,
    "numbers": "3.14159 and 1e999 and NaN people wait",
    "quotes": "\"They said 'wait' all day\" – “really”",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_strange_words_are_kept_as_typed_and_shown(world: World, text: str) -> None:
    world.start("together", "U2")
    world.press("U1", "skip", "explore.trigger")
    reply = world.answer("U1", "explore.problem", what=text)
    assert not reply.errors
    world.settle()
    kept = world.texts("explore.problem")[0]
    assert "\x00" not in kept
    assert kept == text.strip() or "\x00" in text
    for one in world.slack.sent:
        assert len(one.message.text) < 4000
        assert "<!channel>" not in one.message.text
        assert "<script>" not in one.message.text
    assert words(world.command("U1", "summary"))


@pytest.mark.parametrize("boxes", [{}, {"explore.problem#what": ""}, {"explore.problem#what": "   \n "}])
def test_an_empty_form_stays_open_with_words(small_world: World, boxes: dict[str, str]) -> None:
    world = small_world
    world.start("together", "U2")
    press = Press("answer_save", world.project, "explore.problem", 1)
    reply = world.do("U1", Submitted(press, boxes))
    assert reply.errors or reply.message
    assert world.texts("explore.problem") == ()


@pytest.mark.parametrize(
    "boxes",
    [
        {"nonsense": "x"},
        {"explore.problem#nonsense": "x"},
        {"explore.nothing#what": "x"},
        {"explore.problem#how_often": "never_heard_of"},
        {"explore.problem#what": ["a", "list"]},
        {"explore.problem#what": None},
    ],
)
def test_a_form_that_does_not_fit_is_answered_and_nothing_breaks(small_world: World, boxes: dict[str, object]) -> None:
    world = small_world
    world.start("together", "U2")
    press = Press("answer_save", world.project, "explore.problem", 1)
    world.do("U1", Submitted(press, dict(boxes)))
    world.settle()
    assert world.scene().state.status == "active"


def test_numbers_and_dates_that_are_none_are_said_at_their_box(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    while world.current()[0] != "evaluate.test_plan":
        world.press("U1", "skip", world.current()[0])
    form = world.open("U1", "answer", "evaluate.test_plan")
    boxes = {"evaluate.test_plan#what": "List at the bedside", "evaluate.test_plan#how_many": "a few"}
    reply = world.fill("U1", form, boxes)
    assert dict(reply.errors).keys() == {"evaluate.test_plan#how_many"}
    assert world.texts("evaluate.test_plan") == ()


def test_the_start_form_says_what_is_missing(small_world: World) -> None:
    world = small_world
    form = world.open_start()
    assert dict(world.fill("U1", form, {"name": "  "}).errors).keys() == {"name"}
    assert dict(world.fill("U1", form, {"name": "x" * 81}).errors).keys() == {"name"}
    in_dm = world.open_start(DM)
    said = world.fill("U1", in_dm, {"name": "Letters", "way": "together"}, DM)
    assert dict(said.errors).keys() == {"way"}, "a team needs a channel"


def test_the_same_start_form_sent_twice_is_one_project(world: World) -> None:
    form = world.open_start()
    boxes = {"name": "Letters", "people": ["U2"], "way": "together"}
    world.fill("U1", form, boxes, key="form:V1:h")
    world.fill("U1", form, boxes, key="form:V1:h")
    with world.core.transactions.read() as session:
        assert len(projects.projects(session, WS)) == 1


def test_a_pasted_table_is_shown_before_it_is_kept(small_world: World) -> None:
    world = small_world
    world.start("alone", name="Letters", place=DM)
    for _ in range(3):
        world.say("U1", "skip")
    assert world.current() == ("explore.needs",)
    table = "Who\tNeed\n" + "\n".join(f"Patient {n}\tto know thing {n}" for n in range(8))
    asked = world.say("U1", table)
    assert "to know thing 7" in words(asked)
    assert world.texts("explore.needs") == ()


def test_words_over_three_thousand_characters_are_answered_with_what_would_fit(small_world: World) -> None:
    world = small_world
    world.start("alone", name="Letters", place=DM)
    reply = world.say("U1", "long " * 1000)
    assert "3000" in words(reply)
    assert world.texts("explore.trigger") == ()


def test_picking_what_is_not_in_the_list_is_refused(small_world: World) -> None:
    world = small_world
    world.start("together", "U2")
    while world.current()[0] != "create.ideas":
        world.press("U1", "skip", world.current()[0])
    world.answer("U1", "create.ideas", _="First idea for this\nSecond idea for this")
    world.press("U1", "next", "create.ideas")
    press = Press("pick_save", world.project, "create.choose", world.scene().state.cells["create.choose"].asked)
    world.do("U1", Submitted(press, {"create.choose#": ["nowhere"]}))
    assert "nowhere" not in repr(world.scene().facts)


def test_a_person_who_is_not_there_is_no_member(small_world: World) -> None:
    world = small_world
    form = world.open_start()
    world.fill("U1", form, {"name": "Letters", "people": ["U2", "U999"], "way": "apart"})
    world.find("U1")
    world.settle()
    assert set(world.scene().state.team) == {"U1", "U2"}
    assert world.slack.in_channel(CHANNEL)


def test_an_app_is_no_teammate(small_world: World) -> None:
    world = small_world
    world.slack.know(Person("U7", "Coach", bot=True, workspace=WS))
    world.start("together", "U2", "U7")
    form = world.open("U1", "invite")
    assert world.fill("U1", form, {"people": ["U7"]}).errors
    assert set(world.scene().state.team) == {"U1", "U2"}


def test_a_pasted_table_is_no_list_by_form_or_by_typing_and_nothing_is_lost(small_world: World) -> None:
    world = small_world
    world.start("alone", name="Letters", place=Place("DU1", dm=True))
    while world.current() != ("explore.needs",):
        world.say("U1", "skip")
    table = "\n".join(f"row {n} {n * 7}" for n in range(200))
    reply = world.answer("U1", "explore.needs", need=table)
    assert [(box, "200 lines" in said) for box, said in reply.errors] == [("explore.needs#need", True)]
    said = words(world.say("U1", table))
    assert "200 lines" in said
    assert "I've kept none of it" in said
    assert world.texts("explore.needs") == ()
    world.say("U1", "The GP needs to know", ts="71.0001")
    assert "200 lines" in words(world.say("U1", table, ts="71.0001", how="edited"))
    assert world.texts("explore.needs") == ("The GP needs to know",), "what stood before the edit stays"
    world.press("U1", "undo", "explore.needs", world.scene().facts.of("explore.needs")[0].id)
    world.answer("U1", "explore.needs", need="\n".join(table.splitlines()[:50]))
    assert len(world.texts("explore.needs")) == 50


TABLE = "\n".join(f"row {n} {n * 7}" for n in range(200))


def alone_at_needs(world: World) -> None:
    """One person alone, asked what people need."""
    world.start("alone", name="Letters", place=Place("DU1", dm=True))
    while world.current() != ("explore.needs",):
        world.say("U1", "skip")
    world.settle()


def test_a_refused_paste_says_what_to_do_and_less_of_it_is_taken(small_world: World) -> None:
    alone_at_needs(small_world)
    said = words(small_world.say("U1", TABLE))
    assert "please send me the lines that matter most, 50 at most" in said
    assert "I've kept none of it, and your message is still there" in said


def test_a_table_told_by_somebody_outside_is_answered_at_its_box(small_world: World) -> None:
    alone_at_needs(small_world)
    for do in ("add_for", "add_message"):
        form = small_world.open("U1", do, "explore.needs")
        sent = small_world.fill("U1", form, {"text": TABLE, "question": "explore.needs", "voice": "a carer"})
        assert [(box, "200 lines" in said) for box, said in sent.errors] == [("text", True)], do
    assert small_world.texts("explore.needs") == ()


def test_a_table_pasted_into_fix_is_no_list_either(small_world: World) -> None:
    alone_at_needs(small_world)
    small_world.say("U1", "The GP needs to know")
    form = small_world.open("U1", "fix", "explore.needs")
    box = next(box.id for box in form.boxes if box.value == "The GP needs to know")
    sent = small_world.fill("U1", form, {box: TABLE})
    assert [(at, "200 lines" in said) for at, said in sent.errors] == [(box, True)]
    assert small_world.texts("explore.needs") == ("The GP needs to know",)


def test_a_table_typed_while_two_projects_ask_is_answered_once_its_place_is_picked(small_world: World) -> None:
    for name in ("Letters", "Waits"):
        small_world.start("alone", name=name, place=Place("DU1", dm=True))
        small_world.find("U1")
        while small_world.current() != ("explore.needs",):
            small_world.press("U1", "skip", small_world.current()[0])
        small_world.settle()
    asked = small_world.say("U1", TABLE)
    assert asked.message is not None
    picks = [
        one.press
        for part in asked.message.parts
        if isinstance(part, Controls)
        for one in part.items
        if isinstance(one, Button)
    ]
    chosen = next(one for one in picks if one.do == "typed_for" and one.project == small_world.project)
    said = words(small_world.press("U1", chosen.do, chosen.question, chosen.arg))
    assert "200 lines" in said
    assert small_world.texts("explore.needs") == ()
