"""What the coach notices is kept, quoted and said kindly, at most once; nobody is stopped by it."""

from __future__ import annotations

import json

import pytest

from coach.cli import main
from coach.errors import CoachError
from coach.inbound import Place
from storage import notes
from storage.record_files.export import record_of
from storage.record_files.record import Record
from tests.services.people import WS, World, words
from tests.services.test_saying import buttons


def kept(world: World) -> list[notes.Remark]:
    with world.core.transactions.read() as session:
        return [note.what for note in notes.notes_of(session, WS, world.project, notes.Remark)]


@pytest.fixture
def room(small_world: World) -> World:
    small_world.start("together", "U2", "U3")
    small_world.settle()
    small_world.press("U1", "skip", "explore.trigger")
    small_world.answer("U1", "explore.problem", what="People wait most of the day, five times a week")
    small_world.answer("U1", "explore.people", others="Patients, families and nurses")
    small_world.press("U1", "next", "explore.people")
    return small_world


def test_a_fix_in_disguise_is_quoted_and_the_answer_stays(room: World) -> None:
    reply = room.answer("U1", "explore.needs", need="We need a discharge pharmacist")
    assert "need a discharge pharmacist" in words(reply)
    assert {"Change mine", "Keep mine"} <= set(buttons(reply))
    assert room.texts("explore.needs") == ("We need a discharge pharmacist",)
    assert [(one.check, one.shown) for one in kept(room)] == [("need.solution_phrased", True)]


def test_the_same_thing_is_said_once_and_kept_each_time(room: World) -> None:
    room.answer("U1", "explore.needs", need="We need a discharge pharmacist")
    reply = room.answer("U1", "explore.needs", need="We need a new rota")
    assert reply.message is None
    assert [one.shown for one in kept(room)] == [True, False]


def test_a_sound_answer_and_not_knowing_raise_nothing(room: World) -> None:
    room.answer("U1", "explore.needs", need="Patients need to know what time they are going")
    room.answer("U1", "explore.needs", need="we don't know yet")
    assert kept(room) == []


def test_after_two_set_aside_in_a_row_the_coach_says_no_more(room: World) -> None:
    first = room.answer("U1", "explore.needs", need="We need a discharge pharmacist")
    room.press("U1", "keep_mine", "explore.needs", buttons(first)["Keep mine"].arg)
    room.press("U1", "next", "explore.needs")
    room.press("U1", "skip", "explore.handoffs")
    room.press("U1", "skip", "explore.success")
    second = room.answer("U1", "create.ideas", _="Posters in the corridor")
    room.press("U1", "keep_mine", "create.ideas", buttons(second)["Keep mine"].arg)
    room.press("U1", "next", "create.ideas")
    assert [one.shown for one in kept(room)] == [True, True, False], "one idea: kept, and not said after two in a row"


