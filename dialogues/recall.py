"""Small readings of the record that conditions, gates and drafts share: lines, boxes, picks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dialogues.facts import Facts, Kept, main_words


def standing(facts: Facts, question: str) -> tuple[Kept, ...]:
    """This round's answers to a question; without any, those of earlier rounds."""
    return facts.answers.get(question) or facts.earlier.get(question) or ()


def boxes(facts: Facts, question: str) -> Iterator[Mapping[str, Any]]:
    """Every answer to a question that was given in boxes."""
    for kept in standing(facts, question):
        if isinstance(kept.value, dict):
            yield kept.value


def lines(facts: Facts, question: str) -> int:
    """How many lines a question has, all people's together, of every round."""
    every = (*facts.earlier.get(question, ()), *facts.of(question))
    return sum(len(kept.value) if isinstance(kept.value, list) else 1 for kept in every)


def box(facts: Facts, question: str, name: str) -> Any:
    """One box of the newest answer; None when it is empty or not there."""
    found = facts.latest(question)
    if found is None or not isinstance(found.value, dict):
        return None
    return found.value.get(name) or None


def said_yes(facts: Facts, plan: str, ahead: str) -> bool:
    """Whether somebody's yes to the planned try is on record; a yes to the try of an earlier round is none to it."""
    planned, cleared = facts.latest(plan), facts.latest(ahead)
    if planned and cleared and cleared.pass_n != planned.pass_n:
        return False
    return box(facts, ahead, "answer") == "yes" and bool(box(facts, ahead, "approver"))


def picks(facts: Facts, question: str) -> Iterator[str]:
    """Every item picked in a question, once for each person who picked it."""
    for kept in standing(facts, question):
        yield from picked(kept.value)


def picked(value: Any) -> tuple[str, ...]:
    """The ids in an answer of picks, each once."""
    if isinstance(value, list | tuple):
        return tuple(dict.fromkeys(one for one in value if isinstance(one, str)))
    return (value,) if isinstance(value, str) and value else ()


def words_in(facts: Facts, question: str, main: str = "") -> tuple[tuple[Kept, str], ...]:
    """Each answer with the words that stand for it: its main box's, else its first words."""
    return tuple((kept, words_of(kept, main)) for kept in standing(facts, question))


def words_of(kept: Kept, main: str = "") -> str:
    """The words that stand for one answer."""
    value = kept.value
    if main and isinstance(value, dict) and isinstance(value.get(main), str) and value[main]:
        return str(value[main])
    if isinstance(value, dict | str | float | int):
        return main_words(value)
    return ", ".join(str(one) for one in value)


def number(value: object) -> float | None:
    """A number in an answer; None when there is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    try:
        return float(str(value).replace(",", "").strip())
    except ValueError:
        return None
