"""Who is heard in a set: how many are in, for everybody; who has said nothing yet and who is on the way, for the lead.

Who has begun is in: after one answer, or nothing to add. Nobody's silence is named where others read it.
"""

from __future__ import annotations

from collections.abc import Iterable

from coach.services.scene import Scene
from coach.services.screens.build import names
from coach.services.screens.rows import labelled
from coach.services.screens.seeing import not_begun, not_heard, who_is_in
from coach.words import in_words, plural

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


def unheard(scene: Scene, questions: Iterable[str]) -> list[str]:
    """Return, for the lead alone, who has said nothing yet among these questions, and who is part of the way."""
    wanted = tuple(questions)
    silent = not_begun(scene, wanted)
    part_way = [person for person in not_heard(scene, wanted) if person not in silent]
    said = (("Not heard yet", silent), ("Part of the way", part_way))
    return [labelled(head, names(scene, people, at_most=MOST)) for head, people in said if people]


def still_to_come(scene: Scene, questions: Iterable[str]) -> str:
    """Return what the lead can say aloud while some are still to come: it counts who is in, and points at nobody."""
    total, begun = _counts(scene, tuple(questions))
    if begun == total:
        return "We have all begun. A few more minutes and it's done."
    here = f"{in_words(begun)} of us {'is' if begun == 1 else 'are'} in.".capitalize()
    return f"{here} There's still time for yours: two minutes is enough."
