"""Everything that only the whole record shows, the firmest first."""

from __future__ import annotations

from dialogues.checks.remark import FIRMNESS, Remark
from dialogues.checks.whole import Whole
from dialogues.checks.whole_tries import TRIES
from dialogues.checks.whole_words import WORDS


def review(whole: Whole) -> tuple[tuple[str, Remark], ...]:
    """Return (question, remark) for what the whole record shows, the firmest first."""
    found = [one for look in (*WORDS, *TRIES) for one in look(whole)]
    return tuple(sorted(found, key=lambda one: FIRMNESS.index(one[1].level)))
