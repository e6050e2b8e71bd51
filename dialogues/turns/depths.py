"""Deeper and back up: every answer is kept, and only what is new or too thin is asked."""

from __future__ import annotations

from typing import get_args

from dialogues import inputs as i
from dialogues.effects import Forget
from dialogues.machine import LOOKING_BACK, REVIEW, TRYING
from dialogues.model import Depth, Experience, Scale, Step
from dialogues.plan import TEST_PLAN, plan_of
from dialogues.turns.life import count, happen, take_most_picked
from dialogues.turns.steps import forget_times, is_asked, open_step, still_open, thin_again
from dialogues.turns.timing import reopen_times
from dialogues.turns.walk import phase_now, step_on
from dialogues.turns.work import Refused, Work


def deeper(work: Work, what: i.Deeper) -> None:
    """To deeper questions: every answer is kept, and the walk goes to the first step with something new."""
    state = work.state
    state.scale = what.scale if what.scale in get_args(Scale) else state.scale
    state.experience = what.experience if what.experience in get_args(Experience) else state.experience
    work.plan = plan_of(work.plan.dialogue, state.scale)  # a wider scale asks more from here on
    depth = _wanted(work, what.depth)
    before, state.depth = state.depth, depth or state.depth
    target = _first_new(work, depth) if depth else None
    if depth is None or target is None:
        state.depth = before
        raise Refused("already_deeper")
    forget_times(work)
    for name in still_open(work):
        if name not in work.plan.questions_of[target.id]:
            happen(work, name, "put_back" if work.peek(name).status == "open" else "move_on", "deeper")
            if work.peek(name).status == "shown":
                take_most_picked(work, name)
            if work.peek(name).status == "contested":
                work.cell(name).again = True
    state.status, state.stopped, state.back_at, state.summaries = "active", False, None, []
    state.depth, state.step, state.path, state.trying_again = depth, target.id, [], ""
    work.emit(Forget("back"))
    work.announce("deeper")
    if not step_on(work, "deeper"):
        open_step(work, target)
    if not work.opened:
        reopen_times(work)  # all of it is open already: it still needs a closing time


def _wanted(work: Work, depth: str) -> Depth | None:
    """The depth that was asked for if it is deeper than the present one, else the next; None when there is none."""
    every, now = get_args(Depth), work.state.depth
    found = next((one for one in every[every.index(now) + 1 :] if one == depth and work.plan.steps.get(one)), None)
    return found or work.plan.deeper_than(now)


def _first_new(work: Work, depth: Depth) -> Step | None:
    """The first step of a depth with something unasked, or answered too thinly for it."""
    every = work.plan.steps[depth]
    return next((step for step in every if thin_again(work, step) or _is_new(work, step)), None)


def lighter(work: Work) -> None:
    """Back up to fewer questions: every answer is kept, and what only the deeper set asks is asked no more."""
    state = work.state
    depth = work.plan.lighter_than(state.depth)
    if depth is None:
        raise Refused("already_so")
    phase = phase_now(work)
    if state.walk != LOOKING_BACK:  # a look back is the same at every depth, and closes when it was to close
        forget_times(work)
    live, state.depth, state.path, state.trying_again = still_open(work), depth, [], ""
    for name in live:
        here = work.plan.last_asking(depth, name) and is_asked(work, name)
        if not here and name not in work.plan.dialogue.check_in.questions:
            _leave(work, name)
    work.announce("lighter")
    if state.walk == TRYING:
        state.step = work.plan.last_asking(depth, TEST_PLAN)
    elif state.walk == REVIEW:
        state.step = work.plan.steps[depth][-1].id
    elif state.walk != LOOKING_BACK:
        _goes_on_at(work, depth, phase)
    work.moved = True


def _leave(work: Work, name: str) -> None:
    """A question that is asked no more: what was said to it stands, and where nothing was it is as if never asked."""
    if work.peek(name).status == "shown":
        take_most_picked(work, name)
    elif work.peek(name).status == "contested":
        happen(work, name, "go_on", "lighter", work.state.lead)
    else:
        happen(work, name, "move_on" if count(work, name).spoken else "put_back", "lighter", work.state.lead)


def _goes_on_at(work: Work, depth: Depth, phase: str) -> None:
    """The first step of this phase, or a later one, with something that is not done with; else the last step."""
    state, every = work.state, work.plan.steps[depth]
    first = work.plan.first_of(depth, phase)
    later = every[every.index(first) :] if first else every
    target = next((step for step in later if _is_new(work, step)), every[-1])
    state.status, state.stopped, state.back_at, state.step = "active", False, None, target.id
    work.emit(Forget("back"))
    if not step_on(work, "deeper"):
        open_step(work, target)
    if not work.opened and still_open(work):
        reopen_times(work)


def _is_new(work: Work, step: Step) -> bool:
    for name in work.plan.questions_of[step.id]:
        cell = work.peek(name)
        if not work.plan.questions[name].second_of and (cell.status in ("unasked", "open") or cell.how == "not asked"):
            return True
    return False
