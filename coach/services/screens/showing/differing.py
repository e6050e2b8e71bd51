"""Where views differ, said before anything is added up: the widest first, counted and without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coach.services.scene import Scene
from coach.services.screens.record import kept_of
from coach.services.screens.showing.picks import item, split_on, tally
from coach.services.screens.showing.weighed import scores, second_of, widest
from coach.words import first_down, in_words, joined, quoted, safe
from dialogues.spread import width

OVERALL = ("much_worse", "worse", "same", "better", "much_better")
SURE = ("low", "fair", "high")
LEAST = 0.2  # below this people stand so near one another that it is no difference
Apart = tuple[float, str]


def views_differ(scene: Scene, phase: str) -> str:
    """Return where people differ most in one phase ("round": in all), for a summary; "" when they see it alike."""
    makers = {"explore": (_must,), "create": (_weighed, _picked), "evaluate": (_overall, _sure)}
    found = [make(scene) for make in makers.get(phase, (_overall, _sure, _weighed, _picked, _must))]
    widest_one = max(found, key=lambda one: one[0])
    return widest_one[1] if widest_one[0] >= LEAST else ""


def _must(scene: Scene) -> Apart:
    return _split(scene, "explore.priorities", "say it must be met")


def _picked(scene: Scene) -> Apart:
    return _split(scene, "create.choose", "picked it")


def _split(scene: Scene, vote: str, did: str) -> Apart:
    found = split_on(scene, vote)
    if found is None:
        return 0.0, ""
    (one, votes), voters = found, tally(scene, vote).voters
    words = f"on {quoted(item(scene, vote, one), 60)}: {in_words(votes)} of {in_words(voters)} {did}"
    return 4 * votes * (voters - votes) / voters**2, words


def _weighed(scene: Scene) -> Apart:
    second = second_of(scene, "create.choose")
    far, words = widest(scene, second) if second and scores(scene, second) else (0.0, "")
    return (far, f"on {words}") if words else (0.0, "")


def _overall(scene: Scene) -> Apart:
    return _level(scene, "evaluate.verdict", "overall", OVERALL, "all in all")


def _sure(scene: Scene) -> Apart:
    return _level(scene, "evaluate.confidence", "sure", SURE, "how sure you are")


def _level(scene: Scene, question: str, box: str, order: Sequence[str], about: str) -> Apart:
    """How far people stand apart on one scale, and how many said what, from least to most."""
    given = (kept.value.get(box) for kept in kept_of(scene, question) if isinstance(kept.value, dict))
    counted = Counter(str(one) for one in given if one)
    asked = scene.dialogue.questions.get(question)
    labels = {option.id: option.label for field in (asked.fields if asked else ()) for option in field.options}
    said = [
        f"{in_words(counted[one])} {'says' if counted[one] == 1 else 'say'} {safe(first_down(labels.get(one, one)))}"
        for one in order
        if counted[one]
    ]
    return width(counted, order), f"{about}: {joined(said)}"
