"""Lines that look alike: the same bits of words, weighed by how rare they are; pure arithmetic, no model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt

ALIKE = 0.23  # measured on teams' lists: above it people mostly say "same thing"
_GAPS = re.compile(r"[\W_]+")
_MARKS = re.compile(r"[\s.,;:!?…'\"‘’“”]+")


def grams(text: str) -> Counter[str]:
    """The pieces of three to five letters of each word, with its edges marked."""
    found: Counter[str] = Counter()
    for word in _GAPS.split(text.lower()):
        edged = f" {word} "
        for size in (3, 4, 5):
            found.update(edged[n : n + size] for n in range(len(edged) - size + 1) if word)
    return found


def same_words(one: object, other: object) -> bool:
    """Whether two answers differ in nothing but their marks, spaces and capitals."""
    return _plain(one) == _plain(other)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _plain(inside) for name, inside in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inside) for inside in value]
    return _MARKS.sub(" ", str(value)).strip().casefold()


def alike_pairs(lines: Sequence[tuple[str, str]], at_least: float = ALIKE) -> tuple[tuple[str, str, float], ...]:
    """Pairs of (id, text) lines that look alike, most alike first: (first id, second id, likeness from 0 to 1)."""
    counted = [grams(text) for _, text in lines]
    seen_in: Counter[str] = Counter()
    for found in counted:
        seen_in.update(found.keys())
    weights = [_weighed(found, seen_in, len(lines)) for found in counted]
    pairs = [
        (lines[n][0], lines[m][0], round(_likeness(weights[n], weights[m]), 4))
        for n in range(len(lines))
        for m in range(n + 1, len(lines))
    ]
    return tuple(sorted((pair for pair in pairs if pair[2] >= at_least), key=lambda pair: -pair[2]))


def _weighed(found: Counter[str], seen_in: Counter[str], lines: int) -> dict[str, float]:
    raw = {gram: count * (log((1 + lines) / (1 + seen_in[gram])) + 1) for gram, count in found.items()}
    size = sqrt(sum(weight * weight for weight in raw.values()))
    return {gram: weight / size for gram, weight in raw.items()} if size else {}


def _likeness(one: dict[str, float], other: dict[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other.get(gram, 0.0) for gram, weight in one.items())
