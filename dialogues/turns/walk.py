"""How the walk goes on: what each arrow of the walk asks (guards) and does (acts), over the turn in the making."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from dialogues.closing import at_hour, day_of, working_day_after
from dialogues.effects import Forget, RemindAt, RoundClosed
from dialogues.gates import thin_in
from dialogues.machine import fire
from dialogues.model import PHASES, Step
from dialogues.next_best import unsaid, where_next
from dialogues.plan import NEXT_PHASE, RESULTS, REVIEW_DAY, TEST_PLAN
from dialogues.state import Cell
from dialogues.turns.after_try import after_try, planned_at, remind_of_try, wait_for_try
from dialogues.turns.paths import count_loop, follow_path, let_stand, look_anew, look_back_anew
from dialogues.turns.steps import forget_times, open_ready, open_step, still_open
from dialogues.turns.work import Work

DEFAULT_REVIEW_DAYS = 10  # working days until the look back without a day
_MOST_HOPS = 40


def run(work: Work) -> None:
    """Go on as far as nothing is open: next questions, next step, next phase. Bounded, so content cannot spin it."""
    for _ in range(_MOST_HOPS):
        if work.quiet or not work.asking:
            return
        if follow_path(work):
            continue
        planned = work.state.trying_again == "planned"  # what comes after the try waits for it
        opened = not planned and open_ready(work)
        if still_open(work):
            return
        if opened or (not planned and open_ready(work, force=True)):
            continue
        if not step_on(work, "try_again" if planned else "done"):
            return


def step_on(work: Work, event: str) -> bool:
    """Let an event happen to the walk; whether it moved (or began anew where it stands)."""
    machine = work.plan.walk.machine(CALLS, "walk")
    moved = fire(machine, event, work.state, work.state.walk, work)
    work.moved = work.moved or moved
    return moved


def phase_now(work: Work) -> str:
    """The phase of the present step."""
    step = work.plan.step(work.state.depth, work.state.step)
    return step.phase if step else work.state.walk.split(".", 1)[0]


def _next(work: Work) -> Step | None:
    return work.plan.following(work.state.depth, work.state.step)


# -- guards
def more_in_phase(work: Work) -> bool:
    """Another step of this phase follows."""
    following = _next(work)
    return following is not None and following.phase == phase_now(work)


def more_phases(work: Work) -> bool:
    """Another step follows."""
    return _next(work) is not None


def no_more(work: Work) -> bool:
    """This was the last step."""
    return _next(work) is None


def goes_trying(work: Work) -> bool:
    """The try was planned in this step and its results are asked in a later one of the phase (never in quick)."""
    asked = TEST_PLAN in work.plan.questions_of.get(work.state.step, ())
    return asked and work.state.depth != "quick" and more_in_phase(work)


def rests_between_steps(work: Work) -> bool:
    """Deeper than quick, each in their own time: a day of quiet after a step that asked something."""
    asked = any(work.peek(name).step == work.state.step for name in work.plan.questions_of.get(work.state.step, ()))
    return asked and work.state.depth != "quick" and work.state.way == "apart"


def rests_between_phases(work: Work) -> bool:
    """Deeper than quick it is quiet between two phases; quick never rests."""
    return work.state.depth != "quick"


def is_thin(work: Work) -> bool:
    """The phase is over, something it should have is not there, and nobody has gone on over it in this round."""
    if work.state.depth == "quick" or more_in_phase(work):
        return False
    phase = phase_now(work)
    return phase not in work.state.overrides and bool(thin_in(work.plan.dialogue, work.state, work.record(), phase))


def to_stop(work: Work) -> bool:
    """The look back ended in stopping."""
    return next_phase(work) == "stop"


def next_phase(work: Work) -> str:
    """Where the next round goes: what the lead said, else what the record suggests; only where there are steps."""
    found = work.record().of(NEXT_PHASE)
    said = found[-1].value if found else ""
    wanted = said if said in (*PHASES, "stop") else unsaid(work.plan.dialogue, work.state, work.record(), work.at)
    first = None if wanted == "stop" else work.plan.first_of(work.state.depth, str(wanted))
    every = work.plan.steps.get(work.state.depth, ())
    return str(wanted) if wanted == "stop" else (first or every[0]).phase if every else "stop"


def suggested_phase(work: Work) -> str:
    """The phase of the next best question, or "stop"; without any, trying it again."""
    return where_next(work.plan.dialogue, work.state, work.record(), work.at)[0]


def _phase_guards() -> dict[str, Callable[[Work], bool]]:
    guards: dict[str, Callable[[Work], bool]] = {}
    for phase in PHASES:

        def follows(work: Work, phase: str = phase) -> bool:
            following = _next(work)
            return following is not None and following.phase == phase

        def goes(work: Work, phase: str = phase) -> bool:
            return next_phase(work) == phase

        def inside(work: Work, phase: str = phase) -> bool:
            return phase_now(work) == phase

        guards |= {f"next_{phase}": follows, f"to_{phase}": goes, f"in_{phase}": inside}
    return guards


# -- acts
def open_next(work: Work) -> None:
    """The next step opens."""
    following = _next(work)
    if following is not None:
        _forget_wait(work)
        open_step(work, following)
        look_anew(work, following)


def leave_phase(work: Work) -> None:
    """A phase ends and the next one begins at once."""
    _sum_up(work)
    open_next(work)


def rest_a_day(work: Work) -> None:
    """Quiet until the next working day."""
    _rest(work, 1)


def rest_two_days(work: Work) -> None:
    """A phase ends; quiet until the second working day."""
    _sum_up(work)
    _rest(work, 2)


def _rest(work: Work, days: int) -> None:
    forget_times(work)
    come_back(work, working_day_after(work.at, work.state.zone, days))
    following = _next(work)
    work.announce("resting", following.id if following else "")


def come_back(work: Work, at: datetime) -> None:
    """The coach comes back by itself then."""
    work.state.back_at = at
    work.emit(RemindAt("back", "back", at, work.state.step_asked))


def _forget_wait(work: Work) -> None:
    if work.state.back_at is not None:
        work.emit(Forget("back"))
    if work.state.test_at is not None:
        work.emit(Forget("test"))


def _sum_up(work: Work) -> None:
    if work.state.depth != "quick":
        work.summarise(phase_now(work))


def try_it(work: Work) -> None:
    """Out trying it: no questions until the day of the try, in the afternoon."""
    forget_times(work)
    work.state.test_at = planned_at(work)
    remind_of_try(work, work.state.test_at)
    work.announce("out_trying")


def try_it_again(work: Work) -> None:
    """Out trying it once more, as it was planned anew after the look back; that is asked again afterwards."""
    work.state.step = work.plan.last_asking(work.state.depth, TEST_PLAN)
    work.state.trying_again = "on"
    try_it(work)


def say_thin(work: Work) -> None:
    """The lead hears once what is thin."""
    forget_times(work)
    work.tell_lead("thin_phase", about=phase_now(work))


def end_round(work: Work) -> None:
    """The round is done: summed up, kept as it is, quiet until the day to come back."""
    forget_times(work)
    again = "round" in work.state.summaries
    work.summarise("round")
    if not again:
        work.announce("round_done")
    if work.state.closed_round < work.state.pass_n:
        work.state.closed_round = work.state.pass_n
        work.emit(RoundClosed(work.state.pass_n))
    wait_for_try(work)
    come_back(work, after_try(work, review_day(work)))


def review_day(work: Work) -> datetime:
    """The day to come back: as agreed in this round, else in two weeks; never one that has gone."""
    found = work.record().of(REVIEW_DAY)
    value: Any = found[-1].value if found else None
    day = day_of(value.get("when") if isinstance(value, dict) else value)
    zone = work.state.zone
    agreed = at_hour(day, zone) if day else working_day_after(work.at, zone, DEFAULT_REVIEW_DAYS)
    return agreed if agreed > work.at else working_day_after(work.at, zone, 1)


def open_check_in(work: Work) -> None:
    """The look back opens."""
    _forget_wait(work)
    open_step(work, work.plan.dialogue.check_in)
    look_back_anew(work)


def new_round(work: Work) -> None:
    """A new round opens at its phase with every question fresh; nobody's words are lost."""
    state = work.state
    first = work.plan.first_of(state.depth, state.walk.split(".", 1)[0])
    forget_times(work)
    if work.record().of(RESULTS):
        work.summarise("evaluate", edit=state.depth != "quick")  # quick hears of its try at the look back
    work.next_round()
    state.pass_n += 1
    state.cells = {name: Cell(gap=True) for name, cell in state.cells.items() if _still_to_find(work, name, cell)}
    state.overrides, state.summaries, state.path, state.trying_again = [], [], [], ""
    count_loop(work, state.walk.split(".", 1)[0])
    state.silent_steps, state.joins_offered, state.runner = 0, 0, None
    if first is not None and first.phase == "explore":
        let_stand(work)
    if first is not None:
        work.announce("new_round", first.phase)
        open_step(work, first)


def _still_to_find(work: Work, name: str, cell: Cell) -> bool:
    """What nobody knew in an earlier round is found out by whoever answers it in a later one."""
    return cell.gap and work.plan.phase_of(name) in PHASES


def close_well(work: Work) -> None:
    """The team decided to stop: everything stays readable."""
    work.state.status = "closed"
    work.state.closes_at, work.state.back_at, work.state.test_at, work.state.lead_until = None, None, None, None
    work.emit(Forget(""))
    work.announce("closed")


def open_there(work: Work) -> None:
    """The step that the turn has named opens (going deeper)."""
    step = work.plan.step(work.state.depth, work.state.step)
    if step is not None:
        _forget_wait(work)
        open_step(work, step)


CALLS: dict[str, Callable[..., Any]] = {
    call.__name__: call
    for call in (
        more_in_phase, more_phases, no_more, goes_trying, rests_between_steps, rests_between_phases, is_thin, to_stop,
        open_next, leave_phase, rest_a_day, rest_two_days, try_it, try_it_again, say_thin, end_round, open_check_in,
        new_round, close_well, open_there,
    )
} | _phase_guards()  # fmt: skip
