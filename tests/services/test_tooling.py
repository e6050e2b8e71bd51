"""Tools: offered where they help and once a phase, filled in or typed, stopped at any step with nothing lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coach.services import screens
from coach.services.typed_words.commanding import tool_in
from dialogues import library
from storage import people
from storage.database import Database
from tests.services.people import WS, World, words

WHAT_IF = "evaluate.risks"


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    database = Database(sqlite_url)
    made = World(database)
    yield made
    database.close()


def at(world: World, question: str) -> None:
    """The room has come to a question; what comes before is left open, six ideas are on the list."""
    for _ in range(60):
        here = world.current()
        if question in here:
            return
        if "create.ideas" in here and not world.texts("create.ideas"):
            world.answer("U1", "create.ideas", _="\n".join(f"Idea {n}" for n in range(1, 7)))
        world.press("U1", "next", here[0])
    raise AssertionError(f"{question} never came")


def start(world: World, way: str = "together") -> None:
    world.start(way, *(() if way == "alone" else ("U2", "U3")))


def typed(world: World, *lines: str) -> str:
    for line in lines:
        world.say("U1", line)
        world.settle()
    return world.dm("U1")


def test_a_tool_is_offered_where_it_helps_once_a_phase(world: World) -> None:
    start(world)
    at(world, "create.choose")
    world.settle()
    assert "Got five more minutes? Help and effort: sort many ideas" in world.channel()
    assert world.scene().offered == (("help_and_effort", "create.choose"),)
    at(world, WHAT_IF)
    assert ("what_if", WHAT_IF) in world.scene().offered
    at(world, "agree.aim")
    phases = [question.partition(".")[0] for _, question in world.scene().offered]
    assert len(set(phases)) == len(phases)


def test_new_to_it_no_tool_is_named_until_somebody_asks(world: World) -> None:
    start(world)
    at(world, "create.choose")
    scene = world.scene()
    scene.state.experience = "new"
    said = screens.card(scene).text
    assert "Ask me small questions" in said
    assert "Help and effort" not in said
    scene.state.experience = "experienced"
    assert "*Help and effort* fits here" in "".join(getattr(part, "text", "") for part in screens.card(scene).parts)
    assert "Help and effort" in words(world.command("U1", "tools"))


def test_its_answers_are_the_persons_own_and_go_where_they_belong(world: World) -> None:
    start(world)
    at(world, "create.choose")
    form = world.open("U1", "tool", "create.choose", "help_and_effort")
    picks = [one for one, _ in form.boxes[2].options][:1]
    assert words(world.fill("U1", form, {"tool#help_and_effort.both": picks})).startswith("Help and effort: done")
    assert [kept.by for kept in world.scene().facts.of("create.choose")] == ["U1"]
    assert world.scene().facts.chosen["create.choose"] == tuple(picks)


def test_an_empty_form_keeps_nothing_and_says_so(world: World) -> None:
    start(world, "alone")
    form = world.open("U1", "tool", "", "what_if")
    assert "kept nothing" in words(world.fill("U1", form, {}))


def test_typed_one_small_ask_after_another_and_back(world: World) -> None:
    start(world, "alone")
    at(world, "create.tried_before")
    assert "1 of 6" in typed(world, "five whys")
    said = typed(world, "Two systems", "They were bought apart", "back", "Nobody was asked", "No day is said", "enough")
    assert said.count("And why is that? Ask it again") == 2, "back asks it again"
    said = typed(world, "that's enough")
    assert "done. What you said is kept as your own" in said
    causes = [kept.value for kept in world.scene().facts.of("explore.causes")]
    assert causes[0] == {"cause": "Two systems", "behind": "Nobody was asked"}
    assert causes[1]["cause"] == "No day is said"
    with world.core.transactions.read() as session:
        assert not (known := people.person_of(session, WS, "U1")) or not known.settings.get("tool")


def test_half_an_hour_without_a_word_loses_nothing(world: World) -> None:
    start(world, "alone")
    at(world, WHAT_IF)
    typed(world, "what if", "The slip is lost\nThe slip has the wrong day")
    assert world.texts("create.what_if") == ()
    world.wait(minutes=31)
    assert len(world.texts("create.what_if")) == 2
    assert "You stopped in the middle of" in world.dm("U1")


def test_what_cannot_be_read_is_explained_and_the_ask_stands(world: World) -> None:
    start(world, "alone")
    at(world, "evaluate.test_plan")
    said = typed(world, "small-try sheet", "Slips", "Tuesday clinic", "a few")
    assert "I need one number here" in said
    said = typed(world, "3", "the day after never")
    assert "5 of 6" not in said
    said = typed(world, "friday", "All three wait", "done")
    plan = world.scene().facts.latest("evaluate.test_plan")
    assert plan is not None
    assert plan.value["how_many"] == 3.0
    assert plan.value["expect"] == "All three wait"


def test_details_of_a_patient_are_stopped_in_a_tool_too(world: World) -> None:
    start(world, "alone")
    typed(world, "what if", "NHS number 943 476 5919 waits")
    with world.core.transactions.read() as session:
        known = people.person_of(session, WS, "U1")
        assert known is not None
        assert known.settings["tool"]["given"] == {}
    form = world.open("U1", "tool", "", "small_try_sheet")
    assert world.fill("U1", form, {"tool#small_try_sheet.who": "Mrs Jones, 943 476 5919"}).errors


def test_names_of_tools_are_known_and_the_others_have_a_line_and_a_link(world: World) -> None:
    assert all((press := tool_in(tool.name)) and press.arg == tool.id for tool in library.tools().tools)
    assert tool_in("user trials") is None, "that may be an answer"
    start(world)
    said = world.command("U1", "tool fishbone diagram")
    assert said.message is not None
    shown = "".join(getattr(part, "text", "") for part in said.message.parts)
    assert "iitoolkit.com" in shown
    for tool in library.tools().tools:
        assert all(len(step.ask) <= 149 for step in tool.steps), "a box's label would be cut"


def test_without_a_name_it_asks_which(world: World) -> None:
    start(world, "alone")
    form = world.open("U1", "tool")
    reply = world.fill("U1", form, {"which": "what_if"})
    assert reply.form is not None
    assert reply.form.title == "What if"
    assert len(reply.form.boxes) == 5


def test_a_second_tool_of_the_same_phase_is_not_offered(world: World) -> None:
    start(world, "alone")
    at(world, "explore.problem")
    world.answer("U1", "explore.problem", what="People wait", how_often="daily")
    at(world, "create.tried_before")
    world.answer("U1", "create.tried_before", what="A poster")
    assert ("five_whys", "create.tried_before") in world.scene().offered
    at(world, "create.choose")
    assert "help_and_effort" not in dict(world.scene().offered)
