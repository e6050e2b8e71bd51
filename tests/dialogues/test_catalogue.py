"""All 58 checks of the catalogue: where each is computed, that it fires on its example and is quiet on the other.

The samples are the catalogue's (`triggers_on`, `stays_quiet_on`), put into the answers or the record that hold them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dialogues.checks.judge import judge
from dialogues.checks.review import review
from dialogues.checks.whole import Whole
from dialogues.facts import Facts, Kept
from dialogues.to_do import figure

TODAY = date(2026, 11, 23)
CATALOGUE: dict[str, dict[str, Any]] = {
    one["id"]: one for one in json.loads((Path(__file__).parent / "data/catalogue.json").read_text(encoding="utf-8"))
}


@dataclass(frozen=True)
class Said:
    """One answer to one question, as it is judged by itself."""

    question: str
    value: Any

    def fires(self) -> set[str]:
        return {remark.check for remark in judge(self.question, self.value, TODAY)}


class Record:
    """A record with some answers, as it is looked over as a whole."""

    def __init__(self, **more: Any) -> None:
        self.now: dict[str, list[Kept]] = {}
        self.before: dict[str, list[Kept]] = {}
        self.chosen: dict[str, tuple[str, ...]] = {}
        self.joined: tuple[tuple[str, ...], ...] = ()
        self.ties: tuple[tuple[str, str], ...] = ()
        self.more = more
        self._n = 0

    def say(self, question: str, *values: Any, by: str = "", days: int = 1, earlier: bool = False) -> Record:
        for value in values:
            self._n += 1
            at = datetime(2026, 11, 23, 9, tzinfo=UTC) - timedelta(days=days)
            kept = Kept(f"{self._n}.0", question, by or f"U{self._n}", value, at)
            (self.before if earlier else self.now).setdefault(question, []).append(kept)
        return self

    def take(self, question: str, *items: str) -> Record:
        self.chosen[question] = items
        return self

    def count(self, measure: str, values: list[float], start: date = date(2026, 1, 5)) -> Record:
        days = (start + timedelta(weeks=n) for n in range(len(values)))
        return self.say("check_in.learned", *(figure(measure, v, day) for v, day in zip(values, days, strict=False)))

    def fires(self) -> set[str]:
        now = {name: tuple(kept) for name, kept in self.now.items()}
        before = {name: tuple(kept) for name, kept in self.before.items()}
        whole = Whole(Facts(now, before, self.joined, self.chosen, ties=self.ties), TODAY, asked=5, heard=5)
        return {remark.check for _, remark in review(replace(whole, **self.more))}


Case = tuple[Said | Record, Said | Record]
AIM, NEED, IDEAS, MEASURES = "agree.aim", "explore.needs", "create.ideas", "explore.measures"
RESULTS, PLAN, RISKS, DECISION = "evaluate.results", "evaluate.test_plan", "evaluate.risks", "agree.decision"
FALLS = "Falls per 1000 bed days"
STEADY = [5.0, 6, 5, 7, 5, 6, 7, 5, 6, 5, 7, 6]
DROPPED = [7.0, 8, 7, 9, 8, 7, 8, 3, 2, 3, 2, 3, 2, 3]


def _sample(check: str, question: str) -> Case:
    """The catalogue's own words as an answer to one question."""
    one = CATALOGUE[check]
    return Said(question, one["triggers_on"]), Said(question, one["stays_quiet_on"])


def _on(check: str, question: str, before: str = "", after: str = "") -> Case:
    """The catalogue's words where a whole answer has some more around them."""
    fires, quiet = _sample(check, question)
    assert isinstance(fires, Said)
    assert isinstance(quiet, Said)
    return Said(question, before + fires.value + after), Said(question, before + quiet.value + after)


def _needs(*by: str) -> Record:
    record = Record()
    for n, person in enumerate(by):
        record.say(NEED, {"need": f"to know thing {n}"}, by=person)
    return record


def _aim(check: str) -> Case:
    return _sample(check, AIM)


