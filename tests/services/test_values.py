"""From boxes to values and back: what people typed is kept, what doesn't fit is said at its box."""

from __future__ import annotations

from typing import Any

import pytest

from coach.services.screens import boxes_to_values, form, typed_values
from coach.views import Press
from tests.services.stage import apart, lone, scene_of, ward_7

ANSWER = Press("answer_save", "abcd1234", "explore.needs", 1)


def values(boxes: dict[str, Any], press: Press = ANSWER) -> Any:
    return boxes_to_values(scene_of(apart("U1", "U2", "U3")), press, boxes)


def test_one_line_is_one_item_and_bullets_are_taken_off() -> None:
    found = values(
        {"explore.needs#need": "- to know when\n\n2. to be asked\n• \n 🙂\nthe list", "explore.needs#who": None}
    )
    assert found == {"explore.needs": ("to know when", "to be asked", "the list")}


def test_rows_become_items_with_their_fields() -> None:
    found = values(
        {
            "explore.needs#need": "to know when",
            "explore.needs#who": "Patients",
            "explore.needs#need#2": "the list",
            "explore.needs#who#2": "Nurses",
        }
    )
    assert found == {
        "explore.needs": ({"need": "to know when", "who": "Patients"}, {"need": "the list", "who": "Nurses"})
    }


def test_several_lines_share_who_they_are_about() -> None:
    found = values({"explore.needs#need": "a time\na reason", "explore.needs#who": "Patients"})
    assert found == {"explore.needs": ({"need": "a time", "who": "Patients"}, {"need": "a reason", "who": "Patients"})}


def test_a_card_gives_each_of_its_questions() -> None:
    found = values(
        {
            "explore.trigger#text": "A complaint",
            "explore.problem#what": "Letters late",
            "explore.problem#how_often": "daily",
            "explore.problem#who": "",
        }
    )
    assert found == {
        "explore.trigger": ({"text": "A complaint"},),
        "explore.problem": ({"what": "Letters late", "how_often": "daily"},),
    }


def test_an_empty_form_says_so_at_its_first_box() -> None:
    found = values({"explore.needs#need": "  ", "explore.needs#who": None})
    assert found == (("explore.needs#need", "There's nothing in it yet. Write a line, or press Not now."),)


@pytest.mark.parametrize(
    ("box", "typed", "word"),
    [("evaluate.test_plan#how_many", "lots", "number"), ("evaluate.test_plan#when", "soonish", "day")],
)
def test_what_does_not_fit_is_said_at_its_box(box: str, typed: str, word: str) -> None:
    found = values(
        {"evaluate.test_plan#what": "One clinic", box: typed}, Press("answer_save", "abcd1234", "evaluate.test_plan")
    )
    assert isinstance(found, tuple)
    assert found[0][0] == box
    assert word in found[0][1]


def test_fixing_leaves_an_untouched_line_exactly_as_it_was() -> None:
    player = apart("U1", "U2", "U3")
    player.say("U2", "explore.needs", {"need": "to know when", "who": "Patients"}, "the list before noon")
    scene = scene_of(player)
    opened = form(scene, Press("fix", "abcd1234", "explore.needs", 1), "U2")
    boxes = {box.id: box.value for box in opened.boxes}
    assert list(boxes.values()) == ["Patients – to know when", "the list before noon"]
    changed = dict(zip(boxes, ["Patients – to know when", "the list by noon"], strict=True))
    found = boxes_to_values(scene, opened.press, changed)
    assert found == {"explore.needs": ({"need": "to know when", "who": "Patients"}, "the list by noon")}


def test_fixing_can_empty_every_line() -> None:
    player = apart("U1", "U2", "U3")
    player.say("U2", "explore.needs", "one", "two")
    opened = form(scene_of(player), Press("fix", "abcd1234", "explore.needs", 1), "U2")
    assert boxes_to_values(scene_of(player), opened.press, dict.fromkeys(box.id for box in opened.boxes)) == {
        "explore.needs": ()
    }


def test_a_long_list_of_ones_own_is_never_cut_by_fixing() -> None:
    player = apart("U1", "U2", "U3")
    player.say("U2", "explore.needs", *(f"need {n}" for n in range(14)))
    opened = form(scene_of(player), Press("fix", "abcd1234", "explore.needs", 1), "U2")
    found = boxes_to_values(scene_of(player), opened.press, {box.id: box.value for box in opened.boxes})
    assert found == {"explore.needs": tuple(f"need {n}" for n in range(14))}


def test_a_form_sent_as_it_was_gives_what_was_there() -> None:
    scene = scene_of(ward_7())
    for question in ("explore.problem", "evaluate.test_plan", "evaluate.go_ahead", "agree.aim", "agree.review"):
        opened = form(scene, Press("fix", "abcd1234", question, 1), "U1")
        found = boxes_to_values(scene, opened.press, {box.id: box.value for box in opened.boxes})
        assert isinstance(found, dict)
        assert found[question] == tuple(kept.value for kept in scene.facts.of(question))


def test_typed_words_are_read_for_their_question() -> None:
    scene = scene_of(lone())
    assert typed_values(scene, "explore.needs", "1) a time\n2) a reason") == ["a time", "a reason"]
    assert typed_values(scene, "explore.problem", "Letters are late") == [{"what": "Letters are late"}]
    assert typed_values(scene, "agree.review", "2026-05-20") == ["2026-05-20"]
    assert typed_values(scene, "explore.needs", " \n") == []
