"""What can be picked, what was picked most, and what a form starts with: all read from the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from dialogues.closing import day_of
from dialogues.facts import Facts, Kept
from dialogues.model import Dialogue, Field, Option, Question
from dialogues.overlays import up_to
from dialogues.recall import picked, standing, words_of
from dialogues.state import ConversationState
from dialogues.wording import is_lone, main_field, worded

TODAY = "today"
"""The id of "today's way", which is always one of the options of a choice of ideas."""
STAYING = ("need", "idea")
"""Records whose lines stay on the list from round to round: a need that was said, an idea that was kept back."""
BOX = "value"
"""The id of the one box of a plain kind (text, number, date ...)."""


def options_for(question: Question, facts: Facts, dialogue: Dialogue | None = None) -> tuple[Option, ...]:
    """What can be picked in a question: its own options, or the lines of what it picks from.

    Lines that have not been shown yet are not there; of joined lines only the first. With the dialogue, items of a
    vote are what was taken of it; nothing taken: what it was taken from.
    """
    if not question.items_from or question.kind == "each":
        return question.options
    return (*items_of(question, facts, dialogue), *_today(question))


def items_of(question: Question, facts: Facts, dialogue: Dialogue | None = None) -> tuple[Option, ...]:
    """The lines that a question picks from or judges, as options: the answer's id, its words cut to fit."""
    source = question.items_from
    found = dialogue.questions.get(source) if dialogue else None
    if source in facts.chosen or (found is not None and found.mode == "vote"):
        below = found.items_from if found is not None else ""
        every = {kept.id: kept for kept in _shown(facts, below, dialogue)} if below else _every(facts)
        taken = [every[one] for one in facts.chosen.get(source, ()) if one in every]
        source = below or source
        if taken:
            return _options(taken, source, dialogue)
    return _options(list(_shown(facts, source, dialogue)), source, dialogue)


def _options(lines: list[Kept], source: str, dialogue: Dialogue | None) -> tuple[Option, ...]:
    question = dialogue.questions.get(source) if dialogue else None
    box = main_field(question) if question else None
    named = ((kept.id, words_of(kept, box.id if box else "")) for kept in lines)
    return tuple(Option(id=name, label=_cut(words)) for name, words in named if words.strip())


def _shown(facts: Facts, question: str, dialogue: Dialogue | None = None) -> tuple[Kept, ...]:
    """What may be picked from: needs and ideas of every round, else what stands of this one."""
    second = {answer for joined in facts.joined for answer in joined[1:]}
    found = dialogue.questions.get(question) if dialogue else None
    stays = found is not None and found.kind == "list" and found.record in STAYING
    every = (*facts.earlier.get(question, ()), *facts.of(question)) if stays else standing(facts, question)
    return tuple(kept for kept in every if not kept.private and kept.id not in second)


def _every(facts: Facts) -> dict[str, Kept]:
    return {kept.id: kept for every in facts.answers.values() for kept in every if not kept.private}


def _today(question: Question) -> tuple[Option, ...]:
    return (Option(id=TODAY, label=question.today_option),) if question.today_option else ()


def _cut(words: str) -> str:
    line = " ".join(words.split())
    if len(line) <= 75:
        return line
    return line[:74].rsplit(" ", 1)[0].rstrip(" ,;:-–—") + "…" if " " in line[:74] else line[:74] + "…"


def tally(question: str, facts: Facts, hands: dict[str, int] | None = None) -> tuple[tuple[str, int], ...]:
    """How many picked each item, most first, in the order first picked; hands in the room stand for single votes.

    Somebody who changed their mind counts once.
    """
    if hands:
        return tuple(sorted(hands.items(), key=lambda entry: -entry[1]))
    found: Counter[str] = Counter()
    for kept in last_words(facts.of(question)):
        found.update(picked(kept.value))
    return tuple(found.most_common())


def last_words(given: Iterable[Kept]) -> tuple[Kept, ...]:
    """Of each person's votes the last that counts; a late one that is still held back counts for nobody yet."""
    last: dict[str, Kept] = {}
    for kept in given:
        if not (kept.late and kept.private):
            last.pop(kept.by or kept.id, None)
            last[kept.by or kept.id] = kept
    return tuple(last.values())


