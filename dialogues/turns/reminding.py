"""Reminders that come due: a step closes, the lead is waited for, a day has come. A late one has no effects."""

from __future__ import annotations

from dialogues import inputs as i
from dialogues.closing import working_day_after
from dialogues.effects import RemindAt
from dialogues.turns.after_try import how_it_went, try_is_near
from dialogues.turns.leading import lead_silent_at_closing, leave_thin
from dialogues.turns.life import SOLO, happen, take_most_picked
from dialogues.turns.people import asked_of, here, returned
from dialogues.turns.second_round import is_on
from dialogues.turns.steps import forget_times, still_open
from dialogues.turns.timing import carry_on, long_away
from dialogues.turns.walk import step_on
from dialogues.turns.work import Work

SILENT_STEPS = 2  # silent steps in a row after which the coach pauses itself


def reminded(work: Work, what: i.Reminded) -> bool:
    """A reminder has come due; whether it still means anything (a late one has no effects)."""
    state = work.state
    if what.kind == "return":
        member = state.team.get(what.about)
        if member is None or member.status != "away" or member.until is None or member.until > work.at:
            return False
        returned(work, what.about)
        return True
    if state.status != "active" or what.asked != state.step_asked:
        return False
    if what.kind == "test_near":
        return try_is_near(work, what.about)
    return _KINDS[what.kind](work) if what.kind in _KINDS else False


def _closing(work: Work) -> bool:
    state = work.state
    if work.quiet or not work.asking or state.closes_at is None or work.at < state.closes_at:
        return False
    state.closes_at, state.ran_out = None, work.turn
    few = [name for name in still_open(work) if _closed(work, name)]
    own = [name for name in still_open(work) if work.question(name).mode in SOLO]
    if few:
        state.thin = True
        work.tell_lead("thin_step", few[0])
    elif own:
        work.tell_lead("no_lead_answer", own[0])
    if not few:
        state.silent_steps = 0
    if still_open(work):
        _wait_for_lead(work)
    work.moved = True
    return True


def _closed(work: Work, name: str) -> bool:
    """Time is up for one question: shown with who is in; picks shown before are taken. Whether too few are in."""
    cell = work.peek(name)
    if cell.status == "shown" and not is_on(work, name):
        take_most_picked(work, name)
        return False
    if cell.status != "open" or work.question(name).mode in SOLO:
        return False
    if happen(work, name, "show", "time up", work.state.lead):
        return False
    second = bool(work.plan.questions[name].second_of)  # the lead chooses without it
    return not (second and happen(work, name, "move_on", "time up", work.state.lead))


def _wait_for_lead(work: Work) -> None:
    state = work.state
    state.lead_until = working_day_after(work.at, state.zone, 1)
    work.emit(RemindAt(f"lead:{state.step}", "lead_wait", state.lead_until, state.step_asked))


def _lead_wait(work: Work) -> bool:
    """The lead has had a working day: few stay few, own questions are not known, picks are taken."""
    state = work.state
    if work.quiet or not work.asking or state.lead_until is None or work.at < state.lead_until:
        return False
    state.lead_until = None
    lead_silent_at_closing(work)
    if state.thin:
        _silent(work)
    elif any(work.peek(name).status == "contested" for name in still_open(work)):
        work.tell_lead("gone_quiet")
    work.moved = True
    return True


def _silent(work: Work) -> None:
    """Nobody chose what to do with a thin step: go on with it, or after two silent ones in a row pause by itself."""
    state = work.state
    asked = [name for name in work.plan.questions_of.get(state.step, ()) if work.question(name).mode not in SOLO]
    shown = any(work.peek(name).status == "settled" for name in asked)
    state.silent_steps = 0 if shown else state.silent_steps + 1
    if state.silent_steps < SILENT_STEPS:
        state.thin = False
        leave_thin(work)
        return
    state.status = "paused"
    state.silent_steps = 0
    forget_times(work)
    work.announce("quiet_pause")


def no_longer_thin(work: Work) -> None:
    """Whoever was missing when the step closed has come in since: the lead has nothing to choose any more."""
    state = work.state
    if not state.thin or any(
        work.peek(name).status == "open" and work.question(name).mode not in SOLO for name in still_open(work)
    ):
        return
    state.thin, state.silent_steps = False, 0


def _half_way(work: Work) -> bool:
    state = work.state
    if work.quiet or not work.asking or state.closes_at is None or work.at >= state.closes_at:
        return False
    told = False
    for person in here(state):
        mine = (name for name in still_open(work) if _waits_for(work, name, person))
        waiting = [name for name in mine if not _at_closing(work, name, person)]
        if waiting:
            work.tell(person, "nudge", waiting[0])
            told = True
    return told


def _at_closing(work: Work, name: str, person: str) -> bool:
    """Whether the closing has a word for this person anyway: a question of the lead's own stays theirs a day longer."""
    return person == work.state.lead and work.question(name).mode in SOLO


def _waits_for(work: Work, name: str, person: str) -> bool:
    cell = work.peek(name)
    return (
        cell.status == "open" and person not in cell.done and person in asked_of(work.state, work.question(name), cell)
    )


def _back(work: Work) -> bool:
    state = work.state
    if state.back_at is None or work.at < state.back_at:
        return False
    if state.stopped:
        carry_on(work)
        return True
    if not state.walk.endswith(".resting") and state.walk != "review":
        return False
    long_away(work)
    return step_on(work, "start")


def _test_day(work: Work) -> bool:
    if work.quiet or work.state.test_at is None or work.at < work.state.test_at:
        return False
    if work.state.walk == "review":
        return how_it_went(work)
    if work.state.walk != "evaluate.trying":
        return False
    long_away(work)
    return step_on(work, "start")


_KINDS = {
    "closing": _closing,
    "half_way": _half_way,
    "lead_wait": _lead_wait,
    "back": _back,
    "test_day": _test_day,
}
