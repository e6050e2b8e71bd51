"""What annoyed nine people over eight weeks, each in their own time, and does so no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coach.inbound import Place, Said
from coach.services import screens
from coach.services.scene import Scene
from coach.services.screens.cards import drafts, filling
from coach.services.screens.channel import announcing, quiet
from coach.services.screens.leading import what_next
from coach.services.screens.people import nudging, standing
from coach.services.screens.record import Line
from coach.services.screens.replying import echoes
from coach.services.screens.showing import picks, reveals
from coach.services.sending.digests import _question_line
from dialogues.facts import Facts, Kept
from dialogues.inputs import Value
from dialogues.machine import TRYING
from dialogues.state import Cell
from tests.services.people import CHANNEL, World
from tests.services.stage import apart, scene_of
from tests.services.stage_scenes import SCENES


def with_answers(scene: Scene, **given: list[Value]) -> Scene:
    """A scene whose record has these answers too, shown, by Tom; a double underscore stands for the dot."""
    answers: dict[str, tuple[Kept, ...]] = dict(scene.facts.answers)
    for asked, values in given.items():
        question = asked.replace("__", ".")
        answers[question] = tuple(
            Kept(f"{question}.{n}", question, "U2", value, scene.now, scene.state.pass_n)
            for n, value in enumerate(values)
        )
    return replace(scene, facts=replace(scene.facts, answers=answers))


def test_a_judgement_of_each_line_is_told_with_the_lines_words() -> None:
    scene = with_answers(SCENES["frail"], evaluate__risks=[{"event": "the wrong bed comes"}])
    said = Kept("j", "agree.risks", "U1", {"evaluate.risks.0": "act"}, scene.now)
    told = echoes.one_answer(scene, said)
    assert "the wrong bed comes" in told
    assert "evaluate.risks.0" not in told


def test_two_answers_of_one_card_each_say_who_sees_them_and_can_each_be_changed(small_world: World) -> None:
    at_the_try(small_world)
    form = small_world.open("U1", "answer", "evaluate.risks")
    small_world.fill("U1", form, {"evaluate.risks#event": "a date is told and slips"})
    form = small_world.open("U1", "answer", "evaluate.go_ahead")
    small_world.fill("U1", form, {"evaluate.go_ahead#approver": "matron"})
    small_world.settle()
    told = next(words for words in small_world.slack.texts("DU1") if "a date is told and slips" in words)
    assert "What could go wrong - seen by: your team, without your name" in told
    assert "Before you start - seen by: your team, with your name." in told
    assert "Change: Before you start" in told
    assert "Who must say yes? A role, and a name: matron" in told


def at_the_try(world: World) -> None:
    """Three people at their own pace, at the question of what could go wrong."""
    world.start("apart", "U2", "U3")
    for person in ("U2", "U3"):
        world.press(person, "fine", place=Place(f"D{person}", dm=True))
    world.settle()
    for _ in range(20):
        if "evaluate.risks" in world.current():
            return
        world.press("U1", "move_on" if world.current() else "start_now", *world.current()[:1])
        world.settle()
    raise AssertionError(world.scene().state.walk)


def test_the_list_of_steps_the_fears_and_the_plan_stand_under_the_questions_that_speak_of_them() -> None:
    scene = with_answers(
        SCENES["frail"],
        explore__parts=["therapy sees them - physio", "the ward rings the store - nurse"],
        create__what_if=[
            {"event": "kit is ordered and not needed", "side": "worse"},
            {"event": "calm", "side": "better"},
        ],
        create__smallest_test=[{"what": "order at the first visit", "where": "bays 1 and 2"}],
    )
    assert "2  the ward rings the store" in drafts.under_question(scene, "explore.handoffs")
    fears = drafts.under_question(scene, "evaluate.risks")
    assert "kit is ordered and not needed" in fears
    assert "calm" not in fears
    assert "order at the first visit" in drafts.under_question(scene, "evaluate.test_plan")


def test_days_that_are_over_are_no_first_values() -> None:
    scene = SCENES["ward"]
    assert filling.prefilled(scene, "agree.actions")
    assert filling.prefilled(scene, "agree.review")
    later = replace(scene, now=scene.now + timedelta(days=60))
    assert filling.prefilled(later, "agree.actions") == {}
    assert filling.prefilled(later, "agree.review") == {}


def test_the_rest_in_one_says_what_people_are_asked_to_agree_to() -> None:
    scene = SCENES["contested"]
    line = _question_line(scene, "agree.consent", "U3")
    assert drafts.agreement_question(scene) in line.words
    assert drafts.agreed_thing(scene).split("\n")[0] in line.words
    assert nudging.agreed(scene) in line.words


def test_the_channel_is_not_told_at_each_rest_what_the_lead_might_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(what_next, "in_a_line", lambda *_: "Before you go on, I'd look at what people need.")
    in_the_room = replace(SCENES["frail"], state=replace(SCENES["frail"].state, way="together"))
    assert "I'd look at" in announcing.announce(in_the_room, "resting", "E2").text
    assert "I'd look at" not in announcing.announce(SCENES["frail"], "resting", "E2").text


def test_the_leads_reason_to_go_on_over_a_worry_is_told_with_it() -> None:
    scene = replace(SCENES["contested"], overrides=(("agree", "U1", "Night staff are told today"),))
    assert "Night staff are told today" in announcing.announce(scene, "went_on", "agree.consent").text


def test_five_to_two_is_no_split_and_three_to_four_is() -> None:
    assert picks.split_on(SCENES["vote"], "create.choose") is not None
    asked = {
        "create.choose": tuple(
            Kept(f"v{n}", "create.choose", f"U{n}", ["a"] if n < 6 else ["b"], SCENES["vote"].now) for n in range(1, 8)
        )
    }
    five_two = replace(SCENES["vote"], facts=Facts(answers=asked))
    assert picks.split_on(five_two, "create.choose") is None


def test_whoever_hands_the_lead_over_keeps_no_leads_panel(small_world: World) -> None:
    small_world.start("apart", "U2", "U3")
    small_world.press("U2", "fine", place=Place("DU2", dm=True))
    small_world.settle()
    assert "Show now" in small_world.dm("U1")
    small_world.fill("U1", small_world.open("U1", "hand_over"), {"to": "U2"})
    small_world.settle()
    assert "Show now" not in small_world.dm("U1")
    assert "Tom leads now" in small_world.dm("U1")
    assert "Show now" in small_world.dm("U2")


def test_who_has_said_all_that_is_asked_hears_so(small_world: World) -> None:
    small_world.start("apart", "U2", "U3")
    small_world.press("U2", "fine", place=Place("DU2", dm=True))
    for question in ("explore.people", "explore.needs"):
        small_world.press("U2", "nothing", question)
    small_world.settle()
    assert "That's all from you" not in small_world.dm("U2")
    small_world.answer("U2", "explore.success", patients="They know the day")
    small_world.settle()
    assert "That's all from you for now. The set closes" in small_world.dm("U2")


def test_a_joiner_can_see_where_the_team_is(small_world: World) -> None:
    small_world.start("apart", "U2")
    reply = small_world.press("U3", "join")
    assert reply.message is not None
    assert "Where are we?" in reply.message.text


def test_where_we_are_opens_the_vote_that_waits_for_its_reader() -> None:
    vote = apart("U1", "U2", "U3")
    scene = with_answers(scene_of(vote), create__ideas=["A list", "A runner"])
    cells = {**scene.state.cells, "create.choose": Cell("open", asked=1)}
    scene = replace(scene, state=replace(scene.state, cells=cells, walk="create.asking", step="Q3"))
    assert "Pick" in standing.status(scene, "U2").text


def test_a_mention_is_asked_about_where_several_questions_wait_for_its_writer(small_world: World) -> None:
    small_world.start("apart", "U2", "U3")
    small_world.press("U2", "fine", place=Place("DU2", dm=True))
    small_world.settle()
    said = Said("patients need their tablets and the bed on one day", "77.0001")
    reply = small_world.do("U2", said, Place(CHANNEL, thread="1.1", message="77.0001"))
    assert reply.message is not None
    assert "What people need" in reply.message.text
    assert small_world.texts("explore.people") == ()


def test_pts_are_patients() -> None:
    made = [Line(str(n), "explore.needs", "U2", words, {}, "") for n, words in enumerate(_NEEDS)]
    said = "\n".join(reveals.by_who(made))
    assert said.count("_Patients_") == 1
    assert "_Pts_" not in said


_NEEDS = ("Patients need a day they can trust", "Pts need to know when the bed comes", "Nurses need one number")


def test_while_the_try_is_ahead_the_panel_says_its_day_and_what_it_waits_for() -> None:
    scene = with_answers(SCENES["frail"], evaluate__go_ahead=[{"approver": "matron", "answer": "asked"}])
    day = scene.now + timedelta(days=3)
    ahead = replace(scene, state=replace(scene.state, walk=TRYING, test_at=day, cells={}))
    told = screens.panel(ahead).text
    assert "The try is on" in told
    assert "Not yet cleared to start" in told
    assert "Who said yes?" in told


def test_a_thin_phase_says_before_you_go_on_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quiet, "in_a_line", lambda _, __, start: f"{start} look at what people need.")
    thin = replace(SCENES["frail"], state=replace(SCENES["frail"].state, walk="explore.thin", cells={}))
    assert quiet.thin_card(thin).text.count("Before you go on") == 1
