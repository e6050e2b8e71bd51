"""What follows from a turn beside its effects: the nudges of its steps, and a closing time that takes nobody's day."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from coach.services import afterwards, closings, expecting, nudges, tool_offers
from coach.services.outbox import Delivery
from dialogues import effects as e
from dialogues import inputs as i
from dialogues.after_try import SAFETY
from dialogues.state import Turn

if TYPE_CHECKING:
    from coach.services.desk import Desk

STEPS = "agree.actions"
CHECK_IN = "check_in."


def turn_made(desk: Desk, turn: Turn, closed_at: datetime | None) -> None:
    """Write what follows, in the transaction of the turn; `closed_at` is when the open set closed before it."""
    if any(_moves_steps(effect) for effect in turn.effects):
        nudges.plan(desk)
    expecting.turn_made(desk, turn)
    tool_offers.turn_made(desk)
    afterwards.turn_made(desk, moved=desk.state.closes_at != closed_at)
    kept = [effect for effect in turn.effects if isinstance(effect, e.Keep) and effect.question == SAFETY]
    if kept and desk.state.way == "together":  # in the room, whoever ran the try has a card of their own
        desk.send(Delivery("kept_cards", person=kept[0].by))
    if desk.state.closes_at is not None and desk.state.closes_at != closed_at:
        later = closings.fair(*desk.where, desk.state, desk.at)
        if later is not None:
            desk.take(i.ClosesAt("", desk.at, later))


def _moves_steps(effect: e.Effect) -> bool:
    """Whether an effect may keep, move, finish, show, take back or hand over a step."""
    if isinstance(effect, e.Keep | e.Reveal | e.Added):
        return effect.question == STEPS or effect.question.startswith(CHECK_IN)
    return isinstance(effect, e.Drop | e.KeepTeam | e.Summarise)
