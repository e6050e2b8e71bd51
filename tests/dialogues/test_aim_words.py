"""An aim told in one line is read into its boxes, and nothing of it is lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.aim_words import parts_of
from dialogues.answers import accepts
from dialogues.checks.judge import judge
from dialogues.library import load

TODAY = date(2026, 11, 23)
DATA = Path(__file__).parent / "data"
AIMS: list[dict[str, Any]] = [
    aim
    for name in ("examples.json", "own_examples.json")
    for aim in json.loads((DATA / name).read_text(encoding="utf-8"))["aims"]
]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Reduce falls on Ward 7 from 8 to 5 a month by March 2027",
            {"measure": "Reduce falls on Ward 7", "from": "8", "to": "5 a month", "by": "2027-03-31"},
        ),
        (
            "We want to cut the wait from 5 hours to under 2 hours for people going home by 30 September 2027",
            {
                "measure": "Cut the wait",
                "from": "5 hours",
                "to": "under 2 hours",
                "who": "people going home",
                "by": "2027-09-30",
            },
        ),
        ("By 2028-02-29, more people sleep well", {"measure": "More people sleep well", "by": "2028-02-29"}),
        ("Increase uptake to 85% by the end of 2027", {"measure": "Increase uptake to 85%", "by": "2027-12-31"}),
        ("From 12 to 6 by 31.02.2027", {"measure": "From 12 to 6 by 31.02.2027"}),
        ("Reduce falls", {"measure": "Reduce falls"}),
        ("within one day, now about 4 days", {"from": "about 4 days", "to": "within one day"}),
        ("from 4 days to 1 day by March 2027", {"from": "4 days", "to": "1 day", "by": "2027-03-31"}),
        ("4 days to 1 day", {"from": "4 days", "to": "1 day"}),
        ("5 hours -> 2 hours", {"from": "5 hours", "to": "2 hours"}),
        (
            "Results within one day, now about 4 days",
            {"measure": "Results", "from": "about 4 days", "to": "within one day"},
        ),
        (
            "Waiting time: 4 days now, 1 day by March 2027",
            {"measure": "Waiting time", "from": "4 days", "to": "1 day", "by": "2027-03-31"},
        ),
        (
            "calls from 40 a day now, should be under 20 for outpatients",
            {"measure": "Calls", "from": "40 a day", "to": "under 20", "who": "outpatients"},
        ),
        ("from 3 in 10 to none for people coming home", {"from": "3 in 10", "to": "none", "who": "people coming home"}),
        ("within a day", {"to": "within a day"}),
        ("by 31 March 2027", {"by": "2027-03-31"}),
        ("wait 5 hrs to 3 hrs", {"measure": "Wait", "from": "5 hrs", "to": "3 hrs"}),
        (
            "Letters out late 20% down to 5% for outpatients by March 2027",
            {"measure": "Letters out late", "from": "20%", "to": "5%", "who": "outpatients", "by": "2027-03-31"},
        ),
        (
            "Falls, 8 falls to under 5 falls a month",
            {"measure": "Falls", "from": "8 falls", "to": "under 5 falls a month"},
        ),
        ("1 call to 1 caller in 10", {"measure": "1 call to 1 caller in 10"}),
        ("go from bed 3 to 5 beds", {"measure": "go from bed 3 to 5 beds"}),
        # not clear: left where it was
        ("about 3 to 5 people a week", {"measure": "about 3 to 5 people a week"}),
        ("two fewer falls a week", {"measure": "two fewer falls a week"}),
        ("one nurse owns the list", {"measure": "one nurse owns the list"}),
        ("Reduce 4 hour waits now", {"measure": "Reduce 4 hour waits now"}),
        ("Everyone seen within 2 weeks", {"measure": "Everyone seen within 2 weeks"}),
        ("don't know yet", {"measure": "don't know yet"}),
    ],
)
def test_what_is_clear_goes_into_its_box(text: str, parts: dict[str, str]) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize("aim", AIMS, ids=lambda aim: aim["text"][:50])
def test_the_checks_see_the_same_aim_before_and_after(aim: dict[str, Any]) -> None:
    question = load().questions["agree.aim"]
    (value,) = accepts(question, aim["text"])
    found = {one.check for one in judge("agree.aim", value, TODAY)} - {"aim.past_or_far_date"}
    assert found == set(aim["expected_checks"])


@given(st.text(max_size=200))
def test_no_words_are_lost_and_none_make_it_fall_over(text: str) -> None:
    if text.strip():
        parts = parts_of(text)
        assert parts
        assert all(parts.values())
        assert set(parts) <= {"measure", "from", "to", "by", "who"}


def test_boxes_that_somebody_filled_are_left_as_they_are() -> None:
    question = load().questions["agree.aim"]
    (value,) = accepts(question, ({"measure": "Falls from 8 to 5 by March 2027", "from": "9"},))
    assert value == {"measure": "Falls from 8 to 5 by March 2027", "from": "9"}
    (value,) = accepts(question, ({"measure": "Falls from 8 to 5 by March 2027"},))
    assert value == {"measure": "Falls", "from": "8", "to": "5", "by": "2027-03-31"}
