"""What is noted of partners: which share the work, who is with whom, beside whose name something stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Partners:
    """The partners that share the work (organisations, or sectors), as somebody named them; a later list adds."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """Which partner a person is with; "" for one who would rather not say. The last one counts."""

    person: str
    partner: str
    by: str


@dataclass(frozen=True, slots=True)
class Side:
    """Beside which partner's name something stands: answers by their ids, or where somebody of it stands.

    `warned`: so few were with it that the card said beforehand that people may guess.
    """

    question: str
    partner: str
    answers: tuple[str, ...] = ()
    stance: str = ""
    person: str = ""
    count: int = 1
    warned: bool = False
