"""What people expect of a try: until when, what stands, which number is meant, what may be set side by side."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dialogues import predicting
from dialogues.facts import Facts, Kept
from dialogues.marks import Marks, marks, median
from dialogues.predicting import Expected, figure_in, figures, may_say, opened, side_by_side, standing
from dialogues.risk_scores import SCORES, bands, score
from dialogues.state import Cell, ConversationState, Member

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
TODAY = date(2026, 6, 1)


def state(results: Cell | None = None, walk: str = "evaluate.trying") -> ConversationState:
    made = ConversationState("improvement", 1, "U1", walk=walk)
    made.team = {"U1": Member("here"), "U2": Member("here"), "U3": Member("away"), "U4": Member("here")}
    made.cells = {"evaluate.test_plan": Cell("settled", asked=5)}
    if results is not None:
        made.cells[predicting.RESULTS] = results
    return made


def plan(**boxes: Any) -> Facts:
    kept = Kept("6.0", "evaluate.test_plan", "U1", {"what": "slips", **boxes}, AT)
    return Facts(answers={"evaluate.test_plan": (kept,)})


def said(person: str, words: str, asked: int = 5, pass_n: int = 1, late: bool = False) -> Expected:
    return Expected(person, words, asked, AT, pass_n, late)


def test_it_may_be_said_until_the_result_is_asked_for_and_not_after_the_day() -> None:
    assert may_say(state(), plan(when="2026-06-01"), TODAY)
    assert not may_say(state(), plan(when="2026-05-31"), TODAY)
    assert not may_say(state(Cell("open", asked=9)), plan(), TODAY)
    assert may_say(state(Cell("settled", asked=3)), plan(), TODAY), "that was the try before"
    assert not may_say(state(walk="review.asking"), plan(), TODAY), "quick asks for the result by looking back"
    assert not may_say(ConversationState("improvement", 1, "U1"), plan(), TODAY)


def test_whoever_said_it_in_the_plan_is_not_asked_again_nor_is_somebody_away() -> None:
    assert predicting.who_is_asked(state(), plan(expect="ten")) == ("U2", "U4")
    assert predicting.who_is_asked(state(), plan()) == ("U1", "U2", "U4")


def test_the_last_word_before_the_result_stands_and_the_first_after_it() -> None:
    every = [said("U1", "8"), said("U1", "9"), said("U1", "6", late=True), said("U2", "6", late=True), said("U3", "1")]
    every += [said("U3", ""), said("U2", "7", late=True), said("U4", "3", asked=2)]
    assert {person: one.words for person, one in standing(every, 1).items()} == {"U1": "9", "U2": "6"}
    assert standing(every, 2) == {}


def test_it_is_opened_when_the_result_may_be_seen_and_only_for_that_try() -> None:
    every = [said("U1", "8"), said("U2", "4", asked=11)]
    assert opened(state(), every) == {}
    assert opened(state(Cell("open", asked=9, given={"U1": ["10.0"]})), every) == {}
    shown = opened(state(Cell("settled", asked=9, given={"U1": ["10.0"]})), every)
    assert {person: one.words for person, one in shown.items()} == {"U1": "8"}, "a try planned since stays shut"
    assert opened(state(Cell("settled", asked=9)), every) == {}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("8 of 12", "8 of 12"),
        ("Two of twelve rang before their day. It was a Monday.", "2 of 12"),
        ("none of the six", "0 of 6"),
        ("about 7 in 10 with medicines by 1 pm", "7 of 10"),
        ("40%", "40%"),
        ("within 3 hours", "3 hours"),
        ("about 8", "8"),
        ("between 5 and 8", None),
        ("most of them", None),
        ("home by 1 pm", None),
        ("on 9 June, all well", None),
        ("3 of 4 in the morning, 2 of 4 at night", None),
        ("13 of 12", None),
    ],
)
def test_a_number_is_read_only_where_it_is_clear_which(words: str, meant: str | None) -> None:
    found = figure_in(words)
    assert (found.words if found else None) == meant


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("8 of 12", "6 of 11", True),
        ("8", "6", True),
        ("8 of 12", "6", False),
        ("3 hours", "2 days", False),
        ("8 of 12 wait", "4 of 12 don't wait", False),
        ("most", "6 of 11", False),
    ],
)
def test_only_numbers_of_one_sort_are_set_side_by_side(one: str, other: str, fits: bool) -> None:
    assert side_by_side(figure_in(one), figure_in(other)) is fits


def test_a_spread_takes_three_numbers_of_one_sort_said_beforehand() -> None:
    three = [said("U1", "8 of 12"), said("U2", "5 of 12"), said("U3", "9 of 12")]
    assert [one.value for one in figures([*three, said("U4", "most"), said("U5", "1 of 12", late=True)])] == [5, 8, 9]
    assert figures(three[:2]) == ()
    assert figures([*three[:2], said("U3", "70%")]) == ()


def record(**given: Any) -> Facts:
    now, earlier = {}, {}
    for name, (pass_n, value) in given.items():
        question = name.rstrip("_0123456789").replace("__", ".")
        kept = Kept(f"{pass_n}.{name}", question, "U1", value, AT, pass_n)
        where = now if pass_n == 2 else earlier
        where[question] = (*where.get(question, ()), kept)
    return Facts(answers=now, earlier=earlier)


def test_the_four_marks_are_had_or_not_yet() -> None:
    first = record(evaluate__test_plan=(1, {"how_many": 12.0}), evaluate__results=(1, {"seen": "6"}))
    assert marks(first, (), TODAY) == Marks(predicted=False, people=12, figures=0, tries=1)
    found = marks(first, [said("U2", "8")], TODAY)
    assert (found.predicted, found.small, found.over_time, found.linked) == (True, True, False, False)
    assert not marks(first, [said("U2", "8", late=True), said("U3", "")], TODAY).predicted
    again = record(
        evaluate__test_plan=(1, {"how_many": 40.0, "expect": "ten"}),
        evaluate__results=(1, {"seen": "6"}),
        evaluate__results2=(2, {"seen": "9"}),
    )
    found = marks(again, (), TODAY)
    assert (found.predicted, found.small, found.linked) == (True, False, True)


def test_what_the_plan_says_after_the_result_was_not_said_beforehand() -> None:
    late = Kept("9.0", "evaluate.test_plan", "U1", {"expect": "six"}, AT.replace(hour=12))
    result = Kept("8.0", predicting.RESULTS, "U1", {"seen": "6"}, AT)
    facts = Facts(answers={"evaluate.test_plan": (late,), predicting.RESULTS: (result,)})
    assert not marks(facts, (), TODAY).predicted


def tried(day: int, hour: int = 9) -> Kept:
    """A result on a day of June."""
    return Kept(f"r{day}", predicting.RESULTS, "U1", {"seen": "6"}, AT.replace(month=6, day=day, hour=hour))


@pytest.mark.parametrize(
    ("when", "results", "tries", "predicted"),
    [
        ("2026-06-20", [tried(6), tried(20, 15)], 2, True),  # planned anew after the first, and tried again
        ("2026-06-20", [tried(6)], 1, True),  # planned anew, not tried yet
        ("2026-06-20", [tried(6), tried(8)], 1, True),  # somebody's late word on the first
        ("2026-06-06", [tried(6), tried(8)], 1, False),  # the plan was only put better
        ("", [tried(6), tried(8)], 1, False),
    ],
)
def test_a_second_try_inside_one_round_counts(when: str, results: list[Kept], tries: int, predicted: bool) -> None:
    plan = Kept("p", "evaluate.test_plan", "U1", {"expect": "ten", "when": when}, AT.replace(month=6, day=6, hour=16))
    facts = Facts(answers={"evaluate.test_plan": (plan,), predicting.RESULTS: tuple(results)})
    found = marks(facts, (), TODAY)
    assert (found.tries, found.linked, found.predicted) == (tries, tries > 1, predicted)


def test_two_figures_on_one_day_are_not_figures_over_time() -> None:
    measures = Kept("1.0", "explore.measures", "U1", {"better": "calls"}, AT)

    def point(n: int, day: int) -> Kept:
        value = {"text": "calls", "measure": "calls", "value": 30.0 + n, "day": f"2026-06-{day:02}"}
        return Kept(f"{n}.1", "check_in.learned", "U1", value, AT)

    def found(*days: int) -> Marks:
        learned = tuple(point(n, day) for n, day in enumerate(days, 2))
        return marks(Facts(answers={"explore.measures": (measures,), "check_in.learned": learned}), (), TODAY)

    assert not found(1, 2, 2).over_time
    assert found(1, 2, 3).over_time


def test_the_middle_one() -> None:
    assert median([3, 1, 2]) == 2
    assert median([4, 1, 2, 3]) == 2.5
    with pytest.raises(ValueError, match="no middle"):
        median([])


def test_the_usual_bands_and_those_of_a_trust() -> None:
    usual = bands()
    assert [usual.of(one) for one in (1, 3, 4, 6, 8, 12, 15, 25)] == [
        "low", "low", "moderate", "moderate", "high", "high", "extreme", "extreme",
    ]  # fmt: skip
    assert bands("very low 1-5, medium risk 6-10, high 12-25").of(6) == "medium risk"
    assert (score("high", "high"), score("low", "low"), score("middle", "high")) == (16, 2, 12)
    assert score("low", "") is None
    assert len(SCORES) == 14


@pytest.mark.parametrize(
    ("text", "told"),
    [("low 1-3", "the score 4 is in none"), ("low 1-6, high 5-25", "is in low and high"), ("red", "is no band")],
)
def test_bands_that_leave_a_score_out_are_refused(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        bands(text)
