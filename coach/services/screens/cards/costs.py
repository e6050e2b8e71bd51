"""What it costs to look closer, in words: how many short sets, how long each, over how many weeks."""

from __future__ import annotations

from coach.services.scene import Scene
from dialogues.model import Depth
from dialogues.overlays import steps_for

WEEKS_A_SET = (2 / 3, 8 / 9)  # two working days each, and quiet between: nine sets took teams six to eight weeks
DEPTH_NAMES = {"quick": "Quick", "standard": "Standard", "in-depth": "In-depth"}


def cost(scene: Scene, depth: Depth) -> str:
    """Return "about 9 short sets, 5 minutes each, over 6 to 8 weeks", at the scale the project has."""
    steps = steps_for(scene.dialogue, depth, scene.state.scale)  # type: ignore[arg-type]  # another adds nothing
    minutes = sorted({step.minutes for step in steps})
    least, most = max(minutes[0], min(5, minutes[-1])), minutes[-1]
    each = f"{most} minutes" if least == most else f"{least} to {most} minutes"
    first, last = (round(len(steps) * weeks) for weeks in WEEKS_A_SET)
    return f"about {len(steps)} short sets, {each} each, over {first} to {last} weeks"


def deeper_depths(scene: Scene) -> tuple[Depth, ...]:
    """Return the depths below the present one, the nearest first."""
    found = tuple(scene.dialogue.steps)
    return found[found.index(scene.state.depth) + 1 :] if scene.state.depth in found else ()
