"""A typed aim read into its boxes: what, from what, to what, by when, for whom. What is not clear stays where it is.

"Reduce falls on Ward 7 from 8 to 5 a month by March 2027" becomes measure, from, to and by; "within one day, now about
4 days" from and to alone. The person sees it so and can change any of it. A day that was not said is the last of its
month or year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_BY = r"\b(?:by|before)\s+(?:the\s+)?(?:end\s+of\s+|start\s+of\s+)?"
_DAYS = (
    re.compile(rf"{_BY}(?P<year>\d{{4}})-(?P<m>\d\d)-(?P<day>\d\d)\b", re.I),
    re.compile(rf"{_BY}(?P<day>\d{{1,2}})[/.](?P<m>\d{{1,2}})[/.](?P<year>\d{{4}})\b", re.I),
    re.compile(rf"{_BY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\s+(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"{_BY}{_MONTH}\s+(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"{_BY}(?P<year>\d{{4}})\b", re.I),
)
_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|none|zero|half"
_TIME = r"(?:minute|hour|day|week|fortnight|month|year)"
_SHARE = rf"(?:\d+|{_NUMBER})\s+(?:in|out\s+of)\s+(?:\d+|{_NUMBER})\b"
_AMOUNT = (
    rf"(?:{_SHARE}|[£$]?\d[\d,.]*\s?%?"
    rf"|\b(?:{_NUMBER})\b|\ban?(?=\s+{_TIME}\b))"
)
_NO_UNIT = (
    "by|for|in|on|at|across|within|before|from|to|now|currently|today|and|but|down|up|aim|target|goal|is|we|it"
    "|fewer|less|more|as"
)
_WORD = rf"(?:\s+(?!(?:{_NO_UNIT})\b)[\w%/.-]+)"
_UNIT = rf"{_WORD}{{0,4}}?"
_HEDGE = "about|around|roughly|nearly|almost|some|over|under|above|below|more than|less than|fewer than|up to"
_START = rf"(?:(?:{_HEDGE})\s+)?{_AMOUNT}{_UNIT}"
_LIMIT = rf"within|at\s+least|at\s+most|no\s+more\s+than|{_HEDGE}"
_END = r"(?=\s*(?:[,.;()]|$|\b(?:by|for|in|on|at|across|within|before)\b))"
_ENDS = r"(?=\s*(?:[,.;()]|$|\b(?:by|for|in|on|at|to|down|up|and|but|aim|target|goal|within|before)\b))"
_FROM_TO = re.compile(
    rf"\s*,?\s*\bfrom\s+(?P<from>{_START})\s+(?:down\s+|up\s+)?to\s+(?P<to>(?:(?:{_LIMIT})\s+)?{_AMOUNT}{_UNIT}){_END}",
    re.I,
)
_SAME_UNIT = re.compile(  # "wait 5 hrs to 3 hrs": what is counted is said twice, so it needs no "from"
    rf"\s*,?\s*\b(?P<from>(?:(?:{_HEDGE})\s+)?\d[\d,.]*\s?(?P<unit>%|[a-z]{{1,20}}?)s?)\s+(?:down\s+|up\s+)?to\s+"
    rf"(?P<to>(?:(?:{_LIMIT})\s+)?\d[\d,.]*\s?(?P=unit)s?(?:\s+(?:an?|each|every|per)\s+{_TIME})?){_END}",
    re.I,
)
_BARE_FROM_TO = re.compile(  # "3 to 5 a week" has no unit before "to": that may be a span
    rf"(?P<from>(?:(?:{_HEDGE})\s+)?(?:{_SHARE}|{_AMOUNT}{_WORD}{{1,4}}?))\s*(?:(?:down\s+|up\s+)?to|-+>|→)\s*"
    rf"(?P<to>(?:(?:{_LIMIT})\s+)?{_AMOUNT}{_UNIT})",
    re.I,
)
_NOW = r"(?:right\s+now|now|currently|today|at\s+the\s+moment|at\s+present)"
_NOW_FIRST = re.compile(
    rf"[\s,;(]*\b(?:(?:and|but)\s+)?(?:(?:it[’']?s|it\s+is|we[’']?re|we\s+are)\s+)?{_NOW}\b\s*"
    rf"(?:it[’']?s|it\s+is|it\s+takes|is|at)?\s*[:=-]?\s*(?P<from>{_START}){_ENDS}\)?",
    re.I,
)
_NOW_LAST = re.compile(
    rf"(?:^|[,;:(.]|\bfrom\b)\s*(?:(?:and|but)\s+)?(?:(?:it[’']?s|it\s+is|it\s+takes)\s+)?(?P<from>{_START})\s+{_NOW}\b\)?",
    re.I,
)  # fmt: skip
_LEAD = (
    r"(?:(?:our\s+|the\s+)?(?:aim|target|goal)(?:\s+(?:is|of|for))?\s*[:=-]?\s+(?:to\s+be\s+)?|(?:it\s+)?should\s+be\s+"
    r"|we\s+want\s+(?:it\s+(?:to\s+be\s+|at\s+)?)?|(?:down\s+|up\s+)?to\s+)"
)
_SO_MUCH = rf"{_AMOUNT}{_UNIT}"
_TO = rf"(?:{_LEAD}(?P<to>(?:(?:{_LIMIT})\s+)?{_SO_MUCH})|(?P<within>(?:{_LIMIT})\s+{_SO_MUCH}))"
_IN_WORDS = re.compile(rf"[\s,;(]*(?:\b(?:and|but)\s+)?\b{_TO}{_END}\)?", re.I)
_WANTED = re.compile(_TO, re.I)
_JUST = re.compile(rf"(?P<to>{_SO_MUCH})", re.I)
_PLAIN = re.compile(rf"(?P<to>{_AMOUNT}(?:\s+{_TIME}s?)?(?:\s+(?:an?|each|every|per)\s+{_TIME})?)", re.I)
"""A target without a word that says it is one: an amount of time, or so many a day; "one list a bed" is none."""
_FOR = re.compile(
    r"\s*,?\s*\bfor\s+(?P<who>(?:(?!\bby\b|\bfrom\b|\bbefore\b|[,.;]).)+?)(?=\s*(?:[,.;]|$|\b(?:by|from|before)\b))",
    re.I,
)
_NOTHING = re.compile(r"(?:\W|\d)*$|(?:by|before|in|for|from)\b", re.I)
_ENDS_WITH = " ,.;:()"
_OPENING = re.compile(
    r"^\W*(?:(?:our|the)\s+aim\s+is\s+(?:to\s+)?|we\s+(?:will|want\s+to|aim\s+to)\s+|to\s+|measure\s*[:=]\s*)", re.I
)


def parts_of(text: str) -> dict[str, str]:
    """Return the boxes that a typed aim fills; `by` is an ISO day. Nothing typed is lost.

    Words that say nothing but from what, to what and by when leave `measure` out; all others fill it.
    """
    words = " ".join(text.split())
    found: dict[str, str] = {}
    rest, day = _without_day(words)
    if day is not None:
        found["by"] = day.isoformat()
    rest, change = _without_change(rest)
    found |= change
    measure = re.sub(r"\s+([,.;])", r"\1", " ".join(rest.split())).strip(_ENDS_WITH)
    bare = _OPENING.sub("", measure)
    if not bare and found:
        return found
    if not found or _NOTHING.match(bare):
        return {"measure": text.strip()}
    return {"measure": bare[:1].upper() + bare[1:], **found}


def _without_change(rest: str) -> tuple[str, dict[str, str]]:
    """The words without from what, to what and for whom; those three as far as they are clear."""
    bare = rest.strip(_ENDS_WITH)
    if whole := _BARE_FROM_TO.fullmatch(bare):
        return "", {"from": whole["from"], "to": whole["to"]}
    if whole := _WANTED.fullmatch(bare) or _PLAIN.fullmatch(bare):
        return "", {"to": _target(whole)}
    found: dict[str, str] = {}
    if change := _FROM_TO.search(rest) or _SAME_UNIT.search(rest):
        found = {"from": change["from"].strip(), "to": change["to"].strip()}
        before, behind = rest[: change.start()], rest[change.end() :]
    elif now := _NOW_FIRST.search(rest) or _NOW_LAST.search(rest):
        found = {"from": now["from"].strip(_ENDS_WITH)}
        before, behind = _without_target(rest[: now.start()], found), rest[now.end() :]
        behind = behind if "to" in found else _without_target(behind, found)
    else:
        return rest, {}
    if whom := _FOR.match(behind):
        found["who"] = whom["who"].strip()
        behind = behind[whom.end() :]
    return f"{before} {behind}", found


def _without_target(words: str, found: dict[str, str]) -> str:
    """Words without what it should be, which is put into `found`; as they were when they do not say it."""
    bare = words.strip(_ENDS_WITH)
    if whole := _WANTED.fullmatch(bare) or _JUST.fullmatch(bare):
        found["to"] = _target(whole)
        return ""
    if (target := _IN_WORDS.search(words)) is None:
        return words
    found["to"] = _target(target)
    return f"{words[: target.start()]} {words[target.end() :]}"


def _target(said: re.Match[str]) -> str:
    return (said["to"] or said.groupdict().get("within") or "").strip(_ENDS_WITH)


def _without_day(words: str) -> tuple[str, date | None]:
    for pattern in _DAYS:
        if (said := pattern.search(words)) and (day := _day(said.groupdict())) is not None:
            return words[: said.start()].rstrip(" ,") + words[said.end() :], day
    return words, None


def _day(said: dict[str, str | None]) -> date | None:
    """The day that was said, else the last of its month or year; None for a day that cannot be."""
    year = int(said["year"] or 0)
    month = 12
    if name := said.get("month"):
        month = _MONTHS.index(name[:3].lower()) + 1
    elif said.get("m"):
        month = int(said["m"] or 0)
    if not (1900 < year < 2200 and 1 <= month <= 12):
        return None
    day = int(said.get("day") or monthrange(year, month)[1])
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None
