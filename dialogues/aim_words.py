"""A typed aim read into its boxes: what, from what, to what, by when, for whom. What is not clear stays where it is.

"Reduce falls on Ward 7 from 8 to 5 a month by March 2027" becomes measure, from, to and by; the person sees it so and
can change any of it. A day that was not said is the last of its month or year.
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
_AMOUNT = r"[£$]?\d[\d,.]*\s?%?"
_UNIT = r"(?:\s+(?!by\b|for\b|in\b|on\b|at\b|across\b|within\b|before\b|from\b|to\b)[\w%/.-]+){0,4}?"
_FROM_TO = re.compile(
    rf"\s*,?\s*\bfrom\s+(?P<from>{_AMOUNT}{_UNIT})\s+(?:down\s+|up\s+)?to\s+(?P<to>(?:(?:under|over|below|above|at\s+least|at\s+most"
    rf"|less\s+than|fewer\s+than|more\s+than|about)\s+)?{_AMOUNT}(?:{_UNIT}))(?=\s*(?:[,.;]|$|\b(?:by|for|in|on|at|across|within|before)\b))",
    re.I,
)
_FOR = re.compile(
    r"\s*,?\s*\bfor\s+(?P<who>(?:(?!\bby\b|\bfrom\b|\bbefore\b|[,.;]).)+?)(?=\s*(?:[,.;]|$|\b(?:by|from|before)\b))",
    re.I,
)
_NOTHING = re.compile(r"(?:\W|\d)*$|(?:by|before|in|for|from)\b", re.I)
_OPENING = re.compile(r"^\W*(?:(?:our|the)\s+aim\s+is\s+(?:to\s+)?|we\s+(?:will|want\s+to|aim\s+to)\s+|to\s+)", re.I)


def parts_of(text: str) -> dict[str, str]:
    """Return the boxes that a typed aim fills: at least `measure`; `by` is an ISO day. Nothing typed is lost."""
    words = " ".join(text.split())
    found: dict[str, str] = {}
    rest, day = _without_day(words)
    if day is not None:
        found["by"] = day.isoformat()
    if change := _FROM_TO.search(rest):
        found |= {"from": change["from"].strip(), "to": change["to"].strip()}
        behind = rest[change.end() :]
        if whom := _FOR.match(behind):
            found["who"] = whom["who"].strip()
            behind = behind[whom.end() :]
        rest = rest[: change.start()] + " " + behind
    measure = re.sub(r"\s+([,.;])", r"\1", " ".join(rest.split())).strip(" ,.;")
    bare = _OPENING.sub("", measure)
    if not found or _NOTHING.match(bare):
        return {"measure": text.strip()}
    return {"measure": bare[:1].upper() + bare[1:], **found}


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
