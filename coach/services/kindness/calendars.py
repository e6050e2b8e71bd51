"""Bank holidays: the UK's calendars by name, and every country that the package `holidays` knows by code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from coach.errors import CoachError
from coach.words import quoted

NONE = "none"
UK = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}

_ALSO = {
    "england and wales": "England",
    "ni": "Northern Ireland",
    "n ireland": "Northern Ireland",
    "uk": "GB",
    "great britain": "GB",
    "ireland": "IE",
    "usa": "US",
    "america": "US",
    "off": NONE,
    "no": NONE,
    NONE: NONE,
}


def calendar_named(text: str) -> str:
    """Return the calendar that somebody typed: "Scotland", "ES", "spain", "DE-BY", "none".

    CoachError when there is none of that name.
    """
    bare = " ".join(text.replace("-", " ").replace("_", " ").split()).casefold()
    for name in UK:
        if bare == name.casefold():
            return name
    if bare in _ALSO:
        return _ALSO[bare]
    if (country := _countries().get(bare.replace(" ", "_"))) is not None:
        return str(country[1])
    code, _, part = bare.upper().partition(" ")
    from holidays import list_supported_countries

    regions = list_supported_countries().get(code)
    if regions is not None and (not part or part in regions):
        return f"{code}-{part}" if part else code
    raise CoachError(
        "calendar_unknown",
        f"I don't know the bank holidays of {quoted(text)}. I know England, Wales, Scotland, Northern Ireland, "
        "and other countries by name or two letters, like: holidays ES. Or type: holidays none.",
    )


def calendar_for(zone: str) -> str:
    """Return a first guess from a person's zone: England's or Northern Ireland's there, none elsewhere."""
    return {"Europe/London": "England", "GB": "England", "Europe/Belfast": "Northern Ireland"}.get(zone, NONE)


def holiday_on(calendar: str, day: date) -> str:
    """Return the name of the bank holiday on a day, substitute days too; empty when it is none.

    A calendar that is no longer known has no holidays: a message is never lost over it.
    """
    return _year(calendar, day.year).get(day, "")


def calendar_words(calendar: str) -> str:
    """Return a calendar as people say it: "England", "Spain", "ES"."""
    if calendar in UK:
        return calendar
    code, _, part = calendar.partition("-")
    for name, codes in _countries().items():
        if code in codes[1:]:
            country = name.replace("_", " ").title()
            return f"{country} ({part})" if part else country
    return calendar


def _countries() -> Mapping[str, tuple[str, ...]]:
    """Every country that `holidays` knows, by its name there; the package is loaded when it is first asked."""
    from holidays.registry import COUNTRIES

    return COUNTRIES


@cache
def _year(calendar: str, year: int) -> dict[date, str]:
    """The holidays of one year, worked out once."""
    if calendar == NONE:
        return {}
    code, _, part = f"GB-{UK[calendar]}".partition("-") if calendar in UK else calendar.partition("-")
    from holidays import country_holidays

    try:
        found = country_holidays(code, subdiv=part or None, years=year, expand=False)
    except NotImplementedError:
        return {}
    return {day: str(name) for day, name in found.items()}
