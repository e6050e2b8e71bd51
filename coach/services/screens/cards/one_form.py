"""Several questions on one form: those of a card, or for old hands all that is open of a set, as far as they fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach.services.scene import Scene
from coach.services.screens.build import alone
from coach.services.screens.cards.boxes import MOST, box_count
from coach.services.screens.cards.explaining import explains
from coach.services.screens.seeing import asked_of, card_of, cards, is_open, open_for, question
from coach.words import first_down, joined, safe

_PLAIN = frozenset({"solo", "gather"})


def together_with(scene: Scene, wanted: str, person: str) -> tuple[str, ...]:
    """Return the questions answered in one form: the pressed one first, then the rest of its card that waits.

    For old hands what is open of the whole set follows, where each answers in their own time or alone.
    """
    if question(scene, wanted).mode not in _PLAIN:
        return (wanted,)
    in_room = scene.state.way == "together" and not alone(scene)
    others = [one for one in card_of(scene, wanted) if in_room or person in asked_of(scene, one)]
    if explains(scene).bulk and not in_room:
        others += _rest_of_set(scene, person)
    return (wanted, *(one for one in dict.fromkeys(others) if one != wanted and _plain(scene, one)))


def _plain(scene: Scene, wanted: str) -> bool:
    return is_open(scene, wanted) and question(scene, wanted).mode in _PLAIN


def _rest_of_set(scene: Scene, person: str) -> Iterable[str]:
    """What else is open of the set for this person; alone a question that builds on another's answer waits for it."""
    waiting = set(open_for(scene, person)) if scene.state.way == "apart" else None
    for card in cards(scene):
        for one in card:
            if waiting is None or one in waiting:
                yield one


def fitting(scene: Scene, here: Sequence[str]) -> list[str]:
    """Return the first questions that fit whole in one form of ten boxes."""
    asked = [here[0]]
    for wanted in here[1:]:
        if sum(box_count(scene, one) for one in (*asked, wanted)) <= MOST:
            asked.append(wanted)
    return asked


def one_form(scene: Scene, here: Sequence[str], person: str) -> str:
    """Return what else stands on the form that Answer opens, for old hands; "" when it is the card alone."""
    if not here or not explains(scene).bulk:
        return ""
    more = [one for one in fitting(scene, together_with(scene, here[0], person)) if one not in here]
    titles = joined(safe(first_down(question(scene, one).title)) for one in more)
    return f"On the same form: {titles}." if more else ""
