"""Choosing from many, second round: what is weighed, how far people differ, what helps most (rule 8)."""

from __future__ import annotations

import pytest

from dialogues import weighing
from dialogues.answers import Problem, accepts
from dialogues.choices import TODAY
from dialogues.facts import Kept
from dialogues.library import load
from dialogues.model import Option
from tests.dialogues.player import MONDAY

QUESTION = load().questions["create.weigh"]
SIDES = [box.id for box in QUESTION.fields]
ITEMS = (
    Option(id="5.0", label="List at the bedside"),
    Option(id="5.1", label="Runner"),
    Option(id=TODAY, label="As now"),
)


def given(by: str, **levels: str) -> Kept:
    """One person's scores: a="hml" weighs item a by helps, effort and worry; a dot leaves a side out."""
    full = {"h": "high", "m": "middle", "l": "low"}
    value = {
        weighing.key(item, side): full[letter]
        for item, letters in levels.items()
        for side, letter in zip(SIDES, letters, strict=False)
        if letter != "."
    }
    return Kept(f"1.{by}", "create.weigh", by, value, MONDAY)


def scores(*kept: Kept) -> weighing.Scores:
    return weighing.scores(QUESTION, kept)


@pytest.mark.parametrize(
    ("counted", "weighed"),
    [
        ([("a", 5), ("b", 4), ("c", 3), ("d", 2)], ("a", "b", "c")),
        ([("a", 5), ("b", 4), ("c", 3), ("d", 3)], ("a", "b", "c", "d")),
        ([("a", 5), ("b", 3), ("c", 3), ("d", 3)], ("a", "b", "c", "d")),
        ([("a", 5), ("b", 4), ("c", 3), ("d", 3), ("e", 3)], ("a", "b")),
        ([("a", 2), ("b", 2), ("c", 2), ("d", 2)], ("a", "b", "c", "d")),
        ([("a", 1), ("b", 1), ("c", 1), ("d", 1), ("e", 1)], ("a", "b", "c", "d")),
        ([("a", 5), ("b", 1), ("c", 1), ("d", 1), ("e", 1)], ("a", "b", "c", "d")),
        ([("a", 5), ("b", 1), ("c", 0)], ("a", "b")),
        ([("a", 5)], ()),
        ([("a", 5), (TODAY, 3)], ()),
        ([], ()),
        ([("a", 5), (TODAY, 4), ("b", 3), ("c", 2), ("d", 1)], ("a", "b", "c", TODAY)),
        ([(TODAY, 9), ("a", 3), ("b", 2), ("c", 1), ("d", 1)], ("a", "b", TODAY)),
        ([("a", 3), ("b", 3), ("c", 3), ("d", 3), (TODAY, 1)], ("a", "b", "c", TODAY)),
    ],
)
def test_the_most_picked_are_weighed_and_ties_are_not_cut(
    counted: list[tuple[str, int]], weighed: tuple[str, ...]
) -> None:
    assert weighing.to_weigh(counted, TODAY) == weighed


def test_a_tie_that_had_to_be_cut_is_known() -> None:
    counted = [("a", 1), ("b", 1), ("c", 1), ("d", 1), ("e", 1)]
    assert weighing.cuts_a_tie(counted, weighing.to_weigh(counted, TODAY), TODAY)
    assert not weighing.cuts_a_tie([("a", 2), ("b", 2), ("c", 1)], ("a", "b"), TODAY)
    assert not weighing.cuts_a_tie(counted[:3], ("a", "b", "c"), TODAY)


def test_the_widest_difference_comes_first_and_agreement_is_none() -> None:
    found = scores(given("ann", a="hlm"), given("ben", a="hhl"), given("cat", a="mhl"), given("dee", a="hhm"))
    apart = weighing.differences(QUESTION, found)
    assert [(one.side, one.levels) for one in apart] == [
        ("effort", (("low", 1), ("high", 3))),
        ("worry", (("low", 2), ("middle", 2))),
        ("helps", (("middle", 1), ("high", 3))),
    ]
    assert weighing.differences(QUESTION, scores(given("ann", a="hlm"), given("ben", a="hlm"))) == ()


def test_only_a_persons_newest_view_counts_and_strange_values_do_not() -> None:
    found = scores(
        given("ann", a="hhh"),
        given("ann", a="l"),
        Kept("2.0", "create.weigh", "ben", {"a#helps": "enormous", "a": "high", "#": "low", "a#depth": "low"}, MONDAY),
        Kept("2.1", "create.weigh", "cat", "high", MONDAY),
    )
    assert {side: dict(counted) for side, counted in found["a"].items()} == {
        "helps": {"low": 1},
        "effort": {"high": 1},
        "worry": {"high": 1},
    }


def test_what_helps_most_for_least_effort_and_worry_is_first() -> None:
    found = scores(given("ann", a="hhh", b="mll", c="hlm"), given("ben", a="hhh", b="mll", c="hll"))
    assert weighing.ranked(QUESTION, found, ("a", "b", "c", "d")) == ("c", "b", "a", "d")
    assert weighing.ranked(QUESTION, scores(given("ann", a="h", b="m")), ("b", "a")) == ("a", "b")
    alike = scores(given("ann", a="hll", b="hll"))
    assert weighing.ranked(QUESTION, alike, ("b", "a")) == ("b", "a"), "equals stay in the order of their picks"


def test_of_two_middles_the_more_careful_is_told() -> None:
    found = scores(given("ann", a="hhl"), given("ben", a="mml"))
    middles = {side: weighing.middle_of(QUESTION, side, found["a"][side]) for side in SIDES}
    assert middles == {"helps": "middle", "effort": "high", "worry": "low"}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1 high low low", {"5.0#helps": "high", "5.0#effort": "low", "5.0#worry": "low"}),
        ("1: high, middle; 2: low", {"5.0#helps": "high", "5.0#effort": "middle", "5.1#helps": "low"}),
        ("list at the bedside - h m l\n3. L l l", {"5.0#worry": "low", "today#helps": "low"}),
    ],
)
def test_levels_can_be_typed(typed: str, value: dict[str, str]) -> None:
    found = accepts(QUESTION, typed, ITEMS)
    assert not isinstance(found, Problem)
    assert isinstance(found[0], dict)
    assert {name: found[0].get(name) for name in value} == value


@pytest.mark.parametrize("typed", ["high", "9 high low low", "1 enormous", "1", "1 high low low low", "yes please"])
def test_what_cannot_be_read_says_how(typed: str) -> None:
    found = accepts(QUESTION, typed, ITEMS)
    assert isinstance(found, Problem)
    assert "1 high low low" in found.words


def test_a_form_gives_its_levels_by_item_and_side() -> None:
    assert accepts(QUESTION, {"5.0#helps": "High"}, ITEMS) == ({"5.0#helps": "high"},)
    wrong = accepts(QUESTION, {"5.0#helps": "enormous"}, ITEMS)
    assert isinstance(wrong, Problem)
    assert wrong.field == "5.0#helps"
    gone = accepts(QUESTION, {"4.0#helps": "high"}, ITEMS)
    assert isinstance(gone, Problem)
    assert gone.code == "not_in_the_list"


@pytest.mark.parametrize(
    "said",
    [
        "1 hi lo lo 2 med lo hi",
        "1 high low low\n2 medium low high",
        "no 1: helps high, effort low, worry low; 2 mid lo hi",
    ],
)
def test_levels_are_read_as_they_are_typed_on_a_phone(said: str) -> None:
    assert accepts(QUESTION, said, ITEMS) == (given("U1", **{"5.0": "hll", "5.1": "mlh"}).value,)
