"""Checks on risks: one person who watches, something that lowers a grave one, whether it did, when it was last seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogues.checks.plans import names_one_person
from dialogues.checks.remark import Remark

LEVELS: Mapping[str, int] = {"low": 2, "middle": 3, "high": 4}
"""Where low, middle and high stand on the scale of one to five (two ends are left for a register to use)."""
HIGH = 8
_GRAVE_DAYS, _OTHER_DAYS = 28, 84
_TIMES = re.compile(r"\b([1-5])\s*[x×*]\s*([1-5])\b", re.I)
_SCORE = re.compile(r"\b(?:score[sd]?|risk)\s*(?:is|of|:|=)?\s*(\d{1,2})\b", re.I)
_BEFORE_AFTER = re.compile(r"\b(\d{1,2})\s+(?:before|at first|to start with)\b[^.;\d]{0,20}\b(\d{1,2})\b", re.I)
_FROM_TO = re.compile(r"\b(\d{1,2})\s+to\s+(\d{1,2})\b", re.I)
_LOWERED = re.compile(
    r"[:;,]\s*(?:we\s+(?:will\s+)?|so\s+|by\s+)?(?:ask|add|build|check|keep|move|make|train|stop|use|put|tell|exempt)\w*\b"
    r"|\b(?:so we|lowered by|we (?:will|now)|mitigat\w+|control\w*|exempt\w*|unless|instead)\b",
    re.I,
)
_ASK = "What makes it less likely or less bad, and who needs to know today?"


@dataclass(frozen=True, slots=True)
class Rated:
    """One risk: its words, how grave (1 to 25; 0 not said), and whether anything is said that lowers it."""

    words: str
    score: int = 0
    lowered: bool = False


def rated(fields: Mapping[str, Any], words: str) -> Rated:
    """Read a risk from its boxes, else from figures in its words ("4 x 4", "score 8")."""
    likely, bad = LEVELS.get(str(fields.get("likely"))), LEVELS.get(str(fields.get("bad")))
    score = likely * bad if likely and bad else (LEVELS["middle"] * bad if bad == LEVELS["high"] else 0)
    if times := _TIMES.search(words):
        score = int(times[1]) * int(times[2])
    elif said := _SCORE.search(words):
        score = int(said[1])
    return Rated(words, score, bool(_LOWERED.search(words)))


def check_risk(owner: str) -> list[Remark]:
    """Return a remark when nobody, or a whole group, watches a risk."""
    if names_one_person(owner):
        return []
    return [Remark("risk.no_owner", "strong", owner.strip(), "Which one person will watch this?")]


def check_score(words: str) -> list[Remark]:
    """Return the remarks on figures typed in a risk: a high one that nothing lowers, one that nothing has lowered."""
    one = rated({}, words)
    found: list[Remark] = []
    if one.score >= HIGH and not one.lowered and not _BEFORE_AFTER.search(words):
        found.append(Remark("risk.high_no_action", "strong", _quoted(words), _ASK))
    after = _BEFORE_AFTER.search(words) or _FROM_TO.search(words)
    if after and int(after[2]) >= int(after[1]):
        ask = "It is as grave as before. What else could lower it?"
        found.append(Remark("risk.residual_not_lower", "soft", after[0], ask))
    return found


def _quoted(words: str) -> str:
    found = _TIMES.search(words) or _SCORE.search(words)
    return found[0] if found else words[:60]


def check_high(risks: Iterable[Rated]) -> list[Remark]:
    """Return a remark on the gravest risk that nothing lowers and nobody has said what to do with."""
    grave = sorted((one for one in risks if one.score >= HIGH and not one.lowered), key=lambda one: -one.score)
    return [Remark("risk.high_no_action", "strong", grave[0].words[:80], _ASK)] if grave else []


def check_left(before: Mapping[str, int], now: Mapping[str, int], lowered: bool) -> list[Remark]:
    """Return a remark on a risk that is as grave as a round ago although something was done (`lowered`).

    Both give the score of each risk by its words.
    """
    for words, score in now.items():
        earlier = before.get(words, 0)
        if lowered and earlier and score >= earlier:
            ask = "This one is as grave as before. What else could lower it?"
            return [Remark("risk.residual_not_lower", "soft", words[:80], ask)]
    return []


def check_reviewed(risks: Iterable[Rated], looked: date | None, today: date) -> list[Remark]:
    """Return a remark when risks were last looked at over four weeks ago (high ones) or twelve (others)."""
    every = tuple(risks)
    if not every or looked is None:
        return []
    days = (today - looked).days
    gravest = max(every, key=lambda one: one.score)
    if days > (_GRAVE_DAYS if gravest.score >= HIGH else _OTHER_DAYS):
        ask = f"You last looked at this {days // 7} weeks ago. Is it still so?"
        return [Remark("risk.not_reviewed", "soft", gravest.words[:80], ask)]
    return []
