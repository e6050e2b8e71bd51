"""The next best question, with its reason: the routes of the content over what the record shows (map 14.8).

Pure and deterministic. It proposes; the lead takes it or chooses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dialogues.facts import Facts
from dialogues.model import Dialogue, Need, Route
from dialogues.seen import LIVE, Seen, Sign
from dialogues.signals import LOOKS
from dialogues.state import ConversationState


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to ask whom next, and because of what.

    `whom` is everyone, lead or runner. `then` are the questions that follow. `offer` is the offer to stop well or to
    go deeper; going deeper has no question. `signal` is the rule's name ("thin" for what a phase should have).
    """

    question: str
    because: str
    whom: str = "lead"
    then: tuple[str, ...] = ()
    offer: Literal["", "stop", "deeper"] = ""
    signal: str = ""


def next_best(
    dialogue: Dialogue, state: ConversationState, facts: Facts, now: datetime, thin: Sequence[Need] = ()
) -> tuple[Suggestion, ...]:
    """Every suggestion that holds, the strongest first, one for each question; none for what is being asked already.

    `thin` is what the phase should have and has not (see gates); it comes after the routes.
    """
    seen = Seen(dialogue, state, facts, now)
    found = [made for route in dialogue.routes if (made := _suggestion(route, seen)) is not None]
    found += [
        Suggestion(need.question, need.thin, dialogue.questions[need.question].asked, signal="thin")
        for need in thin
        if need.question in dialogue.questions
    ]
    kept: dict[str, Suggestion] = {}
    for one in found:
        cell = state.cells.get(one.question)
        if cell is None or cell.status not in LIVE:
            kept.setdefault(one.question or one.signal, one)
    return tuple(kept.values())


def _suggestion(route: Route, seen: Seen) -> Suggestion | None:
    look = LOOKS.get(route.signal)
    sign = look(seen) if look else None
    if sign is None:
        return None
    to = (sign.question,) if sign.question else tuple(one for one in route.to if one in seen.dialogue.questions)
    if not to and not route.offer:
        return None
    question = to[0] if to else ""
    whom = route.whom or (seen.dialogue.questions[question].asked if question else "lead")
    return Suggestion(question, _because(route, sign), whom, to[1:], route.offer, route.signal)


def _because(route: Route, sign: Sign) -> str:
    """The reason in words; without anything to quote, only what stands before the colon."""
    if "{about}" not in route.because:
        return route.because
    if not sign.about:
        return route.because.partition(":")[0].replace("{about}", "").strip()
    about = sign.about if sign.question else f"“{sign.about}”"
    return route.because.replace("{about}", about)
