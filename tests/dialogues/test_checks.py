"""The checks on answers: firm on aims, gentle on needs, silent on honest words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.checks.fixes import solution_in
from dialogues.checks.judge import judge
from dialogues.checks.review import review
from dialogues.checks.whole import Whole
from dialogues.facts import Facts, Kept

TODAY = date(2026, 11, 23)
DATA = Path(__file__).parent / "data"
SETS: list[dict[str, Any]] = [
    json.loads((DATA / name).read_text(encoding="utf-8")) for name in ("examples.json", "own_examples.json")
]
EXAMPLES: dict[str, list[dict[str, Any]]] = {
    part: [sample for one in SETS for sample in one[part]] for part in ("aims", "needs")
}


def fired(question: str, value: Any, facts: Facts | None = None) -> set[str]:
    return {remark.check for remark in judge(question, value, TODAY, facts)}


@pytest.mark.parametrize("sample", EXAMPLES["aims"], ids=lambda s: s["text"][:50])
def test_every_labelled_aim_is_right(sample: dict[str, Any]) -> None:
    assert fired("agree.aim", sample["text"]) - {"aim.past_or_far_date"} == set(sample["expected_checks"])


@pytest.mark.parametrize("sample", EXAMPLES["needs"], ids=lambda s: s["text"][:50])
def test_no_sound_need_is_called_a_fix(sample: dict[str, Any]) -> None:
    if not sample["solution_phrased"]:
        assert "need.solution_phrased" not in fired("explore.needs", sample["text"])


@pytest.mark.parametrize("which", [0, 1])
def test_nearly_every_fix_in_disguise_is_found(which: int) -> None:
    fixes = [sample["text"] for sample in SETS[which]["needs"] if sample["solution_phrased"]]
    missed = [text for text in fixes if "need.solution_phrased" not in fired("explore.needs", text)]
    assert len(missed) * 10 <= len(fixes), missed


@pytest.mark.parametrize(
    "text",
    [
        "Patients need to know the plan",
        "Families need someone who explains what is happening",
        "Patients need a doctor who listens",
        "Carers need a break",
        "Babies need to stay with their mothers",
        "People need medicines at the right time",
        "I like a cup of tea with company",
        "Patients need food they can swallow",
        "People need to be assessed where they live, because the ward kitchen tells us little",
        "Families need to know who will come on the first evening at home",
    ],
)
def test_a_sound_need_is_left_alone(text: str) -> None:
    assert solution_in(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "We need more nurses at night",
        "A discharge coordinator is needed",
        "No checklist for transfers",
        "We need to recruit two pharmacists",
        "There is no pathway for falls",
        "Families need a leaflet about delirium",
    ],
)
def test_a_fix_in_disguise_is_quoted_in_its_own_words(text: str) -> None:
    assert solution_in(text)
    assert solution_in(text).lower() in text.lower()


@pytest.mark.parametrize(
    ("question", "answer", "check"),
    [
        ("explore.problem", "Patients don't bother to turn up", "problem.blame"),
        ("explore.problem", "Falls are a real problem", "problem.no_data"),
        ("explore.stakeholders", "Geriatricians, nurses, therapists, bed managers", "stakeholder.no_patient_or_carer"),
        ("create.ideas", "Poster on signs of dehydration", "idea.weak_action_only"),
        ("create.ideas", "Send texts", "idea.weak_action_only"),
        ("create.ideas", "Train nurses to complete the falls risk assessment", "idea.weak_action_only"),
        ("evaluate.results", "18 admissions to 4", "data.two_point"),
        ("evaluate.results", "12.1 to 7.2", "data.two_point"),
        ("evaluate.results", "45% to 96%", "data.two_point"),
        ("agree.actions", "Someone will look into weekend therapy cover", "action.no_owner"),
        ("agree.actions", "Someone will look into weekend therapy cover", "action.no_date"),
        ("agree.actions", "Someone will look into weekend therapy cover", "action.vague"),
        ("evaluate.test_plan", {"what": "Roll out on all wards on Monday"}, "test.too_big_first"),
        ("evaluate.test_plan", {"what": "Try it", "expect": "see what happens"}, "test.no_prediction"),
        ("explore.measures", "Falls per 1000 patient bed days each month", "measure.no_balancing"),
        ("evaluate.risks", {"event": "A late change is missed", "owner": "the team"}, "risk.no_owner"),
        ("create.assumptions", "We assume the bundle works on forensic wards", "assumption.untested"),
        ("agree.aim", "Reduce falls from 5 to 7 a month by May 2027 on the ward", "aim.target_beyond_possible"),
        ("agree.aim", "Reduce falls on the ward by 10% by March 2020", "aim.past_or_far_date"),
    ],
)
def test_what_sets_a_check_off(question: str, answer: Any, check: str) -> None:
    assert check in fired(question, answer)


@pytest.mark.parametrize(
    ("question", "answer", "check"),
    [
        ("explore.problem", "75% of misses were booked more than two days ahead", "problem.blame"),
        ("explore.stakeholders", "patients, carers, GPs, community team", "stakeholder.no_patient_or_carer"),
        ("create.ideas", "Only allow booking one day ahead", "idea.weak_action_only"),
        ("create.ideas", "Fluid chart designed by carers", "idea.weak_action_only"),
        ("evaluate.results", "Mean fell from 18.19 to 13.36 and then 12.81", "data.two_point"),
        ("evaluate.results", "75% of misses were booked more than two days ahead", "data.two_point"),
        (
            "evaluate.results",
            "7.8% to 3.9% in the practice that changed booking; messages had a small effect",
            "data.two_point",
        ),
        ("evaluate.results", "17,12,27,20,20,18,22,19,19,24,17,16,24,19,19", "data.too_few_points"),
        ("agree.actions", "Train two more homes by 31 March 2027, owner CCG pharmacist", "action.no_owner"),
        ("agree.actions", "Train two more homes by 31 March 2027, owner CCG pharmacist", "action.no_date"),
        ("explore.measures", "Incidents per 1000 occupied bed days; restraints as balancing", "measure.no_balancing"),
        (
            "evaluate.test_plan",
            "I expect the person to need less help at home than the ward says",
            "test.no_prediction",
        ),
        ("agree.aim", "Reduce falls from 8.2 to 5.0 by 31 March 2027 on the ward", "aim.target_beyond_possible"),
    ],
)
def test_what_does_not(question: str, answer: Any, check: str) -> None:
    assert check not in fired(question, answer)


@pytest.mark.parametrize("words", ["don't know yet", "We don't know", "not sure", "TBC", "?", "no idea"])
@pytest.mark.parametrize(
    "question", ["agree.aim", "explore.needs", "explore.problem", "agree.actions", "evaluate.results"]
)
def test_not_knowing_yet_raises_nothing(question: str, words: str) -> None:
    assert fired(question, words) == set()


def test_an_aim_in_fields_is_judged_as_the_sentence_it_makes() -> None:
    whole = {
        "measure": "Shorten the wait for medicines",
        "from": "5 h",
        "to": "3 h",
        "by": "2027-09-30",
        "who": "patients on Ward 7",
    }
    assert fired("agree.aim", whole) == set()
    assert fired("agree.aim", {"measure": "Shorten the wait", "who": "patients"}) == {
        "aim.no_target_number",
        "aim.no_deadline",
    }


def test_every_remark_quotes_the_answer_or_nothing() -> None:
    for sample in EXAMPLES["aims"] + EXAMPLES["needs"]:
        question = "agree.aim" if "expected_checks" in sample else "explore.needs"
        for remark in judge(question, sample["text"], TODAY):
            assert remark.quoted.lower() in sample["text"].lower()


@given(st.text(max_size=300), st.sampled_from(["agree.aim", "explore.needs", "evaluate.test_plan", "agree.actions"]))
def test_no_words_make_a_check_fall_over(text: str, question: str) -> None:
    for remark in judge(question, text, TODAY):
        assert remark.ask


def _kept(question: str, *values: Any, by: str = "U1") -> tuple[Kept, ...]:
    from datetime import UTC, datetime

    return tuple(Kept(str(n), question, by, value, datetime(2026, 5, 1, tzinfo=UTC)) for n, value in enumerate(values))


def test_the_whole_record_shows_one_voice_and_one_idea() -> None:
    facts = Facts(
        {
            "explore.needs": _kept("explore.needs", "A", "B", "C"),
            "create.ideas": _kept("create.ideas", "Train nurses"),
        }
    )
    assert {remark.check for _, remark in review(Whole(facts, TODAY))} == {
        "need.one_voice",
        "idea.single",
        "idea.weak_action_only",
    }
    assert "need.one_voice" not in {remark.check for _, remark in review(Whole(facts, TODAY, way="alone"))}
