"""What people say to questions: answers, passes, changes, stances. Each names the person and the moment.

`asked` is the turn at which a question was asked, as a button or reminder carried it; a later one is late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

Value = str | float | list[str] | dict[str, Any]


@dataclass(frozen=True, slots=True)
class Input:
    """Base of all inputs: who, and when (aware UTC)."""

    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer(Input):
    """A person answers; several values for a list. `voice` is the role whose words these are, if told by another.

    `base` is the answer this one replaces (the version the person saw); without it an answer adds or answers anew.
    `hands` counts raised hands in the room, by option id, when one person types for all; `reason` is what somebody
    said who wasn't sure.
    """

    question: str = ""
    values: tuple[Value, ...] = ()
    asked: int | None = None
    base: str | None = None
    voice: str | None = None
    hands: tuple[tuple[str, int], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NothingToAdd(Input):
    """A person has nothing (more) to add to a gather; they are in. Also "That's all"."""

    question: str = ""
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class DontKnow(Input):
    """Nobody here knows yet: kept as something to find out, without an owner for now."""

    question: str = ""
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class Skip(Input):
    """Leave a question out; the reason is optional."""

    question: str = ""
    asked: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Amend(Input):
    """Change an earlier answer of one's own, at any time."""

    question: str = ""
    answer: str = ""
    value: Value = ""


@dataclass(frozen=True, slots=True)
class TakeBack(Input):
    """Take one's own answer back (undo a mistyped one, delete the message)."""

    question: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Position(Input):
    """Where one person stands: yes, can_live or not_yet; not_yet says what would change it."""

    question: str = ""
    stance: str = ""
    reason: str = ""
    named: bool = False
    asked: int | None = None
