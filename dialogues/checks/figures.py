"""Checks on measures and results: a balancing measure, a definition two people agree on, more than two points."""

from __future__ import annotations

import re

from dialogues.checks.remark import Remark
from dialogues.checks.words import NUMBER, unknown

_TWO = re.compile(
    rf"(?:\bfrom\s+)?[£$]?{NUMBER}\s*(?:%|per\s?cent)?(?:\s+[a-z]+){{0,3}}\s+(?:to|then|down to|up to|→|->)\s+[£$]?{NUMBER}\s*(?:%|per\s?cent)?",
    re.I,
)
_SERIES = re.compile(
    rf"{NUMBER}(?:\s*[,;]\s*{NUMBER}){{3,}}|\b(?:monthly|weekly|daily|each (?:month|week|day)|run chart|control chart|series)\b",
    re.I,
)
_THIRD = re.compile(
    rf"{NUMBER}\s*(?:%)?\s+(?:to|then)\s+{NUMBER}\s*(?:%)?\s+(?:and\s+then|then|and|to)\s+(?:to\s+)?{NUMBER}", re.I
)
_COMPARED = re.compile(
    r"\b(?:control|compar\w+|while|whereas|against|small effect|no effect|did not|others?|elsewhere|in the practice that)\b",
    re.I,
)
_BECAUSE = re.compile(r"\b(?:because of|thanks to|due to|as a result of|caused by|all measures)\b", re.I)
_REPORTING = re.compile(
    r"\b(?:(?:report\w*|count\w*|record\w*|form|definition)\s+(?:\w+\s+){0,3}(?:changed|easier|new|different|now)|new (?:way of )?(?:counting|reporting|recording))\b",
    re.I,
)
_BALANCING = re.compile(
    r"\b(?:balanc\w+|readmission\w*|side effects?|worse|complaints?|workload|elsewhere|unintended|staff time|overtime|restraints?)\b",
    re.I,
)
_VAGUE = re.compile(
    r"\b(quality|better|appropriate(?:ly)?|timely|satisf\w+|good|improved|efficient(?:ly)?|effective(?:ly)?|optimal)\b",
    re.I,
)
_THRESHOLD = re.compile(r"\d|\bscale\b|\bscore\b|\bwithin\b", re.I)
_RATE = re.compile(r"%|\bper\s?cent(?:age)?\b|\brate\b|\bproportion\b|\bshare\b", re.I)
_OVER = re.compile(r"\bper\b|\bout of\b|\bof (?:all|those|the)\b|/|\bdivided\b|\bof\s+\w+\s+(?:who|that)\b", re.I)
_COLLECTED = re.compile(r"\b(?:each|every|daily|weekly|monthly|per)\b|=", re.I)
_POINTS, _MOST_MEASURES = 10, 10
_RECOUNTED = re.compile(
    r"\b(?:count|measur|record|defin)\w*\b[^.;]{0,40}\b(?:then|later|now|afterwards)\b[^.;]{0,20}\b(?:per|by|as|in|only)\b",
    re.I,
)
_MARKED = re.compile(r"\b(?:new (?:segment|line|chart|baseline)|re-?based?|noted|marked|note)\b", re.I)


def check_result(text: str) -> list[Remark]:
    """Return the remarks on what was found: two points, too few points, a rival reason, other counting."""
    if unknown(text):
        return []
    found: list[Remark] = []
    series = re.findall(NUMBER, text) if _SERIES.search(text) else []
    two = _TWO.search(text)
    if (
        two
        and not _SERIES.search(text)
        and not _THIRD.search(text)
        and not _COMPARED.search(text.replace("did not change", ""))
    ):
        ask = "Two points are two points. Could you plot every week or month between?"
        found.append(Remark("data.two_point", "strong", two[0].strip(), ask))
    if 4 <= len(series) < _POINTS:
        ask = f"{len(series)} points are a start. What would weekly figures show?"
        found.append(Remark("data.too_few_points", "strong", f"{len(series)} points", ask))
    if (claim := _BECAUSE.search(text)) and not _COMPARED.search(text):
        found.append(Remark("data.rival_explanation", "ask", claim[0], "What else changed at about that time?"))
    if changed := _REPORTING.search(text):
        found.append(
            Remark("data.reporting_change", "strong", changed[0], "Could it be better counting rather than a change?")
        )
    return found


def check_measures(outcome: str, process: str, balancing: str) -> list[Remark]:
    """Return the remarks on the family of measures; text in one line may hold all three."""
    whole = " ".join(part for part in (outcome, process, balancing) if part)
    if unknown(whole) or not whole.strip():
        return []
    found: list[Remark] = []
    if not balancing.strip() and not _BALANCING.search(whole):
        found.append(Remark("measure.no_balancing", "strong", "", "What could get worse while this gets better?"))
    if not process.strip() and not re.search(r"[;\n]", whole):
        ask = "What would show that you are really doing it? That moves first."
        found.append(Remark("measure.family_gap", "soft", "", ask))
    if (vague := _VAGUE.search(whole)) and not _THRESHOLD.search(whole):
        found.append(Remark("measure.vague_term", "soft", vague[0], "How would two people agree on it?"))
    if (rate := _RATE.search(whole)) and not _OVER.search(whole):
        found.append(
            Remark("measure.no_definition", "strong", rate[0], "Out of how many, and who counts it how often?")
        )
    elif re.search(r"\bnumber of\b", whole, re.I) and not _COLLECTED.search(whole):
        found.append(
            Remark("measure.no_definition", "strong", "number of", "Who counts what, over what time, how often?")
        )
    return found


def check_changed(counted: list[str], now: list[str]) -> list[Remark]:
    """Return a remark when figures were given under other words than the measure has now; both in lower case."""
    other = [words for words in dict.fromkeys(counted) if now and words not in now]
    if not other:
        return []
    ask = "You count it another way now. Shall the new figures stand apart from the old ones?"
    return [Remark("measure.changed_mid_course", "strong", other[-1][:60], ask)]


def check_recounted(text: str) -> list[Remark]:
    """Return a remark on words that tell of two ways of counting one thing and set no line between them."""
    if (found := _RECOUNTED.search(text)) and not _MARKED.search(text):
        ask = "You count it another way now. Shall the new figures stand apart from the old ones?"
        return [Remark("measure.changed_mid_course", "strong", found[0], ask)]
    return []
