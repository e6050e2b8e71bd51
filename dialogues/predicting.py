"""What people expect of a try, each for themself: until when it may be said, and what it comes to beside the result.

Pure. What is said stays shut until the result is in, and is never changed afterwards; what comes too late is marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dialogues.closing import day_of
from dialogues.facts import Facts
from dialogues.machine import LOOKING_BACK
from dialogues.plan import TEST_PLAN
from dialogues.recall import box
from dialogues.state import Cell, ConversationState

RESULTS = "evaluate.results"
ENOUGH = 3
"""So many people, before what was expected is shown without names: fewer could be told apart."""
_OUT = frozenset({"shown", "contested", "settled"})
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: number for number, word in enumerate(_SMALL)} | {"none": 0, "nobody": 0}
_NUMBER = rf"(?:\d+(?:[.,]\d+)?|{'|'.join(_WORDS)})"
_SHARE = re.compile(rf"\b({_NUMBER})\s+(?:out of|of|in)\s+(?:the\s+|our\s+|every\s+)?({_NUMBER})\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w.,:/-])(\d+(?:[.,]\d+)?)(?![\w:/]|[.,-]\d)(\s?%|\s+[a-z]+)?", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|without)\b|n[’']t\b", re.IGNORECASE)
_AFTER_A_NUMBER = """
or by in at on with when if and but to of out for from will would should before after early late or
"""
_NO_UNIT = frozenset(_AFTER_A_NUMBER.split())
_MONTHS = "january february march april may june july august september october november december"
_CLOCK = frozenset({"am", "pm", *_MONTHS.split()})


@dataclass(frozen=True, slots=True)
class Expected:
    """What one person expects of the try that was planned at turn `asked` of round `pass_n`, in their words."""

    person: str
    words: str
    asked: int
    at: datetime
    pass_n: int = 1
    late: bool = False  # said after the result was asked for


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in somebody's words: a share ("8 of 12") has `of`; `unit` is "%", or the word behind it ("hours")."""

    value: float
    of: float | None = None
    unit: str = ""
    negated: bool = False  # "8 of 12 don't ring" is another thing than "8 of 12 ring"

    @property
    def words(self) -> str:
        """The number as it is said: "8 of 12", "40%", "6", "3 hours"."""
        if self.of is not None:
            return f"{self.value:g} of {self.of:g}"
        return f"{self.value:g}{' ' if self.unit.isalpha() else ''}{self.unit}"


def try_on(state: ConversationState) -> int:
    """The turn at which this round's try was asked about last; 0 while no try is planned."""
    plan = state.cells.get(TEST_PLAN)
    return plan.asked if plan is not None and plan.status == "settled" else 0


def may_say(state: ConversationState, facts: Facts, today: date) -> bool:
    """Whether what somebody expects still counts as said before: a try is planned, and its result is not asked for."""
    day = day_of(box(facts, TEST_PLAN, "when"))
    return bool(try_on(state)) and not is_locked(state) and (day is None or today <= day)


def is_locked(state: ConversationState) -> bool:
    """Whether the result of the try has been asked for, in the phase or by looking back.

    From then on nothing that was expected changes.
    """
    return _results(state) is not None or state.walk == LOOKING_BACK


def opened(state: ConversationState, every: Iterable[Expected]) -> Mapping[str, Expected]:
    """What each person expected of the try whose result is in and may be seen; nothing before that."""
    cell = state.cells.get(RESULTS)
    if cell is None or cell.status not in _OUT or not cell.given:
        return {}
    of_round = [one for one in every if one.pass_n == state.pass_n and one.asked < cell.asked]
    return standing(of_round, state.pass_n)


def _results(state: ConversationState) -> Cell | None:
    """The question about the result, if it was asked of the try that is on."""
    cell = state.cells.get(RESULTS)
    return cell if cell is not None and cell.status != "unasked" and cell.asked > try_on(state) > 0 else None


def who_is_asked(state: ConversationState, facts: Facts) -> tuple[str, ...]:
    """Everybody who is here, apart from whoever has said already, in the plan, what they expect."""
    plan = facts.latest(TEST_PLAN)
    said = plan.by if plan is not None and box(facts, TEST_PLAN, "expect") else ""
    return tuple(person for person, member in state.team.items() if member.status == "here" and person != said)


def standing(every: Iterable[Expected], pass_n: int, asked: int = 0) -> Mapping[str, Expected]:
    """What stands for each person of one try: their last words before the result, else their first after it.

    Without `asked` it is the last try of the round. Words that were emptied again do not stand.
    """
    mine = [one for one in every if one.pass_n == pass_n]
    asked = asked or max((one.asked for one in mine), default=0)
    found: dict[str, Expected] = {}
    for one in mine:
        if one.asked != asked or (one.late and one.person in found):
            continue
        found[one.person] = one
        if not one.words:
            del found[one.person]
    return found


def figure_in(words: str) -> Figure | None:
    """The one number in somebody's words; None when there is none, or it isn't clear which one is meant."""
    negated = bool(_NOT.search(words))
    shares = {(_number(part), _number(whole)) for part, whole in _SHARE.findall(words)}
    if shares:
        (part, whole) = next(iter(shares))
        return Figure(part, whole, negated=negated) if len(shares) == 1 and part <= whole else None
    plain = {(_number(value), unit.strip().casefold()) for value, unit in _DIGITS.findall(words)}
    if len(plain) != 1:
        return None
    value, unit = next(iter(plain))
    return None if unit in _CLOCK else Figure(value, None, "" if unit in _NO_UNIT else unit, negated)


def _number(words: str) -> float:
    small = words.casefold()
    return float(_WORDS[small]) if small in _WORDS else float(small.replace(",", "."))


def figures(every: Iterable[Expected]) -> tuple[Figure, ...]:
    """The numbers people put to it, lowest first: those that can be set side by side, if three or more can."""
    found = [figure for one in every if not one.late and (figure := figure_in(one.words)) is not None]
    alike = Counter(_kind(figure) for figure in found)
    if not alike:
        return ()
    kind, count = alike.most_common(1)[0]
    same = sorted((figure for figure in found if _kind(figure) == kind), key=lambda figure: figure.value)
    return tuple(same) if count >= ENOUGH else ()


def _kind(figure: Figure) -> tuple[float | None, str, bool]:
    return figure.of, figure.unit, figure.negated


def side_by_side(said: Figure | None, seen: Figure | None) -> bool:
    """Whether two numbers are of one sort, so that the one may be put beside the other."""
    if said is None or seen is None:
        return False
    return (said.of is None) == (seen.of is None) and said.unit == seen.unit and said.negated == seen.negated
