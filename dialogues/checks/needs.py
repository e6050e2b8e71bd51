"""Checks on needs, problems and causes: a fix in disguise, blame, no size, one cause. Gentle: word rules miss some."""

from __future__ import annotations

import re

from dialogues.checks.fixes import solution_in
from dialogues.checks.remark import Remark
from dialogues.checks.words import unknown

_FORM = re.compile(
    r"\b(?:needs?|wants?|has|have)\s+(?:to\s+(?:be\s+)?(?:able\s+to\s+)?\w+|somewhere|someone|somebody|time\s+to|enough)\b",
    re.I,
)
_BLAME = re.compile(
    r"\b((?:staff|nurses?|doctors?|consultants?|juniors?|patients?|people|families|managers?|gps?|porters?|they|relatives)\s+"
    r"(?:just\s+|always\s+|never\s+|often\s+|simply\s+|keep\s+)*"
    r"(?:don['’]?t|do not|can['’]?t be bothered|won['’]?t|fail(?:s|ed)?\s+to|forget(?:s|ting)?|refuse[sd]?|ignor\w+|not bother\w*|neglect\w*)"
    r"[^.;,]{0,40})|\b(lazy|careless|non-?complian\w+|don['’]?t\s+(?:bother|care)|should know better|bad attitude|incompeten\w+|sloppy)\b",
    re.I,
)
_SIZE = re.compile(
    r"\d|\b(?:half|third|quarter|most|every (?:day|week|month)|daily|weekly|twice|once|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|dozen|hundred)\b",
    re.I,
)
_CHAIN = re.compile(r"\b(?:because|why\?|which is because)\b|->|→", re.I)
_BRANCH = re.compile(r"\b(?:another|second|also|or because|besides|branch|on the other hand)\b|[;\n]", re.I)


def check_need(text: str) -> list[Remark]:
    """Return the remarks on one need; none when nobody knows yet."""
    if unknown(text) or not text.strip():
        return []
    if quoted := solution_in(text):
        ask = "That may be the answer later. What would it let people do that they can't do now?"
        return [Remark("need.solution_phrased", "strong", quoted, ask)]
    if not _FORM.search(text) and " so that " not in text.lower():
        return [Remark("need.need_form", "ask", "", "Who needs to do or feel what, and so that what?")]
    return []


def check_problem(text: str, has_figure: bool = False) -> list[Remark]:
    """Return the remarks on a problem: a fix in it, blame, no person, no size (`has_figure`: a figure is kept)."""
    if unknown(text) or not text.strip():
        return []
    found: list[Remark] = []
    if quoted := solution_in(text):
        ask = "That may be the answer later. What goes wrong for people without it?"
        found.append(Remark("need.solution_phrased", "strong", quoted, ask))
    if blamed := _BLAME.search(text):
        found.append(Remark("problem.blame", "soft", blamed[0].strip(), "What makes that the easy thing to do today?"))
    if not has_figure and not _SIZE.search(text):
        found.append(
            Remark("problem.no_data", "soft", "", "Roughly how often, or how many? A guess marked as one is fine.")
        )
    return found


def check_causes(causes: list[str]) -> list[Remark]:
    """Return a remark when all there is is one cause, or one chain of whys without a branch."""
    real = [cause for cause in causes if cause.strip() and not unknown(cause)]
    if not real or (len(real) > 1 and len({cause.strip().lower() for cause in real}) > 1):
        return []
    ask = "What else could be behind it? Think of how the work is laid out, kit, time, and what people can see."
    return [Remark("cause.single_cause", "soft", real[0].strip()[:80], ask)]


def check_cause(text: str) -> list[Remark]:
    """Return a remark on one answer that asks why three times or more and never branches."""
    if len(_CHAIN.findall(text)) >= 3 and not _BRANCH.search(text):
        return check_causes([text])
    return []
