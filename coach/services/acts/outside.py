"""Words from outside: a card to print for somebody without Slack, and who has heard what came of their words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coach.services import replies, screens
from coach.services.acts.pressing import Given
from coach.services.screens.showing.voices_map import told_lines
from coach.services.sending.outbox import Delivery
from coach.views import Reply
from storage import notes

if TYPE_CHECKING:
    from coach.services.desk import Desk

CARD = "I've sent you the card as a page. Print it, and pass it on."


def print_card(desk: Desk, given: Given) -> Reply:
    """The card comes by direct message, as a page to print."""
    question = given.word("question")
    if question not in desk.dialogue.questions:
        return Reply(errors=(("question", "Pick the question it shall ask."),))
    size, back = given.word("size") or "plain", given.word("back")
    once = f"{desk.state.turn}.{int(desk.at.timestamp())}"
    desk.send(Delivery("asking_card", person=given.person, question=question, what=size, about=back, once=once))
    return replies.said(CARD)


def heard_back(desk: Desk, given: Given) -> Reply:
    """Somebody outside has been told what came of their words; the list shows who is left."""
    voice = next((line.voice for line in told_lines(desk.scene) if line.id == given.press.arg), "")
    if voice and voice not in desk.facts.told_back:
        notes.keep_note(*desk.where, notes.HeardBack(voice, given.person), at=desk.at, pass_n=desk.state.pass_n)
        desk.looks_anew()
    return Reply(message=screens.hear_back(desk.scene), replace=True)


ACTS: dict[str, Callable[[Desk, Given], Reply]] = {"print_card_save": print_card, "heard_back": heard_back}
