"""What is said of tries, decisions and steps in a second round, and after weeks: it must be true then too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from coach.services import screens
from coach.services.scene import Scene
from coach.services.screens.cards import drafts
from coach.services.screens.channel.ending import round_done, where_we_were
from coach.services.screens.channel.quiet import not_cleared
from dialogues import inputs as i
from dialogues.facts import Kept
from dialogues.inputs import Value
from dialogues.machine import TRYING
from dialogues.state import Cell
from tests.services.stage import apart, scene_of, ward_7
from tests.services.test_screens_summaries import lines_of

PLAN, GO_AHEAD, RESULTS = "evaluate.test_plan", "evaluate.go_ahead", "evaluate.results"
TRIED = "list at the bedside, bays 1 and 2"
SAW = {"seen": "Four had theirs by one; two waited for a signature", "how_many": "6"}
NEXT = {"what": "a second pharmacist signs at noon", "with_whom": "Mei", "when": "2026-06-09"}


def tried(**more: Any) -> Scene:
    """Ward 7 two weeks on: the try was run on its day, and what was seen and learned is in."""
    scene = scene_of(ward_7())
    later = replace(scene, now=scene.now + timedelta(days=14))
    return said(later, evaluate__results=[SAW], check_in__learned=["Signatures take longer than the list"], **more)


def said(scene: Scene, **given: list[Value]) -> Scene:
    """A scene with these answers of its round besides, by Tom; a double underscore stands for the dot."""
    answers = dict(scene.facts.answers)
    for asked, values in given.items():
        question = asked.replace("__", ".")
        rows = (
            Kept(f"{question}.{n}", question, "U2", value, scene.now, scene.state.pass_n)
            for n, value in enumerate(values)
        )
        answers[question] = tuple(rows)
    return replace(scene, facts=replace(scene.facts, answers=answers))


def second_round(scene: Scene) -> Scene:
    """The same project as its second round begins: all that was said is of the round before."""
    state = replace(scene.state, pass_n=2, walk="explore.asking", cells={}, back_at=None, test_at=None)
    return replace(
        scene, state=state, facts=replace(scene.facts, earlier=scene.facts.answers, answers={}), positions=()
    )


def so_far(scene: Scene) -> dict[str, str]:
    return lines_of(screens.summary(scene, "so_far", 0))


def test_a_try_that_was_run_reads_as_run_with_what_was_seen_and_learned() -> None:
    before = so_far(scene_of(ward_7()))
    assert TRIED in before["We'd try"]
    assert "Not yet cleared" in before["Cleared by"]
    for scene in (tried(), second_round(tried())):
        found = so_far(scene)
        assert found["We tried"].startswith(TRIED)
        assert "two waited for a signature" in found["We tried"]
        assert found["We learned"] == '"Signatures take longer than the list"'
        assert not {"We'd try", "Next try", "Cleared by"} & set(found)


def test_the_next_try_is_the_plan_and_an_old_yes_is_none_to_it() -> None:
    yes: list[Value] = [{"approver": "Matron", "answer": "yes", "stop_sign": "A wrong list"}]
    scene = said(second_round(tried(evaluate__go_ahead=yes)), evaluate__test_plan=[NEXT])
    found = so_far(scene)
    assert found["We tried"].startswith(TRIED)
    assert "a second pharmacist signs at noon" in found["Next try"]
    assert "Not yet cleared to start" in found["Cleared by"]
    assert "Matron" not in found["Cleared by"]
    trying = replace(scene, state=replace(scene.state, walk=TRYING))
    assert "Not yet cleared" in not_cleared(trying), "the matron's yes was to the first try"
    assert so_far(said(scene, evaluate__go_ahead=yes))["Cleared by"] == "Matron, who said yes"


def test_a_day_that_passed_without_a_word_is_no_plan_any_more() -> None:
    scene = scene_of(ward_7())
    later = replace(scene, now=scene.now + timedelta(days=14))
    assert "nobody has said yet how it went" in so_far(later)["The try"]
    found = so_far(second_round(later))
    assert "nobody has said yet how it went" in found["The try"]
    assert "Cleared by" not in found


def test_a_round_without_a_try_of_its_own_agrees_on_no_old_one() -> None:
    scene = second_round(tried())
    agreed = lines_of(screens.summary(scene, "round", 2))
    assert TRIED not in agreed["We will"]
    assert "Stop if" not in agreed
    assert agreed["What we ask of you"] == "nothing; for information"
    assert TRIED not in round_done(scene).text
    assert "whether anything went wrong" not in round_done(scene).text
    assert f"You tried: {TRIED}" in where_we_were(scene).text


def test_after_weeks_where_we_are_says_what_was_decided_is_tried_and_waits_for_whom() -> None:
    ward = ward_7()
    for hands in ("U1", "U2", "U3", "U4", "U5"):
        ward.do(i.Position, hands, question="agree.consent", stance="yes")
    if ward.status("agree.consent") != "settled":
        ward.do(i.Next, "U1", question="agree.consent")
    scene = replace(scene_of(ward), now=ward.at + timedelta(days=2))
    told = screens.status(scene, "U2").text
    assert 'Decided  we take "List at the bedside"' in told
    assert f"The try  {TRIED}, Mei and the round, about 6 people, Tue 19 May. Not yet cleared to start." in told
    assert "Waits for  Joy (time ten waits, Fri 15 May) · Matron (a yes to the try)." in told
    assert "I'll be back on Wednesday 20 May" in told
    done = said(scene, check_in__progress=[{scene.facts.of("agree.actions")[0].id: "done"}])
    assert "Joy" not in screens.status(done, "U2").text


def test_in_a_second_round_where_we_are_says_what_the_first_came_to() -> None:
    scene = second_round(tried())
    first = scene.dialogue.steps["quick"][0].id
    cells = {"explore.needs": Cell("open", asked=40, step=first)}
    opened = replace(scene, state=replace(scene.state, cells=cells, step=first))
    assert "Open now" in screens.status(opened, "U2").text
    for told in (screens.status(scene, "U2").text, screens.status(opened, "U2").text):
        assert f"Tried  {TRIED}" in told
        assert "two waited for a signature" in told
        assert "Not yet cleared" not in told
    went = said(opened, check_in__next_phase=["explore"])
    assert "Decided  look again at what people need." in screens.status(went, "U2").text
    assert "· Round 2 ·" in screens.status(opened, "U2").text
    chosen = replace(went, taken_in={2: went.facts.chosen["create.choose"]})
    assert 'Decided  we take "List at the bedside".' in screens.status(chosen, "U2").text
    by_reason = said(chosen, agree__decision=[{"choice": "go_on", "reason": "It pays for itself"}])
    assert 'Decided  go on, because "It pays for itself".' in screens.status(by_reason, "U2").text


def test_where_we_are_names_the_lead_where_a_question_is_theirs_alone() -> None:
    player = apart("U1", "U2", "U3")
    scene = replace(
        scene_of(player),
        state=replace(player.state, cells={"explore.problem": Cell("open", asked=3, asked_of=("U1",))}),
    )
    assert "It waits for Asha." in screens.status(scene, "U2").text
    assert "It waits for you." in screens.status(scene, "U1").text


def test_nothing_is_said_of_decisions_before_there_are_any() -> None:
    told = screens.status(scene_of(apart("U1", "U2", "U3")), "U2").text
    assert not {"Decided", "The try", "Tried", "Waits for"} & {line.split("  ")[0] for line in told.split("\n")}


def test_next_steps_stand_for_what_was_named_at_an_old_stop_once_the_team_has_carried_on() -> None:
    scene = replace(tried(), next_step=("ring the store", "U2"))
    assert "time ten waits" in so_far(scene)["Next step"]
    assert "ring the store" in so_far(replace(scene, state=replace(scene.state, stopped=True)))["Next step"]
    step = scene.facts.of("agree.actions")[0].id
    over = said(scene, check_in__progress=[{step: "done"}])
    assert so_far(over)["Next step"] == "ring the store - Tom"


def test_a_later_rounds_needs_card_shows_what_stands_and_what_the_try_showed_of_it() -> None:
    scene = tried()
    met, misread, third = (kept.id for kept in scene.facts.of("explore.needs"))
    scene = said(scene, evaluate__needs_met=[{met: "met", misread: "misread"}])
    assert drafts.under_question(scene, "explore.needs") == "", "in the first round nothing stands from before"
    shown = drafts.under_question(second_round(scene), "explore.needs").split("\n")
    assert shown[0] == "From before, and kept:"
    assert "•  Patients need to know by mid-morning what time they are going (met in the try)" in shown
    assert "•  the list before noon" in shown
    assert shown[-2] == "•  to ring pharmacy once, not five times (found to be misread)"
    assert shown[-1] == "Say only what's new, or what has changed: the newest comes first."
    again = said(second_round(scene), explore__needs=["a word from the night team"])
    assert "night team" not in drafts.under_question(again, "explore.needs"), "this round's lines stand by themselves"
    assert third in {kept.id for kept in again.facts.earlier["explore.needs"]}


def test_ideas_from_before_are_counted_and_not_shown_before_anybody_thinks() -> None:
    shown = drafts.under_question(second_round(tried()), "create.ideas")
    assert "3 ideas from before are kept, to choose from again." in shown
    assert "Runner" not in shown
