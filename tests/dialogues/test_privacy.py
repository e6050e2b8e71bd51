"""The privacy guard sees what it promises to see, and leaves ordinary words about the work alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.checks.privacy import good_check_digit, issued, scan

TODAY = date(2026, 11, 23)
SAMPLES: dict[str, Any] = json.loads((Path(__file__).parent / "data/identifiers.json").read_text(encoding="utf-8"))


def seen(text: str) -> set[str]:
    return {sighting.kind for sighting in scan(text, TODAY)}


@pytest.mark.parametrize("sample", SAMPLES["positive_messages"], ids=lambda s: s["text"])
def test_every_sample_with_a_detail_is_seen_at_its_level(sample: dict[str, Any]) -> None:
    levels = [sighting.level for sighting in scan(sample["text"], TODAY)]
    assert levels == [level for level, _ in sample["expect"]]


@pytest.mark.parametrize("text", SAMPLES["negative_messages"])
def test_ordinary_words_about_the_work_are_left_alone(text: str) -> None:
    assert seen(text) == set()


@pytest.mark.parametrize("sample", SAMPLES["invalid"], ids=lambda s: s["text"])
def test_a_number_that_cannot_be_a_patients_is_left_alone(sample: dict[str, str]) -> None:
    assert seen(sample["text"]) == set()


@pytest.mark.parametrize("text", ["NHS no 999 711 7833", "CHI number: 0402669917", "nhs number is 9997.117.833"])
def test_a_mistyped_number_after_its_name_is_seen_all_the_same(text: str) -> None:
    assert "nhs_number" in seen(text)


@given(st.integers(400_000_000, 499_999_999), st.sampled_from(["", " ", "-", "\u00a0", "\u2013"]))
def test_every_issued_number_is_seen_however_it_is_spaced(nine: int, gap: str) -> None:
    for check in "0123456789":
        digits = f"{nine}{check}"
        if good_check_digit(digits) and issued(digits):
            spaced = f"She is {digits[:3]}{gap}{digits[3:6]}{gap}{digits[6:]} and fell"
            assert "nhs_number" in seen(spaced)


def test_hidden_characters_and_wide_digits_hide_nothing() -> None:
    assert "nhs_number" in seen("999\u200b711\u200b7832 fell")
    assert "nhs_number" in seen("９９９７１１７８３２ fell")


def test_the_line_is_named_so_that_a_person_can_find_it() -> None:
    assert [s.line for s in scan("a quiet night\nthen 999 711 7832 fell", TODAY)] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "Sister Ahmed and Dr Patel lead it",
        "Mr and Mrs are fine as a greeting",
        "Ring between 10 and 12",
        "We test on Tuesday 19 May 2026",
        "Bay 3 was seen later",
        "95% of patients in 6 weeks",
        "12.1 to 7.2",
        "17,12,27,20,20,18,22,19,19,24,17,16,24,19,19,22,25,19,17,6,25",
        "the 0830 round on 19 May",
        "about 40 year olds and over",
    ],
)
def test_more_ordinary_words(text: str) -> None:
    assert seen(text) == set()


@given(st.text(max_size=400))
def test_no_text_makes_it_fall_over(text: str) -> None:
    for sighting in scan(text, TODAY):
        assert sighting.line >= 1