def most_picked(counted: tuple[tuple[str, int], ...], at_most: int = 3, *, by_hand: bool = False) -> tuple[str, ...]:
    """What is taken when nobody chooses: the two most picked, with ties up to three; never an item nobody picked.

    Hands that were raised have a winner that everybody saw: it alone is taken, with what has as many.
    """
    ranked = [entry for entry in counted if entry[1] > 0]
    if by_hand:
        ranked = [entry for entry in ranked if entry[1] == ranked[0][1]]
    if len(ranked) > 2 and ranked[2][1] < ranked[1][1]:
        ranked = ranked[:2]
    return tuple(item for item, _ in ranked[: min(3, max(1, at_most))])


def prefilled(
    question: Question, facts: Facts, state: ConversationState, dialogue: Dialogue | None = None
) -> dict[str, Any]:
    """What a form starts with, by box id (`BOX` for a plain kind); boxes without a draft are left out.

    The newest standing answer to the question itself wins over drafts from other questions, unless everybody has one
    of their own. A figure that each partner gave another of is no draft.
    """
    asked = worded(question, state.way, state.depth, is_lone(state))
    own = facts.latest(question.id) if asked.mode != "gather" else None
    apart = _each_their_own(facts, state, dialogue)
    if not asked.fields:
        found = own.value if own else _draft(asked.prefill, asked.plus_days, facts, dialogue)
        return {BOX: found} if found not in (None, "", []) else {}
    drafts: dict[str, Any] = {}
    for box in asked.fields:
        source = "" if box.prefill.partition("#")[0] in apart else box.prefill
        drawn = _draft(source, 0, facts, dialogue)
        newer = question.record == "test" and _is_newer(box.prefill, own, facts)  # a smaller try thought of since
        found = (drawn or _own(own, box)) if newer else (_own(own, box) or drawn)
        found = found or _nobody_else(box, state)
        if found not in (None, "", []):
            drafts[box.id] = found
    return drafts


def _each_their_own(facts: Facts, state: ConversationState, dialogue: Dialogue | None) -> frozenset[str]:
    """The questions that each partner was asked for itself and more than one has answered."""
    each = {name for one in up_to(dialogue.scales, state.scale) for name in one.each_of} if dialogue else set()
    return frozenset(name for name in each if len(facts.of(name)) > 1)


def _nobody_else(box: Field, state: ConversationState) -> str:
    """Whoever works alone does each step and looks out for each risk, unless they say otherwise."""
    return state.lead if box.kind == "person" and state.way == "alone" else ""


def _is_newer(source: str, own: Kept | None, facts: Facts) -> bool:
    """Whether what a box is drafted from came after the question's own answer."""
    drafted = facts.latest(source.partition("#")[0]) if source else None
    return drafted is not None and own is not None and drafted.at > own.at


def _own(own: Kept | None, box: Field) -> Any:
    if own is None or own.private:
        return None
    if isinstance(own.value, dict):
        return own.value.get(box.id)
    return own.value if box.main and isinstance(own.value, str) else None


def _draft(source: str, plus_days: int, facts: Facts, dialogue: Dialogue | None) -> Any:
    if not source:
        return None
    if source.startswith("project."):
        return facts.project.get(source.removeprefix("project."))
    name, _, box = source.partition("#")
    if name in facts.chosen:
        return "; ".join(option.label for option in _taken(name, facts, dialogue)) or None
    kept = facts.latest(name)
    if kept is None or kept.private:
        return None
    if box and isinstance(kept.value, dict):
        found = kept.value.get(box)
    else:
        asked = dialogue.questions.get(name) if dialogue else None
        main = main_field(asked) if asked else None
        found = words_of(kept, main.id if main else "") if box in ("", main.id if main else "") else None
    return _moved(found, plus_days)


def _taken(vote: str, facts: Facts, dialogue: Dialogue | None) -> tuple[Option, ...]:
    every = _every(facts)
    question = dialogue.questions.get(vote) if dialogue else None
    source = question.items_from if question else ""
    options = {option.id: option for option in _options(list(every.values()), source, dialogue)}
    options |= {option.id: option for option in (_today(question) if question else ())}
    return tuple(options[one] for one in facts.chosen[vote] if one in options)


def _moved(found: Any, plus_days: int) -> Any:
    day = day_of(found) if plus_days else None
    return (day + timedelta(days=plus_days)).isoformat() if day else found
