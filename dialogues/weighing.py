"""The second round of a choice, read from the record: what is weighed, how far people differ, what helps most.

A side is a box of the second round (helps, effort, worry); its options go from least to most. The first side counts
for an idea, the others count against it. An answer is kept as {"item#side": level}.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dialogues.facts import Kept
from dialogues.model import Field, Option, Question

WEIGHED = 3  # ideas weighed, and one more where the third and the fourth have as many picks
MOST = 4  # what is weighed in all, today's way too
_BETWEEN = "#"
_WORD = re.compile(r"[^\W\d_]+")
_LINES = re.compile(r"[;\n]|,\s*(?=\d)")
_NUMBERED = re.compile(r"[;\n]|,?\s+(?=\d{1,2}[.:)]?\s+[a-z])", re.IGNORECASE)

Scores = Mapping[str, Mapping[str, Counter[str]]]


def key(item: str, side: str) -> str:
    """The name of one item's side in an answer."""
    return f"{item}{_BETWEEN}{side}"


def parted(name: str) -> tuple[str, str]:
    """The item and the side in a name; the side is "" where there is none."""
    item, _, side = name.partition(_BETWEEN)
    return item, side


def by_item(value: object) -> dict[str, dict[str, str]]:
    """One person's answer by item: {"12.0": {"helps": "high"}}; anything that is no score is left out."""
    found: dict[str, dict[str, str]] = {}
    for name, level in value.items() if isinstance(value, dict) else ():
        item, side = parted(name)
        if item and side and isinstance(level, str):
            found.setdefault(item, {})[side] = level
    return found


def to_weigh(counted: Sequence[tuple[str, int]], today: str) -> tuple[str, ...]:
    """What is weighed of a vote: its three most picked, four where three would cut a tie; nothing when under two.

    `counted` is most picked first, then first picked. A tie is never cut, unless that left fewer than two: then those
    that were picked first stay. `today` (today's way) is weighed last, to compare with, if anybody picked it.
    """
    picked = [entry for entry in counted if entry[1] > 0]
    ideas = [entry for entry in picked if entry[0] != today]
    if len(ideas) < 2:
        return ()
    compared = (today,) if len(ideas) < len(picked) else ()
    return (*_fairly(ideas, MOST - len(compared)), *compared)


def _fairly(ideas: Sequence[tuple[str, int]], room: int) -> tuple[str, ...]:
    """The most picked, whole ties at a time."""
    found: list[str] = []
    for votes in sorted({votes for _, votes in ideas}, reverse=True):
        tied = [item for item, count in ideas if count == votes]
        if len(found) >= WEIGHED or len(found) + len(tied) > room:
            break
        found += tied
    return tuple(found) if len(found) > 1 else tuple(item for item, _ in ideas[:room])


def cuts_a_tie(counted: Sequence[tuple[str, int]], weighed: Sequence[str], today: str) -> bool:
    """Whether something was left out that was picked as often as something weighed."""
    votes = dict(counted)
    least = min((votes.get(item, 0) for item in weighed if item != today), default=0)
    return any(count == least and item not in weighed and item != today for item, count in counted if count)


def scores(question: Question, kept: Iterable[Kept]) -> Scores:
    """How many gave each level, by item and side; of one person's answers the newest counts."""
    last: dict[tuple[str, str, str], str] = {}
    for one in kept:
        for item, sides in by_item(one.value).items():
            last |= {(one.by or one.id, item, side): level for side, level in sides.items()}
    known = {box.id: {option.id for option in box.options} for box in question.fields}
    found: dict[str, dict[str, Counter[str]]] = {}
    for (_, item, side), level in last.items():
        if level in known.get(side, ()):
            found.setdefault(item, {}).setdefault(side, Counter())[level] += 1
    return found


@dataclass(frozen=True, slots=True)
class Difference:
    """Where people differ on one side of one item; `levels` has how many gave each, from least to most."""

    item: str
    side: str
    levels: tuple[tuple[str, int], ...]
    width: float


