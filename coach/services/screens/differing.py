"""Where views differ, said before anything is added up: the widest first, counted and without names."""

from __future__ import annotations

from collections import Counter

from coach.services.scene import Scene
from coach.services.screens.picks import item, split_on, tally
from coach.services.screens.record import kept_of
from coach.services.screens.weighed import scores, second_of, widest
from coach.words import first_down, in_words, joined, quoted, safe
from dialogues.spread import width

OVERALL = ("much_worse", "worse", "same", "better", "much_better")
SURE = ("low", "fair", "high")


def views_differ(scene: Scene, phase: str) -> str:
    """Return where people differ most in one phase ("round": in all), for a summary; "" when they see it alike."""
    makers = {"explore": (_must,), "create": (_weighed, _picked), "evaluate": (_overall,)}
    wanted = makers.get(phase, (_overall, _weighed, _picked, _must))
    return next((words for make in wanted if (words := make(scene))), "")


def _must(scene: Scene) -> str:
    return _split(scene, "explore.priorities", "say it must be met")


def _picked(scene: Scene) -> str:
    return _split(scene, "create.choose", "picked it")


def _split(scene: Scene, vote: str, did: str) -> str:
    found = split_on(scene, vote)
    if found is None:
        return ""
    one, votes = found
    return f"on {quoted(item(scene, vote, one), 60)}: {in_words(votes)} of {in_words(tally(scene, vote).voters)} {did}"


def _weighed(scene: Scene) -> str:
    second = second_of(scene, "create.choose")
    return f"on {words}" if second and scores(scene, second) and (words := widest(scene, second)) else ""


def _overall(scene: Scene) -> str:
    """All in all better or worse: said when people stand two steps or more apart."""
    counted = levels(scene, "evaluate.verdict", "overall")
    if width(counted, OVERALL) < 0.25:
        return ""
    question = scene.dialogue.questions["evaluate.verdict"]
    labels = {option.id: option.label for box in question.fields for option in box.options}
    said = [f"{in_words(counted[one])} say {safe(first_down(labels[one]))}" for one in OVERALL if counted[one]]
    return f"all in all: {joined(said)}"


def levels(scene: Scene, question: str, box: str) -> Counter[str]:
    """Count how often each option of a box was picked, in what the team has seen."""
    given = (kept.value.get(box) for kept in kept_of(scene, question) if isinstance(kept.value, dict))
    return Counter(str(one) for one in given if one)
