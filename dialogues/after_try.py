"""Quick ends before its try: on its day, whether anything went wrong is asked while the rest stays quiet."""

from __future__ import annotations

from dialogues.closing import AFTERNOON, at_hour, day_of
from dialogues.effects import Ask, RemindAt
from dialogues.people import asked_of
from dialogues.plan import TEST_PLAN
from dialogues.recall import box
from dialogues.steps import ask_again
from dialogues.work import Work

SAFETY = "evaluate.safety"


def wait_for_try(work: Work) -> None:
    """A quick round is done: its try is waited for, in the afternoon of its day."""
    state = work.state
    day = day_of(box(work.record(), TEST_PLAN, "when"))
    if state.depth != "quick" or day is None or work.peek(SAFETY).status != "unasked":
        return
    planned = at_hour(day, state.zone, AFTERNOON)
    if planned > work.at:
        state.test_at = planned
        work.emit(RemindAt("test", "test_day", planned, state.step_asked))


def how_it_went(work: Work) -> bool:
    """The try is today: one question, to whoever runs it. Whether it was asked."""
    work.state.test_at = None
    if SAFETY not in work.plan.questions or not ask_again(work, SAFETY):
        return False
    work.emit(Ask(asked_of(work.state, work.question(SAFETY), work.peek(SAFETY)), work.state.step))
    return True
