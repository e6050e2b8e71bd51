"""What a phase should have, and when a question is asked at all: every name of the vocabulary has a meaning."""

from __future__ import annotations

from typing import Any

import pytest

from dialogues.conditions import CONDITIONS, READS, holds
from dialogues.facts import Facts
from dialogues.gates import CHECKS, thin_in
from dialogues.model import Need
from dialogues.state import Cell, ConversationState, Member
from dialogues.vocabulary import CHECKS as CHECK_NAMES
from dialogues.vocabulary import CONDITIONS as CONDITION_NAMES
from tests.dialogues.test_choices_and_drafts import facts, kept
from tests.dialogues.tiny import tiny_dialogue

STATE = ConversationState("tiny", 1, "ann", team={"ann": Member("here"), "ben": Member("here")})


def test_every_name_that_content_may_use_has_a_meaning() -> None:
    assert set(CHECKS) == set(CHECK_NAMES)
    assert set(CONDITIONS) == set(CONDITION_NAMES)
    assert set(READS) <= set(CONDITIONS)


def met(check: str, question: str, record: Facts, at_least: int = 1, state: ConversationState = STATE) -> bool:
    """Whether a check is met."""
    return CHECKS[check](Need(check=check, question=question, at_least=at_least, thin="thin"), record, state)


Q = "q.q"
MUST = {"explore.priorities": ("3.0",)}


@pytest.mark.parametrize(
    ("check", "values", "well", "at_least"),
    [
        ("answered", [], False, 1),
        ("answered", ["x"], True, 1),
        ("answered_or_to_find_out", [], False, 1),
        ("lines", ["a", "b"], False, 3),
        ("lines", ["a", ["b", "c"]], True, 3),
        ("groups", [{"groups": ["nurses"], "others": "families, patients"}], True, 3),
        ("groups", [{"groups": ["nurses"]}, {"groups": ["nurses"]}], False, 2),
        ("groups", ["families\npatients"], True, 2),
        ("not_only_staff", [{"groups": ["nurses", "doctors"]}], False, 1),
        ("not_only_staff", [{"groups": ["nurses", "cared_for"]}], True, 1),
        ("not_only_staff", [{"others": "families"}], True, 1),
        ("dated", [{"what": "x"}], False, 1),
        ("dated", [{"when": "2026-05-19"}], True, 1),
        ("signs", [{"sign": "a bell"}, {"event": "x"}], False, 2),
        ("signs", [{"sign": "a bell"}, {"sign": "a call"}], True, 2),
        ("cleared", [{"answer": "asked"}], False, 1),
        ("cleared", [{"answer": "yes"}], True, 1),
        ("owned", [{"who": "ann"}], False, 1),
        ("owned", [{"who": "ann", "due": "2026-05-19"}], True, 1),
        ("musts_known", [["3.0"]], False, 1),
        ("musts_known", [["3.1"]], True, 1),
        ("measures_balanced", [{"better": "x"}], False, 1),
        ("measures_balanced", [{"worse": "x"}], True, 1),
        ("judged", [{"3.1": "met"}], False, 1),
        ("judged", [{"3.0": "met"}], True, 1),
        ("musts_themed", [{"3.0": "safe"}], True, 1),
        ("musts_covered", [["3.0"]], False, 1),
        ("risks_owned", [{"bad": "high"}], False, 1),
        ("risks_owned", [{"bad": "high", "owner": "ann"}], True, 1),
        ("stories_heard", [{"known": "told"}, {"known": "seen"}], False, 2),
        ("stories_heard", [{"known": "told"}, {"known": "own"}], True, 2),
        ("kinds", [{"kind": "steps"}, {"kind": "steps"}], False, 2),
        ("kinds", [{"kind": "steps"}, {"kind": "kit"}], True, 2),
        ("sure_enough", [{"sure": "low", "worth": "yes"}], False, 1),
        ("sure_enough", [{"sure": "low", "worth": "no"}], True, 1),
        ("sure_enough", [{"sure": "low", "worth": "yes"}, {"sure": "high"}], True, 1),
        ("answered_unless_stopped", [], False, 1),
    ],
)
def test_a_check(check: str, values: list[Any], well: bool, at_least: int) -> None:
    record = facts(*(kept(Q, f"9.{n}", value) for n, value in enumerate(values)), chosen=MUST)
    assert met(check, Q, record, at_least) is well


