"""Typed words land in the box they speak of, and nothing of them is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.services.scene import Scene
from coach.services.typed import Problem, read
from tests.services.stage import lone, scene_of, ward_7


def in_room() -> Scene:
    """Ward 7 on Tuesday 12 May: Asha leads, with Tom, Mei, Dr Patel and Joy."""
    return scene_of(ward_7())


_SCENE = in_room()


def typed(scene: Scene, question: str, text: str) -> Any:
    """The one value of typed words."""
    found = read(scene, question, text)
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
    ],
)
def test_a_typed_step_knows_who_and_by_when(text: str, what: str, who: str | None, due: str | None) -> None:
    expected = {"what": what, "who": who, "due": due}
    assert typed(in_room(), "agree.actions", text) == {box: said for box, said in expected.items() if said}


@pytest.mark.parametrize(
    "text", ["Write the list by hand", "Stand by the door", "Ask somebody (not Joy)", "Rely on nobody", "Sam: ring us"]
)
def test_words_that_are_no_day_and_no_name_stay_as_they_are(text: str) -> None:
    assert typed(in_room(), "agree.actions", text) == text


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
