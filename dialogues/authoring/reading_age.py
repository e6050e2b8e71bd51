"""A rough reading age of English words: Flesch-Kincaid, with syllables counted by their vowels."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_SENTENCE = re.compile(r"[.?!…:]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """About how many syllables a word has; at least one."""
    small = word.lower()
    count = len(_VOWELS.findall(small))
    silent = small.endswith("e") and not small.endswith(("le", "ee", "ie", "ye")) and count > 1
    quiet_ed = small.endswith("ed") and not small.endswith(("ted", "ded")) and count > 1
    return max(1, count - (silent or quiet_ed))


def reading_age(text: str) -> float:
    """The age in years at which most people can read `text` with ease; 0 for no words (Flesch-Kincaid grade + 5)."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len([part for part in _SENTENCE.split(text) if part.strip()]))
    grade = 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + 5
