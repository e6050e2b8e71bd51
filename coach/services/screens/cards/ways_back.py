"""Offers to go back: shown when an answer makes them, taken by a person, never by themselves."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import button
from coach.views import Button
from coach.words import ended, safe
from dialogues import view
from dialogues.next_best import next_best

MOST = 2


def ways_back(scene: Scene, wanted: str) -> tuple[Button, ...]:
    """Return the buttons that an answer to this question offers, two at most; those always offered stay in the menu."""
    if wanted not in scene.dialogue.questions:
        return ()
    found = [loop for loop in view.offers(scene.state, scene.dialogue, scene.facts, wanted) if loop.when]
    by_target = {loop.to: loop for loop in reversed(found)}
    return tuple(button(scene, loop.label, "look_again", loop.to) for loop in list(by_target.values())[:MOST])


def why_back(scene: Scene, wanted: str) -> str:
    """Return why the record points back to what these buttons open, a line each."""
    targets = {one.press.question for one in ways_back(scene, wanted)}
    found = next_best(scene.dialogue, scene.state, scene.facts, scene.now) if targets else ()
    return "\n".join(
        f"*{safe(scene.dialogue.questions[one.question].title)}*: {ended(safe(one.because))}"
        for one in found
        if one.question in targets
    )


def always_offered(scene: Scene, wanted: str) -> tuple[tuple[str, str], ...]:
    """Return (label, question) of the ways back that are offered whatever was answered."""
    found = view.offers(scene.state, scene.dialogue, scene.facts, wanted)
    return tuple((loop.label, loop.to) for loop in found if not loop.when)[:MOST]
