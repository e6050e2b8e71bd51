"""Typed words as values of a question: its kind says what fits, and a problem says kindly what would."""

from __future__ import annotations

import re

from coach.errors import CoachError
from coach.services.kindness.dates import read_date
from coach.services.scene import Scene
from coach.services.screens import seeing
from coach.services.screens.cards import filling
from coach.services.screens.cards.values import MOST_LINES, too_many_typed
from coach.services.typed_words import typed_aim
from coach.services.typed_words.typed_boxes import sorted_out
from coach.words.days import day_of
from dialogues.answers import Problem, accepts
from dialogues.inputs import Value
from dialogues.model import Option, Question

__all__ = ["Problem", "read"]


def read(scene: Scene, question: str, text: str, by: str = "") -> tuple[Value, ...] | Problem:
    """Read what somebody (`by`) typed as the values of a question, or the problem with it; picks may be numbers.

    The numbers are those of the card as they have it.
    """
    asked = seeing.question(scene, question)
    judged = filling.mine_only(scene, question, by) if by else filling.items_for(scene, question)
    options = judged if asked.kind == "each" else filling.options_for(scene, question)
    items = [Option(id=name, label=words[:75]) for name, words in options]
    said = typed_aim.boxes_of(scene, asked, text) if asked.record == "aim" else _without_its_label(asked, text)
    found = accepts(asked, said, items)
    if asked.kind == "date" and isinstance(found, Problem):
        found = _day(scene, text)
    if asked.kind == "list" and not isinstance(found, Problem) and len(found) > MOST_LINES:
        return Problem("", "too_many_lines", too_many_typed(len(found)))
    return found if isinstance(found, Problem) else tuple(sorted_out(scene, asked, value, by) for value in found)


def _day(scene: Scene, text: str) -> tuple[Value, ...] | Problem:
    """A day as people type it: "9 december", "on friday", "in 2 weeks"."""
    words = re.sub(r"^(?:on|in|by)\s+|\s+please$", "", text.strip().rstrip("."), flags=re.IGNORECASE)
    try:
        return (read_date(words, day_of(scene.now, scene.state.zone)).isoformat(),)
    except CoachError as error:
        return Problem("", "not_a_date", error.words)


def _without_its_label(asked: Question, text: str) -> str:
    """Lines without the word that says what they are ("Idea: ..."): the list says it already."""
    if asked.kind != "list" or not asked.record:
        return text
    return re.sub(rf"(?im)^(\W*)(?:my |an? |one |another )?{asked.record}s?\s*:\s*(?=\S)", r"\1", text)
