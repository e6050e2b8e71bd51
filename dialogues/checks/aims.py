"""Checks on an aim: what improves, how much, by when, for whom; never how (NSW CEC; Knudsen 2019).

Firm, because word rules are good at aims (coaching-rules/README.md 1.4: 18 of 18 flags on unseen aims).
"""

from __future__ import annotations

import re
from datetime import date

from dialogues.checks.remark import Remark
from dialogues.checks.words import MONTH, NUMBER, YEAR, stem, unknown

_NOT_A_DATE = rf"(?!\s*(?:st|nd|rd|th)?\s*(?:of\s+)?{MONTH}\b)(?!\s*[:/])(?!\s*(?:am|pm|o['’]clock|noon)\b)"
_AMOUNT = rf"(?!{YEAR}\b){NUMBER}(?![\d.,]*\d){_NOT_A_DATE}"
_HEDGE = r"(?:(?:at\s+least|at\s+most|about|around|roughly|up\s+to|nearly|no\s+more\s+than|less\s+than|fewer\s+than|(?:more|longer)\s+than|under|over)\s+)?"
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|none|zero|half"
_TARGETS = (
    rf"\bfrom\s+{_HEDGE}(?:\d|(?:{_SMALL})\b)[^.;]{{0,60}}?\bto\s+(?:within\s+)?{_HEDGE}(?:\d|(?:{_SMALL}|an?\s+(?:hour|day|week))\b)",
    rf"\bfrom\b[^.;]{{0,40}}?\d[^.;]{{0,60}}?\b(?:to|down to|up to)\s+{_HEDGE}[£$]?{_AMOUNT}",
    rf"\bby\s+(?:a\s+(?:further\s+)?)?{_HEDGE}[£$]?{_AMOUNT}\s*(?:%|per\s?cent|[a-z]{{3,}})",
    rf"\bby\s+{_HEDGE}[£$]?{_AMOUNT}\s+(?:a|an|each|every|per)\s+(?:day|night|week|month|year|shift)",
    rf"\b(?:to|below|above|beneath)\s+{_HEDGE}[£$]?{_AMOUNT}",
    rf"\b(?:under|over)\s+{NUMBER}\s*(?:%|per\s?cent)",
    rf"\b(?:prevent|avoid|save|free\s+up|give\s+back)\s+{_HEDGE}[£$]?{_AMOUNT}",
    rf"\b(?:at\s+least|at\s+most|no\s+more\s+than|(?:less|fewer|more|longer)\s+than)\s+[£$]?{_AMOUNT}",
    rf"\b(?:reach|achieve|attain|hit|get|have)\s+(?:a\s+)?{_HEDGE}{_AMOUNT}\s*(?:%|per\s?cent)",
    rf"{NUMBER}\s*(?:%|per\s?cent)\s+(?:\w+\s+)?(?:reduction|increase|improvement|decrease|drop|fall|rise|fewer|more|less|uptake|cut)",
    rf"{NUMBER}\s*(?:%|per\s?cent)\s+of\b",
    rf"\b{NUMBER}\s+(?:in|out of)\s+(?:every\s+)?{NUMBER}\b",
    r"\b(?:eliminate|halve|halving|double|doubling|treble|zero|by\s+(?:a\s+)?(?:half|third|quarter)|to\s+none)\b",
)
_TARGET = re.compile("|".join(_TARGETS), re.I)
_STANDARD = r"(?!\s+(?:of|from|after)\b)"
_DEADLINES = (
    rf"\b(?:by|before|until|till)\s+(?:the\s+)?(?:end\s+of\s+|start\s+of\s+|middle\s+of\s+|beginning\s+of\s+)?(?:the\s+)?"
    rf"(?:early\s+|mid[- ]?|late\s+|next\s+|this\s+|coming\s+)?(?:financial\s+|calendar\s+|school\s+|tax\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{MONTH}\b|{YEAR}|spring|(?:mid)?summer|autumn|winter|christmas|easter|new year|year|quarter|month|week|q[1-4])",
    r"\b(?:by|before|until|from|between)\b[^.;]{0,40}?\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b",
    rf"\b(?:by|before)\s+{YEAR}-\d\d-\d\d",
    rf"\b(?:within|in|over)\s+(?:the\s+)?(?:next\s+|coming\s+)?(?:\d+|a|one|two|three|four|six|nine|twelve|eighteen)\s+(?:months?|years?)\b{_STANDARD}",
    r"\b(?:within|in|over)\s+the\s+(?:next|coming)\s+\w+\s+(?:days|weeks|months|years?)\b",
    r"^\W*within\s+\w+\s+(?:weeks|days)\b" + _STANDARD,
    rf"\bbetween\b[^.;]{{0,30}}\b(?:{MONTH}|{YEAR})\b[^.;]{{0,20}}\band\b[^.;]{{0,20}}(?:{MONTH}\b|{YEAR})",
    rf"\b(?:in|end\s+of|to|during|through(?:out)?)\s+(?:{MONTH}\s+)?{YEAR}\b",
)
_DEADLINE = re.compile("|".join(_DEADLINES), re.I)
_PEOPLE = re.compile(
    r"\b(?:(?:in|out)?patients?|people|persons?|residents?|clients?|service users?|child(?:ren)?|young people|babies|infants|newborns"
    r"|mothers?|fathers?|parents?|mums|dads|women|men|adults|teenagers|pupils|families|carers?|relatives|nurses?|doctors?|gps?"
    r"|staff|\w*therapists?|\w+ologists?|\w+geons?|midwives|paramedics?|pharmacists?|porters?|receptionists?|(?:\w+\s)?workers?"
    r"|volunteers?|callers?|referrals?|appointments?|admissions?|discharges|visits?|operations?|pregnancies|births|users?"
    r"|visitors|learners|students|juniors|trainees|tenants|everyone|anyone|those)\b",
    re.I,
)
_PLACE = re.compile(
    r"\b(?:in|on|at|across|from|within|for|of|to|through(?:out)?|by)\s+(?:[\w'’-]+\s+){0,5}?"
    r"(?:wards?|units?|practices?|hospitals?|homes?|teams?|services?|clinics?|departments?|sites?|trusts?|boroughs?"
    r"|surger(?:y|ies)|pharmac(?:y|ies)|theatres?|bays?|localit(?:y|ies)|region|community|schools?|cent(?:re|er)s?|housing"
    r"|patch|area|town|city|county|village|district|prison|college|network|corridors?|lounges?|floors?|bedrooms?|house|lodge|court|hall|laborator(?:y|ies)"
    r"|(?:critical|intensive|primary|secondary|social|acute|residential|day|home|urgent|palliative|elderly)[ -]care)\b",
    re.I,
)
_DIRECTION = re.compile(
    r"\b(?:reduc\w*|decreas\w*|cut(?:ting)?|lower\w*|halv\w*|increas\w*|rais(?:e|ing)|(?<!quality )improv\w*|achiev\w*|reach\w*|eliminat\w*"
    r"|shorten\w*|doubl\w*|prevent\w*|rise|fewer|less than|(?:more|longer) than|(?:get|bring|tak|driv|com)\w*\b.{0,60}?\bdown|speed(?:ing)? up|boost\w*"
    r"|grow|maintain\w*|keep|lengthen\w*|avoid\w*|drop\w*|stop\w*|zero)\b|\d\s*(?:%|per\s?cent)\s+of\b|\b\d+\s+(?:in|out of)\s+(?:every\s+)?\d+\b",
    re.I,
)
_OPENING = r"^\W*(?:(?:our|the)\s+aim\s+is\s+(?:to\s+)?|(?:we|i)\s+(?:will|want to|aim to|plan to|would like to|are going to)\s+|aim(?:ing)?\s+to\s+|to\s+)?"
_SOLUTION = re.compile(
    _OPENING
    + r"((?:introduc|implement|roll\w*\s+out|develop|set\w*\s+up|train|buy|purchas|install|launch|creat|build|establish"
    r"|produc|design|hir(?:e|ing)|recruit|adopt|pilot|put\w*\s+in|bring\w*\s+in|writ(?:e|ing)|appoint|start|run|redesign|digitis"
    r"|digitiz|deploy|procur|commission|embed|provid\w*\s+(?:training|education))\w*)\b(?!\s+\d)",
    re.I,
)
_FROM_TO = re.compile(
    rf"\bfrom\s+[£$]?({NUMBER})\s*(%|per\s?cent)?.{{0,30}}?\bto\s+[£$]?({NUMBER})\s*(%|per\s?cent)?", re.I
)
_PERCENT = re.compile(rf"\b(?:to|reach|achieve|at least|than)\s+({NUMBER})\s*(?:%|per\s?cent)", re.I)
_DOWN = re.compile(r"\b(?:reduc|decreas|cut|lower|shorten|bring\w*\s+down|fewer)", re.I)
_UP = re.compile(r"\b(?:increas|rais|improv|boost|grow)", re.I)
_WHEN = re.compile(rf"\b(?:({MONTH})\s+)?({YEAR})\b", re.I)
_ASIDE = re.compile(r"\([^()]*\)")
_FAR_MONTHS, _NEAR_DAYS = 24, 28


