"""What the results point to, and the rule in words: the coach suggests, the team decides."""

from __future__ import annotations

from collections import Counter

from coach.services.scene import Scene
from coach.services.screens.record import kept_of, lines
from coach.services.screens.showing.picks import judged


def points_to(scene: Scene, pass_n: int) -> str:
    """Return what comes out of the judgements, with the reason; it says so when nothing has been judged."""
    every = judged(scene, "evaluate.needs_met", pass_n)
    said: Counter[str] = Counter()
    for votes in every.values():
        said.update(votes.keys())
    overall = _overall(scene, pass_n)
    if not every and not overall:
        return "nothing yet, because nobody has judged it."
    for counts, words in _rules(scene, pass_n, said, overall):
        if counts:
            return words
    return "change it and try again, because some needs are only partly met."


def _rules(scene: Scene, pass_n: int, said: Counter[str], overall: Counter[str]) -> list[tuple[bool, str]]:
    harmed = any(line.raw.get("happened") == "yes" for line in lines(scene, "evaluate.safety", pass_n))
    worse = overall["worse"] + overall["much_worse"]
    better = overall["better"] + overall["much_better"]
    only_met = bool(said) and set(said) == {"met"}
    return [
        (harmed, "look again before you go on, because something went wrong."),
        (bool(said["misread"]), "look again at what people need, because somebody found that a need was misread."),
        (worse > better, "stop or change it, because more of you found it worse than better."),
        (bool(said["not_it"]), "change it and try again, because somebody found that the idea doesn't meet a need."),
        (bool(said["not_tried"]), "try it again, because somebody found that it wasn't really tried."),
        (bool(said["partly"]), "change it and try again, because a need is only partly met."),
        (bool(said["cant_tell"]), "try it again and find a way to tell, because some of you can't tell yet."),
        (
            only_met and _got_worse(scene, pass_n),
            "go on with care, because every need you judged was met and something else got worse.",
        ),
        (only_met, "go on, a step wider, because every need you judged was met in this try."),
        (better > worse, "go on, a step wider, because more of you found it better than worse."),
    ]


def _overall(scene: Scene, pass_n: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for kept in kept_of(scene, "evaluate.verdict", pass_n):
        value = kept.value.get("overall") if isinstance(kept.value, dict) else kept.value
        if isinstance(value, str) and value:
            found[value] += 1
    return found


def _got_worse(scene: Scene, pass_n: int) -> bool:
    return any(line.get("worse") for line in lines(scene, "evaluate.side_effects", pass_n))
