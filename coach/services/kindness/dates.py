"""Short typed words for dates, lengths and spans, read from a given day on."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from coach.errors import CoachError
from coach.services.kindness.reading import DAY, NUMBERS, number_of, read_weekday, tidy, unread
from coach.words import quoted

DATE_EXAMPLE = "friday, 12 dec, 2 weeks"
LEAVE_EXAMPLE = "leave 3 aug to 17 aug"
LONGEST = timedelta(days=731)
"""Nobody is away or quiet for longer than two years at a time; a slip of the finger is."""
BEGUN = timedelta(days=92)
"""Leave that began up to three months ago may be typed without its year."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = (
    re.compile(rf"{_NTH}(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>\d{{4}}))?"),
    re.compile(rf"(?P<month>{_MONTH}) {_NTH}(?:,? (?P<year>\d{{4}}))?"),
    re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>\d{4}|\d{2}))?"),
)
_FEASTS = {"christmas": (12, 25), "christmas day": (12, 25), "new year": (1, 1), "new year's day": (1, 1)}
_WEEKDAY_NEXT_WEEK = re.compile(rf"(?P<day>{DAY}) next week")
_IN_TEXT = re.compile(
    rf"\b(?:(?:next |this )?{DAY}(?: (?:next|nxt) (?:week|wk))?|tomorrow|tmrw|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})|\d{{4}}-\d\d-\d\d)\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_LENGTH = re.compile(rf"(?:for |in )?(\d{{1,3}}|an?|{'|'.join(NUMBERS[1:])}) (day|week|fortnight|month|year)s?")


def read_date(text: str, today: date, example: str = DATE_EXAMPLE) -> date:
    """Read a day: "today", "tomorrow", "friday" (the next to come), "next week", "5 jan", "5/1/2027", "2 weeks".

    Day before month, as in Britain. Without a year it is the next such day from today on. CoachError when it
    cannot be read, does not exist, has gone by, or is more than two years away.
    """
    found = _any_day(text, today, example)
    if found < today:
        raise unread(text, example, said=f"{quoted(text)} has gone by.")
    if found - today > LONGEST:
        raise unread(text, example, said=f"{quoted(text)} is more than two years away.")
    return found


def day_in(text: str, today: date) -> date | None:
    """The one day from today on that a sentence names: "bays 1 and 2 on tues next wk"; None for none, or several."""
    found = set()
    for said in _IN_TEXT.finditer(text):
        try:
            found.add(read_date(said[0], today))
        except CoachError:
            continue
    return found.pop() if len(found) == 1 else None


def read_length(text: str, today: date) -> date | None:
    """Return the day that comes after a length from today on: "2 weeks", "a month", "10 days"; None when it is none."""
    found = _LENGTH.fullmatch(tidy(text))
    if found is None:
        return None
    count = number_of(found[1]) or 0
    if found[2] in {"month", "year"}:
        return today + relativedelta(months=count * (12 if found[2] == "year" else 1))
    return today + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[found[2]])


def read_span(text: str, today: date, example: str = LEAVE_EXAMPLE) -> tuple[date, date]:
    """Read the first and the last day of a span: "3 aug to 17 aug", "3-17 aug", "until friday", "2 weeks", "5 jan".

    A start without a year is the nearest before the end, so leave that has begun can still be typed. CoachError
    when it cannot be read or ends before it begins.
    """
    bare = re.sub(r"^(?:from|for) ", "", tidy(text))
    after = read_length(bare, today)
    if after is not None:
        return today, max(today, after - timedelta(days=1))
    bare = re.sub(r"(?<![\d-])(\d{1,2}(?:st|nd|rd|th)?)-(\d{1,2}(?:st|nd|rd|th)? [a-z])", r"\1 to \2", bare)
    parts = re.split(r"(?:^|\s+)(?:to|until|till|through|-|–|—)\s+", bare)
    if len(parts) == 1:
        day = read_date(bare, today, example)
        return day, day
    if len(parts) > 2:
        raise unread(text, example)
    first, last = _ends(parts[0], parts[1], today, example)
    if first > last:
        raise unread(text, example, said="The last day comes before the first.")
    return first, last


def _ends(start: str, end: str, today: date, example: str) -> tuple[date, date]:
    if not start:
        return today, read_date(end, today, example)
    first = _relative(start, today)
    if first is not None:  # "monday to friday": the Friday after that Monday
        base = first - timedelta(days=1) if read_weekday(end) is not None else today
        return first, read_date(end, base, example)
    last = read_date(end, today, example)
    return _start(start, end, last, today, example), last


def _start(text: str, end: str, last: date, today: date, example: str) -> date:
    """The first day of a span: "3" takes its month from the end, a day without a year lies before the end."""
    if re.fullmatch(_NTH, text) and (month := re.search(_MONTH, end)):
        text = f"{text} {month[0]}"
    if re.search(r"\d{4}", text):
        return _any_day(text, today, example)
    first = read_date(text, last - relativedelta(years=1) + timedelta(days=1), example)
    # Further back it is no leave that has begun: the two days were typed the wrong way round.
    return first if first >= today - BEGUN else first + relativedelta(years=1)


def _any_day(text: str, today: date, example: str) -> date:
    """A day however said, gone by or far away as well."""
    bare = re.sub(rf"^(?:on |by )?(?:the )?(?:{DAY} (?=\d))?", "", tidy(text))
    found = _relative(bare, today)
    if found is None:
        found = _calendar_day(bare, today, text, example)
    if found is None:
        raise unread(text, example)
    return found


def _relative(bare: str, today: date) -> date | None:
    if bare in {"today", "now", "tonight"}:
        return today
    if bare in {"tomorrow", "yesterday"}:
        return today + timedelta(days=1 if bare == "tomorrow" else -1)
    if bare in _FEASTS:
        return _next(*_FEASTS[bare], today, bare, DATE_EXAMPLE)
    if bare in {"end of week", "end of the week", "end of this week"}:
        return today + timedelta(days=max(0, 4 - today.weekday()))
    if bare in {"end of month", "end of the month", "end of this month"}:
        return today + relativedelta(day=31)
    if end := _WEEKDAY_NEXT_WEEK.fullmatch(bare):
        bare = f"next {end['day']}"
    if bare == "next week":
        return today + timedelta(days=7 - today.weekday())
    word = bare.removeprefix("this ").removeprefix("next ")
    weekday = read_weekday(word)
    if weekday is None:
        return read_length(bare, today)
    if bare.startswith("next "):  # the one of the week to come, not the one in a few days
        return today + timedelta(days=7 - today.weekday() + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _calendar_day(bare: str, today: date, text: str, example: str) -> date | None:
    if _ISO.fullmatch(bare):
        return _exact(int(bare[:4]), int(bare[5:7]), int(bare[8:]), text, example)
    for form in _FORMS:
        if found := form.fullmatch(bare):
            month = found["month"]
            number = int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1
            day = int(found["day"])
            if found["year"]:
                year = int(found["year"])
                return _exact(year if year > 99 else 2000 + year, number, day, text, example)
            return _next(number, day, today, text, example)
    return None


def _next(month: int, day: int, today: date, text: str, example: str) -> date:
    """The next such day from today on; 29 February may be years away and is then refused as too far."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise _no_such_day(text, example)


def _exact(year: int, month: int, day: int, text: str, example: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_such_day(text, example) from None


def _no_such_day(text: str, example: str) -> CoachError:
    return unread(text, example, said=f"There is no {quoted(text)} in the calendar.")
