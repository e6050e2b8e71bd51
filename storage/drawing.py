"""How typed records are drawn from an answer: which fields, and how a line is split (dialogue-map.md 15.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dialogues.inputs import Value
from dialogues.to_do import DETAILS
from dialogues.weighing import by_item

MARK = "mark"
"""The kind of record that points at an earlier answer: picked, judged or moved on, `as` this."""
SCORE = "idea_score"
"""The kind of record that says how one person weighed an idea (`about`), by side: part of the idea in the record."""

_ANSWER_ID = re.compile(r"\d+\.\d+")
_DASH = re.compile(r"\s+[–—-]\s+")
_SO_THAT = re.compile(r"[\s,;–—-]*\bso that\b\s*", re.IGNORECASE)

# The field that a plain text goes to, where it is not called "text".
_MAIN = {
    "need": "need",
    "user_group": "label",
    "team_member": "name",
    "setting": "place",
    "stakeholder": "name",
    "element": "label",
    "link": "fault",
    "baseline": "measure",
    "success_criterion": "change",
    "measure": "name",
    "theme": "label",
    "prior_solution": "what",
    "participation": "group",
    "concept": "description",
    "change": "after",
    "option_set": "element",
    "risk": "event",
    "test": "what",
    "exclusion": "group",
    "criterion": "good_enough",
    "need_verdict": "verdict",
    "experience_rating": "words",
    "side_effect": "what",
    "integration_check": "issue",
    "core_element": "element",
    "confidence": "level",
    "verdict": "note",
    "decision": "choice",
    "resource": "what",
    "action": "what",
    "message": "audience",
    "stop_rule": "sign",
    "agreement": "stance",
    "sustain_plan": "owner",
    "review": "at",
    "go_ahead": "stop_sign",
}
# A form's box, and the field of the record it fills where the two are not called the same.
_FIELD = {
    "need": {"so_that": "reason", "known": "source"},
    "problem": {"what": "text", "how_often": "frequency"},
    "link": {"dropped": "fault"},
    "scope": {"starts": "starts_at", "ends": "ends_at"},
    "setting": {"where": "place", "worst_when": "when"},
    "stakeholder": {"say": "influence", "involve": "involve_how"},
    "influence": {"what": "text", "who_decides": "controlled_by"},
    "participation": {"who": "group"},
    "assumption": {"belief": "text", "sure": "confidence"},
    "risk": {"sign": "early_sign", "caught": "catch", "what": "event"},
    "test": {"how_many": "size", "expect": "prediction", "watch": "data_plan"},
    "evidence": {"seen": "text", "how_many": "n"},
    "aim": {"by": "by_when"},
    "action": {"who": "owner"},
    "measure": {"who_counts": "owner", "how_often": "frequency"},
}
ACTS = {"go_on": "adopt", "change": "adapt", "stop": "abandon"}
"""What the decision after a try comes to in the words of plan, do, study, act; to look again is none of them yet."""
# Boxes of one form that are records of their own, and what sets each apart.
_APART: dict[str, dict[str, dict[str, str]]] = {
    "measure": {"better": {"kind": "outcome"}, "doing": {"kind": "process"}, "worse": {"kind": "balancing"}},
    "success_criterion": {"patients": {"who": "patients and families"}, "staff": {"who": "staff"}},
    "side_effect": {"worse": {"effect": "bad"}, "better": {"effect": "good"}},
}
_PLURAL = {"evidence": "evidence", "confidence": "confidence", "success_criterion": "success_criteria"}
_PLURAL |= {"criterion": "criteria"}
_OTHERS = ("story", "opportunity", "case", "cause", "problem", "trigger", "scope", "influence", "gap", "idea", "aim")


def kind_of(name: str) -> str:
    """The kind of record as it is kept: snake_case, singular ("SuccessCriterion" is "success_criterion")."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def plural(kind: str) -> str:
    """The kind as a heading of the record: "story" is "stories", "success_criterion" is "success_criteria"."""
    if kind in _PLURAL:
        return _PLURAL[kind]
    if kind.endswith("y") and kind[-2] not in "aeiou":
        return kind[:-1] + "ies"
    return kind + ("es" if kind.endswith(("s", "x")) else "s")


