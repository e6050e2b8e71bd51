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
    "tried_or_standard": "a try was planned in this round, or the depth is standard or deeper",
    "aim_with_figure": "there is an aim with a figure to reach",
    "step_left": "a next step stands, and nobody has said last that it is done or dropped",
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
    "answered_unless_stopped": 'the question has an answer, or agree.decision#choice is "stop"',
    "stories_heard": '`at_least` stories were told by those who lived them (field `known` is "told" or "own")',
    "kinds": "the lines of the question are of `at_least` kinds (field `kind`)",
    "musts_themed": "every need that must be met has a theme",
    "musts_covered": "no need taken in explore.priorities is picked in create.coverage",
    "strong_control": 'no risk is bad "high", or a line of create.controls is one of STRONG_CONTROLS',
    "sure_enough": "at most half are not very sure, or nobody of those thinks one more fact is worth finding first",
}

STRONG_CONTROLS = frozenset({"remove", "design", "automate", "check"})
"""Option ids of create.controls#strength that don't rest on somebody remembering."""

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
    "prior_solution", "idea", "idea_score", "participation", "concept", "change", "option_set", "assumption", "risk",
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

SIGNALS: Mapping[str, str] = {
    "decided_to_stop": 'the newest agree.decision is "stop"',
    "severe_risk_uncontrolled": "a risk that could harm someone came after the last line of create.controls; about: it",
    "severe_risk_unowned": "nobody looks out for a risk that could harm someone, and agree.risks is silent; about: it",
    "try_without_yes": "a try is within three days, nothing is heard of it, and evaluate.go_ahead holds nobody's yes",
    "going_in_circles": "three loops through one phase brought no new need, idea or evidence",
    "need_misread": 'evaluate.needs_met says "misread", and no need is newer; about: the need',
    "must_is_a_guess": "a need that must be met is still a guess; about: the need",
    "new_group": "explore.people names a group after the last need, and no need speaks of it; about: the group",
    "must_without_idea": "create.coverage picks a need that must be met, and no idea is newer; about: the need",
    "no_idea_taken": "create.choose is over, nothing was taken, and no try is planned",
    "idea_does_not_do_it": 'evaluate.needs_met says "not_it", and no idea is newer; about: the need',
    "no_better": "every evaluate.verdict is no better than today, and no idea is newer",
    "aim_reached": 'check_in.aim says "there", and no aim is newer; about: what was to get better',
    "aim_not_moved": 'check_in.aim says "same" or "further", and no idea is newer; about: what was to get better',
    "not_tried": 'evaluate.needs_met says "not_tried", and no try is planned since; about: the need',
    "cannot_tell": 'evaluate.needs_met says "cant_tell", and no try is planned since; about: the need',
    "outside_our_part": "evaluate.side_effects speaks of what explore.boundary leaves out or has beside it; about: who",
    "doubted_belief_untested": "a create.assumptions line is not sure, and no try or result is newer; about: the line",
    "evidence_without_decision": "results and judgements are in, and no decision, way on or plan is newer",
    "no_fresh_evidence": "something is to be tried, and the newest evidence is older than four weeks",
    "needs_more_depth": "the depth is quick, and organisations are several, or a risk is severe, or much is unknown",
    "check_again": "a settled answer hangs on one that has changed since; about: the question",
    "not_known_yet": "a question was left as something to find out, and nobody has taken it on; about: the question",
}
"""What routing looks for (dialogue-map 14.8, and what was decided or is left open)."""

SIGNALS_ABOUT = frozenset(name for name, meaning in SIGNALS.items() if "; about: " in meaning)
"""The signals whose reason may quote what they are about with `{about}`."""

OFFERS: Mapping[str, str] = {
    "few_risks": "fewer than three things that could go wrong are named",
    "one_cause": "fewer than two reasons are named",
    "tried_and_back": "something was tried before, and the problem comes every day or every week",
    "few_others": "fewer than five others who could help or stop it are named",
    "many_ideas": "more than five ideas are named",
    "many_needs": "more than six needs are named",
    "aim_and_ideas": "there is an aim and at least four ideas",
    "try_unfinished": "the try lacks a day, what is expected, or what to watch (or, as first thought of, a place)",
    "try_is_big": "the try is with more than twenty people",
    "many_parts": "at least five steps are listed",
    "few_parts": "fewer than five steps are listed",
}
"""The moments at which a tool helps."""
