"""The privacy guard: what in a text could point to one patient, seen before anything is kept, logged or posted.

It sees numbers with check digits, dates of birth, record numbers, names with titles, bed and age, postcodes,
e-mail addresses and phone numbers. It cannot see a bare name ("Margaret fell"): say so wherever it is explained.
Rules after coaching-rules/README.md 3.1; figures on its example messages stand in dialogues/README.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Level = Literal["block", "warn"]
Sighted = Literal[
    "nhs_number",
    "ni_number",
    "record_number",
    "date_of_birth",
    "patient_name",
    "titled_name",
    "bed_and_age",
    "postcode",
    "phone",
    "email",
    "old_date",
]
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = (
    rf"(?:\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?(?P<y1>\d{{4}}|\d{{2}})|(?P<y2>\d{{4}})-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})[a-z]*\.?,?\s+(?P<y3>\d{{4}}|\d{{2}})"
    rf"|(?:{_MONTHS})[a-z]*\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?P<y4>\d{{4}}))"
)
_BIRTH = re.compile(rf"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|birth\s?date|born(?: on)?)\b[\s:.\-]*{_DATE}", re.I)
_FULL_DATE = re.compile(rf"(?<![\d/.-]){_DATE}(?![\d/-])", re.I)
_TEN = re.compile(r"(?<![\d.,/-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d/]|[.,-]\d)")
_TEN_NAMED = re.compile(
    r"\b(?:nhs|chi|h\s?&\s?c|hcn|health and care)\b\s*(?:no\.?|num(?:ber)?|id|#)?\s*(?:is|was)?[\s:#]*"
    r"\d(?:[ .-]?\d){8,10}(?!\d)",
    re.I,
)
_NI = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.I
)
_RECORD = re.compile(
    r"\b(?:(?:hospital|patient|unit|record|case\s?note|district|k|s|x|mrn|rio|emis|systm\s?one|nhs)\s*"
    r"(?:no\.?|num(?:ber)?|id|ref(?:erence)?|#)|mrn|rio|emis)\s*(?:is|was)?[\s:#]*"
    r"(?=[A-Z]{0,4}[\s-]?\d)[A-Z]{0,4}[\s-]?(?:\d[\s/-]?){4,12}",
    re.I,
)
_WHO = (
    r"(?:patient|resident|client|service\s?user|lady|gentleman|man|woman|child|baby|boy|girl|tenant|carer for"
    r"|mother|father|mum|dad|husband|wife|son|daughter)"
)
_NAMED = re.compile(rf"(?i:\b{_WHO}\s+(?:is\s+|was\s+)?(?:called|named|by the name of))\s+[A-Z][\w'’-]+")
_NAME_IS = re.compile(rf"(?i:\b{_WHO}(?:['’]s)?\s+name\s+(?:is|was))\s+[A-Z][\w'’-]+")
_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+(?!{_DAYS})[A-Z][a-z'’-]+|\b(?:mr|mrs)\.?\s+(?!and\b|or\b)[a-z]{{2,}}"
)
_AGE = re.compile(r"\b\d{1,3}[\s-]?(?:years?|yrs?)[\s-]?old\b|\b\d{2,3}\s?(?:yo|y/o)\b|\baged?\s\d{1,3}\b", re.I)
_BED = re.compile(r"\b(?:bed|bay|side\s?room|room|cubicle|flat)\s*(?:no\.?|number)?\s*[A-Z]?\d{1,3}[A-Z]?\b", re.I)
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9](?:[0-9ABEHMNPRV-Y])?|[0-9][A-HJKPS-UW])"
    r" ?[0-9][ABD-HJLNP-UW-Z]{2})\b",
    re.I,
)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)$")
_EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.I)
_PHONE = re.compile(r"(?<![\d.,-])(?:\+44[\s-]?(?:\(0\))?|0)[12378](?:[\s-]?\d){8,9}(?!\d)")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_OLD_YEARS = 15
_NOT_WORDS = re.compile(r"\W+")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
LEFT_OUT = "[left out]"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One thing seen: its kind, how sure (block or warn), and the line it stands in (from 1); never the words."""

    kind: Sighted
    level: Level
    line: int


def scan(text: str, today: date) -> tuple[Sighting, ...]:
    """Return what in the text could point to one patient, surest first; empty for a clean text.

    `today` tells old dates (15 years or more, so perhaps of birth) from dates of the work.
    """
    plain = _plain(text)
    return tuple(
        Sighting(kind, level, plain.count("\n", 0, start) + 1) for kind, level, start, _ in _sighted(plain, today)
    )


def sure_words(text: str, today: date) -> frozenset[str]:
    """Return the words themselves that are surely of one patient (level block), as they are compared by `blanked`."""
    plain = _plain(text)
    found = (plain[start:end] for _, level, start, end in _sighted(plain, today) if level == "block")
    return frozenset(_bare(words) for words in found)