def check_aim(text: str, today: date) -> list[Remark]:
    """Return the remarks on an aim's own words; none when nobody knows yet."""
    if unknown(text) or not text.strip():
        return []
    found: list[Remark] = []
    if not _TARGET.search(text):
        ask = "The aim has no figure yet. From what to what would be worth the effort?"
        found.append(Remark("aim.no_target_number", "strong", "", ask))
    if not _DEADLINE.search(text):
        found.append(Remark("aim.no_deadline", "strong", "", "By when? A month is enough."))
    if named := _SOLUTION.search(text):
        ask = "Say that works: what would be different for patients, and by how much?"
        found.append(Remark("aim.names_a_solution", "strong", named[1], ask))
    if not (_PEOPLE.search(text) or _PLACE.search(text)):
        found.append(Remark("aim.no_population", "soft", "", "For whom, or where?"))
    if not _DIRECTION.search(text):
        found.append(Remark("aim.no_direction", "soft", "", "Which way should it go: up or down?"))
    return found + _beyond(text) + _dates(text, today)


def _beyond(text: str) -> list[Remark]:
    ask = "Look at the two numbers once more: is that the way it should go?"
    if (span := _FROM_TO.search(text)) and not re.search(MONTH, span[0], re.I):
        start, end = (float(span[n].replace(",", "")) for n in (1, 3))
        years = all(1900 <= value <= 2100 for value in (start, end))
        wrong = (end > start and _DOWN.search(text)) or (end < start and _UP.search(text) and not _DOWN.search(text))
        if wrong and not years:
            return [Remark("aim.target_beyond_possible", "strong", span[0], ask)]
    if (percent := _PERCENT.search(text)) and float(percent[1].replace(",", "")) > 100:
        ask = "More than 100 in 100 cannot be. What did you mean?"
        return [Remark("aim.target_beyond_possible", "strong", percent[0], ask)]
    return []


