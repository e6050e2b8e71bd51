"""The four marks of a good try (Knudsen 2019): what was expected beforehand, small first, over time, one after another.

Each is had or not yet, by what the record holds; they are never added up to a score.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dialogues import to_do
from dialogues.facts import Facts, Kept
from dialogues.plan import TEST_PLAN
from dialogues.predicting import RESULTS, Expected
from dialogues.recall import number

SMALL = 20
"""So many people at most make a small try."""
OVER_TIME = 3
"""So many figures of one measure, on days of their own, are data over time."""
ENOUGH_FOR_A_MIDDLE = 10
"""So many figures before the middle one (the median) says anything."""


@dataclass(frozen=True, slots=True)
class Marks:
    """So far: `people` in the first try (None: not said), `figures` of the longest series, `tries` run."""

    predicted: bool
    people: float | None
    figures: int
    tries: int

    @property
    def small(self) -> bool:
        """Whether the first try was small."""
        return self.people is not None and self.people <= SMALL

    @property
    def over_time(self) -> bool:
        """Whether there are figures over time."""
        return self.figures >= OVER_TIME

    @property
    def linked(self) -> bool:
        """Whether one try was run after another."""
        return self.tries > 1


def marks(facts: Facts, expected: Iterable[Expected], today: date) -> Marks:
    """What the record shows of all rounds so far."""
    plans, results = _every(facts, TEST_PLAN), _every(facts, RESULTS)  # a new plan stands in place of the old one
    series = (measure.figures for measure in to_do.measures(facts, today=today, since=today))
    return Marks(
        predicted=_predicted(plans, results, expected),
        people=next((many for plan in plans if (many := number(_box(plan, "how_many"))) is not None), None),
        figures=max((len({day for day, _ in points}) for points in series), default=0),
        tries=len({(kept.pass_n, _again(plans, results, kept)) for kept in results}),
    )


def _predicted(plans: Iterable[Kept], results: tuple[Kept, ...], expected: Iterable[Expected]) -> bool:
    """Whether anybody said what they expect before the first result of that try was in."""
    plans = tuple(plans)
    in_plan = any(_box(plan, "expect") and _was_first(plan, results) for plan in plans)
    return in_plan or any(one.words and not one.late for one in expected)


def _was_first(plan: Kept, results: tuple[Kept, ...]) -> bool:
    """Whether a plan stood before any result of its own try."""
    own = [kept for kept in results if kept.pass_n == plan.pass_n and kept.at < plan.at]
    return all(is_another(plan, kept) for kept in own)


def _again(plans: Iterable[Kept], results: tuple[Kept, ...], result: Kept) -> bool:
    """Whether a result is of a second try in its round: one planned for a later day once a first result was in."""
    return any(
        plan.pass_n == result.pass_n and result.at > plan.at and result.at.date().isoformat() >= _day(plan)
        for plan in plans
        if any(kept.pass_n == plan.pass_n and is_another(plan, kept) for kept in results)
    )


def is_another(plan: Kept, result: Kept) -> bool:
    """Whether a plan made after a result is of another try: its day comes later. Else it was only put better."""
    return result.at < plan.at and result.at.date().isoformat() < _day(plan)


def _day(plan: Kept) -> str:
    """The day of a try as an ISO date; empty while none is named."""
    found = _box(plan, "when")
    return found if isinstance(found, str) else ""


def _every(facts: Facts, question: str) -> tuple[Kept, ...]:
    """Every standing answer of all rounds that is no secret any more, oldest first."""
    found = (*facts.earlier.get(question, ()), *facts.of(question))
    return tuple(sorted((kept for kept in found if not kept.private), key=lambda kept: (kept.pass_n, kept.at)))


def _box(kept: Kept, name: str) -> object:
    return kept.value.get(name) if isinstance(kept.value, dict) else None


def median(values: Iterable[float]) -> float:
    """The middle one of some figures, or half way between the two middle ones. ValueError for none."""
    ranked = sorted(values)
    if not ranked:
        raise ValueError("There is no middle of nothing.")
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2
