"""What must hold of the words people see: short, complete, and none that belongs behind the scenes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dialogues.authoring.parts import Parts, every_field, every_option
from dialogues.faults import Fault
from dialogues.model import Question
from dialogues.vocabulary import NEVER_SHOWN

ASK_WORDS = 30
TITLE_LENGTH = 24
LONGEST = {"why": 150, "health": 300, "social_care": 300, "good": 200, "skip_effect": 150, "today_option": 75}
_NEVER = re.compile(rf"\b(?:{'|'.join(map(re.escape, NEVER_SHOWN))})(?:s|es|ed|ing)?\b", re.IGNORECASE)
_WHOLE = ("title", "ask", "why", "health", "social_care", "good", "skip_effect")

Path = tuple[int | str, ...]


def shown(question: Question) -> Iterator[tuple[Path, str]]:
    """Every piece of words of a question that can stand on a screen, with the path to it."""
    for key in (*_WHOLE, "today_option"):
        yield (key,), getattr(question, key)
    for n, words in enumerate(question.stuck):
        yield ("stuck", n), words
    for path, box in every_field(question):
        yield (*path, "label"), box.label
        yield (*path, "hint"), box.hint
    for path, option in every_option(question):
        yield (*path, "label"), option.label
    for n, loop in enumerate(question.loops):
        yield ("loops", n, "label"), loop.label
    for n, variant in enumerate(question.variants):
        yield ("variants", n, "ask"), variant.ask
        yield ("variants", n, "why"), variant.why


def complete(parts: Parts) -> Iterator[Fault]:
    """Nothing people need to see is empty."""
    for name, question in parts.questions.items():
        for key in _WHOLE:
            if not getattr(question, key):
                yield parts.fault(name, (key,), f'"{key}" is empty.', "Write it, or ask a colleague to.")
        if not 1 <= len(question.stuck) <= 4:
            says = f"There are {len(question.stuck)} prompts for people who are stuck."
            yield parts.fault(name, ("stuck",), says, "Offer two or three short ones.")
        labels = [(path, box.label) for path, box in every_field(question)]
        labels += [(path, option.label) for path, option in every_option(question)]
        labels += [(("loops", n), loop.label) for n, loop in enumerate(question.loops)]
        for path, label in labels:
            if not label:
                yield parts.fault(name, path, "A label is empty.", "Write the words that people see.")


def short(parts: Parts) -> Iterator[Fault]:
    """Words fit: 30 in a question, 24 letters in a title, one line for the rest."""
    for name, question in parts.questions.items():
        asks: list[tuple[Path, str]] = [(("ask",), question.ask)]
        asks += [(("variants", n, "ask"), variant.ask) for n, variant in enumerate(question.variants)]
        for path, words in asks:
            count = len(words.split())
            if count > ASK_WORDS:
                says = f"The question has {count} words."
                yield parts.fault(name, path, says, f"Say it in {ASK_WORDS} or fewer; move the rest to why or good.")
        if len(question.title) > TITLE_LENGTH:
            says = f"The title has {len(question.title)} letters and forms cut it off."
            yield parts.fault(name, ("title",), says, f"Keep it to {TITLE_LENGTH}.")
        for key, most in LONGEST.items():
            length = len(getattr(question, key))
            if length > most:
                yield parts.fault(name, (key,), f'"{key}" has {length} letters.', f"Keep it to {most} or fewer.")


def kind_words(parts: Parts) -> Iterator[Fault]:
    """No word that belongs behind the scenes, and no exclamation mark, reaches a screen."""
    for name, question in parts.questions.items():
        for path, words in shown(question):
            for says, repair in unkind(words):
                yield parts.fault(name, path, says, repair)
    for _, step, place in parts.every_step():
        for says, repair in unkind(step.title):
            yield Fault(place.file, place.node.line_at(("title",)), "", says, repair)
    for gate, place in parts.gates:
        for n, need in enumerate(gate.needs):
            for says, repair in unkind(need.thin):
                yield Fault(place.file, place.node.line_at(("needs", n, "thin")), "", says, repair)


def unkind(words: str) -> Iterator[tuple[str, str]]:
    """What is unkind or belongs behind the scenes in some words: what it says, and the repair."""
    found = _NEVER.search(words)
    if found:
        yield f'"{found[0]}" is a word that people never see here.', "Say it in plain words; the guide has some."
    if "!" in words:
        yield "There is an exclamation mark.", "Say it calmly, with a full stop."


RULES: tuple[Callable[[Parts], Iterator[Fault]], ...] = (complete, short, kind_words)