def _verdicts(*said: str, choice: str = "go_on") -> Record:
    record = Record().say(NEED, "carers can plan ahead").take("explore.priorities", "1.0")
    record.say("evaluate.needs_met", *({"1.0": one} for one in said))
    return record.say(DECISION, {"choice": choice, "reason": "one-day booking scores best"})


def _weighed(*scores: dict[str, str]) -> Record:
    record = Record().say("create.choose", ["1.0"], ["1.0"], ["2.0"]).take("create.choose", "1.0")
    return record.say("create.weigh", *scores)


def _figures(better: list[float], doing: list[float] | None = None, when: str = "") -> Record:
    record = Record().say(MEASURES, {"better": FALLS, "doing": "Wristbands on", "worse": "Restraints"})
    record.count(FALLS, better)
    if doing:
        record.count("Wristbands on", doing)
    if when:
        record.say(PLAN, {"what": "wristbands", "expect": "fewer", "watch": "falls", "when": when})
    return record


def _steps(progress: dict[str, Any] | None = None) -> Record:
    record = Record().say("agree.actions", {"what": "Ring the team", "who": "Mei", "due": "2026-09-01"}, days=90)
    return record.say("check_in.progress", progress) if progress else record


def _wristband(*ties: tuple[str, str]) -> Record:
    record = Record().say(NEED, "recognise patients at high risk").say(IDEAS, "wristband", "lower the beds")
    record.ties = ties
    return record


def _round_two(plan: str) -> Record:
    record = Record().say(RESULTS, "first home visit showed less help was needed", earlier=True)
    return record.say(PLAN, {"what": plan, "expect": "fewer", "watch": "hours"})


def _risk(likely: str, bad: str, days: int = 1) -> Record:
    return Record().say(RISKS, {"event": "a late change is missed", "likely": likely, "bad": bad}, days=days)


def _told_of(everybody: str, reason: str) -> Record:
    """A try that everybody judged, some better and some worse, and what was decided."""
    record = Record().say("evaluate.verdict", *({"overall": one} for one in everybody.split()))
    return record.say(DECISION, {"choice": "go_on", "reason": reason})


