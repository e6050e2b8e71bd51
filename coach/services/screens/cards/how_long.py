"""How long a set takes one person: the minutes of the whole set, for their share of its questions."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.cards.costs import cost
from coach.services.screens.seeing import asked_of, cards, step


def minutes_for(scene: Scene, person: str) -> int:
    """Return about how many minutes the set that is on takes this person; 0 when none is on."""
    now = step(scene)
    if now is None:
        return 0
    every = [wanted for card in cards(scene) for wanted in card]
    mine = sum(person in asked_of(scene, wanted) for wanted in every)
    return max(1, round(now.minutes * mine / len(every))) if every else now.minutes


def for_the_others(scene: Scene) -> int:
    """Return the same for those who don't lead; the lead has questions of their own beside."""
    others = [person for person in scene.state.team if person != scene.state.lead]
    return max((minutes_for(scene, person) for person in others), default=minutes_for(scene, scene.state.lead))


def in_all(scene: Scene) -> str:
    """Return what a project asks of a member over its time: a few short sets, or how many over how many weeks."""
    if scene.state.depth == "quick":
        return "a few short sets of questions, about three minutes each"
    return cost(scene, scene.state.depth).replace("short sets", "short sets of questions")
