"""Keeping one answer: its id, whether it is private, what it replaces, and what hangs on it."""

from __future__ import annotations

from dialogues.alike import same_words
from dialogues.effects import Added, Keep
from dialogues.inputs import Answer, Value
from dialogues.model import Question
from dialogues.plan import GO_AHEAD
from dialogues.state import Cell
from dialogues.turns.life import FEW_HIDDEN, SOLO, may_show, reveal
from dialogues.turns.steps import ask_again, seen_by, set_closing
from dialogues.turns.work import Work

_YES = ("answer", "approver")


def keep(
    work: Work, what: Answer, value: Value, supersedes: str | None = None, open_to_all: bool = False, **marks: bool
) -> str:
    """Keep one value under the person's name; returns the answer's id. `marks`: beside, late, stray.

    `open_to_all`: nobody else has to answer before it is shown (a check-in, other words for what was shown already,
    words of somebody outside the team).
    """
    name = what.question
    cell, question = work.cell(name), work.question(name)
    if cell.asked == 0 and not cell.given:
        cell.seen_by = seen_by(work, question, cell)
    hidden = (not open_to_all or question.seen_by == "lead") and is_private(work, question, name)
    answer = work.new_id()
    given = cell.given.setdefault(what.person, [])
    if supersedes in given:
        given[given.index(supersedes)] = answer
    else:
        given.append(answer)
    _replace(cell.late, supersedes, answer)
    _replace(cell.held, supersedes, answer)
    if supersedes is not None and cell.main == supersedes:
        cell.main = answer
    cell.private = cell.private or hidden
    work.emit(Keep(answer, name, what.person, value, hidden, supersedes, what.voice, **marks))
    return answer


def _replace(ids: list[str], old: str | None, new: str) -> None:
    if old in ids:
        ids[ids.index(old)] = new


def is_private(work: Work, question: Question, name: str) -> bool:
    """Whether words that come in now are kept from the others until the question is shown."""
    if work.state.way == "alone":
        return False
    cell = work.peek(name)
    if (cell.seen_by if cell.asked else question.seen_by) == "lead":
        return True
    if work.state.way != "apart" or question.mode in SOLO:
        return False
    shown = cell.status in ("shown", "settled", "contested") and not cell.private
    return not shown or cell.seen_by == "no_names"


def keep_late(work: Work, what: Answer, values: tuple[Value, ...]) -> None:
    """Words after the reveal stand under "Added since"; without names only once three people's are in.

    What somebody outside was told stands there at once: it is nobody's of the team.
    """
    name = what.question
    unshown = work.peek(name).private and not work.peek(name).held
    told = bool(what.voice) and not unshown
    ids = [keep(work, what, value, open_to_all=told, late=True) for value in values]
    cell = work.cell(name)
    cell.late += ids
    cell.done[what.person] = "answered"
    if cell.seen_by == "lead":
        return
    if unshown:
        if may_show(work, cell):
            reveal(work, name)
        else:
            work.tell(what.person, "kept_until_three", name)
    elif cell.seen_by == "no_names" and work.state.way == "apart" and not told:
        _hold(work, what, ids)
    else:
        work.emit(Added(name, tuple(cell.held)))
    edited(work, name)


def _hold(work: Work, what: Answer, ids: list[str]) -> None:
    cell = work.cell(what.question)
    cell.held += ids
    people = {person for person, given in cell.given.items() if set(given) & set(cell.held)}
    if len(people) >= FEW_HIDDEN:
        cell.held, cell.private = [], False
        work.emit(Added(what.question))
    else:
        work.tell(what.person, "kept_until_three", what.question)


def edited(work: Work, name: str) -> None:
    """A summary that has been posted follows what changed."""
    for what in (work.plan.phase_of(name), "round"):
        work.summarise(what, edit=True)


def says_else(name: str, before: Value | None, now: Value) -> bool:
    """Whether new words say something else, so that what hangs on them is asked again.

    A comma or a capital doesn't. Nor does the yes somebody had to give: that is news of a plan, and no other plan.
    """
    if name == GO_AHEAD and isinstance(before, dict) and isinstance(now, dict) and now.get("answer") == "yes":
        before = {**before, **{box: now[box] for box in _YES if box in now}}
    return before is None or not same_words(before, now)


def ripple(work: Work, name: str) -> None:
    """What was built on a changed answer is to be checked again; what binds is asked again while the round is open."""
    for hanging in work.plan.hanging.get(name, ()):
        cell = work.peek(hanging)
        if cell.status == "open" and work.question(hanging).mode == "consent":
            _agreed_anew(work, hanging, cell)
        if cell.status not in ("settled", "shown", "contested"):
            continue
        work.cell(hanging).check_again = True
        binds = work.plan.questions[hanging].binds
        if binds and work.asking and work.state.status != "closed" and cell.status != "shown":
            ask_again(work, hanging)


def _agreed_anew(work: Work, name: str, cell: Cell) -> None:
    """What is being agreed to has changed: whoever has spoken is asked again, and their yes was to another plan.

    While nobody has spoken the cards that stand only say what holds now, and a press on what they said before is late.
    """
    if cell.done or cell.stance or cell.hands:
        ask_again(work, name, beside=cell.again)
        return
    work.cell(name).asked = work.turn
    work.moved = True
    if work.state.way == "apart" and work.state.closes_at is not None and not work.quiet:
        set_closing(work, work.state.closes_at, moved=True)
