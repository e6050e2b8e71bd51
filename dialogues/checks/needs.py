"""Checks on needs and problems: a fix in disguise, blame, nobody named. Gentle: word rules miss some needs.

Measured for the first rules (coaching-rules/README.md 1.4): no false alarm, but many missed; so the head of the
noun phrase after "need" decides here, not a list of sentences.
"""

from __future__ import annotations

import re

from dialogues.checks.remark import Remark
from dialogues.checks.words import unknown

_THINGS = [
    "unit",
    "ward",
    "service",
    "clinic",
    "hub",
    "centre",
    "center",
    "app",
    "application",
    "system",
    "software",
    "dashboard",
    "database",
    "spreadsheet",
    "form",
    "proforma",
    "template",
    "checklist",
    "protocol",
    "pathway",
    "guideline",
    "policy",
    "procedure",
    "sop",
    "poster",
    "leaflet",
    "booklet",
    "brochure",
    "flyer",
    "video",
    "website",
    "portal",
    "reminder",
    "text",
    "sms",
    "message",
    "alert",
    "alarm",
    "training",
    "education",
    "course",
    "workshop",
    "e-learning",
    "elearning",
    "teaching",
    "induction",
    "huddle",
    "meeting",
    "mdt",
    "round",
    "conference",
    "forum",
    "email",
    "e-mail",
    "newsletter",
    "helpline",
    "hotline",
    "phoneline",
    "computer",
    "laptop",
    "ipad",
    "printer",
    "scanner",
    "machine",
    "device",
    "sensor",
    "monitor",
    "pager",
    "bleep",
    "phone",
    "equipment",
    "kit",
    "trolley",
    "wristband",
    "sticker",
    "label",
    "sign",
    "signage",
    "board",
    "whiteboard",
    "chart",
    "tool",
    "toolkit",
    "bundle",
    "audit",
    "survey",
    "questionnaire",
    "rota",
    "roster",
    "budget",
    "funding",
    "money",
    "bot",
    "ai",
    "robot",
    "car",
    "van",
    "standard",
    "strategy",
    "framework",
    "scheme",
    "programme",
    "program",
    "campaign",
    "project",
    "initiative",
    "process",
    "proforma",
    "register",
    "log",
    "passport",
    "care-plan",
    "plan",
    "guidance",
    "script",
    "screen",
    "bed",
    "room",
    "chair",
    "hoist",
    "fridge",
    "camera",
    "tracker",
    "calculator",
    "scorecard",
    "report",
    "package",
    "group",
    "phone-number",
]
_POSTS = [
    "staff",
    "nurse",
    "doctor",
    "consultant",
    "pharmacist",
    "physiotherapist",
    "therapist",
    "practitioner",
    "specialist",
    "coordinator",
    "co-ordinator",
    "navigator",
    "champion",
    "manager",
    "porter",
    "receptionist",
    "assistant",
    "technician",
    "worker",
    "lead",
    "volunteer",
    "administrator",
    "clerk",
    "secretary",
    "team",
    "colleague",
    "pair",
    "post",
    "hca",
    "cover",
    "locum",
    "registrar",
    "paramedic",
    "midwife",
]
_THING = frozenset(_THINGS)
_POST = frozenset(_POSTS)
_MORE = re.compile(
    r"\b(?:more|extra|additional|another|new|dedicated|full[- ]time|part[- ]time|better|a|an|\d+|two|three|enough)\b",
    re.I,
)
_VERB = re.compile(
    r"\b(?:needs?|wants?|requires?|could do with|would benefit from|should have|must have|(?:is|are) short of|lacks?)\b"
    r"(?:\s+(?:to have|to get|to be given|there to be|an increase in))?\s+(?!to\s)",
    re.I,
)
_MAKE = re.compile(
    r"\b(?:needs?|wants?|ought|must|should)\s+(?:to\s+)?((?:introduce|implement|buy|purchase|set up|install|develop|create|build"
    r"|roll out|launch|hire|recruit|train|employ|appoint|bring in|put in place|redesign|digiti[sz]e|commission)\b[^.;,]{0,60})",
    re.I,
)
_IS_NEEDED = re.compile(
    r"^\W*((?:[\w-]+\s+){0,5}?([\w-]+))\s+(?:is|are)\s+(?:needed|required|missing|what we need)\b", re.I
)
_LACK = re.compile(r"\b(?:lack of|there (?:is|are) no|there isn['’]t|we have no|no|without|absence of)\s+", re.I)
_ENDS_PHRASE = re.compile(
    r"\s+(?:for|on|of|in|at|to|that|which|who|so|and|or|when|with|about|because|as|by|from|if|within|where|how|is|are)\b|[,.;:!?()]|\s[–—-]\s"
)
_STARTS = re.compile(r"^(?:(?:a|an|the|some|any|our|their|more|new|better)\s+)+", re.I)
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
_SOMEBODY = re.compile(
    r"\b(?:patients?|people|persons?|residents?|clients?|users?|children|child|bab(?:y|ies)|mothers?|wom[ae]n|m[ae]n|families|family|carers?"
    r"|nurses?|doctors?|gps?|staff|therapists?|midwives|pharmacists?|they|we|our|relatives?|daughters?|sons?|teams?|tenants?|everyone|those)\b",
    re.I,
)


