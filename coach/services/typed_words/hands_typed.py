"""Hands of the room typed below the picks: "1 got 3, 4 got 2", "three for 2 and one for 5"."""

from __future__ import annotations

import re

from coach.services.acts.pressing import Given
from coach.services.desk import Desk
from coach.services.screens.cards.filling import options_for
from coach.services.screens.replying import asking_back
from coach.services.screens.seeing import question
from coach.services.told import told
from coach.services.typed_words.spoken import words_in
from coach.services.typed_words.stance_words import COUNT, number_of
from coach.views import Reply
from dialogues import inputs as i

_HANDS = r"(?:\s*(?:hands?|votes?|people|of us|each))?"
_WHICH = r"(?:(?:number|no|option|idea|the)\s*)?#?(?P<which>\d{1,2})"
_GOT = re.compile(rf"\b{_WHICH}\s*(?:got|gets|has|had|:|=)\s*{COUNT}\b{_HANDS}")
_FOR = re.compile(rf"\b{COUNT}{_HANDS}\s+for\s+{_WHICH}\b")
_BESIDE = frozenset({"and", "n", "then", "hands", "votes", "up"})


def said(desk: Desk, given: Given, text: str) -> Reply | None:
    """Keep the hands that were counted for the room's picks; None when the words say none, or of no such number."""
    room = desk.state.way == "together" and question(desk.scene, given.question).mode == "vote"
    hands = counted(text, [name for name, _ in options_for(desk.scene, given.question)]) if room else {}
    if not hands:
        return None
    desk.take(i.Answer(given.person, given.at, given.question, (), hands=tuple(hands.items())))
    return told(desk) if desk.told else Reply(message=asking_back.picks_counted(desk.scene, given.question, hands))


def counted(text: str, names: list[str]) -> dict[str, int]:
    """Hands by option, told by its number on the card; empty unless every word is about them."""
    small = text.lower()
    for pattern in (_GOT, _FOR):
        found = {int(one["which"]): number_of(one["n"]) for one in pattern.finditer(small)}
        rest = words_in(pattern.sub(" ", small))
        if found and not set(rest) - _BESIDE and all(1 <= which <= len(names) for which in found):
            return {names[which - 1]: count for which, count in found.items()}
    return {}
