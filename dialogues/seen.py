"""What a signal may look at: the shown answers of a record, and the conversation they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dialogues.facts import Facts, Kept, main_words
from dialogues.model import Dialogue
from dialogues.state import ConversationState

LIVE = ("open", "shown", "contested")
_LONGEST = 80
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    {"people", "other", "others", "their", "them", "with", "from", "that", "this", "have", "team", "teams"}
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A signal that was found: what it is about (cut to fit a line), and its own question when the route names none."""

    about: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a signal may look at."""

    dialogue: Dialogue
    state: ConversationState
    facts: Facts
    now: datetime

    def kept(self, question: str) -> tuple[Kept, ...]:
        """The standing answers to a question that have been shown, this round's before earlier rounds'."""
        found = self.facts.answers.get(question) or self.facts.earlier.get(question) or ()
        return tuple(one for one in found if not one.private)

    def boxes(self, question: str) -> Iterator[tuple[Kept, Mapping[str, Any]]]:
        """Each answer that was given in boxes."""
        for one in self.kept(question):
            if isinstance(one.value, dict):
                yield one, one.value

    def newest(self, *questions: str) -> datetime | None:
        """When the newest answer to any of these came."""
        return max((one.at for question in questions for one in self.kept(question)), default=None)

    def newer(self, than: datetime, *questions: str) -> bool:
        """Whether any of these has an answer newer than a moment."""
        found = self.newest(*questions)
        return found is not None and found > than

    def musts(self) -> tuple[str, ...]:
        """The ids of the needs that must be met."""
        return self.facts.chosen.get("explore.priorities", ())

    def words(self, item: str) -> str:
        """The words of a need, by its id."""
        return next((self.main(one) for one in self.kept("explore.needs") if one.id == item), "")

    def main(self, one: Kept) -> str:
        """The words that stand for an answer, those of its main box, cut to fit a line."""
        question = self.dialogue.questions.get(one.question)
        box = next((box.id for box in (question.fields if question else ()) if box.main), "")
        value = one.value.get(box) if isinstance(one.value, dict) else None
        return cut(str(value) if value else main_words(one.value))


def items(value: Any) -> tuple[str, ...]:
    """The ids in an answer of picks."""
    if isinstance(value, list | tuple):
        return tuple(str(one) for one in value)
    return (value,) if isinstance(value, str) and value else ()


def all_words(one: Kept) -> str:
    """Every word of an answer, whatever box it stands in."""
    return " ".join(str(part) for part in one.value.values()) if isinstance(one.value, dict) else main_words(one.value)


def stems(text: str) -> set[str]:
    """The words of a text that could tell two things apart, without a plural s."""
    return {word.rstrip("s") for word in _WORD.findall(text.lower())} - _COMMON


def cut(words: str) -> str:
    """Words on one line, cut at a word."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
