"""The names that content may use and code gives a meaning to: conditions, gate checks, groups of staff.

Content names them, the engine answers them; the loader refuses a name that is not here.
"""

from __future__ import annotations

from collections.abc import Mapping

CONDITIONS: Mapping[str, str] = {
    "lone": "the team is one person",
    "lone_or_standard": "the team is one person, or the depth is standard",
    "organisation_or_wider": "the scale is wider than one service",
    "touches_care": 'create.involve#touches_care is "yes" or "not_sure"',
    "money_or_yes_needed": 'agree.decision#needs_yes is "yes"',
    "risk_without_owner": "a line of evaluate.risks has no owner",
    "not_stopped": 'agree.decision#choice is not "stop" (also when it is not asked)',
    "target_missing": "the aim has no figure to reach (agree.aim#to is empty), and not_stopped",
    "more_than_five": "more than five people are in the team, and not_stopped",
}

CHECKS: Mapping[str, str] = {
    "answered": "the question has an answer",
    "answered_or_to_find_out": "the question has an answer, or is kept as something to find out",
    "lines": "the question has `at_least` lines, all people's together",
    "groups": "explore.people names `at_least` kinds of people (picked or typed)",
    "not_only_staff": "explore.people names somebody who is not staff",
    "chosen": "the vote took `at_least` items",
    "dated": "the try has a day (field `when`)",
    "signs": "`at_least` risks have a first sign (field `sign`)",
    "cleared": 'the go-ahead has a yes (field `answer` is "yes")',
    "owned": "`at_least` next steps have a person and a day (fields `who` and `due`)",
    "musts_known": "no need taken in explore.priorities is picked in explore.evidence",
    "measures_balanced": "explore.measures says what might get worse (field `worse`)",
    "judged": "every need that must be met has a judgement",
    "risks_owned": 'no risk that is bad "high" is without an owner',
}

STAFF_GROUPS = frozenset(
    {
        "new_staff",
        "nights",
        "agency",
        "reception",
        "nurses",
        "doctors",
        "therapists",
        "pharmacists",
        "care_workers",
        "managers",
    }
)
"""Option ids of explore.people#groups that are staff; every other one is somebody who is not."""

RECORDS = frozenset({
    "trigger", "problem", "scope", "team_member", "user_group", "setting", "influence", "stakeholder", "element",
    "link", "baseline", "story", "need", "cause", "success_criterion", "measure", "theme", "gap",
    "prior_solution", "idea", "participation", "concept", "change", "option_set", "assumption", "risk",
    "risk_control", "opportunity", "test", "exclusion", "criterion", "benchmark", "evidence", "need_verdict",
    "experience_rating", "side_effect", "integration_check", "core_element", "confidence", "verdict", "aim",
    "decision", "case", "resource", "action", "message", "stop_rule", "agreement", "sustain_plan", "review",
    "go_ahead",
})  # fmt: skip
"""The kinds of typed record an answer may become (dialogue-map 15.1, in snake_case, singular)."""

NEVER_SHOWN = (
    "consent",
    "gate",
    "pass",
    "gap",
    "verdict",
    "stakeholder",
    "remark",
    "facilitator",
    "input",
    "state",
    "please complete",
    "pending",
    "overdue",
    "non-responder",
    "interface",
    "requirement",
    "baseline",
    "outcome measure",
    "as an AI",
)
"""Words that never stand on a screen, whole words, with or without an ending (design, section 4)."""
