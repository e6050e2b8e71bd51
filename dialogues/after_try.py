"""A try that lies ahead: a word before it while nobody has said yes, and what quick asks on its day.

Quick ends before its try: on its day, whether anything went wrong is asked while the rest stays quiet.
"""

from __future__ import annotations

from datetime import datetime

from dialogues.closing import AFTERNOON, at_hour, day_of, working_day_before, zone_of
from dialogues.effects import Ask, RemindAt
from dialogues.people import asked_of
from dialogues.plan import GO_AHEAD, TEST_PLAN
from dialogues.recall import box
from dialogues.steps import ask_again
from dialogues.work import Work

SAFETY = "evaluate.safety"


def remind_of_try(work: Work, at: datetime) -> None:
    """Come back on the day of the try, and on the working day before it, if that is still to come."""
    asked, before = work.state.step_asked, working_day_before(at, work.state.zone)
    work.emit(RemindAt("test", "test_day", at, asked))
    if before > work.at:
        work.emit(RemindAt("test:near", "test_near", before, asked, about=_day(at, work.state.zone)))


def try_is_near(work: Work, day: str) -> bool:
    """The try is on the next working day: the lead hears once if whoever must say yes hasn't yet. Whether they do.

    Not of another `day` than the one it was planned for: it has moved since.
    """
    state, record = work.state, work.record()
    if work.quiet or state.test_at is None or not work.plan.last_asking(state.depth, GO_AHEAD):
        return False
    if day != _day(state.test_at, state.zone):
        return False
    if not working_day_before(state.test_at, state.zone) <= work.at < state.test_at:
        return False
    if box(record, GO_AHEAD, "answer") == "yes" and box(record, GO_AHEAD, "approver"):
        return False
    work.tell_lead("no_yes_yet", GO_AHEAD, day)
    return True


def _day(at: datetime, zone: str) -> str:
    return at.astimezone(zone_of(zone)).date().isoformat()


def wait_for_try(work: Work) -> None:
    """A quick round is done: its try is waited for, in the afternoon of its day."""
    state = work.state
    day = day_of(box(work.record(), TEST_PLAN, "when"))
    if state.depth != "quick" or day is None or work.peek(SAFETY).status != "unasked":
        return
    planned = at_hour(day, state.zone, AFTERNOON)
    if planned > work.at:
        state.test_at = planned
        remind_of_try(work, planned)


def how_it_went(work: Work) -> bool:
    """The try is today: one question, to whoever runs it. Whether it was asked."""
    work.state.test_at = None
    if SAFETY not in work.plan.questions or not ask_again(work, SAFETY):
        return False
    work.emit(Ask(asked_of(work.state, work.question(SAFETY), work.peek(SAFETY)), work.state.step))
    return True
