"""Who is heard in a set: how many are in, for everybody; who has said nothing yet and who is on the way, for the lead.

Who has begun is in: after one answer, or nothing to add. Nobody's silence is named where others read it.
"""

from __future__ import annotations

from collections.abc import Iterable

from coach.services.scene import Scene
from coach.services.screens.build import name
from coach.services.screens.rows import labelled
from coach.services.screens.seeing import asked_of, cards, cell, hidden, is_open, not_heard
from coach.words import in_words, joined, plural

MOST = 8


def how_many_are_in(scene: Scene, questions: Iterable[str]) -> str:
    """Return "4 of 5 people in, 2 of them to the end."; empty when nobody is asked."""
    wanted = tuple(questions)
    asked, begun = _asked(scene, wanted), _begun(scene, wanted)
    missing = not_heard(scene, [one for one in wanted if is_open(scene, one)])
    inside = [person for person in asked if person in begun]
    through = sum(person not in missing for person in inside)
    ends = f", {through} of them to the end" if 0 < through < len(inside) else ""
    return f"{len(inside)} of {plural(len(asked), 'person')} in{ends}." if asked else ""


def _asked(scene: Scene, wanted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for one in wanted for person in asked_of(scene, one)))


def _begun(scene: Scene, wanted: tuple[str, ...]) -> set[str]:
    """Who has said anything. Of words without names that are shown already, only those in time count.

    A late word then moves no count that others read.
    """
    found: set[str] = set()
    for one in wanted:
        if is_open(scene, one) or not hidden(scene, one):
            found |= set(cell(scene, one).done)
        else:
            found |= {kept.by for kept in scene.facts.of(one) if not kept.late}
    return found


def whole_set(scene: Scene) -> tuple[str, ...]:
    """Return every question of the set that is on, those that are shown or settled too."""
    return tuple(wanted for card in cards(scene) for wanted in card)


def unheard(scene: Scene, questions: Iterable[str]) -> list[str]:
    """Return, for the lead alone, who is still to come in these questions: silent in the whole set, or part of it."""
    missing, begun = not_heard(scene, questions), _begun(scene, whole_set(scene))
    said = (
        ("Not heard yet", [one for one in missing if one not in begun]),
        ("Part of the way", [one for one in missing if one in begun]),
    )
    return [labelled(head, _to_the_lead(scene, people)) for head, people in said if people]


def _to_the_lead(scene: Scene, people: list[str]) -> str:
    """Names as the lead reads them, who is "you" and stands last."""
    others = [name(scene, person) for person in people if person != scene.state.lead]
    return joined([*others, *["you"][: len(people) - len(others)]], at_most=MOST)


def still_to_come(scene: Scene) -> str:
    """Return what the lead can say aloud while some are still to come: it counts who is in, and points at nobody."""
    every = whole_set(scene)
    asked, said = _asked(scene, every), _begun(scene, every)
    total, begun = len(asked), sum(person in said for person in asked)
    if not begun:
        many = "A short set of questions" if len(every) > 1 else "One question"
        return f"{many} is waiting for each of us. A few minutes is enough."
    if not_heard(scene, [one for one in every if is_open(scene, one)]) == (scene.state.lead,):
        return "Thank you, everybody. I add mine, and then we look at it together."
    if begun == total:
        return "We have all begun. A few more minutes and it's done."
    here = f"{in_words(begun)} of us {'is' if begun == 1 else 'are'} in.".capitalize()
    return f"{here} There's still time for yours: two minutes is enough."
