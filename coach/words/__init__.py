"""Words: escaping what people typed, counting, joining, and days."""

from __future__ import annotations

from coach.words.counting import ended, first_down, first_up, in_words, joined, noun_for, numbered, plural, softened
from coach.words.escaping import cut, link, one_line, plain, quoted, safe, shown, unescaped

__all__ = [
    "cut",
    "ended",
    "first_down",
    "first_up",
    "in_words",
    "joined",
    "link",
    "noun_for",
    "numbered",
    "one_line",
    "plain",
    "plural",
    "quoted",
    "safe",
    "shown",
    "softened",
    "unescaped",
]
