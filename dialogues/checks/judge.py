"""Which checks look at which question. What only the whole record shows is looked at in `whole.py`.

"Don't know yet" raises nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from dialogues.checks import aims, choices, figures, learning, needs, people, plans, privacy, risks
from dialogues.checks.remark import Remark, strongest_first
from dialogues.checks.sentences import all_words, judge_measures, sentence
from dialogues.checks.words import unknown
from dialogues.facts import Facts
from dialogues.inputs import Value

Fields = Mapping[str, Any]
_PRIVATE_ASK = "I have not kept that. Please say it without details that point to one person."


def judge(question: str, value: Value, today: date, facts: Facts | None = None) -> tuple[Remark, ...]:
    """Return every remark on one answer, the firmest first; empty when nothing stands out or nobody knows yet."""
    known = facts or Facts()
    fields: Fields = value if isinstance(value, dict) else {}
    text = sentence(question, value)
    found = [Remark("privacy.identifier", "block", "", _PRIVATE_ASK) for _ in privacy.scan(all_words(value), today)[:1]]
    look = None if unknown(text) else _LOOKS.get(question)
    return strongest_first(found + (look(text, fields, known, today) if look else []))


def worth_saying(remark: Remark, facts: Facts) -> bool:
    """Whether a remark on one answer still holds beside the others: a poster is fine where somebody changes the work."""
    if remark.check != "idea.weak_action_only":
        return True
    return any(one.check == remark.check for one in plans.check_ideas(list(facts.texts("create.ideas"))))


def _get(fields: Fields, name: str) -> str:
    return str(fields.get(name) or "")


def _problem(text: str, fields: Fields, known: Facts, _today: date) -> list[Remark]:
    has_figure = bool(known.of("explore.baseline")) or bool(_get(fields, "how_often"))
    return needs.check_problem(text, has_figure)


def _stakeholders(text: str, fields: Fields, known: Facts, _today: date) -> list[Remark]:
    every = [*known.texts("explore.stakeholders"), text]
    one = people.check_say(text, _get(fields, "say"), _get(fields, "involve"))
    told = people.check_only_told([(text, _get(fields, "say"), _get(fields, "involve"))])
    return [*people.check_stakeholders(every, text), *one, *told]


def _measures(text: str, fields: Fields, _known: Facts, _today: date) -> list[Remark]:
    return [*judge_measures(dict(fields) or text), *figures.check_recounted(text)]


def _results(text: str, _fields: Fields, _known: Facts, _today: date) -> list[Remark]:
    return [*figures.check_result(text), *figures.check_recounted(text)]


def _risk(text: str, fields: Fields, _known: Facts, _today: date) -> list[Remark]:
    """A risk with boxes has an owner's box; typed in one line it may name figures."""
    return [*(risks.check_risk(_get(fields, "owner")) if fields else []), *risks.check_score(text)]


def _decision(text: str, fields: Fields, _known: Facts, _today: date) -> list[Remark]:
    return [] if fields.get("choice") else learning.check_decided_in(text)


def _compared(text: str, fields: Fields, _known: Facts, _today: date) -> list[Remark]:
    return [] if fields.get("which") in {"today", "nothing"} else choices.check_options(text)


def _lasting(text: str, _fields: Fields, _known: Facts, _today: date) -> list[Remark]:
    return learning.check_lasting(text)


def _test(text: str, fields: Fields, known: Facts, _today: date) -> list[Remark]:
    if not fields:
        return plans.check_test(text, text if "expect" in text.lower() else "", "", "told", first=not known.earlier)
    told = {name: _get(fields, name) for name in ("expect", "how_many", "watch")}
    return plans.check_test(text, told["expect"], told["how_many"], told["watch"], first=not known.earlier)


def _action(text: str, fields: Fields, _known: Facts, _today: date) -> list[Remark]:
    return plans.check_action(text, _get(fields, "who"), _get(fields, "due"))


Look = Callable[[str, Fields, Facts, date], list[Remark]]
_LOOKS: dict[str, Look] = {
    "agree.aim": lambda text, _f, _k, today: aims.check_aim(text, today),
    "explore.needs": lambda text, _f, _k, _t: needs.check_need(text),
    "explore.problem": _problem,
    "explore.causes": lambda text, _f, _k, _t: needs.check_cause(text),
    "explore.stakeholders": _stakeholders,
    "explore.measures": _measures,
    "create.ideas": lambda text, _f, _k, _t: plans.check_idea(text),
    "create.choose": _compared,
    "create.assumptions": lambda text, _f, _k, _t: plans.check_assumption(text),
    "create.smallest_test": lambda text, fields, _k, _t: [
        r for r in plans.check_test(text, "known", _get(fields, "how_many"), "known") if r.check == "test.too_big_first"
    ],
    "evaluate.test_plan": _test,
    "evaluate.risks": _risk,
    "evaluate.results": _results,
    "evaluate.benchmark": _compared,
    "agree.decision": _decision,
    "agree.sustain": _lasting,
    "agree.help_hinder": _lasting,
    "agree.actions": _action,
}
