"""Time: closing a step, coming back, being quiet, starting before the time."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

from dialogues import inputs as i
from dialogues.closing import at_hour, closing_time, working_day_after, zone_of
from dialogues.effects import Forget, KeepTeam, RemindAt, WhereWeWere
from dialogues.leading import lead_silent_at_closing, leave_thin, next_step_kept
from dialogues.life import SOLO, happen, recount_all, take_most_picked
from dialogues.model import Depth, Step, Way
from dialogues.people import asked_of, here, returned
from dialogues.steps import call_on, call_room, forget_times, open_step, set_closing, still_open
from dialogues.walk import step_on
from dialogues.work import Refused, Work

LONG_AWAY = timedelta(days=5)
STOP_DAYS = 7
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
    return _KINDS[what.kind](work) if what.kind in _KINDS else False


def _closing(work: Work) -> bool:
    state = work.state
    if work.quiet or not work.asking or state.closes_at is None or work.at < state.closes_at:
        return False
    state.closes_at = None
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
    if cell.status == "shown":
        take_most_picked(work, name)
        return False
    if cell.status != "open" or work.question(name).mode in SOLO:
        return False
    return not happen(work, name, "show", "time up", work.state.lead)


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


def _half_way(work: Work) -> bool:
    state = work.state
    if work.quiet or not work.asking or state.closes_at is None or work.at >= state.closes_at:
        return False
    told = False
    for person in here(state):
        waiting = [name for name in still_open(work) if _waits_for(work, name, person)]
        if waiting:
            work.tell(person, "nudge", waiting[0])
            told = True
    return told


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
        _carry_on(work)
        return True
    if not state.walk.endswith(".resting") and state.walk != "review":
        return False
    _long_away(work)
    return step_on(work, "start")


def _test_day(work: Work) -> bool:
    if work.quiet or work.state.test_at is None or work.at < work.state.test_at:
        return False
    if work.state.walk != "evaluate.trying":
        return False
    _long_away(work)
    return step_on(work, "start")


_KINDS = {
    "closing": _closing,
    "half_way": _half_way,
    "lead_wait": _lead_wait,
    "back": _back,
    "test_day": _test_day,
}


def _long_away(work: Work) -> None:
    """After more than five days without anybody, three lines before anything else."""
    touched = work.state.touched_at
    if touched is not None and work.at - touched > LONG_AWAY:
        where_we_were(work)


def where_we_were(work: Work) -> None:
    """Say once where we were."""
    if not any(isinstance(effect, WhereWeWere) for effect in work.effects):
        work.emit(WhereWeWere())


def start_now(work: Work) -> None:
    """Start the next thing before its time; after a stop or a pause, carry on."""
    if work.quiet:
        return _carry_on(work)
    if not step_on(work, "start"):
        raise Refused("nothing_to_start")


def resumed(work: Work) -> None:
    """Carry on after a pause, a stop or silence."""
    if not work.quiet:
        if work.state.walk.endswith(".resting") or work.state.walk in ("review", "evaluate.trying"):
            return start_now(work)
        raise Refused("not_paused")
    _carry_on(work)


def _carry_on(work: Work) -> None:
    """Where we were, then the open card again; what waited while it was quiet is counted now."""
    state = work.state
    was_paused = state.status == "paused"
    state.status, state.stopped, state.thin = "active", False, False
    where_we_were(work)
    if was_paused:
        work.announce("resumed")
    if work.asking:
        if state.back_at is not None:
            work.emit(Forget("back"))
        state.back_at = None
        recount_all(work)
        reopen_times(work)
    elif state.walk == "evaluate.trying" and state.test_at is not None and state.test_at > work.at:
        work.emit(RemindAt("test", "test_day", state.test_at, state.step_asked))
    elif was_paused and state.back_at is not None and state.back_at > work.at:
        work.emit(RemindAt("back", "back", state.back_at, state.step_asked))
    else:
        step_on(work, "start")
    work.moved = True


def reopen_times(work: Work) -> None:
    """An open step gets a new closing time, with at least one working day; everybody it waits for is told."""
    live = [name for name in still_open(work) if work.peek(name).status == "open"]
    if work.state.way != "apart":
        call_room(work)
    elif still_open(work):
        set_closing(work, closing_time(work.at, work.state.zone))
        call_on(work, here(work.state), live)


def paused(work: Work) -> None:
    """The lead pauses: nothing settles and nobody is reminded, but everything said is kept. It never expires."""
    if work.state.status != "active":
        raise Refused("already_so")
    work.state.status, work.state.stopped = "paused", False
    _hush(work)
    work.announce("paused")


def _hush(work: Work) -> None:
    forget_times(work)
    work.emit(Forget("back"))
    work.emit(Forget("test"))


def stopped(work: Work, what: i.StopHere) -> None:
    """A good stop: the next step, the day to come back, and what there is so far."""
    next_step_kept(work, what)
    state = work.state
    day = (work.at + timedelta(days=STOP_DAYS)).astimezone(zone_of(state.zone)).date()
    wanted = what.back_at if what.back_at is not None and what.back_at > work.at else None
    state.back_at = wanted or working_day_after(at_hour(day, state.zone) - timedelta(days=1), state.zone, 1)
    state.status, state.stopped = "active", True
    _hush(work)
    work.summarise("so_far")
    work.emit(RemindAt("back", "back", state.back_at, state.step_asked))


def way_changed(work: Work, what: i.ChangeWay) -> None:
    """Together, apart or alone: everything said stands; apart gives the open step a closing time."""
    state = work.state
    if what.way not in get_args(Way):
        raise Refused("unknown_way")
    if what.way == state.way:
        raise Refused("already_so")
    forget_times(work)
    state.way, state.thin = what.way, False
    if what.way == "together":
        for person, member in list(state.team.items()):
            if member.status == "invited":
                work.member(person).status = "here"
                work.emit(KeepTeam(person, "joined"))
    work.announce("way_changed", what.way)
    work.moved = True
    if work.asking and not work.quiet:
        recount_all(work)
        reopen_times(work)


SCALES = ("service", "organisation", "cross-organisation", "cross-sector")
EXPERIENCES = ("new", "some", "experienced")


def deeper(work: Work, what: i.Deeper) -> None:
    """To the next deeper questions: every answer is kept, and the walk goes to the first step with something new."""
    state = work.state
    depth = work.plan.deeper_than(state.depth)
    state.scale = what.scale if what.scale in SCALES else state.scale
    state.experience = what.experience if what.experience in EXPERIENCES else state.experience
    target = _first_new(work, depth) if depth else None
    if depth is None or target is None:
        raise Refused("already_deeper")
    forget_times(work)
    for name in still_open(work):
        if name not in work.plan.questions_of[target.id]:
            happen(work, name, "put_back" if work.peek(name).status == "open" else "move_on", "deeper")
            if work.peek(name).status == "shown":
                take_most_picked(work, name)
    state.status, state.stopped, state.back_at, state.summaries = "active", False, None, []
    state.depth, state.step = depth, target.id
    work.emit(Forget("back"))
    work.announce("deeper")
    if not step_on(work, "deeper"):
        open_step(work, target)


def _first_new(work: Work, depth: Depth) -> Step | None:
    """The first step of a depth with something unasked."""
    for step in work.plan.steps[depth]:
        for name in work.plan.questions_of[step.id]:
            cell = work.peek(name)
            if cell.status in ("unasked", "open") or cell.how == "not asked":
                return step
    return None
