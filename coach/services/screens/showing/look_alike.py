"""Two lines that look alike, offered to the lead for joining at most three times."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.record import Line, lines
from coach.services.screens.seeing import question
from dialogues.alike import alike_pairs

OFFERS = 3
MOST = 60


def pair_to_offer(scene: Scene, wanted: str) -> tuple[Line, Line] | None:
    """Return the two lines of a list that look most alike; None when none do, or joining was offered three times."""
    if question(scene, wanted).kind != "list" or scene.state.joins_offered >= OFFERS:
        return None
    known = {line.id: line for line in lines(scene, wanted)[:MOST]}
    pairs = alike_pairs([(line.id, line.words) for line in known.values()])
    return (known[pairs[0][0]], known[pairs[0][1]]) if pairs else None
