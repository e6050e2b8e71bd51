"""The typed view of one conversation's record that guards, gates, drafts and votes read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dialogues.inputs import Value


@dataclass(frozen=True, slots=True)
class Kept:
    """One standing answer (not superseded, not taken back) as the record has it."""

    id: str
    question: str
    by: str
    value: Value
    at: datetime
    pass_n: int = 1
    voice: str | None = None
    private: bool = False
    late: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Standing answers by question, this round's and earlier rounds', and lines joined as one.

    `chosen` holds what was taken of each vote. `project` holds `name` and `problem` of the start form. `known` holds
    how we know an answer and when that was said, `ties` (start, end) what hangs together, both by standing ids.
    `told_back` are those outside the team, as answers call them, who heard what came of their words.
    """

    answers: Mapping[str, tuple[Kept, ...]] = field(default_factory=dict)
    earlier: Mapping[str, tuple[Kept, ...]] = field(default_factory=dict)
    joined: tuple[tuple[str, ...], ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    project: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
    ties: tuple[tuple[str, str], ...] = ()
    told_back: frozenset[str] = frozenset()

    def of(self, question: str) -> tuple[Kept, ...]:
        """This round's standing answers to a question, oldest first."""
        return self.answers.get(question, ())

    def latest(self, question: str) -> Kept | None:
        """The newest standing answer to a question, this round's before an earlier one's."""
        found = self.answers.get(question) or self.earlier.get(question) or ()
        return found[-1] if found else None

    def texts(self, question: str) -> tuple[str, ...]:
        """Main words of each standing answer to a question this round."""
        return tuple(main_words(kept.value) for kept in self.of(question))


def main_words(value: Value) -> str:
    """The words that stand for an answer: its text, or its first field with words."""
    if isinstance(value, dict):
        for words in value.values():
            if isinstance(words, str) and words:
                return words
        return ""
    if isinstance(value, list):
        return ", ".join(value)
    return str(value)
