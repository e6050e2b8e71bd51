"""How we know and what hangs together: offered, taken with one tap or a word, kept, undone, and shown."""

from __future__ import annotations

import pytest

from coach.errors import CoachError
from coach.inbound import Place
from coach.services import screens
from coach.services.screens.showing.hanging import hanging_together
from coach.views import Controls, Pick
from tests.services.people import World, words

NEEDS, IDEAS = "explore.needs", "create.ideas"
TEAM = ("U1", "U2", "U3")
SAID = {
    "U1": "Patients need to know by nine what time they go home",
    "U2": "Nurses need to ring the pharmacy once",
    "U3": "Families need a number to ring at night",
}


@pytest.fixture
def asked(small_world: World) -> World:
    """Three people in their own time are asked what people need."""
    small_world.start("apart", "U2", "U3")
    for person in TEAM[1:]:
        small_world.press(person, "fine")
    return small_world


@pytest.fixture
def at_ideas(asked: World) -> World:
    """The needs were shown, and ideas are asked for."""
    for person, need in SAID.items():
        asked.answer(person, NEEDS, need=need)
    while (cell := asked.scene().state.cells.get(IDEAS)) is None or cell.status != "open":
        live = asked.current()
        asked.press("U1", "next", live[0]) if live else asked.press("U1", "start_now")
    return asked


def needs(world: World) -> dict[str, str]:
    """The ids of the needs, by who said them."""
    return {kept.by: kept.id for kept in world.scene().facts.of(NEEDS)}


def of(world: World, question: str, person: str) -> str:
    return [kept.id for kept in world.scene().facts.of(question) if kept.by == person][-1]


def card(world: World, person: str, question: str = NEEDS) -> str:
    """What a person's card says once they have answered."""
    return screens.answered(world.scene(), person, question).text


def test_how_you_know_is_one_tap_and_may_be_left(asked: World) -> None:
    asked.answer("U2", NEEDS, need=SAID["U2"])
    assert "How do you know? One tap, or leave it." in card(asked, "U2")
    asked.press("U2", "grade", NEEDS, "counted")
    shown = card(asked, "U2")
    assert "(counted)" in shown
    assert "How do you know" not in shown
    asked.answer("U3", NEEDS, need=SAID["U3"])
    assert asked.scene().facts.known.keys() == {of(asked, NEEDS, "U2")}, "left alone it is simply not said"


def test_a_word_says_it_of_what_was_typed_last_and_is_no_answer(asked: World) -> None:
    asked.answer("U2", NEEDS, need=SAID["U2"])
    asked.say("U2", "We saw it")
    assert asked.texts(NEEDS) == (SAID["U2"],)
    assert asked.scene().facts.known[of(asked, NEEDS, "U2")][0] == "seen"
    assert "nothing of yours" in words(asked.say("U3", "just a guess"))


def test_other_words_for_a_line_keep_how_it_is_known(asked: World) -> None:
    asked.answer("U2", NEEDS, need=SAID["U2"])
    asked.press("U2", "grade", NEEDS, "heard")
    form = asked.open("U2", "fix", NEEDS)
    asked.fill("U2", form, {form.boxes[0].id: "Nurses need to ring once"})
    assert asked.texts(NEEDS) == ("Nurses need to ring once",)
    assert asked.scene().facts.known == {of(asked, NEEDS, "U2"): asked.scene().facts.known[of(asked, NEEDS, "U2")]}
    assert "(heard)" in card(asked, "U2")


def test_the_likely_need_is_offered_by_name_the_others_in_a_list(at_ideas: World) -> None:
    at_ideas.answer("U2", IDEAS, _="Tell patients by nine what time they go home")
    shown = screens.answered(at_ideas.scene(), "U2", IDEAS)
    offered = [item for part in shown.parts if isinstance(part, Controls) for item in part.items]
    (pick,) = [item for item in offered if isinstance(item, Pick)]
    assert "It helps with 1: Patients need to know by nine" in shown.text
    assert [one for one, _ in pick.options] == list(needs(at_ideas).values())
    idea, need = of(at_ideas, IDEAS, "U2"), needs(at_ideas)["U1"]
    at_ideas.press("U2", "tie", IDEAS, f"{idea}>{need}")
    at_ideas.press("U2", "tie", IDEAS, idea, picked=needs(at_ideas)["U3"])
    assert at_ideas.scene().facts.ties == ((idea, need), (idea, needs(at_ideas)["U3"]))
    shown_again = card(at_ideas, "U2", IDEAS)
    assert "Which need does" not in shown_again
    assert "(helps needs 1 and 3)" in shown_again, "one's own card says it back"


