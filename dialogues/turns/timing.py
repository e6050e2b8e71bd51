"""Time: closing a step, coming back, being quiet, starting before the time."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

from dialogues import inputs as i
from dialogues.closing import at_hour, closing_time, working_day_after, zone_of
from dialogues.effects import Forget, KeepTeam, RemindAt, WhereWeWere
from dialogues.machine import REVIEW
from dialogues.model import Way
from dialogues.turns.after_try import after_try, remind_of_try
from dialogues.turns.leading import next_step_kept
from dialogues.turns.life import happen, recount_all
from dialogues.turns.people import here
from dialogues.turns.steps import call_on, call_room, forget_times, set_closing, still_open
from dialogues.turns.walk import come_back, step_on
from dialogues.turns.work import Refused, Work

LONG_AWAY = timedelta(days=5)
A_WHILE = timedelta(hours=12)
"""A pause in the day needs no reminder of where we were; after a night three lines help."""
STOP_DAYS = 7


def long_away(work: Work) -> None:
    """After more than five days without anybody, three lines before anything else, once."""
    before = [moment for moment in (work.state.touched_at, work.state.recalled_at) if moment is not None]
    if before and work.at - max(before) > LONG_AWAY:
        where_we_were(work)


def where_we_were(work: Work) -> None:
    """Say once where we were."""
    if not any(isinstance(effect, WhereWeWere) for effect in work.effects):
        work.emit(WhereWeWere(work.state.touched_at))
        work.state.recalled_at = work.at


def start_now(work: Work) -> None:
    """Start the next thing before its time; after a stop or a pause, carry on."""
    if work.quiet:
        return carry_on(work)
    if not step_on(work, "start"):
        raise Refused("nothing_to_start")


def resumed(work: Work) -> None:
    """Carry on after a pause, a stop or silence."""
    if not work.quiet:
        if work.state.walk.endswith(".resting") or work.state.walk in ("review", "evaluate.trying"):
            return start_now(work)
        raise Refused("not_paused")
    carry_on(work)


def carry_on(work: Work) -> None:
    """That it goes on, or, after a night, where we were; then the open card. What waited meanwhile is counted now."""
    state = work.state
    was_paused = state.status == "paused"
    state.status, state.stopped, state.thin = "active", False, False
    if was_paused and (state.touched_at is None or work.at - state.touched_at < A_WHILE):
        work.announce("resumed")
    else:
        where_we_were(work)
    if work.asking:
        if state.back_at is not None:
            work.emit(Forget("back"))
        state.back_at = None
        recount_all(work)
        reopen_times(work)
    elif state.walk == "evaluate.trying" and state.test_at is not None and state.test_at > work.at:
        remind_of_try(work, state.test_at)
    elif not was_paused and state.walk == REVIEW and state.test_at is not None and state.test_at > work.at:
        remind_of_try(work, state.test_at)  # nobody can look back on a try that lies ahead
        come_back(work, after_try(work, work.at))
    elif was_paused and state.back_at is not None and state.back_at > work.at:
        work.emit(RemindAt("back", "back", state.back_at, state.step_asked))
        if state.test_at is not None:
            remind_of_try(work, max(state.test_at, work.at))
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


def closes_later(work: Work, what: i.ClosesAt) -> None:
    """The open set closes at a later moment, for a reason that the memory knows; never earlier."""
    closes = work.state.closes_at
    if work.quiet or not work.asking or closes is None or what.to is None or what.to <= closes:
        raise Refused("not_open")
    set_closing(work, what.to, moved=True)


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


def _count_hands(work: Work, by: str) -> None:
    """Hands counted in the room are the room's answer: they are shown before each answers in their own time."""
    for name in still_open(work):
        if work.peek(name).hands and not work.quiet:
            happen(work, name, "show", "shown", by)


def way_changed(work: Work, what: i.ChangeWay) -> None:
    """Together, apart or alone: everything said stands; apart gives the open step a closing time."""
    state = work.state
    if what.way not in get_args(Way):
        raise Refused("unknown_way")
    if what.way == state.way:
        raise Refused("already_so")
    forget_times(work)
    _count_hands(work, what.person)
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
