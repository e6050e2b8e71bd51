"""A try that lies ahead: a word before it while nobody has said yes, and what quick asks on its day.

Quick ends before its try: on its day, whether anything went wrong is asked while the rest stays quiet.
"""

from __future__ import annotations

from datetime import date, datetime

from dialogues.closing import AFTERNOON, at_hour, day_of, working_day_after, working_day_before, zone_of
from dialogues.effects import Ask, Forget, RemindAt
from dialogues.facts import Facts
from dialogues.machine import REVIEW, TRYING
from dialogues.plan import GO_AHEAD, TEST_PLAN
from dialogues.recall import box, said_yes
from dialogues.turns.people import asked_of
from dialogues.turns.steps import ask_again
from dialogues.turns.work import Work

SAFETY = "evaluate.safety"
DEFAULT_DAYS = 5  # working days until a try without a day


def remind_of_try(work: Work, at: datetime) -> None:
    """Come back on the day of the try, and on the working day before it, if that is still to come."""
    asked, before = work.state.step_asked, working_day_before(at, work.state.zone)
    work.emit(RemindAt("test", "test_day", at, asked))
    if before > work.at:
        work.emit(RemindAt("test:near", "test_near", before, asked, about=_day(at, work.state.zone)))


def try_is_near(work: Work, day: str) -> bool:
    """The try is on the next working day: the lead hears once if whoever must say yes hasn't yet. Whether they do.

    Not of another `day` than the one it was planned for: it has moved since. The memory knows bank holidays, and may
    ask earlier than the engine would.
    """
    state, record = work.state, work.record()
    if work.quiet or state.test_at is None or not work.plan.last_asking(state.depth, GO_AHEAD):
        return False
    if day != _day(state.test_at, state.zone):
        return False
    if work.at >= state.test_at:
        return False
    if said_yes(record, TEST_PLAN, GO_AHEAD):
        return False
    work.tell_lead("no_yes_yet", GO_AHEAD, day)
    return True


def _day(at: datetime, zone: str) -> str:
    return at.astimezone(zone_of(zone)).date().isoformat()


def planned_at(work: Work) -> datetime:
    """The afternoon of the plan's day; without a day in some days, and the next working day when it has gone."""
    day, zone = _planned(work.record()), work.state.zone
    planned = at_hour(day, zone, AFTERNOON) if day else working_day_after(work.at, zone, DEFAULT_DAYS)
    return planned if planned > work.at else working_day_after(work.at, zone, 1)


def _planned(facts: Facts) -> date | None:
    return day_of(box(facts, TEST_PLAN, "when"))


def plan_changed(work: Work, before: Facts) -> None:
    """Somebody has changed the day in the plan while the try is waited for: the try and all that hangs on it move too.

    The day to come back never stays before the try. Everybody hears the new day once; while it rests nothing is said,
    and the times are set when it goes on.
    """
    state, day = work.state, _planned(work.record())
    if day is None or day == _planned(before) or not _waits(work):
        return
    state.test_at = planned_at(work)
    if work.quiet:
        return
    work.emit(Forget("test"))
    remind_of_try(work, state.test_at)
    if state.back_at is not None and (later := after_try(work, state.back_at)) != state.back_at:
        state.back_at = later
        work.emit(RemindAt("back", "back", later, state.step_asked))
    work.announce("try_moved", _day(state.test_at, state.zone))


def _waits(work: Work) -> bool:
    """Whether a try is waited for: deeper than quick between two phases, in quick once its round is done."""
    quick = work.state.walk == REVIEW and work.state.depth == "quick"
    return work.state.walk == TRYING or (quick and work.peek(SAFETY).status == "unasked")


def after_try(work: Work, back: datetime) -> datetime:
    """A day to come back, or the working day after the try when that is later: nobody knows anything before it."""
    test, zone = work.state.test_at, work.state.zone
    return back if test is None or back > test else working_day_after(test, zone, 1)


def wait_for_try(work: Work) -> None:
    """A quick round is done: its try is waited for, in the afternoon of its day."""
    state, day = work.state, _planned(work.record())
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
