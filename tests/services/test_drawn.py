"""What the coach remembers of a record: never other than what is kept, whoever wrote it and whatever failed."""

from __future__ import annotations

from itertools import count, cycle
from typing import Any

import pytest

from coach.errors import CoachError
from coach.inbound import Place, Pressed
from coach.services import desk as desks
from coach.services import scenes
from coach.services.drawn import Drawn, Stamp
from coach.services.room import Room
from coach.views import Press, Reply
from dialogues import effects, inputs
from storage import check_ins, facts, notes, people, projects
from storage.check_ins import Rhythm
from storage.database import Database
from storage.transaction import Transactions
from tests.services.people import START, WS, World
from tests.services.test_quick_round import talk_to_the_end


def remembered(world: World) -> bool:
    """Whether the record need not be read now."""
    before = world.coach.room.drawn._kept.get((WS, world.project))
    world.scene()
    after = world.coach.room.drawn._kept.get((WS, world.project))
    return before is not None and after is not None and before[1] is after[1]


def test_a_round_is_remembered_as_it_is_kept(world: World) -> None:
    world.start("together", "U2", "U3", "U4", "U5")
    world.settle()
    talk_to_the_end(world)  # looks at the scene after each act, and World.scene compares
    assert world.scene().facts.texts("create.ideas")
    assert remembered(world), "nothing was written since"


def test_another_process_is_noticed(world: World, database: Database) -> None:
    world.start("together", "U2")
    world.settle()
    world.scene()
    other = World(database)
    other.project, other._keys = world.project, count(1000)
    other.answer("U1", "explore.trigger", text="A patient waited in a coat")
    assert not remembered(world)
    assert world.texts("explore.trigger") == ("A patient waited in a coat",)


def test_what_another_process_answered_costs_reading_the_answers_alone(
    world: World, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.start("together", "U2")
    world.settle()
    world.scene()
    other = World(database)
    other.project, other._keys = world.project, count(1000)
    other.answer("U1", "explore.trigger", text="A patient waited in a coat")
    with world.core.transactions.read() as session, monkeypatch.context() as patched:
        patched.setattr(scenes, "_drawn_now", None)
        more = {"now": world.clock.now(), "run_by": "us", "drawn": world.coach.room.drawn}
        found = scenes.scene_named(session, WS, world.project, **more)
    assert found == world.scene(), "and is the same as if all had been read"


def test_a_round_by_two_processes_in_turn_is_remembered_as_it_is_kept(world: World, database: Database) -> None:
    world.start("together", "U2", "U3", "U4", "U5")
    world.settle()
    coaches = cycle((World(database).coach, world.coach))
    do = world.do

    def in_turn(*given: Any, **more: Any) -> Reply:
        world.coach = next(coaches)
        return do(*given, **more)

    world.do = in_turn  # type: ignore[method-assign]
    talk_to_the_end(world)
    assert world.scene().facts.texts("create.ideas")


def test_a_note_beside_a_turn_is_noticed(world: World) -> None:
    world.start("together", "U2")
    world.settle()
    world.scene()
    with world.core.transactions.write() as session:
        notes.keep_note(session, WS, world.project, effects.KeepLine("explore", "U1", "Slow mornings"), at=START)
    assert world.scene().lines == {"explore": "Slow mornings"}


def test_names_rhythm_and_channel_are_never_old(world: World) -> None:
    world.start("together", "U2")
    world.settle()
    world.scene()
    with world.core.transactions.write() as session:
        people.keep_details(session, people.Person(WS, "U2", "Somebody Else", "Porter", "Europe/Paris"))
        projects.change_project(session, WS, world.project, name="Another name", channel="C9")
        check_ins.set_rhythm(session, Rhythm(WS, world.project, "FREQ=WEEKLY", "Europe/London", "on", "U1", START))
    found = world.scene()
    assert (found.names["U2"], found.roles["U2"], found.zones["U2"]) == ("Somebody Else", "Porter", "Europe/Paris")
    assert (found.name, found.channel) == ("Another name", "C9")
    assert found.rhythm is not None


def test_what_was_rolled_back_is_not_remembered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.start("together", "U2")
    world.settle()
    before = world.scene()

    def fails(*_: object) -> None:
        raise CoachError("full", "No.")

    with monkeypatch.context() as patched:
        patched.setattr("coach.services.consequences.tool_offers.turn_made", fails)
        with pytest.raises(CoachError):
            world.press("U1", "dont_know", "explore.trigger")
    assert world.scene() == before
    world.press("U1", "dont_know", "explore.trigger")
    assert world.scene().gaps == ("explore.trigger",)


def test_what_a_transaction_has_just_written_is_read_by_it_alone(world: World) -> None:
    world.start("together", "U2")
    world.settle()
    room: Room = world.coach.room
    world.scene()
    before = room.drawn._kept[WS, world.project]

    def breaks_off() -> None:
        with world.core.transactions.write() as session:
            desk = desks.open_desk(room, session, WS, world.project, "U1")
            desk.take(inputs.Answer("U1", desk.at, "explore.trigger", ({"text": "Waits"},), None))
            assert desk.scene.facts.texts("explore.trigger") == ("Waits",)
            assert desk.facts == facts._read(session, WS, world.project, 1), "carried on without reading it again"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks_off()
    assert room.drawn._kept[WS, world.project] == before
    assert world.texts("explore.trigger") == ()


def test_a_turn_without_notes_need_not_be_read_again(world: World) -> None:
    world.start("together", "U2")
    world.settle()
    world.answer("U1", "explore.trigger", text="Waits")
    world.press("U1", "next", "explore.trigger")
    assert remembered(world), "the transaction that made the turn knows what came of it"


def test_a_look_reads_no_more_than_it_must(world: World) -> None:
    world.start("apart", "U2")
    world.settle()
    world.do("U2", Pressed(Press("why", world.project, "explore.trigger")), Place("DU2", dm=True))
    assert remembered(world)


def test_the_longest_unused_is_forgotten(transactions: Transactions, small_world: World) -> None:
    small_world.start("together", "U2")
    scene, drawn = small_world.scene(), Drawn(most=2)
    stamp = Stamp(1, 1, 0, "", "")
    for project in ("P1", "P2"):
        drawn.keep(WS, project, stamp, scene)
    assert drawn.find(WS, "P1", stamp) is scene
    drawn.keep(WS, "P3", stamp, scene)
    assert [drawn.find(WS, one, stamp) is not None for one in ("P1", "P2", "P3")] == [True, False, True]
    assert drawn.find("T2", "P1", stamp) is None, "never of another workspace"
    assert drawn.find(WS, "P1", Stamp(2, 1, 0, "", "")) is None
