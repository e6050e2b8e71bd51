"""What the coach notices is kept, quoted and said kindly, at most once; nobody is stopped by it."""

from __future__ import annotations

import json

import pytest

from coach.cli import main
from storage import notes
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
    assert [one.shown for one in kept(room)] == [True, True]


def test_the_command_prints_every_check_that_fires(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remarks", "explore.needs", "We need a frailty unit", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["check"], one["level"]) for one in found] == [("need.solution_phrased", "strong")]
    assert set(found[0]) == {"check", "level", "quoted", "ask"}
    assert main(["remarks", "explore.needs", "NHS number 999 711 7832 fell", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["check"] == "privacy.identifier"
    assert main(["remarks", "explore.needs", "Patients need to know when", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["remarks", "no.such", "x"]) == 2
