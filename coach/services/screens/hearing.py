"""Who is heard in a set: how many are in, for everybody; who has said nothing yet and who is on the way, for the lead.

Who has begun is in: after one answer, or nothing to add. Nobody's silence is named where others read it.
"""

from __future__ import annotations

from collections.abc import Iterable

from coach.services.scene import Scene
from coach.services.screens.build import name
from coach.services.screens.rows import labelled
from coach.services.screens.seeing import cards, not_begun, not_heard, who_is_in
from coach.words import in_words, joined, plural

MOST = 8


def how_many_are_in(scene: Scene, questions: Iterable[str]) -> str:
    """Return "4 of 5 people in, 2 of them to the end."; empty when nobody is asked."""
    wanted = tuple(questions)
    through, total, begun = len(who_is_in(scene, wanted)), *_counts(scene, wanted)
    ends = f", {through} of them to the end" if 0 < through < begun else ""
    return f"{begun} of {plural(total, 'person')} in{ends}." if total else ""


def _counts(scene: Scene, wanted: tuple[str, ...]) -> tuple[int, int]:
    """How many are asked and not away, and how many of them have begun."""
    total = len({*who_is_in(scene, wanted), *not_heard(scene, wanted)})
    return total, total - len(not_begun(scene, wanted))


def whole_set(scene: Scene) -> tuple[str, ...]:
    """Return every question of the set that is on, those that are shown or settled too."""
    return tuple(wanted for card in cards(scene) for wanted in card)


def unheard(scene: Scene, questions: Iterable[str]) -> list[str]:
    """Return, for the lead alone, who is still to come in these questions: silent in the whole set, or part of it."""
    missing, silent = not_heard(scene, questions), not_begun(scene, whole_set(scene))
    said = (
        ("Not heard yet", [one for one in missing if one in silent]),
        ("Part of the way", [one for one in missing if one not in silent]),
    )
    return [labelled(head, _to_the_lead(scene, people)) for head, people in said if people]


def _to_the_lead(scene: Scene, people: list[str]) -> str:
    """Names as the lead reads them, who is "you" and stands last."""
    others = [name(scene, person) for person in people if person != scene.state.lead]
    return joined([*others, *["you"][: len(people) - len(others)]], at_most=MOST)


def still_to_come(scene: Scene) -> str:
    """Return what the lead can say aloud while some are still to come: it counts who is in, and points at nobody."""
    every = whole_set(scene)
    total, begun = _counts(scene, every)
    if not begun:
        return "A short set of questions is waiting for each of us. A few minutes is enough."
    if not_heard(scene, every) == (scene.state.lead,):
        return "Thank you, everybody. I add mine, and then we look at it together."
    if begun == total:
        return "We have all begun. A few more minutes and it's done."
    here = f"{in_words(begun)} of us {'is' if begun == 1 else 'are'} in.".capitalize()
    return f"{here} There's still time for yours: two minutes is enough."
