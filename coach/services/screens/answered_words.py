"""What was said to one question, in a few lines, for somebody who may see it."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import rows
from coach.services.screens.record import line_of
from coach.words import quoted


def what_was_said(scene: Scene, wanted: str, at_most: int = 6) -> str:
    """Return the standing answers to a question that are not hidden any more, quoted, under each other."""
    found = [kept for kept in scene.facts.of(wanted) if not kept.private]
    said = [f"•  {quoted(words)}" for kept in found[:at_most] if (words := line_of(scene, kept).words)]
    more = len(found) - at_most
    return rows([*said, f"and {more} more" if more > 0 else ""])