def test_chosen_counts_what_was_taken() -> None:
    assert not met("chosen", "create.choose", Facts())
    assert met("chosen", "create.choose", Facts(chosen={"create.choose": ("5.0",)}))


def test_something_to_find_out_counts_where_it_may() -> None:
    state = ConversationState("tiny", 1, "ann", cells={Q: Cell("unknown")})
    assert met("answered_or_to_find_out", Q, Facts(), state=state)


def test_a_stopped_project_needs_no_aim() -> None:
    stopped = facts(kept("agree.decision", "9.0", {"choice": "stop"}))
    assert met("answered_unless_stopped", Q, stopped)


def test_a_risk_that_could_harm_wants_more_than_teaching() -> None:
    risk = kept("evaluate.risks", "8.0", {"bad": "high"})
    weak, strong = (kept(Q, "9.0", {"strength": how}) for how in ("train", "design"))
    assert met("strong_control", Q, facts())
    assert not met("strong_control", Q, facts(risk, weak))
    assert met("strong_control", Q, facts(risk, strong))


def test_what_is_thin_is_named_in_the_authors_words() -> None:
    state = ConversationState("tiny", 1, "ann", depth="standard")
    assert thin_in(tiny_dialogue(), state, Facts(), "explore") == ("fewer than three needs",)
    assert thin_in(tiny_dialogue(), state, Facts(), "agree") == ()


def with_team(size: int, **more: Any) -> ConversationState:
    """A team of this size."""
    return ConversationState("tiny", 1, "p0", team={f"p{n}": Member("here") for n in range(size)}, **more)


@pytest.mark.parametrize(
    ("name", "state", "record", "well"),
    [
        ("lone", with_team(1), Facts(), True),
        ("lone", with_team(2), Facts(), False),
        ("lone", with_team(2, way="alone"), Facts(), True),
        ("lone_or_standard", with_team(2), Facts(), False),
        ("lone_or_standard", with_team(2, depth="standard"), Facts(), True),
        ("organisation_or_wider", with_team(2), Facts(), False),
        ("organisation_or_wider", with_team(2, scale="organisation"), Facts(), True),
        ("touches_care", with_team(2), facts(kept("create.involve", "1.0", {"touches_care": "not_sure"})), True),
        ("touches_care", with_team(2), facts(kept("create.involve", "1.0", {"touches_care": "no"})), False),
        ("money_or_yes_needed", with_team(2), facts(kept("agree.decision", "1.0", {"needs_yes": "yes"})), True),
        ("money_or_yes_needed", with_team(2), facts(kept("agree.decision", "1.0", "just words")), False),
        ("not_stopped", with_team(2), facts(kept("agree.decision", "1.0", {"choice": "stop"})), False),
        ("not_stopped", with_team(2), Facts(), True),
        ("risk_without_owner", with_team(2), Facts(), False),
        ("risk_without_owner", with_team(2), facts(kept("evaluate.risks", "1.0", "a fall")), True),
        ("risk_without_owner", with_team(2), facts(kept("evaluate.risks", "1.0", {"owner": "ann"})), False),
        ("target_missing", with_team(2), facts(kept("agree.aim", "1.0", {"to": "3 hours"})), False),
        ("target_missing", with_team(2), Facts(), True),
        ("more_than_five", with_team(5), Facts(), False),
        ("more_than_five", with_team(6), Facts(), True),
        ("more_than_five", with_team(6), facts(kept("agree.decision", "1.0", {"choice": "stop"})), False),
        ("", with_team(1), Facts(), True),
        ("nobody_knows_this_one", with_team(1), Facts(), True),
    ],
)
def test_a_condition(name: str, state: ConversationState, record: Facts, well: bool) -> None:
    assert holds(name, state, record) is well
