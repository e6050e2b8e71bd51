"""Words that could point to one patient are stopped at every door, kindly, and nothing of them is kept."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import inspect, text

from coach.inbound import Place, Pressed, Said, Submitted
from coach.ports import Person
from coach.services.record import leaving
from coach.services.record.exporting import exported
from coach.services.screens import seeing
from coach.views import Message, Press, Text
from storage import projects
from storage.record_files.register import STANDARD
from tests.services.people import WS, World, shortcut, words
from tests.services.test_expecting import look_back, out_trying

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
    from coach.services.record.guard import stopped

    inbound = small_world.inbound(
        "U1", Submitted(Press("answer_save"), {"evaluate.go_ahead#approver": "Mr Khan, lead surgeon"})
    )
    with small_world.core.transactions.write() as session:
        assert stopped(session, inbound, small_world.clock.now()) is None


def test_the_stopped_message_edited_until_it_is_clean_is_read_after_all(apart: World) -> None:
    apart.say("U2", f"Patients need to know when\n{NUMBER} waited", ts="7.1")
    still = apart.do("U2", Said(f"Patients need to know when {NUMBER}", "7.1", "edited"), DM2)
    assert "haven't saved that" in words(still)
    apart.do("U2", Said("Patients need to know when", "7.1", "edited"), DM2)
    assert apart.texts("explore.needs") == ("Patients need to know when",)
    apart.do("U2", Said("Patients need to know", "7.1", "edited"), DM2)
    assert apart.texts("explore.needs") == ("Patients need to know",)


def test_what_was_stopped_goes_to_the_question_it_was_written_for(apart: World) -> None:
    apart.say("U2", f"{NUMBER} needs to know when", ts="8.1")
    apart.say("U2", "Nurses need one list")
    apart.say("U2", "thats all")
    apart.settle()
    apart.say("U2", "Everybody is home before tea")
    apart.settle()
    before = {name: len(apart.texts(name)) for name in apart.scene().facts.answers}
    apart.do("U2", Said("Patients need to know when", "8.1", "edited"), DM2)
    assert apart.texts("explore.needs") == ("Nurses need one list", "Patients need to know when")
    after = {name: len(apart.texts(name)) for name in apart.scene().facts.answers}
    assert after == before | {"explore.needs": 2}


def test_in_the_room_too_though_its_card_has_gone_on(small_world: World) -> None:
    small_world.start("together", "U2", "U3")
    here = small_world.current()[0]
    small_world.say("U1", f"{NUMBER} waited for hours", ts="8.2")
    small_world.answer("U1", here, text="A coat on in the corridor")
    small_world.press("U1", "next", here)
    small_world.settle()
    assert here not in small_world.current()
    said = words(small_world.do("U1", Said("A family waited for hours", "8.2", "edited"), Place("DU1", dm=True)))
    assert "A family waited" in said
    assert small_world.texts(here) == ("A coat on in the corridor",)
    assert not any("family waited" in text for name in small_world.current() for text in small_world.texts(name))


def test_a_kept_message_edited_dirty_and_then_clean_is_amended_not_doubled(apart: World) -> None:
    apart.say("U2", "Patients need to know when", ts="8.3")
    apart.do("U2", Said(f"Patient {NUMBER} needs to know when", "8.3", "edited"), DM2)
    apart.do("U2", Said("Patients need to know when and who", "8.3", "edited"), DM2)
    assert apart.texts("explore.needs") == ("Patients need to know when and who",)


def test_words_for_a_guess_before_a_try_are_asked_about_once_something_else_is_asked(small_world: World) -> None:
    out_trying(small_world)
    small_world.say("U2", f"{NUMBER} will ring at noon", ts="8.5")
    look_back(small_world)
    small_world.wait(days=1)
    open_now = seeing.open_for(small_world.scene(), "U2")
    assert open_now
    said = words(small_world.do("U2", Said("Ten of them will ring at noon", "8.5", "edited"), DM2))
    assert "Ten of them will ring at noon" in said
    assert "?" in said
    assert not any("Ten of them" in text for name in open_now for text in small_world.texts(name))


def test_words_for_a_guess_are_its_own_while_it_stands_last(small_world: World) -> None:
    out_trying(small_world)
    small_world.say("U2", f"{NUMBER} will ring at noon", ts="8.6")
    small_world.do("U2", Said("Ten of them will ring", "8.6", "edited"), DM2)
    assert [one.words for one in small_world.scene().expected] == ["Ten of them will ring"]


def test_a_command_in_place_of_what_was_stopped_is_a_command(apart: World) -> None:
    apart.say("U2", f"{NUMBER} needs to know when", ts="8.4")
    apart.do("U2", Said("thats all", "8.4", "edited"), DM2)
    assert apart.texts("explore.needs") == ()
    assert "U2" in apart.scene().state.cells["explore.needs"].done


def test_a_patients_name_in_whose_need_it_is_is_stopped(small_world: World) -> None:
    small_world.start("together", "U2", "U3")
    boxes = {"explore.needs#who": "Mrs Jones", "explore.needs#need": "to know when"}
    sent = small_world.do("U1", Submitted(Press("answer_save", small_world.project, "explore.needs"), boxes))
    assert [box for box, _ in sent.errors] == ["explore.needs#who"]
    told = {"voice": "Mrs Jones's daughter", "question": "explore.needs", "text": "nobody rang"}
    sent = small_world.do("U1", Submitted(Press("add_for_save", small_world.project), told))
    assert [box for box, _ in sent.errors] == ["voice"]


WAYS_IN = {
    "form": lambda w: w.do(
        "U1", Submitted(Press("answer_save", w.project, "explore.problem"), {"explore.problem#what": NUMBER})
    ),
    "picked": lambda w: w.do("U1", Pressed(Press("remind_me", w.project), "1938-07-04")),
    "direct message": lambda w: w.say("U2", f"She is {NUMBER}"),
    "mention": lambda w: w.do("U2", Said(f"She is {NUMBER}", "3.3"), Place("C1", thread="1.1")),
    "command": lambda w: w.command("U2", f"new {NUMBER}"),
    "check-in words": lambda w: w.command("U1", f"checkin weekly {NUMBER}"),
    "title": lambda w: w.do(
        "U1", Submitted(Press("start", arg="C1"), {"name": f"Falls of {NUMBER}", "way": "together"})
    ),
    "date": lambda w: w.do("U1", Submitted(Press("stop_save", w.project), {"back_at": "1938-07-04", "step": "x"})),
    "line": lambda w: w.do("U1", Submitted(Press("line_save", w.project, arg="explore"), {"text": f"It is {NUMBER}"})),
    "reason": lambda w: w.do("U1", Submitted(Press("not_yet_save", w.project, "agree.consent"), {"reason": NUMBER})),
    "remark's reason": lambda w: w.say("U1", f"not helpful: it is {NUMBER}"),
    "found out": lambda w: w.do("U1", Submitted(Press("found_save", w.project, arg="explore"), {"text": NUMBER})),
    "learned": lambda w: w.do(
        "U1", Submitted(Press("learned_save", w.project), {"text": f"dob 4 July 1938, {NUMBER}"})
    ),
    "owner": lambda w: w.do("U1", Submitted(Press("find_out_save", w.project), {"what": "x", "who": f"Mei {NUMBER}"})),
    "list": lambda w: w.do(
        "U1", Submitted(Press("answer_save", w.project), {"explore.people#groups": ["nurses", NUMBER]})
    ),
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_every_way_in_is_guarded_and_keeps_nothing(way: str, apart: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    reply = WAYS_IN[way](apart)
    apart.settle()
    said = words(reply) + " ".join(told for _, told in reply.errors)
    assert "haven't saved that" in said or "kept none of it" in said
    for hidden in (NUMBER, "1938"):
        assert hidden not in said
        assert kept_anywhere(apart, hidden) == []
        assert hidden not in caplog.text
        assert not any(hidden in shown for shown in apart.slack.texts("C1") + apart.slack.texts("DU2"))


def test_the_shortcut_on_a_message_opens_no_form_with_such_words(apart: World) -> None:
    page = apart.coach.form(apart.inbound("U1", shortcut(f"{NUMBER} fell again")))
    assert page.boxes == ()
    assert page.submit == ""
    assert NUMBER not in str(page)
    assert "Whoever wrote it can delete it" in str(page.parts)
    assert apart.coach.form(apart.inbound("U1", shortcut("She fell again"))).boxes


def test_a_title_that_could_point_to_a_patient_is_not_taken_from_a_profile(small_world: World) -> None:
    small_world.slack.know(Person("U7", f"Ann {NUMBER}", title="Nurse to dob 4 July 1938", workspace=WS))
    small_world.slack.know(Person("U8", "Ben", title="Ward sister", workspace=WS))
    small_world.start("together", "U7", "U8")
    assert kept_anywhere(small_world, "1938") == []
    assert kept_anywhere(small_world, NUMBER) == []
    assert small_world.scene().roles["U8"] == "Ward sister"


def test_what_was_vouched_for_goes_out_and_nothing_else_of_that_kind(apart: World) -> None:
    apart.say("U2", f"Wards need order {NUMBER} by noon")
    apart.do("U2", Pressed(Press("not_patient")), DM2)
    apart.say("U2", f"Wards need order {NUMBER} by noon")
    with apart.core.transactions.read() as session:
        fine = leaving.spared_in(session, WS, apart.project, apart.clock.now().date())
    today = apart.clock.now().date()
    both = leaving.fit(Message(f"{NUMBER} and 999 940 0000", (Text(f"{NUMBER}, 9999400000"),)), today, lambda: fine)
    assert both.text == f"{NUMBER} and [left out]"
    assert both.parts == (Text(f"{NUMBER}, [left out]"),)
    for person in ("U1", "U3"):
        apart.press(person, "fine", place=Place(f"D{person}", dm=True))
        apart.answer(person, "explore.needs", need="Patients need to know when")
    apart.press("U1", "show_now", "explore.needs")
    apart.settle()
    with apart.core.transactions.read() as session:
        project = projects.project_of(session, WS, apart.project)
        assert project is not None
        files = [
            exported(session, project, form, now=apart.clock.now(), run_by="us", bands=STANDARD)[1]
            for form in ("json", "md")
        ]
    assert all(NUMBER.encode() in content for content in files)


def test_words_that_came_by_another_road_do_not_leave(apart: World) -> None:
    with apart.core.transactions.write() as session:
        projects.change_project(session, WS, apart.project, name=f"Falls of {NUMBER}")
    apart.press("U1", "show_now", "explore.people")
    apart.press("U1", "as_page", arg="so_far")
    apart.settle()
    for shown in (*apart.slack.texts("C1"), *apart.slack.texts("DU1"), *apart.slack.texts("DU2")):
        assert NUMBER not in shown
    assert NUMBER not in words(apart.press("U1", "copy_text"))
    attached = [one.message.attach for one in apart.slack.in_channel("DU1") if one.message.attach]
    assert attached
    assert all(NUMBER.encode() not in content for _, content in attached)
    with apart.core.transactions.read() as session:
        project = projects.project_of(session, WS, apart.project)
        assert project is not None
        for form in ("json", "md", "html"):
            assert (
                NUMBER.encode()
                not in exported(session, project, form, now=apart.clock.now(), run_by="us", bands=STANDARD)[1]
            )
