"""Reading an answer as the line that the checks look at: an aim's boxes as its sentence, a need with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dialogues.checks import figures
from dialogues.checks.remark import Remark
from dialogues.facts import Kept, main_words
from dialogues.inputs import Value


def sentence(question: str, value: Value) -> str:
    """Return an answer's words as one line for the checks; an aim's fields as the sentence they make."""
    if not isinstance(value, dict):
        return main_words(value)
    if question == "agree.aim":
        parts = [f"{str(value.get('measure') or '').strip().rstrip(',.;')},"]
        for key, word in (("from", "from"), ("to", "to"), ("who", "for"), ("by", "by")):
            if told := str(value.get(key) or "").strip():
                parts.append(f"{word} {_spoken(told)}")
        return " ".join(parts).strip(" ,")
    if question == "explore.needs" and value.get("so_that"):
        return f"{main_words(value)} so that {value['so_that']}"
    return main_words(value)


def judge_measures(value: Value) -> list[Remark]:
    """Return the remarks on the family of measures, typed in one line or in three fields."""
    fields: Mapping[str, Any] = value if isinstance(value, dict) else {"better": main_words(value)}
    better, doing, worse = (str(fields.get(name) or "") for name in ("better", "doing", "worse"))
    return figures.check_measures(better, doing, worse)


def all_words(value: Value) -> str:
    """Every word of an answer, a line for each box."""
    if isinstance(value, dict):
        return "\n".join(all_words(part) for part in value.values() if part is not None)
    if isinstance(value, list):
        return "\n".join(value)
    return str(value)


def field(kept: Kept, name: str) -> str:
    """One box of an answer as words; empty when it is not there."""
    return str(kept.value.get(name) or "") if isinstance(kept.value, dict) else ""


def _spoken(told: str) -> str:
    try:
        moment = date.fromisoformat(told)
    except ValueError:
        return told
    return f"{moment.day} {moment:%B %Y}"
