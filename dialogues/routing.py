"""Where the work needs the team next: one suggestion with its reason, by plain rules over the record (map 14.8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dialogues.facts import Facts
from dialogues.recall import box, boxes, picks, standing
from dialogues.state import ConversationState

Reason = Literal[
    "need_misread", "must_is_a_guess", "no_idea_taken", "idea_does_not_do_it", "not_really_tried",
    "cannot_tell", "not_tried_yet", "no_decision", "decided_to_stop", "carry_on",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phase (or stop) to go to next, the reason as a code, and the question it points at."""

    phase: str
    reason: Reason
    question: str = ""


def suggestion(state: ConversationState, facts: Facts) -> Suggestion:
    """The next best phase: what a need's judgement points to first, then what is missing, then a decision."""
    judged = {str(option) for one in boxes(facts, "evaluate.needs_met") for option in one.values()}
    musts = facts.chosen.get("explore.priorities", ())
    tried = standing(facts, "evaluate.results")
    rules: tuple[tuple[bool, Suggestion], ...] = (
        (box(facts, "agree.decision", "choice") == "stop", Suggestion("stop", "decided_to_stop", "agree.decision")),
        ("misread" in judged, Suggestion("explore", "need_misread", "explore.needs")),
        (
            bool(set(musts) & set(picks(facts, "explore.evidence"))),
            Suggestion("explore", "must_is_a_guess", "explore.evidence"),
        ),
        ("not_it" in judged, Suggestion("create", "idea_does_not_do_it", "create.ideas")),
        (
            not facts.chosen.get("create.choose") and not standing(facts, "create.choose"),
            Suggestion("create", "no_idea_taken", "create.ideas"),
        ),
        ("not_tried" in judged, Suggestion("evaluate", "not_really_tried", "evaluate.test_plan")),
        ("cant_tell" in judged, Suggestion("evaluate", "cannot_tell", "evaluate.test_plan")),
        (not tried, Suggestion("evaluate", "not_tried_yet", "evaluate.test_plan")),
        (not standing(facts, "agree.decision"), Suggestion("agree", "no_decision", "agree.decision")),
    )
    return next((found for holds, found in rules if holds), Suggestion("evaluate", "carry_on"))


def suggested_phase(state: ConversationState, facts: Facts) -> str:
    """The phase of the suggestion; stopping is never taken without somebody saying so."""
    phase = suggestion(state, facts).phase
    return phase if phase != "stop" else "agree"
