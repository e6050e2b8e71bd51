"""Which checks speak by themselves; the others are listed when somebody asks, or said where a team wants everything."""

from __future__ import annotations

SPEAKING = frozenset(
    {
        "need.solution_phrased",
        "problem.blame",
        "stakeholder.no_patient_or_carer",
        "need.one_voice",
        "idea.single",
        "idea.weak_action_only",
        "aim.no_target_number",
        "aim.no_deadline",
        "aim.names_a_solution",
        "aim.target_beyond_possible",
        "test.no_prediction",
        "test.too_big_first",
        "risk.no_owner",
        "action.no_owner",
        "action.no_date",
        "data.two_point",
    }
)
ON_THE_LIST = ("explore.needs", "explore.causes", "explore.stakeholders", "create.ideas")
"""Lists of which the whole tells more than its lines: looked at once more when they are shown."""
CUMULATIVE = frozenset({"stakeholder.no_patient_or_carer", "stakeholder.category_gap"})
"""Checks on a list so far: kept once a round, not again with each line."""
