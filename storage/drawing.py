"""How typed records are drawn from an answer: which fields, and how a line is split (dialogue-map.md 15.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dialogues.inputs import Value

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
    "baseline": "value",
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
}
_PLURAL = {"evidence": "evidence", "confidence": "confidence", "success_criterion": "success_criteria"}
_PLURAL |= {"criterion": "criteria"}


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
    known = {plural(kind): kind for kind in (*_MAIN, *_PLURAL, "story", "opportunity", "case", "cause")}
    if heading in known:
        return known[heading]
    return heading[:-3] + "y" if heading.endswith("ies") else heading.removesuffix("s")


def main_field(kind: str) -> str:
    """The field that a plain text goes to."""
    return _MAIN.get(kind, "text")


def drawn(kind: str, value: Value) -> list[dict[str, Any]]:
    """The records in one answer: one for each item of a list, none for empty words."""
    if isinstance(value, dict):
        return [_of_fields(kind, value)] if any(value.values()) else []
    items = value if isinstance(value, list) else [value]
    found = (_of_line(kind, item) if isinstance(item, str) else {main_field(kind): item} for item in items)
    return [data for data in found if data]


def _of_fields(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """A form's fields as they are; a line typed into its main box is split, but never over a filled box."""
    filled = {name: inner for name, inner in fields.items() if inner not in (None, "", [])}
    main = main_field(kind)
    words = filled.get(main, filled.get("text"))
    if kind != "need" or not isinstance(words, str):
        return filled
    return _of_line(kind, words) | {name: inner for name, inner in filled.items() if name not in {main, "text"}}


def _of_line(kind: str, line: str) -> dict[str, Any]:
    text = line.strip()
    if not text:
        return {}
    if kind != "need":
        return {main_field(kind): text}
    head, *reason = _SO_THAT.split(text, maxsplit=1)
    parts = [part.strip() for part in _DASH.split(head) if part.strip()]
    data: dict[str, Any] = {}
    if len(parts) > 1:
        data["who"] = parts.pop(0)
    data["need"] = parts.pop(0) if parts else text
    if len(parts) > 1 or (parts and reason):
        data["need"] = " – ".join([data["need"], *parts])
    elif parts:
        reason = parts
    if reason and reason[0].strip():
        data["reason"] = reason[0].strip()
    return data
