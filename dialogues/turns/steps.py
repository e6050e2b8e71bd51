"""A step opens its questions at once, except those that wait for others; it closes when none is open."""

from __future__ import annotations

from datetime import datetime

from dialogues.choices import items_of
from dialogues.closing import closing_time, half_way, moved
from dialogues.conditions import READS, holds
from dialogues.effects import Ask, Forget, RemindAt
from dialogues.gates import thin_needs
from dialogues.model import Question, SeenBy, Step
from dialogues.modes import GONE
from dialogues.rights import in_team
from dialogues.state import Cell
from dialogues.to_do import PROGRESS, steps_left
from dialogues.turns.before_try import in_time
from dialogues.turns.life import SOLO, happen, recount
from dialogues.turns.people import asked_of, here, named, runner
from dialogues.turns.second_round import is_due, weighs
from dialogues.turns.work import Work

NOT_ASKED = "not asked"
LIVE = ("open", "shown", "contested")


def open_step(work: Work, step: Step) -> None:
    """Begin a step: its own turn number, its questions, what must be confirmed or agreed once more."""
    forget_times(work)
    state = work.state
    state.step, state.step_asked = step.id, work.turn
    state.opened_at, state.back_at, state.test_at = work.at, None, None
    state.thin, state.extended = False, 0
    for name in work.plan.questions_of[step.id]:
        _once_more(work, name, step)
    for name in thin_again(work, step):
        ask_again(work, name, beside=False)
    for name, cell in list(state.cells.items()):
        if cell.check_again and cell.status == "settled" and work.question(name).binds and _asked_here(work, name):
            ask_again(work, name)
    open_ready(work)
    work.moved = True


def _once_more(work: Work, name: str, step: Step) -> None:
    """What is drafted in one step and confirmed in a later one of this depth is asked once more there."""
    cell = work.peek(name)
    asked_before = cell.status in GONE and cell.how != NOT_ASKED and cell.step not in ("", step.id)
    if asked_before and work.question(name).mode == "confirm":
        depth = work.state.depth
        if work.plan.last_asking(depth, name) == step.id:
            ask_again(work, name, beside=False)


def thin_again(work: Work, step: Step) -> list[str]:
    """The questions of a step that were answered at another depth, and too thinly for the present one."""
    state = work.state
    thin = {need.question for need in thin_needs(work.plan.dialogue, state, work.record(), step.phase)}

    def elsewhere(name: str) -> bool:
        cell = work.peek(name)
        before = cell.step not in ("", work.plan.dialogue.check_in.id) and work.plan.place(state.depth, cell.step) < 0
        return cell.status in GONE and cell.how != NOT_ASKED and before

    return [name for name in work.plan.questions_of[step.id] if name in thin and elsewhere(name)]


def _asked_here(work: Work, name: str) -> bool:
    """Whether a question belongs to this depth up to the present step."""
    depth, last = work.state.depth, work.plan.place(work.state.depth, work.state.step)
    return 0 <= work.plan.place(depth, work.plan.last_asking(depth, name)) <= last


def in_play(work: Work) -> list[str]:
    """The questions of the present step in card order, then those re-opened beside it."""
    own = work.plan.questions_of.get(work.state.step, ())
    beside = [name for name, cell in work.state.cells.items() if cell.status in LIVE and name not in own]
    return [*own, *beside]


def still_open(work: Work) -> list[str]:
    """The questions of the present step that are not done with."""
    return [name for name in in_play(work) if work.peek(name).status in LIVE]


def open_ready(work: Work, force: bool = False) -> bool:
    """Ask every question of the step that waits for nothing any more; whether anything happened."""
    happened = False
    for name in work.plan.questions_of.get(work.state.step, ()):
        cell, question = work.peek(name), work.plan.questions[name]
        if question.second_of or (cell.status != "unasked" and not _left_out(cell)):
            continue
        if not force and _waits(work, name):
            continue
        if is_asked(work, name) and has_ideas(work, name):
            ask(work, name)
            happened = True
        elif cell.status == "unasked":
            happened = _leave_out(work, name) or happened
    again, second = _choices_again(work), _second_rounds(work)
    return again or second or happened


