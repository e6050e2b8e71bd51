"""What hangs together: an idea and the need it helps, a risk and what it threatens, a step and what it is for.

A tie goes from one answer to another (by id), or to what has no answer of its own: `GAP` and a question that nobody
knows yet, `WHO` and a kind of people. What the order of the work settles is tied by rule; the rest is offered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogues.alike import grams
from dialogues.facts import Facts, Kept
from dialogues.model import Question
from dialogues.recall import standing

GAP, WHO = "gap:", "who:"
NEEDS, IDEAS, CHOICE, CONCEPT = "explore.needs", "create.ideas", "create.choose", "create.concept"
PLAN, DECISION = "evaluate.test_plan", "agree.decision"
STEPS = "agree.actions"
TODAY = "today"
_TO_WHAT: Mapping[str, tuple[str, ...]] = {
    "concept": (CHOICE,),
    "risk": (CONCEPT, CHOICE),
    "assumption": (CONCEPT, CHOICE),
    "test": (CONCEPT, CHOICE),
    "evidence": (PLAN,),
    "side_effect": (PLAN,),
    "decision": (CONCEPT, CHOICE),
    "go_ahead": (PLAN,),
}
"""What an answer of a kind is about, the first of these that has one: its ends when there is no doubt."""
_LEAST = 0.12  # two lines share so much of their words before one is offered as the other's
_CLEAR = 1.25  # and so much more than with the next


def by_rule(question: Question, facts: Facts) -> tuple[str, ...]:
    """What a new answer to this question is tied to without asking: the plan it tests, the idea it decides on."""
    for source in _TO_WHAT.get(_kind(question.record), ()):
        if source == CHOICE:
            found = tuple(one for one in facts.chosen.get(CHOICE, ()) if one != TODAY)
        else:
            newest = facts.latest(source)
            found = (newest.id,) if newest is not None and not newest.private else ()
        if found:
            return found
    return ()


def _kind(record: str) -> str:
    return "".join(f"_{one.lower()}" if one.isupper() and n else one.lower() for n, one in enumerate(record))


def ends(facts: Facts, start: str) -> tuple[str, ...]:
    """What one answer is tied to, in the order it was tied."""
    return tuple(to for begin, to in facts.ties if begin == start)


def helped(facts: Facts) -> Mapping[str, tuple[str, ...]]:
    """Which needs each idea helps, by the ids of both; ideas that nobody tied are left out."""
    needs = {kept.id for kept in shown(facts, NEEDS)}
    found = {kept.id: tuple(one for one in ends(facts, kept.id) if one in needs) for kept in shown(facts, IDEAS)}
    return {idea: helps for idea, helps in found.items() if helps}


def shown(facts: Facts, question: str) -> tuple[Kept, ...]:
    """The standing answers to a question that the team has seen."""
    return tuple(kept for kept in standing(facts, question) if not kept.private)


def likely(words: str, options: Sequence[tuple[str, str]]) -> str:
    """The id of the one option (id, words) that shares clearly most of its words with these; "" when none does."""
    mine = grams(words)
    scored = sorted(((_shared(mine, grams(text)), one) for one, text in options), reverse=True)
    if not scored or scored[0][0] < _LEAST:
        return ""
    return scored[0][1] if len(scored) == 1 or scored[0][0] >= _CLEAR * scored[1][0] else ""


def _shared(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    size = (sum(n * n for n in one.values()) * sum(n * n for n in other.values())) ** 0.5
    return sum(count * other.get(gram, 0) for gram, count in one.items()) / size if size else 0.0
