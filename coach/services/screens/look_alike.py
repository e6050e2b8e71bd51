"""Two lines that look alike, offered to the lead for joining at most three times."""

from __future__ import annotations

import re

from coach.services.scene import Scene
from coach.services.screens.record import Line, lines
from coach.services.screens.seeing import question

OFFERS = 3


def pair_to_offer(scene: Scene, wanted: str) -> tuple[Line, Line] | None:
    """Return two lines of a list that look close; None when none do, or joining was offered three times."""
    if question(scene, wanted).kind != "list" or scene.state.joins_offered >= OFFERS:
        return None
    found = lines(scene, wanted)[:40]
    pairs = [
        (_close(one.words, other.words), one, other) for place, one in enumerate(found) for other in found[place + 1 :]
    ]
    best = max(pairs, key=lambda entry: entry[0], default=None)
    return (best[1], best[2]) if best and best[0] >= 0.6 else None


def _close(one: str, other: str) -> float:
    first, second = (set(re.findall(r"\w{3,}", words.lower())) for words in (one, other))
    return len(first & second) / len(first | second) if first and second else 0.0
