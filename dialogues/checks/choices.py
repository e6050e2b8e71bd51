"""Checks on choosing: today's way to compare with, a must that the chosen one fails, two that lie close together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dialogues.checks.remark import Remark

_AGAINST = re.compile(r"\s(?:v|vs|versus|or|against|compared (?:with|to))\.?\s", re.I)
_TODAY = re.compile(
    r"\b(?:today\w*|now|as it is|as (?:we do|usual)|current\w*|present|usual|do(?:ing)? nothing|no change|leave it)\b",
    re.I,
)
_SCORES = re.compile(r"\b(\d{1,2}(?:\.\d+)?)\s*(?:v|vs|versus|against|to)\.?\s*(\d{1,2}(?:\.\d+)?)\b", re.I)
_CLOSE = 0.1
_ENOUGH_PICKS = 4
_BASELINE_ASK = "How does each compare with leaving it as it is today?"
_CLOSE_ASK = "These lie close together. What would make you change your mind?"
_FAILS = frozenset({"misread", "not_it"})


def check_options(words: str) -> list[Remark]:
    """Return the remarks on options typed in one line: today's way is not among them, or their scores lie close."""
    found: list[Remark] = []
    if scores := _SCORES.search(words):
        one, other = float(scores[1]), float(scores[2])
        if one and abs(one - other) <= _CLOSE * max(one, other):
            found.append(Remark("option.close_call", "ask", scores[0], _CLOSE_ASK))
    elif (against := _AGAINST.search(words)) and not _TODAY.search(words):
        found.append(Remark("option.no_baseline", "strong", words.strip()[:80], _BASELINE_ASK if against else ""))
    return found


def check_must(verdicts: Mapping[str, Sequence[str]], musts: Iterable[str], words: Mapping[str, str]) -> list[Remark]:
    """Return a remark when the team goes on although most say that a need that must be met was not.

    `verdicts` are what people said of each need by its id, `words` the needs.
    """
    for need in musts:
        said = verdicts.get(need, ())
        if said and sum(one in _FAILS for one in said) * 2 > len(said):
            ask = "You said this must be met, and it wasn't. What would have to change first?"
            return [Remark("option.must_have_failed", "strong", words.get(need, "")[:80], ask)]
    return []


def check_close(counts: Sequence[int], spread: bool) -> list[Remark]:
    """Return a remark when the two most picked are one pick apart, or people weigh the chosen one from low to high.

    `counts` are the picks of each idea, most picked first; `spread` says whether anybody stands at each end.
    """
    near = sum(counts) >= _ENOUGH_PICKS and len(counts) > 1 and counts[0] - counts[1] <= 1
    if spread or near:
        return [Remark("option.close_call", "ask", "", _CLOSE_ASK)]
    return []
