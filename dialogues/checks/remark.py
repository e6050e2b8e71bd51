"""What a check returns: which check, how firmly, the words that set it off, and one question in our voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["block", "strong", "soft", "ask", "nudge"]
FIRMNESS: tuple[Level, ...] = ("block", "strong", "soft", "ask", "nudge")


@dataclass(frozen=True, slots=True)
class Remark:
    """One gentle observation: `quoted` are words from the answer (empty when something is missing)."""

    check: str
    level: Level
    quoted: str
    ask: str


def strongest_first(remarks: list[Remark]) -> tuple[Remark, ...]:
    """Order remarks by firmness, keeping the order within one."""
    return tuple(sorted(remarks, key=lambda remark: FIRMNESS.index(remark.level)))