def test_typed_numbers_tie_the_last_idea(at_ideas: World) -> None:
    assert "no idea on the list" in words(at_ideas.say("U3", "helps 1"))
    at_ideas.answer("U3", IDEAS, _="A night line")
    assert "no need of that number" in words(at_ideas.say("U3", "helps 9"))
    at_ideas.say("U3", "It helps with needs 1 and 3.")
    idea, found = of(at_ideas, IDEAS, "U3"), needs(at_ideas)
    assert set(at_ideas.scene().facts.ties) == {(idea, found["U1"]), (idea, found["U3"])}
    assert at_ideas.texts(IDEAS) == ("A night line",)


def test_the_form_ties_and_unties(at_ideas: World) -> None:
    for person, idea in (("U1", "A board"), ("U2", "A call list"), ("U3", "A night line")):
        at_ideas.answer(person, IDEAS, _=idea)
    at_ideas.press("U1", "next", IDEAS)
    found = needs(at_ideas)
    ideas = {kept.by: kept.id for kept in at_ideas.scene().facts.of(IDEAS)}
    form = at_ideas.open("U1", "helps", IDEAS)
    at_ideas.fill(
        "U1", form, {f"helps#{ideas['U1']}": [found["U1"], found["U2"]], f"helps#{ideas['U3']}": [found["U3"]]}
    )
    told = hanging_together(at_ideas.scene()).text
    assert '1  "Patients need to know by nine what time they go home": "A board"' in told
    assert '3  "Families need a number to ring at night": "A night line"' in told
    assert "Ideas that help no need so far" in told
    assert '"A call list"' in told
    form = at_ideas.open("U2", "helps", IDEAS)
    at_ideas.fill("U2", form, {f"helps#{ideas['U1']}": [found["U2"]]})
    assert (ideas["U1"], found["U1"]) not in at_ideas.scene().facts.ties
    told = hanging_together(at_ideas.scene()).text
    assert '1  "Patients need to know by nine what time they go home": no idea yet' in told


def test_somebody_outside_the_team_says_nothing_here(at_ideas: World) -> None:
    at_ideas.answer("U3", IDEAS, _="A night line")
    idea, need = of(at_ideas, IDEAS, "U3"), needs(at_ideas)["U1"]
    with pytest.raises(CoachError, match="not_in"):
        at_ideas.press("U9", "tie", IDEAS, f"{idea}>{need}", place=Place("C9"))
    assert at_ideas.scene().facts.ties == ()


def test_a_made_up_end_is_not_tied(at_ideas: World) -> None:
    at_ideas.answer("U3", IDEAS, _="A night line")
    idea = of(at_ideas, IDEAS, "U3")
    for arg in (f"{idea}>99.9", f"99.9>{needs(at_ideas)['U1']}", f"{idea}>who:family", ""):
        at_ideas.press("U3", "tie", IDEAS, arg)
    assert at_ideas.scene().facts.ties == ()


def test_what_follows_from_the_order_of_the_work_is_tied_without_asking(small_world: World) -> None:
    world = small_world
    world.start("together", "U2", "U3")
    said = {
        NEEDS: {"need": SAID["U1"]},
        IDEAS: {"_": "A board by the door"},
        "evaluate.test_plan": {"what": "The board, one morning"},
        "evaluate.risks": {"event": "Somebody reads it who shouldn't"},
        "agree.actions": {"what": "Hang it up"},
    }
    for _ in range(40):
        live = world.current()
        if "agree.consent" in live or not live:
            break
        for question in (one for one in live if one in said):
            world.answer("U1", question, **said.pop(question))
        if live == ("create.choose",) and world.scene().state.cells["create.choose"].status == "open":
            form = world.open("U1", "pick", "create.choose")
            world.fill("U1", form, {form.boxes[0].id: [of(world, IDEAS, "U1")]})
        for question in (one for one in world.current() if one in live):
            world.press("U1", "next", question)
    assert not said, f"never asked: {list(said)}"
    idea, plan, risk, step = (
        of(world, one, "U1") for one in (IDEAS, "evaluate.test_plan", "evaluate.risks", "agree.actions")
    )
    assert {(plan, idea), (risk, idea)} <= set(world.scene().facts.ties)
    form = world.open("U1", "step_for")
    world.fill("U1", form, {f"for#{step}": risk})
    assert (step, risk) in world.scene().facts.ties
    told = hanging_together(world.scene()).text
    assert '"Hang it up": for "Could go wrong: Somebody reads it who shouldn\'t"' in told
