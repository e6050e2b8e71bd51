"""Checks on learning: one try leads to the next, a result to a decision, and what did not work is said too."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dialogues.checks.remark import Remark
from dialogues.checks.words import stem, unknown

_LINKED = re.compile(
    r"\b(?:because|since|last time|last try|first (?:try|test|visit|time|round)|show(?:ed|n)|learn\w*|so (?:we|this time|now|that)"
    r"|this time|instead|found (?:out )?that|after (?:we|the)|changed?|smaller|bigger)\b",
    re.I,
)
_RESULT = re.compile(r"\b(?:study|result|found|saw|we saw|it (?:worked|did)|no change|better|worse)\b", re.I)
_DECIDED = re.compile(
    r"\b(?:adopt\w*|adapt\w*|abandon\w*|go on|carry on|keep (?:going|it|the)|change it|stop\w*|drop\w*|spread\w*|try (?:it )?again"
    r"|look again)\b",
    re.I,
)
_MIXED = re.compile(
    r"\b(?:some|not all|not every\w*|split|differ\w*|but|although|though|others?|worse|except|mixed|half|both)\b", re.I
)
_OF = re.compile(r"\b([a-z][a-z ]{2,40}?)[\s:]+(\d{1,2}(?:\.\d)?)\s*(?:of|out of|/)\s*(\d{1,2}(?:\.\d)?)\b", re.I)
_COMMON = frozenset({"try", "again", "same", "ward", "people", "patient", "team", "with", "this", "that", "from"})


def check_linked(plan: str, learned: Iterable[str]) -> list[Remark]:
    """Return a remark when a second try does not say what the one before taught; `learned` are its words."""
    before = {stem(word) for words in learned for word in re.findall(r"[a-z]{4,}", words.lower())} - _COMMON
    now = {stem(word) for word in re.findall(r"[a-z]{4,}", plan.lower())} - _COMMON
    if not before or not plan.strip() or unknown(plan) or _LINKED.search(plan) or len(before & now) > 1:
        return []
    return [Remark("test.not_linked", "soft", plan.strip()[:80], "What did the last try change about this one?")]


def check_decided(results: str, decision: str) -> list[Remark]:
    """Return a remark when there is a result and nothing was decided."""
    if results.strip() and not unknown(results) and not decision.strip():
        return [Remark("test.no_decision", "strong", results.strip()[:80], "Keep it, change it, or let it go?")]
    return []


def check_decided_in(words: str) -> list[Remark]:
    """Return a remark when one line tells a result and decides nothing."""
    if _RESULT.search(words) and not _DECIDED.search(words):
        return [Remark("test.no_decision", "strong", words.strip()[:80], "Keep it, change it, or let it go?")]
    return []


def check_differing(for_it: int, against: int, reason: str) -> list[Remark]:
    """Return a remark when people judge the try both ways and the decision's reason does not say so."""
    if for_it and against and reason.strip() and not _MIXED.search(reason):
        ask = "You don't all see it the same way. Whose view is the other one, and what would settle it?"
        return [Remark("team.disagreement_hidden", "ask", f"{for_it} better, {against} worse", ask)]
    return []


def check_only_success(reason: str, mixed: bool) -> list[Remark]:
    """Return a remark when everything worked (`mixed`: something was dropped, got worse, or surprised somebody)."""
    if mixed or not reason.strip() or unknown(reason) or _MIXED.search(reason):
        return []
    return [Remark("learning.only_success", "soft", reason.strip()[:80], "What did not work, or surprised you?")]


def check_lasting(words: str) -> list[Remark]:
    """Return a remark on each thing that keeps a change going and is scored below half ("clinical leaders 5 of 15")."""
    low = [found for found in _OF.finditer(words) if float(found[2]) * 2 < float(found[3])]
    ask = "Which of these could you make stronger first?"
    return [Remark("sustain.low_factor", "soft", low[0][0].strip(), ask)] if low else []
