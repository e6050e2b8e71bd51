"""How much is explained to a team; nothing that is asked, kept or shown changes with it."""

from __future__ import annotations

from typing import get_args

from dialogues import inputs as i
from dialogues.model import Experience
from dialogues.turns.work import Refused, Work


def explained(work: Work, what: i.Explain) -> None:
    """More or less is explained from here on; nothing that is asked, kept or shown changes."""
    levels = get_args(Experience)
    wanted = {"more": -1, "less": 1}.get(what.level, 0)
    place = levels.index(work.state.experience) if work.state.experience in levels else 1
    level = what.level if what.level in levels else levels[min(max(place + wanted, 0), len(levels) - 1)]
    if level == work.state.experience:
        raise Refused("already_so")
    work.state.experience = level
    work.moved = True  # everybody's cards are worded anew
