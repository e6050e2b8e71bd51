"""Ways back under way: what is asked after the question that opened again, and a try that is made once more."""

from __future__ import annotations

from dialogues.facts import Facts
from dialogues.gates import thin_needs
from dialogues.machine import LOOKING_BACK
from dialogues.model import Step
from dialogues.modes import GONE
from dialogues.next_best import next_best
from dialogues.plan import RESULTS, TEST_PLAN
from dialogues.seen import Seen
from dialogues.signals import news_since
from dialogues.state import ConversationState
from dialogues.turns.steps import LIVE, NOT_ASKED, ask_again, has_ideas, is_asked
from dialogues.turns.work import Work

EXPLORE = "explore."
STANDS = "stands"
"""How a question is settled that a later round need not ask: what was said before stands."""


def loops_taken(work: Work, phase: str) -> int:
    """How many ways back into a phase were taken one after another and brought nothing new."""
    state = work.state
    last = state.looped_at.get(phase)
    fresh = last is not None and news_since(_seen(work, state, work.record()), last)
    return 0 if fresh else state.loops.get(phase, 0)


def _seen(work: Work, state: ConversationState, facts: Facts) -> Seen:
    return Seen(work.plan.dialogue, state, facts, work.at)


def count_loop(work: Work, phase: str) -> None:
    """One more way back into a phase is taken now."""
    state = work.state
    state.loops = {**state.loops, phase: loops_taken(work, phase) + 1}
    state.looped_at = {**state.looped_at, phase: work.at}


def set_out(work: Work, names: tuple[str, ...]) -> None:
    """What is asked after the first question of a way back; a new plan after a look back means a new try."""
    state = work.state
    first, rest = names[0], [one for one in names[1:] if work.plan.last_asking(state.depth, one)]
    state.path = [*(one for one in state.path if one not in names), *rest]
    looking_back = state.walk == LOOKING_BACK  # the next round plans its own try
    if TEST_PLAN in (first, *rest) and state.depth != "quick" and not looking_back and _looked_back(work):
        state.trying_again = "planned"


def _looked_back(work: Work) -> bool:
    cell = work.peek(RESULTS)
    return cell.status != "unasked" and cell.how != NOT_ASKED


def follow_path(work: Work) -> bool:
    """The next question of a way back opens, once the one before it is done with; whether one did."""
    if any(cell.again and cell.status in LIVE for cell in work.state.cells.values()):
        return False
    while work.state.path:
        name, *work.state.path = work.state.path
        known = name in work.plan.questions and work.peek(name).status not in LIVE
        if known and is_asked(work, name) and has_ideas(work, name) and ask_again(work, name):
            return True
    return False


def look_anew(work: Work, step: Step) -> None:
    """After a second try its look back is asked once more, up to the end of the phase; what was said before stands."""
    if step.phase != "evaluate":
        work.state.trying_again = ""
    if work.state.trying_again != "on":
        return
    for name in work.plan.questions_of[step.id]:
        cell = work.peek(name)
        if cell.status in GONE and cell.how != NOT_ASKED:
            ask_again(work, name, beside=False)


def look_back_anew(work: Work) -> None:
    """What a look back of this round asked before it was left for deeper questions is asked once more."""
    check_in = work.plan.dialogue.check_in
    for name in check_in.questions:
        cell = work.peek(name)
        before = cell.step == check_in.id and cell.asked < work.turn
        if before and cell.status in GONE and cell.how != NOT_ASKED:
            ask_again(work, name, beside=False)


def let_stand(work: Work) -> None:
    """A round that goes back to Explore asks what the record points to there; the rest stands as it was said.

    Where nothing points to Explore, the lead wants a fresh look, and all of it is asked.
    """
    state, record = work.state, work.record()
    found = next_best(work.plan.dialogue, state, record, work.at)
    pointed = {name for one in found for name in (one.question, *one.then) if name.startswith(EXPLORE)}
    if not pointed:
        return
    pointed |= {need.question for need in thin_needs(work.plan.dialogue, state, record, "explore")}
    for step in work.plan.steps[state.depth]:
        for name in work.plan.questions_of[step.id]:
            stands = name.startswith(EXPLORE) and name not in pointed and record.latest(name) is not None
            if stands and work.peek(name).status == "unasked" and not work.peek(name).gap:
                work.cell(name).status, work.cell(name).how = "settled", STANDS
