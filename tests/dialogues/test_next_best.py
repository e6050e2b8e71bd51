"""Where to go next: every row of the map's routing table, each silent again as soon as somebody acts on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dialogues import library
from dialogues.facts import Facts, Kept
from dialogues.model import Need
from dialogues.next_best import Suggestion, next_best, proposed
from dialogues.signals import LOOKS
from dialogues.state import Cell, ConversationState
from dialogues.vocabulary import SIGNALS, SIGNALS_ABOUT

DIALOGUE = library.load()
BEGUN = datetime(2026, 5, 4, 9, tzinfo=UTC)
NOW = BEGUN + timedelta(days=20)
NEEDS = [
    {"need": "know which day they will hear", "who": "patients", "known": "heard"},
    {"need": "see where a result is", "who": "reception", "known": "heard"},
]


def record(*given: tuple[str, Any], chosen: Mapping[str, tuple[str, ...]] | None = None, private: str = "") -> Facts:
    """Answers a day apart, with ids a0, a1, … in the order given."""
    answers: dict[str, tuple[Kept, ...]] = {}
    for n, (question, value) in enumerate(given):
        kept = Kept(f"a{n}", question, "U1", value, BEGUN + timedelta(days=n), private=question == private)
        answers[question] = (*answers.get(question, ()), kept)
    return Facts(answers=answers, chosen=chosen or {})


def state(**more: Any) -> ConversationState:
    return ConversationState(**({"dialogue": "improvement", "version": 1, "lead": "U1", "depth": "standard"} | more))


def signals(facts: Facts, of: ConversationState | None = None, now: datetime = NOW) -> dict[str, Suggestion]:
    return {one.signal: one for one in next_best(DIALOGUE, of or state(), facts, now)}


MUST = {"explore.priorities": ("a0",)}
RISK = {"event": "a worrying result waits", "bad": "high"}
TWO = [("explore.needs", NEEDS[0]), ("explore.needs", NEEDS[1])]
ABOUT = "know which day they will hear"
CHOICE = ("create.choose", "create.concept")
TRY = ("evaluate.test_plan", "evaluate.go_ahead")

# signal: the record, what was taken in votes, what to ask, what follows, a word of the reason, what answers it
Row = tuple[list[tuple[str, Any]], dict[str, tuple[str, ...]], str, tuple[str, ...], str, tuple[str, Any]]
ROWS: dict[str, Row] = {
    "must_is_a_guess": (
        [*TWO, ("explore.evidence", ["a0"])], MUST, "explore.evidence", ("explore.needs",), ABOUT,
        ("explore.evidence", []),
    ),
    "new_group": (
        [*TWO, ("explore.people", {"groups": ["nurses"], "others": "the lab van driver"})], {}, "explore.needs",
        ("explore.evidence", "explore.priorities"), "the lab van driver",
        ("explore.needs", {"need": "know when to come", "who": "driver"}),
    ),
    "need_misread": (
        [*TWO, ("evaluate.needs_met", {"a0": "misread", "a1": "met"})], MUST, "explore.needs",
        ("explore.evidence", "explore.priorities"), ABOUT,
        ("explore.needs", {"need": "hear a kind voice", "who": "patients"}),
    ),
    "must_without_idea": (
        [*TWO, ("create.ideas", "a slip"), ("create.coverage", ["a0"])], MUST, "create.ideas", CHOICE, ABOUT,
        ("create.ideas", "text them"),
    ),
    "idea_does_not_do_it": (
        [*TWO, ("evaluate.needs_met", {"a0": "not_it"})], MUST, "create.ideas", CHOICE, ABOUT,
        ("create.concept", "text them"),
    ),
    "no_better": (
        [("evaluate.verdict", {"overall": "same"}), ("evaluate.verdict", {"overall": "worse"})], {}, "create.ideas",
        CHOICE, "no better", ("evaluate.verdict", {"overall": "better"}),
    ),
    "not_tried": (
        [*TWO, ("evaluate.needs_met", {"a0": "not_tried"})], MUST, "evaluate.test_plan", ("evaluate.go_ahead",), ABOUT,
        ("evaluate.test_plan", {"what": "again"}),
    ),
    "cannot_tell": (
        [*TWO, ("evaluate.needs_met", {"a0": "cant_tell"})], MUST, "create.smallest_test", TRY,
        ABOUT, ("evaluate.test_plan", {"what": "again"}),
    ),
    "doubted_belief_untested": (
        [("create.assumptions", {"belief": "the lab is quick", "sure": "not_sure"})], {}, "create.smallest_test",
        TRY, "the lab is quick", ("evaluate.results", {"seen": "it was"}),
    ),
    "aim_reached": (
        [("agree.aim", {"measure": "calls a day", "to": "20"}), ("check_in.aim", {"value": "18", "how": "there"})], {},
        "agree.sustain", (), "calls a day", ("agree.aim", {"measure": "calls a day", "to": "10"}),
    ),
    "aim_not_moved": (
        [("agree.aim", {"measure": "calls a day", "to": "20"}), ("check_in.aim", {"value": "40", "how": "same"})], {},
        "create.ideas", CHOICE, "calls a day", ("create.ideas", "text them"),
    ),
    "evidence_without_decision": (
        [("evaluate.results", {"seen": "two rang"}), ("evaluate.verdict", {"overall": "better"})], {},
        "agree.decision", (), "nobody has decided", ("agree.decision", {"choice": "go_on"}),
    ),
    "severe_risk_uncontrolled": (
        [("create.what_if", RISK)], {}, "create.controls", ("agree.risks",), "a worrying result waits",
        ("create.controls", {"control": "it goes to the phone", "strength": "design"}),
    ),
    "severe_risk_unowned": (
        [("evaluate.risks", RISK)], {}, "agree.risks", (), "a worrying result waits", ("agree.risks", {"a0": "act"}),
    ),
    "try_without_yes": (
        [("evaluate.test_plan", {"what": "a slip", "when": NOW.date().isoformat()})], {}, "evaluate.go_ahead", (),
        "nobody has said yes", ("evaluate.go_ahead", {"approver": "the matron", "answer": "yes"}),
    ),
    "outside_our_part": (
        [
            ("explore.boundary", {"starts": "blood is taken", "out": "X-rays", "neighbours": "the laboratory"}),
            ("evaluate.side_effects", {"worse": "more calls", "who": "the laboratory staff"}),
        ], {}, "explore.boundary", ("explore.stakeholders", "agree.aim"), "the laboratory staff",
        ("explore.boundary", {"starts": "blood is taken", "out": "X-rays"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_a_signal_suggests_where_to_go_and_why(name: str) -> None:
    given, chosen, question, then, word, _ = ROWS[name]
    found = signals(record(*given, chosen=chosen))[name]
    assert (found.question, found.then) == (question, then)
    assert word in found.because
    assert "{" not in found.because
    assert found.whom in ("everyone", "lead", "runner")


@pytest.mark.parametrize("name", ROWS)
def test_it_is_silent_once_somebody_acts_on_it(name: str) -> None:
    given, chosen, _, _, _, answer = ROWS[name]
    question, value = answer
    kept = [(one, old) for one, old in given if not (one == question and isinstance(value, list))]
    assert name not in signals(record(*kept, answer, chosen=chosen))


@pytest.mark.parametrize("name", ROWS)
def test_what_nobody_has_seen_yet_is_never_read(name: str) -> None:
    given, chosen, *_ = ROWS[name]
    assert name not in signals(record(*given, chosen=chosen, private=given[-1][0]))


def test_an_empty_record_suggests_nothing() -> None:
    assert next_best(DIALOGUE, state(), Facts(), NOW) == ()


def test_a_guess_is_one_no_longer_when_somebody_was_heard() -> None:
    guessed = record(("explore.needs", NEEDS[0] | {"known": "guess"}), chosen=MUST)
    assert "must_is_a_guess" in signals(guessed)
    heard = Facts(
        answers={
            "explore.evidence": (Kept("e", "explore.evidence", "U1", ["a0"], BEGUN),),
            "explore.needs": (Kept("a0", "explore.needs", "U1", NEEDS[0], NOW),),
        },
        chosen=MUST,
    )
    assert "must_is_a_guess" not in signals(heard)


def test_a_group_that_a_need_speaks_of_is_not_new() -> None:
    known = record(*TWO, ("explore.people", {"groups": ["reception"]}))
    assert "new_group" not in signals(known)
    asked_now = state(cells={"explore.needs": Cell(status="open")})
    late = record(*TWO, ("explore.people", {"others": "porters"}))
    assert signals(late)["new_group"].whom == "everyone"
    assert "new_group" not in signals(late, asked_now)


def test_no_news_for_four_weeks_asks_for_a_try() -> None:
    facts = record(("create.choose", ["x"]))
    late = BEGUN + timedelta(days=29)
    assert "no_fresh_evidence" not in signals(facts, now=BEGUN + timedelta(days=27))
    assert signals(facts, now=late)["no_fresh_evidence"].question == "create.smallest_test"
    assert "no_fresh_evidence" not in signals(facts, state(test_at=late + timedelta(days=1)), late)
    assert "no_fresh_evidence" not in signals(facts, state(test_at=late - timedelta(days=6)), late), "tried last week"
    safe = record(("create.choose", ["x"]), ("evaluate.safety", {"happened": "no"}))
    assert "no_fresh_evidence" in signals(facts, now=BEGUN + timedelta(days=28, hours=1))
    assert "no_fresh_evidence" not in signals(safe, now=BEGUN + timedelta(days=28, hours=1)), "a day later is news"
    stopped = record(("evaluate.results", {"seen": "no"}), ("agree.decision", {"choice": "stop"}))
    assert "no_fresh_evidence" not in signals(stopped, now=late + timedelta(days=9))


def test_a_decision_to_stop_comes_before_everything() -> None:
    given = [("create.what_if", RISK), ("agree.decision", {"choice": "stop"})]
    first = next_best(DIALOGUE, state(), record(*given), NOW)[0]
    assert (first.question, first.offer) == ("agree.decision", "stop")
    assert "decided_to_stop" not in signals(record(*given, ("agree.decision", {"choice": "go_on"})))


def test_a_choice_that_took_nothing_leads_back_to_ideas() -> None:
    over = state(cells={"create.choose": Cell(status="settled")})
    assert signals(Facts(), over)["no_idea_taken"].question == "create.ideas"
    assert "no_idea_taken" not in signals(Facts(chosen={"create.choose": ("i1",)}), over)
    assert "no_idea_taken" not in signals(Facts(), state(cells={"create.choose": Cell(status="open")}))


def test_three_loops_without_news_offer_a_good_stop() -> None:
    again = {"explore.needs": Cell(status="settled", again=True, asked_at=BEGUN + timedelta(days=5))}
    circling = state(loops={"explore.needs": 2, "explore.problem": 1}, cells=again)
    found = signals(record(*TWO), circling)["going_in_circles"]
    assert (found.question, found.offer) == ("agree.decision", "stop")
    fresh = Facts(answers={"create.ideas": (Kept("n", "create.ideas", "U1", "new", BEGUN + timedelta(days=6)),)})
    assert "going_in_circles" not in signals(fresh, circling)
    assert "going_in_circles" not in signals(record(*TWO), state(loops={"explore": 2}, cells=again))
    asking = {"explore.needs": Cell(status="open", again=True, asked_at=BEGUN)}
    assert "going_in_circles" not in signals(record(*TWO), state(loops={"explore": 3}, cells=asking))


@pytest.mark.parametrize(
    ("given", "more", "offered"),
    [
        ([], {"depth": "quick"}, False),
        ([], {"depth": "quick", "scale": "cross-organisation"}, True),
        ([], {"depth": "standard", "scale": "cross-organisation"}, False),
        ([("evaluate.risks", RISK)], {"depth": "quick"}, True),
        ([], {"depth": "quick", "cells": {f"q{n}": Cell(status="unknown") for n in range(5)}}, False),
        ([], {"depth": "quick", "cells": {f"q{n}": Cell(status="unknown") for n in range(6)}}, True),
        ([], {"depth": "quick", "way": "alone", "cells": {f"q{n}": Cell(status="unknown") for n in range(6)}}, False),
        ([("evaluate.risks", RISK)], {"depth": "quick", "way": "alone"}, True),
    ],
)
def test_a_quick_round_that_is_too_small_for_it_offers_to_go_deeper(
    given: list[tuple[str, Any]], more: dict[str, Any], offered: bool
) -> None:
    found = signals(record(*given), state(**more)).get("needs_more_depth")
    assert (found is not None) is offered
    assert found is None or (found.question, found.offer) == ("", "deeper")


def test_what_is_left_open_comes_back() -> None:
    cells = {
        "explore.baseline": Cell(status="unknown", gap=True),
        "agree.aim": Cell(status="settled", check_again=True),
    }
    found = next_best(DIALOGUE, state(cells=cells), Facts(), NOW)
    assert [one.question for one in found] == ["agree.aim", "explore.baseline"]
    assert found[1].because == "nobody knew this when I asked"


def test_what_a_later_step_asks_anyway_comes_by_itself() -> None:
    facts = record(("evaluate.results", {"seen": "two rang"}), ("evaluate.verdict", {"overall": "better"}))
    over = ["explore", "create", "evaluate", "agree"]
    before = state(walk="evaluate.resting", step="V2", overrides=over)
    after = state(walk="review", step="A1", overrides=over)
    assert proposed(DIALOGUE, before, facts, NOW) == ()
    assert [one.question for one in proposed(DIALOGUE, after, facts, NOW)] == ["agree.decision"]


def test_what_a_phase_lacks_comes_last() -> None:
    facts = record(("create.what_if", RISK))
    thin = [Need(check="answered", question="explore.success", thin="nobody has said what good looks like")]
    found = next_best(DIALOGUE, state(), facts, NOW, thin)
    assert [one.question for one in found] == ["create.controls", "explore.success"]
    assert found[-1].because == "nobody has said what good looks like"
    assert found[-1].whom == "everyone"


def test_safety_comes_first_and_each_question_once() -> None:
    given = [*TWO, ("create.what_if", RISK), ("evaluate.needs_met", {"a0": "not_it", "a1": "misread"})]
    found = next_best(DIALOGUE, state(), record(*given, ("evaluate.verdict", {"overall": "worse"})), NOW)
    assert found[0].signal == "severe_risk_uncontrolled"
    questions = [one.question for one in found]
    assert len(questions) == len(set(questions))
    assert found == next_best(DIALOGUE, state(), record(*given, ("evaluate.verdict", {"overall": "worse"})), NOW)


def test_what_is_being_asked_is_not_suggested() -> None:
    asking = state(cells={"create.controls": Cell(status="open")})
    assert signals(record(("create.what_if", RISK)), asking) == {}


def test_without_words_to_quote_the_reason_still_reads_well() -> None:
    gone = record(("evaluate.needs_met", {"zz": "misread"}))
    assert signals(gone)["need_misread"].because == "somebody who saw the try says we misread this need"


def test_long_words_are_cut_and_the_main_box_is_quoted() -> None:
    value = {"so_that": "first box given", "need": "word " * 60}
    found = signals(record(("explore.needs", value), ("evaluate.needs_met", {"a0": "misread"})))["need_misread"]
    assert "word word" in found.because
    assert len(found.because) < 150


def test_every_signal_has_a_route_and_a_function() -> None:
    assert set(LOOKS) == set(SIGNALS) == {route.signal for route in DIALOGUE.routes}
    assert {route.signal for route in DIALOGUE.routes if "{about}" in route.because} <= SIGNALS_ABOUT