def differences(question: Question, found: Scores) -> tuple[Difference, ...]:
    """Where people differ, the widest apart first; then as written. Agreement on a side is left out."""
    every = []
    for item, sides in found.items():
        for box in question.fields:
            counted = sides.get(box.id, Counter())
            if len(counted) > 1:
                levels = tuple((one.id, counted[one.id]) for one in box.options if counted[one.id])
                every.append(Difference(item, box.id, levels, _width(box, counted)))
    return tuple(sorted(every, key=lambda one: -one.width))


def _width(box: Field, counted: Counter[str]) -> float:
    """How far apart people are: the mean square distance from their mean; 1 for half at each end of three levels."""
    places = [place for place, one in enumerate(box.options) for _ in range(counted[one.id])]
    middle = sum(places) / len(places)
    return round(sum((place - middle) ** 2 for place in places) / len(places), 6)


def middle_of(question: Question, side: str, counted: Counter[str]) -> str:
    """The middle level that people gave, of two middle ones the more careful; "" when nobody gave any."""
    place, box = next((n, box) for n, box in enumerate(question.fields) if box.id == side)
    levels = [one.id for one in box.options for _ in range(counted[one.id])]
    careful = (len(levels) - 1) // 2 if place == 0 else len(levels) // 2
    return levels[careful] if levels else ""


def ranked(question: Question, found: Scores, items: Sequence[str]) -> tuple[str, ...]:
    """Items by how much they help for how little effort and worry, best first; equals stay in the order given.

    A side that nobody judged counts as middling. Items that nobody judged at all come last.
    """

    def worth(item: str) -> tuple[bool, float]:
        sides = found.get(item, {})
        return item not in found, -sum(_counts(place, box, sides) for place, box in enumerate(question.fields))

    return tuple(sorted(items, key=worth))


def _counts(place: int, box: Field, sides: Mapping[str, Counter[str]]) -> float:
    counted = sides.get(box.id, Counter())
    half = (len(box.options) - 1) / 2
    said = sum(counted[one.id] * n for n, one in enumerate(box.options))
    mean = said / counted.total() if counted.total() else half
    return round(mean if place == 0 else -mean, 6)


def read_typed(fields: Sequence[Field], items: Sequence[Option], words: str) -> dict[str, Any] | None:
    """Typed levels, an item on each line ("1 high low low" or "1: high, low"), sides in order; None when unreadable."""
    found: dict[str, Any] = {}
    between = _NUMBERED if words.strip()[:1].isdigit() else _LINES
    for line in between.split(words):
        if not line.strip():
            continue
        item, levels = _line(line.strip(), items)
        levels = _without_sides(fields, levels)
        if item is None or not 0 < len(levels) <= len(fields):
            return None
        for box, word in zip(fields, levels, strict=False):
            level = _level(box, word)
            if level is None:
                return None
            found[key(item, box.id)] = level
    return found or None


def _line(line: str, items: Sequence[Option]) -> tuple[str | None, list[str]]:
    number = re.match(r"(?:number |no\.? ?|#)?(\d{1,2})\b", line, re.IGNORECASE)
    if number:
        place = int(number[1])
        item = items[place - 1].id if 0 < place <= len(items) else None
        return item, _WORD.findall(line[number.end() :])
    start = next((one for one in items if line.lower().startswith(one.label.lower())), None)
    return (start.id, _WORD.findall(line[len(start.label) :])) if start else (None, [])


def _without_sides(fields: Sequence[Field], said: Sequence[str]) -> list[str]:
    """Levels without the words that only say which side they are of: "helps high, effort low"."""
    sides = {word.lower() for box in fields for word in _WORD.findall(box.label)}
    return [word for word in said if word.lower() not in sides]


def _level(box: Field, word: str) -> str | None:
    """The level a word means: its id, its label, or how either begins."""
    want = "middle" if word.lower() in {"med", "medium"} else word.lower()
    begins = (one.id for one in box.options if one.id.startswith(want) or one.label.lower().startswith(want))
    return next(begins, None)
