"""A record as it is looked over as a whole; the looks are in whole_words.py and whole_tries.py, in order in review.py.

Each look is one small function over `Whole`; it returns (question, remark), and the question is where the answer goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from dialogues.checks.remark import Remark
from dialogues.facts import Facts, Kept
from dialogues.state import ConversationState

Found = Iterator[tuple[str, Remark]]


@dataclass(frozen=True, slots=True)
class Whole:
    """A record as it is looked over: `asked` and `heard` count the team, `over` says that the round has ended."""

    facts: Facts
    today: date
    way: str = "apart"
    asked: int = 0
    heard: int = 0
    over: bool = False

    def words(self, question: str) -> tuple[str, ...]:
        """Main words of each standing answer to a question this round."""
        return self.facts.texts(question)

    def last(self, question: str) -> dict[str, Any]:
        """The boxes of the newest answer, this round's before an earlier one's; empty without any."""
        found = self.facts.latest(question)
        return dict(found.value) if found is not None and isinstance(found.value, dict) else {}

    def newest(self, *questions: str) -> datetime | None:
        """When the newest answer to any of these came, in any round."""
        every = (one.at for name in questions for one in self.every(name))
        return max(every, default=None)

    def every(self, question: str) -> tuple[Kept, ...]:
        """The standing answers of all rounds, oldest first."""
        return (*self.facts.earlier.get(question, ()), *self.facts.of(question))


def whole_of(state: ConversationState, facts: Facts, today: date, *, over: bool = False) -> Whole:
    """Return the record as it is looked over, without words that are still private."""
    shown = {name: tuple(one for one in kept if not one.private) for name, kept in facts.answers.items()}
    said = {kept.by for answers in facts.answers.values() for kept in answers} | {
        person for cell in state.cells.values() for person in cell.done
    }
    team = {person for person, member in state.team.items() if member.status == "here"}
    return Whole(replace(facts, answers=shown), today, state.way, len(team), len(team & said), over)


def on(question: str, remarks: list[Remark]) -> Found:
    """Each remark with the question it belongs to."""
    return ((question, remark) for remark in remarks)


Look = Callable[[Whole], Found]
