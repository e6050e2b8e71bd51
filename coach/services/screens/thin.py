"""What a phase still lacks, in the author's kind words."""

from __future__ import annotations

from coach.services.scene import Scene
from dialogues import gates
from dialogues.model import Need


def thin_needs(scene: Scene, phase: str) -> tuple[Need, ...]:
    """Return what a phase should have at this depth and does not."""
    return gates.thin_needs(scene.dialogue, scene.state, scene.facts, phase)