def _left_out(cell: Cell) -> bool:
    return cell.status == "skipped" and cell.how == NOT_ASKED


def _leave_out(work: Work, name: str) -> bool:
    if is_asked(work, name):
        work.tell_lead("nothing_to_choose", name)
    return happen(work, name, "leave_out", NOT_ASKED)


def is_asked(work: Work, name: str) -> bool:
    """Whether a question is asked of this team at this depth."""
    question = work.plan.questions[name]
    return work.state.depth in question.always_at or holds(question.ask_if, work.state, work.record())


def has_ideas(work: Work, name: str) -> bool:
    """Whether there is more to choose from than today's way; true of every question that is no choice of ideas."""
    question = work.plan.questions[name]
    return not question.today_option or bool(items_of(question, work.record(), work.plan.dialogue))


def wants_ideas(work: Work) -> bool:
    """Whether a choice was left out for want of ideas, so that the next one shown brings it back."""
    return any(_left_out(work.peek(name)) for name in work.plan.choices)


def _choices_again(work: Work) -> bool:
    """A choice of an earlier step that was left out for want of ideas opens beside as soon as one is shown."""
    own = work.plan.questions_of.get(work.state.step, ())
    happened = False
    for name in work.plan.choices:
        if name not in own and _left_out(work.peek(name)) and is_asked(work, name) and has_ideas(work, name):
            happened = ask_again(work, name) or happened
    return happened


def _second_rounds(work: Work) -> bool:
    """Open the second round of a choice whose picks are shown; what it weighs is fixed for as long as it is open."""
    due = [vote for vote in work.plan.seconds if work.peek(vote).status == "shown" and is_due(work, vote)]
    for vote in due:
        second = work.plan.seconds[vote]
        items = weighs(work, vote)
        ask_again(work, second, beside=second not in work.plan.questions_of.get(work.state.step, ()))
        work.cell(second).items = list(items)
    return bool(due)


def _waits(work: Work, name: str) -> bool:
    question = work.plan.questions[name]
    own = work.plan.questions_of.get(work.state.step, ())
    return any(
        source in own and source != name and work.peek(source).status in ("unasked", *LIVE)
        for source in (*question.after, *READS.get(question.ask_if, ()))
    )


def ask(work: Work, name: str) -> None:
    """Open a question: now is its turn, and who sees its answers is fixed for ever."""
    happen(work, name, "ask", "")
    _set_out(work, name, first=True)
    cell = work.cell(name)
    if work.question(name).mode not in SOLO and cell.given:
        cell.done = {person: "answered" for person, ids in cell.given.items() if ids}  # said before it was asked
        recount(work, name)


def ask_again(work: Work, name: str, beside: bool = True) -> bool:
    """Open a question again without losing anything: answers stand until somebody answers anew. Whether it opened."""
    cell = work.peek(name)
    first = cell.status == "unasked" or (cell.status == "skipped" and cell.how == NOT_ASKED)
    if not happen(work, name, "ask" if first else "again", ""):
        return False
    _set_out(work, name, first)
    work.cell(name).again = beside
    return True


def _whose(work: Work, question: Question) -> tuple[str, ...]:
    """Of whom it is asked; empty means everybody. How the steps go, apart, only of those who have one to do."""
    if question.asked != "everyone":
        return asked_of(work.state, question, Cell())
    if question.id != PROGRESS or work.state.way != "apart":
        return ()
    steps = [kept.value for kept in steps_left(work.record())]
    if not all(isinstance(one, dict) for one in steps):
        return ()  # typed as a line: whose it is stands in its words
    owners = (str(one.get("who") or "") for one in steps if isinstance(one, dict))
    return tuple(dict.fromkeys(one if in_team(work.state, one) else work.state.lead for one in owners))