def blanked(text: str, today: date, spared: Callable[[], frozenset[str]]) -> str:
    """Return a text with everything that is surely of one patient (level block) taken out; a clean one as it is.

    `spared` gives the words that somebody said are no patient's (`sure_words`); it is only asked when something is seen.
    """
    plain = _plain(text)
    found = sorted((start, end) for _, level, start, end in _sighted(plain, today) if level == "block")
    if not found:
        return text
    fine = spared()
    for start, end in reversed(found):
        if _bare(plain[start:end]) not in fine:
            plain = plain[:start] + LEFT_OUT + plain[end:]
    return plain


def _plain(text: str) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_UNSEEN)


def _bare(words: str) -> str:
    return _NOT_WORDS.sub("", words).casefold()


def _sighted(plain: str, today: date) -> Iterator[tuple[Sighted, Level, int, int]]:
    taken: list[tuple[int, int]] = []
    low = plain.lower()
    for kind, level, possible, look in _LOOKS:
        if not possible(low):
            continue
        for start, end in look(plain, today):
            if not any(start < there and end > here for here, there in taken):
                taken.append((start, end))
                yield kind, level, start, end


def good_check_digit(digits: str) -> bool:
    """Whether ten digits pass the modulus 11 test of NHS, CHI and H&C numbers."""
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (11 - rest) % 11 == int(digits[9]) and rest != 1


def issued(digits: str) -> bool:
    """Whether ten digits fall in a range that is (or may be) given to people, or in the test range 999."""
    head, day, month = int(digits[:3]), int(digits[:2]), int(digits[2:4])
    chi = 1 <= day <= 31 and 1 <= month <= 12
    return head == 999 or 300 <= head <= 499 or 600 <= head <= 799 or chi


def _nhs(text: str, _today: date) -> Iterator[tuple[int, int]]:
    for named in _TEN_NAMED.finditer(text):
        yield named.span()
    for found in _TEN.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if good_check_digit(digits) and issued(digits):
            yield found.span()


def _old_date(text: str, today: date) -> Iterator[tuple[int, int]]:
    if all(today.year - int(year) < _OLD_YEARS for year in _YEAR.findall(text)):
        return
    for found in _FULL_DATE.finditer(text):
        year = next(int(part) for part in found.groups() if part)
        if year > 1880 and today.year - year >= _OLD_YEARS:
            yield found.span()


def _postcode(text: str, _today: date) -> Iterator[tuple[int, int]]:
    for found in _POSTCODE.finditer(text):
        if not _ORDINAL.search(found[0]):
            yield found.span()


def _bed_and_age(text: str, _today: date) -> Iterator[tuple[int, int]]:
    if (age := _AGE.search(text)) and _BED.search(text):
        yield age.span()


def _plainly(pattern: re.Pattern[str]) -> Callable[[str, date], Iterator[tuple[int, int]]]:
    def look(text: str, _today: date) -> Iterator[tuple[int, int]]:
        return (found.span() for found in pattern.finditer(text))

    return look


def _has(*words: str) -> Callable[[str], bool]:
    return lambda low: any(word in low for word in words)


def _like(pattern: str) -> Callable[[str], bool]:
    found = re.compile(pattern)
    return lambda low: found.search(low) is not None


# Each look comes after a cheap one at the text in lower case that says whether it can find anything at all.
_LONG_NUMBER = _like(r"\d(?:[\s.\-/]?\d){8}")
_FOUR_DIGITS = _like(r"\d[\s/-]?\d[\s/-]?\d[\s/-]?\d")
_LOOKS: tuple[tuple[Sighted, Level, Callable[[str], bool], Callable[[str, date], Iterator[tuple[int, int]]]], ...] = (
    ("nhs_number", "block", _LONG_NUMBER, _nhs),
    ("ni_number", "block", _like(r"\d\d\s?\d\d\s?\d\d\s?[a-d]\b"), _plainly(_NI)),
    ("record_number", "block", _FOUR_DIGITS, _plainly(_RECORD)),
    ("date_of_birth", "block", _has("birth", "born", "dob", "d.o", "d o", "do b"), _plainly(_BIRTH)),
    ("patient_name", "block", _has("called", "named", "by the name"), _plainly(_NAMED)),
    ("patient_name", "block", _like(r"name\s+(?:is|was)"), _plainly(_NAME_IS)),
    ("titled_name", "warn", _has("mr", "ms", "miss", "mx"), _plainly(_TITLED)),
    ("bed_and_age", "warn", _has("bed", "bay", "room", "cubicle", "flat"), _bed_and_age),
    ("email", "warn", _has("@"), _plainly(_EMAIL)),
    ("phone", "warn", _LONG_NUMBER, _plainly(_PHONE)),
    ("postcode", "warn", _like(r"\d[a-z]{2}\b"), _postcode),
    ("old_date", "warn", _like(r"(?:18|19|20)\d\d"), _old_date),
)
