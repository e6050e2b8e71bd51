"""Words that could point to one patient are stopped at every door, kindly, and nothing of them is kept."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import inspect, text

from coach.inbound import Place, Pressed, Said
from coach.views import Press
from tests.services.people import World, words

DM2 = Place("DU2", dm=True)
NUMBER = "999 711 7832"


@pytest.fixture
def apart(small_world: World) -> World:
    small_world.start("apart", "U2", "U3")
    small_world.press("U2", "fine", place=DM2)
    small_world.settle()
    small_world.say("U2", "Patients and families")
    small_world.settle()
    return small_world


def kept_anywhere(world: World, words_sought: str) -> list[str]:
    """Every table that holds these words in any column."""
    found = []
    with world.core.transactions.read() as session:
        for table in inspect(session.connection()).get_table_names():
            for row in session.execute(text(f'SELECT * FROM "{table}"')):
                if words_sought in str(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)):
                    found.append(table)
    return found


def test_typed_words_with_a_number_are_stopped_and_kept_nowhere(apart: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    reply = apart.say("U2", f"They need a call\nshe is {NUMBER}")
    apart.settle()
    said = words(reply)
    assert "I haven't saved that" in said
    assert "line 2" in said
    assert "delete it" in said
    assert NUMBER not in said
    assert apart.texts("explore.needs") == ()
    assert kept_anywhere(apart, NUMBER) == []
    assert NUMBER not in caplog.text
    assert not any(NUMBER in shown for shown in apart.slack.texts("C1") + apart.slack.texts("DU2"))


def test_an_order_number_passes_once_when_its_writer_says_so(apart: World) -> None:
    apart.say("U2", f"Wards need order {NUMBER} by noon")
    apart.do("U2", Pressed(Press("not_patient")), DM2)
    apart.say("U2", f"Wards need order {NUMBER} by noon")
    assert len(apart.texts("explore.needs")) == 1
    assert "I haven't saved that" in words(apart.say("U2", f"Wards need order {NUMBER} by one"))
    assert len(apart.texts("explore.needs")) == 1


def test_a_form_keeps_what_was_typed_and_says_which_box(small_world: World) -> None:
    small_world.start("together", "U2", "U3")
    form = small_world.open("U1", "answer", "explore.problem")
    sent = small_world.fill("U1", form, {"explore.problem#what": f"Patient {NUMBER} waited"}, key="f1")
    assert [box for box, _ in sent.errors] == ["explore.problem#what"]
    assert small_world.texts("explore.problem") == ()
    small_world.fill("U1", form, {"explore.problem#what": "People wait most of the day"}, key="f2")
    assert small_world.texts("explore.problem") == ("People wait most of the day",)


def test_a_projects_name_is_looked_at_too(small_world: World) -> None:
    form_errors = small_world.do("U1", Said(f"new {NUMBER}", "1.1"), Place("DU1", dm=True))
    assert "I haven't saved that" in words(form_errors)


def test_an_edit_that_adds_a_detail_is_stopped(apart: World) -> None:
    apart.say("U2", "Patients need to know when", ts="5.1")
    reply = apart.do("U2", Said(f"Patient {NUMBER} needs to know when", "5.1", "edited"), DM2)
    assert "I haven't saved that" in words(reply)
    assert apart.texts("explore.needs") == ("Patients need to know when",)


def test_who_must_say_yes_may_be_named_with_a_title(small_world: World) -> None:
    small_world.start("together", "U2", "U3")
    from coach.inbound import Submitted
    from coach.services.guard import stopped

    inbound = small_world.inbound(
        "U1", Submitted(Press("answer_save"), {"evaluate.go_ahead#approver": "Mr Khan, lead surgeon"})
    )
    with small_world.core.transactions.write() as session:
        assert stopped(session, inbound, small_world.clock.now()) is None
