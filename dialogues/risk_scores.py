"""Low, middle and high as the numbers of a 5 by 5 risk matrix, and the bands they fall into. Chat never shows these.

The numbers are a first reading of three words, for whoever keeps the register to look over: a nuisance is 1
(negligible), somebody upset or delayed 3 (moderate), harm 4 (major); not likely is 2 (unlikely), could happen 3
(possible), quite likely 4 (likely). 5 of either is for people to give.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

LIKELIHOOD: Mapping[str, int] = {"low": 2, "middle": 3, "high": 4}
CONSEQUENCE: Mapping[str, int] = {"low": 1, "middle": 3, "high": 4}
SCORES = tuple(sorted({consequence * likelihood for consequence in range(1, 6) for likelihood in range(1, 6)}))
"""Every score there can be: 7, 11, 13 and others are no product of two numbers up to five."""
DEFAULT = "low 1-3, moderate 4-6, high 8-12, extreme 15-25"
"""The bands of the NHS matrix of 2008; many organisations have edited theirs."""
_BAND = re.compile(r"([^\d,]*[^\d\s,])\s+(\d{1,2})(?:\s*-\s*(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Bands:
    """Named bands of scores, lowest first: (name, from, to)."""

    parts: tuple[tuple[str, int, int], ...]

    def of(self, score: int) -> str:
        """The band a score falls into."""
        return next((name for name, first, last in self.parts if first <= score <= last), "")


def bands(text: str = DEFAULT) -> Bands:
    """Read bands as they are written: "low 1-3, moderate 4-6, high 8-12, extreme 15-25". ValueError says what is wrong.

    Every score that can occur falls into exactly one of them.
    """
    parts = []
    for piece in text.split(","):
        found = _BAND.fullmatch(piece.strip())
        if found is None:
            raise ValueError(f'"{piece.strip()[:40]}" is no band; write a name and its scores, like "{DEFAULT}"')
        first, last = int(found[2]), int(found[3] or found[2])
        parts.append((found[1].strip(), first, last))
    parts.sort(key=lambda part: part[1])
    for score in SCORES:
        inside = [name for name, first, last in parts if first <= score <= last]
        if len(inside) != 1:
            where = f"is in {' and '.join(inside)}" if inside else "is in none"
            raise ValueError(f"the score {score} {where}; each belongs to one band, like {DEFAULT!r}")
    return Bands(tuple(parts))


def score(likely: str, bad: str) -> int | None:
    """The score of two words, low, middle or high; None while one of them is not said."""
    if likely not in LIKELIHOOD or bad not in CONSEQUENCE:
        return None
    return CONSEQUENCE[bad] * LIKELIHOOD[likely]