def singular(heading: str) -> str:
    """Undo `plural`."""
    known = {plural(kind): kind for kind in (*_MAIN, *_PLURAL, *_OTHERS)}
    if heading in known:
        return known[heading]
    return heading[:-3] + "y" if heading.endswith("ies") else heading.removesuffix("s")


def drawn(kind: str, value: Value) -> list[tuple[str, dict[str, Any]]]:
    """The records in one answer, as (kind, data): one for each item of a list, none for empty words.

    What picks among earlier answers (values are their ids) becomes marks, a judgement of each need a verdict, and how
    somebody weighed ideas a score of each.
    """
    if kind == SCORE:
        return [(kind, {"about": item, **sides}) for item, sides in by_item(value).items()]
    if isinstance(value, dict):
        if any(_ANSWER_ID.fullmatch(name) for name in value):
            details = {name: value[name] for name in DETAILS if value.get(name)}
            return [
                _judged(kind, about, said, details) for about, said in value.items() if said and about not in details
            ]
        return [(kind, data) for data in _of_fields(kind, value)]
    items = value if isinstance(value, list) else [value]
    if isinstance(value, list) and any(_ANSWER_ID.fullmatch(item) for item in value):
        return [(MARK, {"about": item, "as": "picked", "kind": kind}) for item in items]
    found = (_of_line(kind, item) if isinstance(item, str) else {main_field(kind): item} for item in items)
    return [(kind, data) for data in found if data]


def main_field(kind: str) -> str:
    """The field that a plain text goes to."""
    return _MAIN.get(kind, "text")


def _judged(kind: str, about: str, said: Any, details: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    if kind == "need_verdict":
        return kind, {"need": about, "verdict": said}
    return MARK, {"about": about, "as": said, "kind": kind, **details}


def _of_fields(kind: str, fields: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    filled = {name: inner for name, inner in fields.items() if inner not in (None, "", [])}
    apart = {name: filled.pop(name) for name in _APART.get(kind, {}) if name in filled}
    groups = filled.pop("groups", []) if kind in {"user_group", "exclusion"} else []
    names = _FIELD.get(kind, {})
    rest = {names.get(name, name): inner for name, inner in filled.items()}
    for name, words in apart.items():
        yield {main_field(kind): words} | _APART[kind][name] | rest
    if kind == "user_group":
        yield from _groups([*groups, *_listed(rest.get("others")), *_listed(rest.get("label"))], rest.get("hardest"))
    elif groups:
        yield from ({"group": group} | rest for group in groups)
    elif rest and not apart:
        yield _line_in(kind, rest) | _act(kind, rest)


def _act(kind: str, fields: Mapping[str, Any]) -> dict[str, str]:
    found = ACTS.get(str(fields.get("choice"))) if kind == "decision" else None
    return {"act": found} if found else {}


def _groups(labels: list[str], hardest: Any) -> Iterator[dict[str, Any]]:
    """One record for each group of people; the one that finds it hardest is marked, or added."""
    struggling = str(hardest).strip().casefold() if hardest else ""
    yield from ({"label": label} | ({"hardest": True} if label.casefold() == struggling else {}) for label in labels)
    if struggling and struggling not in {label.casefold() for label in labels}:
        yield {"label": str(hardest).strip(), "hardest": True}


def _listed(words: Any) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n]", words) if part.strip()] if isinstance(words, str) else []


def _line_in(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """A form's fields; a whole line typed into the main box is split, but never over a filled box."""
    words = fields.get(main_field(kind))
    if kind != "need" or not isinstance(words, str):
        return fields
    return _of_line(kind, words) | {name: inner for name, inner in fields.items() if name != "need"}


def _of_line(kind: str, line: str) -> dict[str, Any]:
    """One typed line; a need is split into who, need and reason at dashes and "so that"."""
    text = line.strip()
    if kind != "need" or not text:
        return {main_field(kind): text} if text else {}
    head, *reason = _SO_THAT.split(text, maxsplit=1)
    parts = [part.strip() for part in _DASH.split(head) if part.strip()]
    data: dict[str, Any] = {"who": parts.pop(0)} if len(parts) > 1 else {}
    data["need"] = parts.pop(0) if parts else text
    if parts and (reason or len(parts) > 1):
        data["need"] = " – ".join([data["need"], *parts])
    elif parts:
        reason = parts
    if reason and reason[0].strip():
        data["reason"] = reason[0].strip()
    return data