def _dates(text: str, today: date) -> list[Remark]:
    text = _ASIDE.sub("", text) if _DEADLINE.search(_ASIDE.sub("", text)) else text
    spans = [found.span() for found in _DEADLINE.finditer(text)]
    ends = [
        found for found in _WHEN.finditer(text) if any(found.start() < end and found.end() > at for at, end in spans)
    ]
    if not ends:
        return []
    last = ends[-1]
    end = date(int(last[2]), _month(last[1]), 28)
    months = (end.year - today.year) * 12 + end.month - today.month
    if months > _FAR_MONTHS or (end - today).days < _NEAR_DAYS:
        return [Remark("aim.past_or_far_date", "soft", last[0], "Is that date still right for you?")]
    return []


def _month(word: str | None) -> int:
    names = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    return names.index(word[:3].lower()) + 1 if word else 12


def check_aim_beside_measures(aim: str, measures: list[str]) -> list[Remark]:
    """Return a remark when no measure shares a word with the aim, so nothing would tell that it is met."""
    if not measures or unknown(aim) or not aim.strip():
        return []
    common = {
        "reduc",
        "increas",
        "improv",
        "patient",
        "number",
        "rate",
        "percent",
        "month",
        "year",
        "achiev",
        "decreas",
    }
    wanted = {stem(word) for word in re.findall(r"[a-z]{4,}", aim.lower())} - common
    have = {stem(word) for measure in measures for word in re.findall(r"[a-z]{4,}", measure.lower())}
    if wanted & have:
        return []
    return [
        Remark(
            "aim.measure_mismatch", "strong", measures[0][:60], "Which of your measures will tell you the aim is met?"
        )
    ]