# Where each is computed: an answer alone (judge.py) or the whole record (review.py), with the catalogue's own samples.
COMPUTED: dict[str, Callable[[], Case]] = {
    "aim.no_target_number": lambda: _aim("aim.no_target_number"),
    "aim.no_deadline": lambda: _aim("aim.no_deadline"),
    "aim.no_population": lambda: _aim("aim.no_population"),
    "aim.names_a_solution": lambda: _aim("aim.names_a_solution"),
    "aim.no_direction": lambda: _aim("aim.no_direction"),
    "aim.measure_mismatch": lambda: (
        Record().say(AIM, f"Reduce {FALLS} to 5").say(MEASURES, {"better": "Training attendance"}),
        Record().say(AIM, f"Reduce {FALLS} to 5").say(MEASURES, {"better": FALLS}),
    ),
    "aim.past_or_far_date": lambda: _on("aim.past_or_far_date", AIM, "Reduce falls on the ward by 10% "),
    "aim.target_beyond_possible": lambda: _on("aim.target_beyond_possible", AIM, after=" falls a month on the ward"),
    "need.solution_phrased": lambda: _sample("need.solution_phrased", NEED),
    "need.need_form": lambda: _sample("need.need_form", NEED),
    "need.one_voice": lambda: (_needs(*["U1"] * 6), _needs("nurse", "daughter", "physiotherapist")),
    "problem.no_data": lambda: _sample("problem.no_data", "explore.problem"),
    "problem.blame": lambda: _sample("problem.blame", "explore.problem"),
    "cause.single_cause": lambda: (
        Said("explore.causes", "Falls, because nobody looks, because nobody knows, because of lack of training"),
        Record().say("explore.causes", "lighting", "no handrail", "tablets", "slippers"),
    ),
    "stakeholder.no_patient_or_carer": lambda: _sample("stakeholder.no_patient_or_carer", "explore.stakeholders"),
    "stakeholder.category_gap": lambda: (
        Said("explore.stakeholders", CATALOGUE["stakeholder.category_gap"]["triggers_on"]),
        Said("explore.stakeholders", "ED, wards, managers, community, council, CCG, IT"),
    ),
    "stakeholder.high_power_no_plan": lambda: (
        Said("explore.stakeholders", {"name": "medical director", "say": "high"}),
        Said("explore.stakeholders", {"name": "sponsor", "say": "high", "involve": "gets a fortnightly note"}),
    ),
    "stakeholder.high_interest_low_power": lambda: _sample(
        "stakeholder.high_interest_low_power", "explore.stakeholders"
    ),
    "idea.single": lambda: (
        Record().say(IDEAS, "Train nurses"),
        Record().say(IDEAS, *CATALOGUE["idea.single"]["stays_quiet_on"].partition(": ")[2].split(", ")),
    ),
    "idea.weak_action_only": lambda: (
        Record().say(IDEAS, *CATALOGUE["idea.weak_action_only"]["triggers_on"].split(", ")),
        Record().say(IDEAS, *CATALOGUE["idea.weak_action_only"]["stays_quiet_on"].split("; ")),
    ),
    "idea.task": lambda: _sample("idea.task", IDEAS),
    "idea.no_driver": lambda: (_wristband(("2.0", "1.0")), _wristband(("2.0", "1.0"), ("3.0", "1.0"))),
    "idea.near_duplicate": lambda: (
        Record().say(IDEAS, *CATALOGUE["idea.near_duplicate"]["triggers_on"].split(" / ")),
        Record().say(IDEAS, *CATALOGUE["idea.near_duplicate"]["stays_quiet_on"].split(" / ")),
    ),
    "measure.no_balancing": lambda: _sample("measure.no_balancing", MEASURES),
    "measure.no_definition": lambda: _sample("measure.no_definition", MEASURES),
    "measure.family_gap": lambda: (
        Said(MEASURES, {"better": FALLS}),
        Said(MEASURES, {"better": FALLS, "doing": "Wristbands on", "worse": "Restraints"}),
    ),
    "measure.vague_term": lambda: _sample("measure.vague_term", MEASURES),
    "measure.changed_mid_course": lambda: (
        Record().say(MEASURES, {"better": FALLS}).count("Falls counted", [5, 6]),
        Record().say(MEASURES, {"better": FALLS}).count(FALLS, [5, 6]),
    ),
    "data.two_point": lambda: _sample("data.two_point", RESULTS),
    "data.too_few_points": lambda: (
        Said(RESULTS, "Monthly: 12, 9, 8, 7, 6. It is 51% down"),
        Said(RESULTS, "Monthly: " + ", ".join(str(9 - n % 3) for n in range(24))),
    ),
    "data.signal_without_change_note": lambda: (_figures(DROPPED), _figures(DROPPED, when="2026-02-23")),
    "data.change_without_signal": lambda: (
        _figures(STEADY, when="2026-01-12"),
        _figures(DROPPED, when="2026-02-16"),
    ),
    "data.process_up_outcome_flat": lambda: (
        _figures(STEADY, [1, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9]),
        _figures(DROPPED, [1, 2, 1, 2, 1, 2, 1, 8, 9, 8, 9, 8, 9, 8]),
    ),
    "data.rival_explanation": lambda: (
        Said(RESULTS, CATALOGUE["data.rival_explanation"]["triggers_on"]),
        Said(RESULTS, "Fewer because of the rounds, " + CATALOGUE["data.rival_explanation"]["stays_quiet_on"]),
    ),
    "data.reporting_change": lambda: _sample("data.reporting_change", RESULTS),
    "test.no_prediction": lambda: (
        Said(PLAN, {"what": "one visit", "expect": CATALOGUE["test.no_prediction"]["triggers_on"]}),
        Said(PLAN, {"what": "one visit", "expect": CATALOGUE["test.no_prediction"]["stays_quiet_on"]}),
    ),
    "test.too_big_first": lambda: _sample("test.too_big_first", PLAN),
    "test.not_linked": lambda: (
        _round_two("same again on another ward"),
        _round_two("start help the same day, because the first home visit showed less help was needed"),
    ),
    "test.no_decision": lambda: (
        Record(over=True).say(RESULTS, "no change"),
        Record(over=True).say(RESULTS, "no change").say(DECISION, {"reason": "abandon the wristband"}),
    ),
    "test.no_data_plan": lambda: (
        Said(PLAN, {"what": "rounds", "expect": "more cups", "watch": "see how it goes"}),
        Said(PLAN, {"what": "rounds", "expect": "more cups", "watch": "tally at the bottom of each page, weekly"}),
    ),
    "risk.no_owner": lambda: (
        Said(RISKS, {"event": "missed", "owner": CATALOGUE["risk.no_owner"]["triggers_on"]}),
        Said(RISKS, {"event": "missed", "owner": "Mei"}),
    ),
    "risk.high_no_action": lambda: _sample("risk.high_no_action", RISKS),
    "risk.residual_not_lower": lambda: _sample("risk.residual_not_lower", RISKS),
    "risk.none_recorded": lambda: (
        Record().say("create.choose", ["1.0"]),
        Record().say("create.choose", ["1.0"]).say("create.what_if", {"event": "carers lose the chance to book ahead"}),
    ),
    "risk.not_reviewed": lambda: (_risk("high", "middle", days=49), _risk("high", "middle", days=2)),
    "assumption.untested": lambda: _sample("assumption.untested", "create.assumptions"),
    "option.no_baseline": lambda: _sample("option.no_baseline", "evaluate.benchmark"),
    "option.must_have_failed": lambda: (_verdicts("not_it", "not_it", "met"), _verdicts("met", "met", "not_it")),
    "option.close_call": lambda: (
        _weighed({"1.0#helps": "low"}, {"1.0#helps": "high"}),
        _weighed({"1.0#helps": "high"}, {"1.0#helps": "middle"}),
    ),
    "action.no_owner": lambda: _sample("action.no_owner", "agree.actions"),
    "action.no_date": lambda: _on("action.no_date", "agree.actions", "Mei will ring the ward "),
    "action.vague": lambda: _sample("action.vague", "agree.actions"),
    "action.overdue": lambda: (_steps(), _steps({"1.0": "done"})),
    "team.silent_members": lambda: (
        Record(heard=2).say("explore.people", {"others": "patients"}),
        Record(heard=5).say("explore.people", {"others": "patients"}),
    ),
    "team.disagreement_hidden": lambda: (
        _told_of("better better worse", "noon is the measure"),
        _told_of("better better worse", "noon, but for some it was worse: the pharmacist can settle it"),
    ),
    "sustain.low_factor": lambda: (
        Said("agree.sustain", CATALOGUE["sustain.low_factor"]["triggers_on"]),
        Said("agree.sustain", "clinical leaders 12 of 15"),
    ),
    "learning.only_success": lambda: (
        Record().say(RESULTS, "34% against 30%").say(DECISION, {"choice": "go_on", "reason": "It works"}),
        Record()
        .say(RESULTS, {"seen": "34% against 30%", "less_happy": "the porters"})
        .say(DECISION, {"choice": "go_on", "reason": "It works"}),
    ),
    "privacy.identifier": lambda: _sample("privacy.identifier", NEED),
}
NOT_YET: dict[str, str] = {}


def test_every_check_of_the_catalogue_is_computed_or_says_why_not() -> None:
    assert set(COMPUTED) | set(NOT_YET) == set(CATALOGUE)
    assert not set(COMPUTED) & set(NOT_YET)
    assert all(NOT_YET.values())


@pytest.mark.parametrize("check", COMPUTED)
def test_it_fires_on_its_own_example(check: str) -> None:
    fires, _ = COMPUTED[check]()
    assert check in fires.fires()


@pytest.mark.parametrize("check", COMPUTED)
def test_it_stays_quiet_on_the_other(check: str) -> None:
    _, quiet = COMPUTED[check]()
    assert check not in quiet.fires()


@pytest.mark.parametrize("check", COMPUTED)
def test_it_is_as_firm_as_the_catalogue_says(check: str) -> None:
    fires, _ = COMPUTED[check]()
    if isinstance(fires, Said):
        levels = {one.level for one in judge(fires.question, fires.value, TODAY) if one.check == check}
        assert levels == {CATALOGUE[check]["level"]}
