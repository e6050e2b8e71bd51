"""What follows from a turn beside its effects: nudges of its steps, the word before a try, a fair closing time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from coach.services.acts import expecting, tool_offers
from coach.services.coming_due import afterwards, closings, kindly, nudges
from coach.services.sending import outbox
from coach.services.sending.outbox import Delivery
from coach.words.days import day_of, parsed
from dialogues import effects as e
from dialogues import inputs as i
from dialogues.closing import at_hour, working_day_before
from dialogues.state import Turn
from dialogues.turns.after_try import SAFETY
from storage import work

if TYPE_CHECKING:
    from coach.services.desk import Desk

STEPS = "agree.actions"
CHECK_IN = "check_in."
NEAR = "test:near"


def turn_made(desk: Desk, turn: Turn, closed_at: datetime | None) -> None:
    """Write what follows, in the transaction of the turn; `closed_at` is when the open set closed before it."""
    if any(_moves_steps(effect) for effect in turn.effects):
        nudges.plan(desk)
    for effect in turn.effects:
        if isinstance(effect, e.RemindAt) and effect.kind == "test_near":
            _before_a_try(desk, effect)
    if any(isinstance(effect, e.KeepTeam) and effect.change == "lead" for effect in turn.effects):
        near_anew(desk)
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


def _before_a_try(desk: Desk, near: e.RemindAt) -> None:
    """The word before a try comes on its lead's last working day before it: the engine knows weekends alone.

    Never later than the engine would, and not in the past: somebody else's yes is what it is about.
    """
    due = _on_a_day_of_the_lead(desk, near)
    if due < near.at:
        _remind(desk, near, due)


def near_anew(desk: Desk) -> None:
    """The word before a try is planned anew if it is still to come: somebody else leads, or their days have changed."""
    test, keys = desk.state.test_at, work.open_keys(*desk.where)
    if test is None or outbox.REMIND + NEAR not in keys:
        return
    before, day = working_day_before(test, desk.state.zone), day_of(test, desk.state.zone).isoformat()
    near = e.RemindAt(NEAR, "test_near", before, desk.state.step_asked, about=day)
    due = _on_a_day_of_the_lead(desk, near)
    if desk.at < due != keys[outbox.REMIND + NEAR]:
        _remind(desk, near, due)


def _on_a_day_of_the_lead(desk: Desk, near: e.RemindAt) -> datetime:
    times = kindly.times_of(desk.session, desk.project.workspace, desk.state.lead)
    day = parsed(near.about)
    before = nudges.day_before(day, times) if day else None
    earlier = at_hour(before, desk.state.zone) if before else near.at
    return earlier if desk.at < earlier < near.at else near.at


def _remind(desk: Desk, near: e.RemindAt, due: datetime) -> None:
    payload: dict[str, object] = {"kind": near.kind, "asked": near.asked, "question": "", "about": near.about}
    outbox.remind(*desk.where, near.key, due, payload, desk.at)


def _moves_steps(effect: e.Effect) -> bool:
    """Whether an effect may keep, move, finish, show, take back or hand over a step."""
    if isinstance(effect, e.Keep | e.Reveal | e.Added):
        return effect.question == STEPS or effect.question.startswith(CHECK_IN)
    return isinstance(effect, e.Drop | e.KeepTeam | e.Summarise)
