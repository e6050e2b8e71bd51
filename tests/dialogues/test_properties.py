"""What must hold of any life of a project, whatever people do and in whatever order."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues.library import load
from dialogues.model import Dialogue
from tests.dialogues.properties import PROPERTIES
from tests.dialogues.tiny import tiny_dialogue
from tests.dialogues.worlds import aheads, begun, depths, lives, sizes, ways

Life = list[tuple[object, ...]]
SETTINGS = settings(
    max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)


def live_through(dialogue: Dialogue, size: int, way: str, depth: str, joined: int, ahead: int, life: Life) -> None:
    """Live one made-up life, then look at every property."""
    world = begun(dialogue, size, way, depth, joined, ahead)
    for act in life:
        world.act(act)
    for holds in PROPERTIES:
        holds(world.player)


@SETTINGS
@given(sizes, ways, depths, st.integers(0, 4), aheads, lives)
def test_every_property_holds_in_the_small_dialogue(
    size: int, way: str, depth: str, joined: int, ahead: int, life: Life
) -> None:
    live_through(tiny_dialogue(), size, way, depth, joined, ahead, life)


@settings(SETTINGS, max_examples=60)
@given(sizes, ways, st.sampled_from(("quick", "standard", "in-depth")), st.integers(0, 4), st.integers(0, 90), lives)
def test_every_property_holds_in_the_shipped_questions(
    size: int, way: str, depth: str, joined: int, ahead: int, life: Life
) -> None:
    live_through(load(), size, way, depth, joined, ahead, life)
