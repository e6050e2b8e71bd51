"""Typed words land in the box they speak of, and nothing of them is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.services.scene import Scene
from coach.services.typed_words.typed import Problem, read
from tests.services.people import World
from tests.services.stage import lone, scene_of, ward_7


def in_room() -> Scene:
    """Ward 7 on Tuesday 12 May: Asha leads, with Tom, Mei, Dr Patel and Joy."""
    return scene_of(ward_7())


_SCENE = in_room()


def typed(scene: Scene, question: str, text: str, by: str = "") -> Any:
    """The one value of typed words."""
    found = read(scene, question, text, by)
    assert not isinstance(found, Problem)
    return found[0]


@pytest.mark.parametrize(
    ("text", "what", "who", "due"),
    [
        ("Time ten waits by Friday (Joy)", "Time ten waits", "U5", "2026-05-15"),
        ("Joy: time ten waits by 15 May", "time ten waits", "U5", "2026-05-15"),
        ("Mei to ask the matron on Thursday", "ask the matron", "U3", "2026-05-14"),
        ("Ask the matron, Asha", "Ask the matron", "U1", None),
        ("Ask the matron by next week", "Ask the matron", None, "2026-05-18"),
        ("Tom does the sheet, fri", "the sheet", "U2", "2026-05-15"),
        ("tom to time ten waits thurs", "time ten waits", "U2", "2026-05-14"),
        ("Mei frees up for a round by mon", "Mei frees up for a round", "U3", "2026-05-18"),
        ("Patel signs the charts - tmrw", "Patel signs the charts", "U4", "2026-05-13"),
        ("ill ask matron, thurs", "ask matron", "U5", "2026-05-14"),
        ("I'll ask matron in 2 wks", "ask matron in 2 wks", "U5", None),
        ("ask matron by xmas", "ask matron", None, "2026-12-25"),
        ("Tom and Mei do the sheet, fri", "Tom and Mei do the sheet", None, "2026-05-15"),
    ],
)
def test_a_typed_step_knows_who_and_by_when(text: str, what: str, who: str | None, due: str | None) -> None:
    expected = {"what": what, "who": who, "due": due}
    assert typed(in_room(), "agree.actions", text, "U5") == {box: said for box, said in expected.items() if said}


@pytest.mark.parametrize(
    "text", ["Write the list by hand", "Stand by the door", "Ask somebody (not Joy)", "Rely on nobody", "Sam: ring us"]
)
def test_words_that_are_no_day_and_no_name_stay_as_they_are(text: str) -> None:
    assert typed(in_room(), "agree.actions", text) == text


def test_a_typed_try_has_its_day_and_what_is_expected() -> None:
    text = "mei tries it w bays 1 n 2 tues next wk, 6 pts, we expect 4 of 6 by 1pm"
    found = typed(in_room(), "evaluate.test_plan", text)
    assert found["what"] == "mei tries it w bays 1 n 2 tues next wk, 6 pts"
    assert found["expect"] == "we expect 4 of 6 by 1pm"
    assert found["when"] == "2026-05-19"
    assert "when" not in typed(in_room(), "evaluate.test_plan", "one bay on friday or on monday"), "two days are none"


def test_a_typed_risk_has_its_first_sign() -> None:
    found = typed(in_room(), "evaluate.risks", "wrong drug sent, first sign is ward rings to fix a list")
    assert found == {"event": "wrong drug sent", "sign": "first sign is ward rings to fix a list"}
    assert typed(in_room(), "evaluate.risks", "a late change gets missed") == "a late change gets missed"


def test_each_part_of_a_sentence_goes_to_its_box() -> None:
    said = "matron has 2 say yes, not asked yet, stop if a list goes 2 wrong person, anyone can stop it, tell nights"
    assert typed(in_room(), "evaluate.go_ahead", said) == {
        "tell": "tell nights",
        "approver": "matron has 2 say yes, not asked yet",
        "stop_sign": "stop if a list goes 2 wrong person",
        "caller": "anyone can stop it",
    }


def test_whoever_works_alone_does_it() -> None:
    scene = scene_of(lone())
    assert typed(scene, "agree.actions", "Ask the matron on Thursday") == {
        "what": "Ask the matron",
        "who": scene.state.lead,
        "due": "2026-05-14",
    }


def test_each_sentence_before_a_try_goes_to_its_box() -> None:
    said = "Tell pharmacy. Matron must say yes. Stop if any list is wrong. Anyone may say stop."
    assert typed(in_room(), "evaluate.go_ahead", said) == {
        "tell": "Tell pharmacy.",
        "approver": "Matron must say yes.",
        "stop_sign": "Stop if any list is wrong.",
        "caller": "Anyone may say stop.",
    }


@pytest.mark.parametrize("between", [", ", ", and "])
def test_a_go_ahead_in_one_sentence_is_cut_where_the_stop_begins(between: str) -> None:
    said = f"My consultant Dr Ahmed must say yes{between}stop if a letter goes to the wrong GP, or to nobody"
    assert typed(in_room(), "evaluate.go_ahead", said) == {
        "approver": "My consultant Dr Ahmed must say yes",
        "stop_sign": "stop if a letter goes to the wrong GP, or to nobody",
    }


def test_a_yes_that_is_told_is_no_yes_by_itself() -> None:
    assert "answer" not in typed(in_room(), "evaluate.go_ahead", "Matron hasn't said yes")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=300))
def test_no_words_are_lost_and_none_break_it(text: str) -> None:
    read(_SCENE, "agree.actions", text)
    found = read(_SCENE, "evaluate.go_ahead", text)
    if not isinstance(found, Problem):
        assert isinstance(found[0], dict)
        assert sorted(" ".join(found[0].values()).split()) == sorted(text.split())


def aiming(*, draft: bool = True) -> Scene:
    """Ward 7 before its aim is said; what people need to see stands on the card as its draft."""
    scene = in_room()
    left = {"agree.aim", "agree.actions", "agree.review"}
    if not draft:
        left |= {"explore.success", "explore.problem"}
    answers = {name: kept for name, kept in scene.facts.answers.items() if name not in left}
    return replace(scene, facts=replace(scene.facts, answers=answers))


DRAFT = {"measure": "Home before tea, told the time at breakfast", "who": "Patients"}


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("within one day, now about 4 days", {"from": "about 4 days", "to": "within one day"}),
        ("from 4 days to 1 day by March", {"from": "4 days", "to": "1 day", "by": "2027-03-31"}),
        ("1 day by the end of June", {"to": "1 day", "by": "2026-06-30"}),
        ("4 days now, aim for 1 day, by 3 dec", {"from": "4 days", "to": "1 day", "by": "2026-12-03"}),
        ("by the end of the year", {"by": "2026-12-31"}),
        ("by next month", {"by": "2026-06-30"}),
        ("under 2 hours by start of May", {"to": "under 2 hours", "by": "2026-05-01"}),
    ],
)
def test_a_typed_aim_fills_its_boxes_and_leaves_the_draft_that_stands_on_the_card(
    text: str, boxes: dict[str, str]
) -> None:
    assert typed(aiming(), "agree.aim", text) == DRAFT | boxes


def test_an_aim_without_a_draft_keeps_what_was_not_said_empty() -> None:
    scene = aiming(draft=False)
    assert typed(scene, "agree.aim", "within one day, now about 4 days") == {
        "from": "about 4 days",
        "to": "within one day",
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Fewer bleeps by half", {"measure": "Fewer bleeps by half"}),
        ("Cut the calls by 1/3", {"measure": "Cut the calls by 1/3"}),
        ("Cut the wait by 2 weeks", {"measure": "Cut the wait by 2 weeks"}),
        ("Home by tea", {"measure": "Home by tea"}),
        ("Seen by May from triage", {"measure": "Seen from triage", "by": "2026-05-31"}),
        ("Home before tea by friday", {"measure": "Home before tea", "by": "2026-05-15"}),
    ],
)
def test_a_whole_aim_stands_for_itself_and_amounts_are_no_days(text: str, value: dict[str, str]) -> None:
    assert typed(aiming(), "agree.aim", text) == value


def test_typed_for_the_room_an_aim_is_read_back_once(small_world: World) -> None:
    small_world.start("together", "U2", "U3")
    while small_world.current() and small_world.current()[0] != "agree.aim":
        small_world.press("U1", "move_on", small_world.current()[0])
        small_world.settle()
    small_world.say("U1", "Results within one day, now about 4 days, by March")
    small_world.settle()
    said = small_world.dm("U1")
    assert "I have that in *Take-home medicines*, under *The aim*." in said
    assert "I read it as:\n" in said
    assert "How is it now? about 4 days" in said
    assert "What should it be? within one day" in said
    assert "By when? 31 March 2027" in said
    assert "How much better" not in said
