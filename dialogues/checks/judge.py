"""Which checks look at which question, and the whole record at the end of a phase.

An answer alone is judged by `judge`; what only the record shows (one voice, one idea, no balancing measure) by
`review`. "Don't know yet" raises nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from dialogues.checks import aims, figures, needs, people, plans, privacy
from dialogues.checks.remark import Remark, strongest_first
from dialogues.facts import Facts, Kept, main_words
from dialogues.inputs import Value

Fields = Mapping[str, Any]
_PRIVATE_ASK = "I have not kept that. Please say it without details that point to one person."


def judge(question: str, value: Value, today: date, facts: Facts | None = None) -> tuple[Remark, ...]:
    """Return every remark on one answer, the firmest first; empty when nothing stands out or nobody knows yet."""
    known = facts or Facts()
    fields: Fields = value if isinstance(value, dict) else {}
    text = sentence(question, value)
    found = [
        Remark("privacy.identifier", "block", "", _PRIVATE_ASK) for _ in privacy.scan(_all_words(value), today)[:1]
    ]
    look = _LOOKS.get(question)
    return strongest_first(found + (look(text, fields, known, today) if look else []))


def review(facts: Facts, today: date, *, lone: bool = False) -> tuple[tuple[str, Remark], ...]:
    """Return (question, remark) for what the whole record shows, the firmest first."""
    found: list[tuple[str, Remark]] = []

    def add(question: str, remarks: list[Remark]) -> None:
        found.extend((question, remark) for remark in remarks)

    ideas = list(facts.texts("create.ideas"))
    add("create.ideas", plans.check_ideas(ideas, done=True))
    given = facts.of("explore.needs")
    givers = [kept.voice or kept.by for kept in given]
    add("explore.needs", people.check_voices(givers, [_field(kept, "who") for kept in given], lone))
    measures = facts.latest("explore.measures")
    if measures is not None:
        add("explore.measures", judge_measures(measures.value))
        if aim := facts.latest("agree.aim"):
            words = sentence("agree.aim", aim.value)
            add("agree.aim", aims.check_aim_beside_measures(words, [_all_words(measures.value)]))
    elif facts.of("agree.decision") and facts.of("agree.aim"):
        ask = "What could get worse while this gets better?"
        add("explore.measures", [Remark("measure.no_balancing", "strong", "", ask)])
    if facts.of("create.choose") and not (facts.of("evaluate.risks") or facts.of("create.what_if")):
        ask = "How might this go wrong for patients, staff or the next team?"
        add("evaluate.risks", [Remark("risk.none_recorded", "soft", "", ask)])
    return tuple(found)


def sentence(question: str, value: Value) -> str:
    """Return an answer's words as one line for the checks; an aim's fields as the sentence they make."""
    if not isinstance(value, dict):
        return main_words(value)
    if question == "agree.aim":
        parts = [str(value.get("measure") or "")]
        for key, word in (("from", "from"), ("to", "to"), ("who", "for"), ("by", "by")):
            if told := str(value.get(key) or "").strip():
                parts.append(f"{word} {_spoken(told)}")
        return " ".join(part for part in parts if part)
    return main_words(value)


def judge_measures(value: Value) -> list[Remark]:
    """Return the remarks on the family of measures, typed in one line or in three fields."""
    fields: Fields = value if isinstance(value, dict) else {"outcome": main_words(value)}
    words = [str(words or "") for words in fields.values()] + ["", "", ""]
    return figures.check_measures(words[0], words[1], words[2])


def _spoken(told: str) -> str:
    try:
        moment = date.fromisoformat(told)
    except ValueError:
        return told
    return f"{moment.day} {moment:%B %Y}"


def _all_words(value: Value) -> str:
    if isinstance(value, dict):
        return "\n".join(_all_words(part) for part in value.values() if part is not None)
    if isinstance(value, list):
        return "\n".join(value)
    return str(value)


def _field(kept: Kept, name: str) -> str:
    return str(kept.value.get(name) or "") if isinstance(kept.value, dict) else ""


def _get(fields: Fields, name: str) -> str:
    return str(fields.get(name) or "")


def _problem(text: str, fields: Fields, known: Facts, _today: date) -> list[Remark]:
    has_figure = bool(known.of("explore.baseline")) or bool(_get(fields, "how_often"))
    return needs.check_problem(text, has_figure)


def _stakeholders(text: str, _fields: Fields, known: Facts, _today: date) -> list[Remark]:
    return people.check_stakeholders([*known.texts("explore.stakeholders"), text])


def _ideas(text: str, _fields: Fields, known: Facts, _today: date) -> list[Remark]:
    alone = plans.check_idea(text)
    others = [idea for idea in known.texts("create.ideas") if idea != text]
    if others and not any(r.check == "idea.weak_action_only" for r in plans.check_ideas([*others, text])):
        return [remark for remark in alone if remark.check != "idea.weak_action_only"]
    return alone


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
    "explore.trigger": lambda text, _f, _k, _t: [],
    "explore.stakeholders": _stakeholders,
    "explore.measures": lambda text, fields, _k, _t: judge_measures(dict(fields) or text),
    "create.ideas": _ideas,
    "create.assumptions": lambda text, _f, _k, _t: plans.check_assumption(text),
    "create.smallest_test": lambda text, fields, _k, _t: [
        r for r in plans.check_test(text, "known", _get(fields, "how_many"), "known") if r.check == "test.too_big_first"
    ],
    "evaluate.test_plan": _test,
    "evaluate.risks": lambda text, fields, _k, _t: plans.check_risk(_get(fields, "owner")) if fields else [],
    "evaluate.results": lambda text, _f, _k, _t: figures.check_result(text),
    "agree.actions": _action,
}