def _set_out(work: Work, name: str, first: bool) -> None:
    cell, question = work.cell(name), work.question(name)
    if cell.asked == 0 and not cell.given:
        cell.seen_by = seen_by(work, question, cell)
    cell.asked, cell.asked_at, cell.step = work.turn, work.at, work.state.step
    cell.asked_of = _whose(work, question)
    cell.done, cell.hands, cell.how = {}, {}, ""
    cell.check_again = False
    if not first:
        cell.stance = {}
    second = work.plan.seconds.get(name, "")
    if second and work.peek(second).status == "open":
        happen(work, second, "put_back", "")  # picked anew, so it is weighed anew
    work.opened.append(name)
    work.moved = True


def seen_by(work: Work, question: Question, cell: Cell) -> SeenBy:
    """Who will see the answers: names are hidden only where three people or more are asked."""
    if question.seen_by != "no_names":
        return question.seen_by
    asked = 1 if question.asked == "runner" else len(named(work.state))
    few = work.state.way == "alone" or question.mode in SOLO or asked < 3
    return "names" if few else "no_names"


def finish(work: Work) -> None:
    """After everything: who is asked, and by when."""
    if not work.asking or work.quiet:
        return
    if work.state.way != "apart":
        if work.opened and work.state.step_asked == work.turn:
            call_room(work)
        return
    opened = [name for name in work.opened if work.peek(name).status == "open"]
    if not opened:
        return
    state, closes = work.state, closing_time(work.at, work.state.zone)
    agreed = any(work.question(name).mode == "consent" for name in opened)
    if state.closes_at is None or closes > state.closes_at or agreed:
        set_closing(work, max(closes, state.closes_at or closes))
    call_on(work, here(state), opened)


def call_room(work: Work) -> None:
    """A new set is on the one card that everybody sees."""
    state = work.state
    work.emit(Ask((state.lead,) if state.way == "alone" else here(state), state.step))


def call_on(work: Work, people: tuple[str, ...], questions: list[str]) -> None:
    """One message for each person who has something open."""
    state = work.state
    asked = [
        person
        for person in people
        if any(
            person in asked_of(state, work.question(name), work.peek(name)) and person not in work.peek(name).done
            for name in questions
        )
    ]
    if asked:
        work.emit(Ask(tuple(asked), state.step))


def set_closing(work: Work, closes: datetime, moved: bool = False) -> None:
    """The step closes then; one nudge half-way. Replaces whatever was set before.

    `moved`: nothing new is asked, it only closes later: who was nudged half-way is not nudged again.
    """
    state, closes = work.state, in_time(work, closes)
    before = half_way(state.opened_at, state.closes_at, state.zone) if state.opened_at and state.closes_at else None
    nudged = moved and before is not None and before <= work.at
    if state.lead_until is not None:
        work.emit(Forget(f"lead:{state.step}"))
    state.closes_at, state.lead_until = closes, None
    work.emit(RemindAt(f"close:{state.step}", "closing", closes, state.step_asked))
    middle = half_way(work.at, closes, state.zone)
    if middle is not None and state.extended == 0 and not nudged:
        work.emit(RemindAt(f"half:{state.step}", "half_way", middle, state.step_asked))


def move_for(work: Work) -> None:
    """Somebody came to an open step: it closes so that they have had a working day, up to its fifth."""
    state = work.state
    if state.closes_at is None or state.opened_at is None or work.quiet:
        return
    closes = moved(state.closes_at, state.opened_at, work.at, state.zone)
    if closes > state.closes_at:
        set_closing(work, closes, moved=True)


def forget_times(work: Work) -> None:
    """No closing, nudge or wait of the present step comes any more."""
    state = work.state
    if state.closes_at is not None or state.lead_until is not None:
        for key in ("close", "half", "lead"):
            work.emit(Forget(f"{key}:{state.step}"))
    state.closes_at, state.lead_until = None, None


def hand_to(work: Work, name: str, person: str) -> None:
    """An open question is somebody else's now."""
    work.cell(name).asked_of = (person,)
    if work.question(name).asked == "runner":
        work.state.runner = person if runner(work.state) != person else work.state.runner