def test_the_command_prints_every_check_that_fires(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remarks", "explore.needs", "We need a frailty unit", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["check"], one["level"]) for one in found] == [("need.solution_phrased", "strong")]
    assert set(found[0]) == {"check", "level", "quoted", "ask"}
    assert main(["remarks", "explore.needs", "NHS number 999 711 7832 fell", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["check"] == "privacy.identifier"
    assert main(["remarks", "explore.needs", "Patients need to know when", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["remarks", "create.ideas", "SMS reminders\ntext message reminder", "--json"]) == 0
    together = {one["check"] for one in json.loads(capsys.readouterr().out)}
    assert {"idea.near_duplicate", "idea.single", "idea.weak_action_only"} <= together
    assert main(["remarks", "no.such", "x"]) == 2


def test_two_in_a_row_set_aside_end_it_and_a_reason_is_kept(room: World) -> None:
    first = room.answer("U1", "explore.needs", need="We need a discharge pharmacist")
    form = room.open("U1", "not_helpful", "explore.needs", buttons(first)["Not helpful"].arg)
    assert "set it aside" in words(room.fill("U1", form, {"reason": "We have one, she has no desk"}))
    record = record_now(room)
    (part,) = [one for one in record.remarks if one.check == "need.solution_phrased"]
    assert (part.shown, part.dismissed, part.reason) == (True, True, "We have one, she has no desk")


def test_a_remark_can_be_kept_by_typing_with_a_reason(room: World) -> None:
    room.answer("U1", "explore.needs", need="We need a discharge pharmacist")
    assert "Kept as it is" in words(room.say("U1", "keep mine, because it is what the family said"))
    (part,) = [one for one in record_now(room).remarks if one.check == "need.solution_phrased"]
    assert part.reason == "it is what the family said"
    assert "nothing of yours" in words(room.say("U2", "keep mine"))


def test_what_would_you_look_at_lists_what_is_kept_quiet(room: World) -> None:
    room.answer("U1", "explore.needs", need="Wards need better communication")
    assert [(one.check, one.shown) for one in kept(room)] == [("need.need_form", False)]
    reply = room.say("U1", "what would you look at?")
    assert "Who needs to do or feel what" in words(reply)
    assert "questions, not faults" in words(reply)
    assert "Change: What people need" in buttons(reply)
    assert words(room.command("U1", "look it over")) == words(reply)
    assert words(room.press("U1", "look_over")) == words(reply)
    with pytest.raises(CoachError):
        room.press("U9", "look_over")


def test_nobody_sees_words_there_that_are_not_shown_yet(small_world: World) -> None:
    small_world.start("apart", "U2", "U3")
    for person in ("U2", "U3"):
        small_world.press(person, "fine", place=Place(f"D{person}", dm=True))
    small_world.answer("U2", "explore.needs", need="We need a ZEBRA dashboard")
    small_world.answer("U2", "explore.people", others="ZEBRA keepers")
    assert "ZEBRA" in words(small_world.press("U2", "look_over"))
    for other in ("U1", "U3"):
        assert "ZEBRA" not in words(small_world.press(other, "look_over"))


def test_the_lead_has_everything_said_and_ends_it_again(room: World) -> None:
    assert "Only the lead" in words(room.press("U2", "say_everything"))
    assert "everything I notice" in words(room.say("U1", "say everything"))
    said = room.answer("U1", "explore.needs", need="Wards need better communication")
    assert "Who needs to do or feel what" in words(said)
    assert "main things again" in words(room.press("U1", "say_main"))
    assert room.answer("U1", "explore.needs", need="Patients better informed").message is None


def test_one_idea_is_said_to_the_lead_when_the_list_is_shown(room: World) -> None:
    room.answer("U1", "explore.needs", need="Patients need to know what time they are going")
    room.press("U1", "next", "explore.needs")
    room.press("U1", "skip", "explore.handoffs")
    room.press("U1", "skip", "explore.success")
    assert room.answer("U1", "create.ideas", _="Ask for the medicines on the round").message is None
    shown = room.press("U1", "next", "create.ideas")
    assert "two very different ways" in words(shown)
    assert ("idea.single", True) in [(one.check, one.shown) for one in kept(room)]
    room.press("U1", "keep_mine", "create.ideas", buttons(shown)["It's fine as it is"].arg)


def test_one_voice_is_said_to_the_lead_apart_and_never_in_the_room(small_world: World, room: World) -> None:
    room.answer("U1", "explore.needs", need="Patients need to know when")
    room.answer("U1", "explore.needs", need="Nurses need to ring once")
    assert "one side" not in words(room.press("U1", "next", "explore.needs"))
    small_world.start("apart", "U2", "U3")
    for person in ("U2", "U3"):
        small_world.press(person, "fine", place=Place(f"D{person}", dm=True))
    small_world.answer("U2", "explore.needs", need="Patients need to know when")
    small_world.answer("U2", "explore.needs", need="Nurses need to ring once")
    small_world.press("U1", "nothing", "explore.needs")
    small_world.press("U3", "nothing", "explore.needs")
    small_world.settle()
    assert ("need.one_voice", True) in [(one.check, one.shown) for one in kept(small_world)]
    assert "come from one side" in small_world.dm("U1")
    assert "come from one side" not in small_world.dm("U2")


def test_a_poster_beside_a_changed_round_is_kept_and_not_said(room: World) -> None:
    room.answer("U1", "explore.needs", need="Patients need to know what time they are going")
    room.press("U1", "next", "explore.needs")
    room.press("U1", "skip", "explore.handoffs")
    room.press("U1", "skip", "explore.success")
    room.answer("U1", "create.ideas", _="Ask for the medicines on the round")
    assert room.answer("U1", "create.ideas", _="Poster on signs of dehydration").message is None
    assert ("idea.weak_action_only", False) in [(one.check, one.shown) for one in kept(room)]


def record_now(world: World) -> Record:
    with world.core.transactions.read() as session:
        return record_of(session, WS, world.project)
