"""Answers to a check-in outside the look back: kept at once, in the open, and nothing waits for them."""

from __future__ import annotations

from dialogues import inputs as i
from dialogues.inputs import Value
from dialogues.machine import LOOKING_BACK
from dialogues.turns.keeping import keep
from dialogues.turns.work import Work


def by_itself(work: Work, name: str) -> bool:
    """Whether a question of the check-in is answered while no look back asks it."""
    own = name.startswith("check_in.") and work.question(name).mode == "gather"
    return own and work.state.walk != LOOKING_BACK and work.state.status != "closed"


def is_check_in(work: Work, what: i.Input) -> bool:
    """Whether an input is such an answer: it brings nobody back to where the conversation was."""
    return isinstance(what, i.Answer) and what.question in work.plan.questions and by_itself(work, what.question)


def said(work: Work, what: i.Answer, values: tuple[Value, ...]) -> None:
    """Keep each value beside those of earlier check-ins: the last word counts, the others stay in the record."""
    for value in values:
        keep(work, what, value, open_to_all=True)