def check_need(text: str) -> list[Remark]:
    """Return the remarks on one need; none when nobody knows yet."""
    if unknown(text) or not text.strip():
        return []
    if quoted := solution_in(text):
        ask = f"You wrote “{quoted}”. That may be the answer later. What would it let people do that they can't do now?"
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
        ask = f"You wrote “{quoted}”. That may be the answer later. What goes wrong for people without it?"
        found.append(Remark("need.solution_phrased", "strong", quoted, ask))
    if blamed := _BLAME.search(text):
        found.append(Remark("problem.blame", "soft", blamed[0].strip(), "What makes that the easy thing to do today?"))
    if not has_figure and not _SIZE.search(text):
        found.append(
            Remark("problem.no_data", "soft", "", "Roughly how often, or how many? A guess marked as one is fine.")
        )
    return found


def names_nobody(text: str) -> bool:
    """Whether no person or group is named in a problem."""
    return not _SOMEBODY.search(text)


def solution_in(text: str) -> str:
    """Return the words that name a fix as if it were the need; empty when there are none."""
    if made := _MAKE.search(text):
        return made[1].strip()
    if (needed := _IS_NEEDED.search(text)) and _is_fix(needed[1], ""):
        return needed[1].strip()
    for verb in _VERB.finditer(text):
        if quoted := _fix_after(text, verb.end(), verb[0]):
            return quoted
    for lack in _LACK.finditer(text):
        if quoted := _fix_after(text, lack.end(), lack[0]):
            return quoted
    return ""


def _fix_after(text: str, at: int, verb: str) -> str:
    rest = text[at : at + 90]
    end = _ENDS_PHRASE.search(rest)
    phrase = rest[: end.start()] if end else rest
    follows = rest[end.start() :] if end else ""
    if not phrase.strip() or len(phrase.split()) > 6 or not _is_fix(phrase, follows):
        return ""
    return (
        f"{verb.strip()} {phrase.strip()}" if verb.lower().startswith(("need", "want", "require")) else phrase.strip()
    )


def _is_fix(phrase: str, follows: str) -> bool:
    head = re.split(r"\s+", phrase.strip())[-1].lower().strip("'’\"") if phrase.strip() else ""
    singular = head[:-1] if head.endswith("s") and head[:-1] in _THING | _POST else head
    if singular in _THING:
        return not follows.strip().lower().startswith("explained")
    return singular in _POST and bool(_MORE.search(phrase)) and not follows.strip().lower().startswith("who")
