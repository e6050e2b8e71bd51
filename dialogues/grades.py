"""How we know a thing: counted, seen, heard or guessed, as it was said last; what nobody graded is not said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from dialogues.facts import Facts, Kept
from dialogues.model import Question
from dialogues.recall import picked, standing

GRADES = ("counted", "seen", "heard", "guess")
"""From the firmest to the weakest."""
KINDS = frozenset({"need", "problem", "cause", "baseline"})
"""Kinds of record that claim how things are, so that it matters how we know."""
EVIDENCE = "explore.evidence"
_BOXES = ("known", "sure")
_SAID = {"told": "heard", "own": "heard"}  # how stories call it


def is_graded(question: Question | None) -> bool:
    """Whether the answers to a question are things one may know or guess."""
    return question is not None and question.record.lower() in KINDS and question.kind in {"list", "fields", "text"}


def grade(facts: Facts, kept: Kept) -> str:
    """How we know one answer: what was said of it last, in its own boxes, afterwards, or by picking it as a guess.

    Words of somebody outside the team are heard. "" when nobody has said.
    """
    said = [(at, order, how) for order, (at, how) in enumerate(_said(facts, kept))]
    return max(said, default=(None, 0, ""))[2]


def _said(facts: Facts, kept: Kept) -> Iterator[tuple[datetime, str]]:
    if kept.voice:
        yield kept.at, "heard"
    if isinstance(kept.value, dict):
        for box in _BOXES:
            how = str(kept.value.get(box) or "")
            if (how := _SAID.get(how, how)) in GRADES:
                yield kept.at, how
    if kept.id in facts.known:
        how, at = facts.known[kept.id]
        yield at, how
    for pick in standing(facts, EVIDENCE):
        if not pick.private and kept.id in picked(pick.value):
            yield pick.at, "guess"


def counted(facts: Facts, given: Iterable[Kept]) -> Counter[str]:
    """How many of these answers are counted, seen, heard and guessed; those that nobody graded under ""."""
    return Counter(grade(facts, kept) for kept in given)
