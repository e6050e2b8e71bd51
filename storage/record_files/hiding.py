"""What a record may say of whom: names hidden when a question opened stay hidden, in every export, for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from dialogues.state import Cell
from storage.answer_order import in_order
from storage.answers import StoredAnswer
from storage.clean import canonical

HIDDEN = "no_names"


@dataclass(frozen=True, slots=True)
class View:
    """What may be shown: `answers` under the ids they have in the record, and how people are called there.

    `waiting`: by question whose stance is not shown yet in round `pass_n` (None: nobody's is).
    `unseen` are questions that were answered and of which nothing may be shown.
    """

    answers: tuple[StoredAnswer, ...]
    ids: Mapping[str, str]
    hidden: frozenset[str]
    names: Mapping[str, str]
    waiting: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    pass_n: int = 0

    unseen: frozenset[str] = frozenset()

    def stands(self, question: str, person: str) -> bool:
        """Whether this person's stance on a question was shown to the team."""
        held = self.waiting.get(question, frozenset())
        return held is not None and person not in held

    def name(self, person: str | None) -> str | None:
        """How a person is called in the record: by name where that is clear, else by id."""
        return self.names.get(person, person) if person else None

    def by(self, question: str, person: str) -> str | None:
        """Who it was, unless names were hidden when the question opened."""
        return None if question in self.hidden else self.name(person)

    def at(self, question: str, moment: datetime) -> datetime:
        """When it was; only the day where names are hidden, because the minute tells who."""
        return day(moment) if question in self.hidden else moment


def day(moment: datetime) -> datetime:
    """The beginning of that day, UTC."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def view_of(
    answers: Iterable[StoredAnswer],
    people: Iterable[tuple[str, str]],
    cells: Mapping[str, Cell] = MappingProxyType({}),
    pass_n: int = 0,
    *,
    lead_only: bool,
) -> View:
    """Leave out what is not shown yet and what only the lead may see (unless it is for the lead); hide names.

    Answers without names come sorted by their words and under new ids: the old ones tell who was asked when. `cells`:
    the questions of round `pass_n`, which know
    that names are hidden before anybody has answered, and which stances wait.
    """
    kept = tuple(answers)
    hidden = frozenset(answer.question for answer in kept if answer.seen_by == HIDDEN)
    hidden |= {name for name, cell in cells.items() if cell.seen_by == HIDDEN and cell.status != "unasked"}
    shown = [answer for answer in kept if _shown(answer, lead_only)]
    plain = [answer for answer in shown if answer.question not in hidden]
    grouped = sorted((a for a in shown if a.question in hidden), key=_by_words)
    ids = {answer.id: answer.id for answer in plain}
    ids |= _new_ids(grouped, set(ids))
    seen = [_under(answer, ids) for answer in plain] + [_nameless(_under(answer, ids)) for answer in grouped]
    in_line = tuple(sorted(seen, key=lambda answer: in_order(answer.id)))
    waiting = {name: None if cell.private else frozenset(cell.held) for name, cell in cells.items()}
    unseen = {answer.question for answer in kept} - {answer.question for answer in shown}
    return View(in_line, ids, hidden, _names(people), waiting, pass_n, frozenset(unseen))


def _shown(answer: StoredAnswer, lead_only: bool) -> bool:
    return lead_only if answer.seen_by == "lead" else not answer.private


def _by_words(answer: StoredAnswer) -> tuple[str, int, str, tuple[int, ...]]:
    words = "" if answer.taken_back_at else canonical(answer.value)
    return answer.question, answer.pass_n, words, in_order(answer.id)


def _new_ids(grouped: Iterable[StoredAnswer], taken: set[str]) -> dict[str, str]:
    ids, n = {}, 0
    for answer in grouped:
        while f"0.{n}" in taken:
            n += 1
        ids[answer.id] = f"0.{n}"
        n += 1
    return ids


def _under(answer: StoredAnswer, ids: Mapping[str, str]) -> StoredAnswer:
    replaced = ids.get(answer.supersedes) if answer.supersedes else None
    return replace(answer, id=ids[answer.id], supersedes=replaced, value=_pointing(answer.value, ids))


def _pointing(value: Any, ids: Mapping[str, str]) -> Any:
    """A value whose picks name answers by the ids they have in the record; words stay as they were typed."""
    if isinstance(value, list | tuple):
        return [ids.get(one, one) if isinstance(one, str) else _pointing(one, ids) for one in value]
    if isinstance(value, Mapping):
        return {
            ids.get(name, name): one if isinstance(one, str) else _pointing(one, ids) for name, one in value.items()
        }
    return value


def _nameless(answer: StoredAnswer) -> StoredAnswer:
    back = day(answer.taken_back_at) if answer.taken_back_at else None
    at = day(answer.at)
    return replace(answer, person="", at=at, taken_back_at=back, late=False, beside=False, stray=False)


def _names(people: Iterable[tuple[str, str]]) -> dict[str, str]:
    known = list(people)
    count = Counter(name for _, name in known)
    ids = {person for person, _ in known}
    return {person: name for person, name in known if name and count[name] == 1 and name not in ids}
