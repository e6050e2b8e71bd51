"""What was said to one question, in a few lines, for somebody who may see it."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import bold, rows
from coach.services.screens.record import Line, line_of
from coach.services.screens.seeing import question
from coach.services.screens.summing_up.summary_agree import step_words
from coach.words import quoted, safe

ON_THE_CHART = 12


def what_was_said(scene: Scene, wanted: str, at_most: int = 6) -> str:
    """Return the standing answers to a question that are not hidden any more, quoted, under each other."""
    found = [kept for kept in scene.facts.of(wanted) if not kept.private]
    said = [f"•  {quoted(words)}" for kept in found[:at_most] if (words := line_of(scene, kept).words)]
    more = len(found) - at_most
    return rows([*said, f"and {more} more" if more > 0 else ""])


def flip_chart(scene: Scene, wanted: str) -> str:
    """Return what the room (or somebody alone) has said so far, numbered, the newest 12; "" where one answer is all.

    A list stands by itself; words of another kind stand behind the question's title, for their card may ask two.
    """
    found = question(scene, wanted)
    if found.kind != "list" and not (found.kind == "text" and found.mode == "gather"):
        return ""
    own = scene.state.way == "alone"  # only its writer reads it
    here = [kept for kept in scene.facts.of(wanted) if own or not kept.private]
    if found.kind == "text":
        here = [kept for kept in here if isinstance(kept.value, str)]  # a figure is something learned too, in boxes
    said = [_on_chart(scene, wanted, line_of(scene, kept)) for kept in here]
    first = max(len(said) - ON_THE_CHART, 0)
    lines = [f"{number}  {words}" for number, words in enumerate(said, 1) if number > first]
    head = f"{bold(safe(found.title))}:" if lines and found.kind == "text" else ""
    return rows([head, f"and {first} before these" if first else "", *lines])


def _on_chart(scene: Scene, wanted: str, line: Line) -> str:
    return step_words(scene, line) if wanted == "agree.actions" else quoted(line.words)
