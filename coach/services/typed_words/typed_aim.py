"""A typed aim made ready to be read: a day said without its year, and the draft that stands for what is not said."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Any

from coach.errors import CoachError
from coach.services.kindness.dates import read_date
from coach.services.scene import Scene
from coach.services.screens.cards import filling
from coach.words.days import day_of
from dialogues.aim_words import parts_of
from dialogues.model import Question

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY = r"(?:next\s+|this\s+)?(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?"
_BY = re.compile(
    r"\b(?:by|before)(?:\s+when)?\s*[:=]?\s*\b(?:the\s+)?"
    rf"(?:(?P<edge>end\s+of\s+|start\s+of\s+)?(?:the\s+)?(?P<month>{_MONTH}|this\s+month|next\s+month|this\s+year|next\s+year|year)"
    rf"|(?P<day>xmas|christmas|new\s+year|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})|tomorrow|next\s+week|{_WEEKDAY}))"
    r"(?=\s*(?:[,.;()]|$|\b(?:for|from|now|down)\b))",
    re.IGNORECASE,
)


def boxes_of(scene: Scene, asked: Question, text: str) -> str | dict[str, Any]:
    """Return what a typed aim says by box; as it was typed when it says only what will get better.

    Where it says nothing of what will get better, the draft that stands on the card says it, and all else that was
    left unsaid. Nothing is guessed: a day without a year is the next such day.
    """
    found = parts_of(_dated(text, day_of(scene.now, scene.state.zone)))
    if set(found) == {"measure"}:
        return text
    return found if "measure" in found else filling.prefilled(scene, asked.id) | found


def _dated(text: str, today: date) -> str:
    """The words with their last day as an ISO day, where it is one without a year: "by March", "by 3 dec"."""
    for said in reversed(list(_BY.finditer(text))):
        if (day := _day(said, today)) is not None:
            return f"{text[: said.start()]}by {day.isoformat()}{text[said.end() :]}"
    return text


def _day(said: re.Match[str], today: date) -> date | None:
    if said["day"]:
        try:
            return read_date(said["day"], today)
        except CoachError:
            return None
    words, start = " ".join(said["month"].lower().split()), (said["edge"] or "").lower().startswith("start")
    if words.endswith("year"):
        year = today.year + (words == "next year")
        return None if start or not said["edge"] else date(year, 12, 31)
    if words.endswith("month"):
        number = today.month + (words == "next month")
    else:
        number = _MONTHS.index(words[:3]) + 1
        number += 12 if number < today.month else 0
    year, month = today.year + (number - 1) // 12, (number - 1) % 12 + 1
    return date(year, month, 1 if start else monthrange(year, month)[1])
