"""Advice for authors: what loads, but could be kinder to a tired reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dialogues.authoring.reading_age import reading_age
from dialogues.authoring.word_rules import shown
from dialogues.model import Dialogue, Question

READING_AGE = 11.0
ASK_AGE = 12.5
MANY_BOXES = 6
MANY_OPTIONS = 20
LONG_STUCK = 90
LONG_LABEL = 48


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice: which question, what it says, how to better it."""

    question: str
    says: str
    repair: str

    def __str__(self) -> str:
        return f"{self.question}: {self.says} {self.repair}"


def lint(dialogue: Dialogue) -> list[Advice]:
    """Advice on every question of a dialogue that has loaded; an empty list means nothing to better."""
    return [advice for question in dialogue.questions.values() for advice in _advice(question)]


def words_of(question: Question) -> str:
    """What a person reads of a question before answering it, as one text."""
    return " ".join((question.ask, question.why, question.good, question.skip_effect))


def _advice(question: Question) -> Iterator[Advice]:
    yield from _reading(question)
    yield from _asking(question)
    yield from _size(question)


def _reading(question: Question) -> Iterator[Advice]:
    age = reading_age(words_of(question))
    if age > READING_AGE:
        yield Advice(question.id, f"It reads at about age {age:.0f}.", "Shorter words and shorter sentences help.")
    age = reading_age(question.ask)
    if age > ASK_AGE:
        yield Advice(question.id, f"The question itself reads at about age {age:.0f}.", "Say it as you'd say it aloud.")


def _asking(question: Question) -> Iterator[Advice]:
    asks = question.ask.count("?")
    if asks > 1 and question.kind not in ("fields", "list"):
        yield Advice(question.id, f"It asks {asks} things at once.", "Keep the one that matters most.")
    if asks > 3:
        yield Advice(question.id, f"It asks {asks} things at once.", "Three is plenty, even with a box for each.")
    if not 2 <= len(question.title.split()) <= 5:
        yield Advice(question.id, "The title isn't two to five words.", "Two to four are easiest to see.")


def _size(question: Question) -> Iterator[Advice]:
    sets = [question.fields, *(variant.fields for variant in question.variants)]
    most = max(len(boxes) for boxes in sets)
    if most > MANY_BOXES:
        yield Advice(question.id, f"It has {most} boxes.", "On a phone, four is a lot.")
    if len(question.options) > MANY_OPTIONS:
        yield Advice(question.id, f"It has {len(question.options)} options.", "Put alike ones together.")
    for path, words in shown(question):
        if path[-1] == "label" and len(words) > LONG_LABEL:
            yield Advice(question.id, f'"{words}" is long for a label.', f"Keep it near {LONG_LABEL} letters.")
    for words in question.stuck:
        if len(words) > LONG_STUCK:
            yield Advice(question.id, f'"{words}" is long for a prompt.', f"Keep it near {LONG_STUCK} letters.")
