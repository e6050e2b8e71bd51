"""The next best question, with its reason: the routes of the content over what the record shows (map 14.8).

Pure and deterministic. It proposes; the lead takes it or chooses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dialogues.facts import Facts
from dialogues.gates import thin_needs
from dialogues.model import PHASES, Dialogue, Need, Route
from dialogues.plan import Plan, plan_of
from dialogues.seen import LIVE, Seen, Sign
from dialogues.signals import LOOKS
from dialogues.state import ConversationState

DECIDED = "decided_to_stop"
THIN = "thin"
"""The rule's name for what a phase should have and has not."""


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
        Suggestion(need.question, need.thin, dialogue.questions[need.question].asked, signal=THIN)
        for need in thin
        if need.question in dialogue.questions
    ]
    kept: dict[str, Suggestion] = {}
    for one in found:
        cell = state.cells.get(one.question)
        if cell is None or cell.status not in LIVE:
            kept.setdefault(one.question or one.signal, one)
    return tuple(kept.values())


def proposed(dialogue: Dialogue, state: ConversationState, facts: Facts, now: datetime) -> tuple[Suggestion, ...]:
    """What to propose now: the routes that hold, then what the phases that are over should have and have not.

    What somebody has gone on over for a reason in this round is not brought up again, and what a later step of this
    round asks anyway comes by itself.
    """
    over = [phase for phase in PHASES if _is_over(state, phase) and phase not in state.overrides]
    thin = [need for phase in over for need in thin_needs(dialogue, state, facts, phase)]
    plan = plan_of(dialogue, state.scale)
    return tuple(
        one
        for one in next_best(dialogue, state, facts, now, thin)
        if one.offer or not _comes(plan, state, one.question)
    )


def _comes(plan: Plan, state: ConversationState, question: str) -> bool:
    """Whether a later step of this round has yet to ask a question."""
    cell, here = state.cells.get(question), plan.place(state.depth, state.step)
    asked = cell is not None and cell.status != "unasked"
    on = state.walk.split(".", 1)[0] in PHASES and here >= 0
    return on and not asked and plan.place(state.depth, plan.last_asking(state.depth, question)) > here


def where_next(
    dialogue: Dialogue, state: ConversationState, facts: Facts, now: datetime
) -> tuple[str, Suggestion | None]:
    """Where the next round would go, a phase or "stop", and the proposal it comes from; without any: try it again.

    Only what this depth asks leads to a phase.
    """
    plan = plan_of(dialogue, state.scale)
    for one in next_best(dialogue, state, facts, now):
        if one.offer == "stop":
            return "stop", one
        phase = plan.phase_of(one.question)
        if phase in PHASES and plan.last_asking(state.depth, one.question):
            return phase, one
    return "evaluate", None


def unsaid(dialogue: Dialogue, state: ConversationState, facts: Facts, now: datetime) -> str:
    """Where the next round goes when nobody says: nothing closes for good by silence, unless to stop was decided."""
    phase, why = where_next(dialogue, state, facts, now)
    if phase != "stop" or why is None or why.signal == DECIDED:
        return phase
    return plan_of(dialogue, state.scale).phase_of(why.question)


def _is_over(state: ConversationState, phase: str) -> bool:
    here, _, how = state.walk.partition(".")
    if here not in PHASES:
        return True
    return PHASES.index(phase) < PHASES.index(here) or (phase == here and how in ("thin", "resting"))


def _suggestion(route: Route, seen: Seen) -> Suggestion | None:
    look = LOOKS.get(route.signal)
    sign = look(seen) if look else None
    if sign is None:
        return None
    to = (sign.question,) if sign.question else _asked_at(route, seen)
    if not to and not route.offer:
        return None
    question = to[0] if to else ""
    whom = route.whom or (seen.dialogue.questions[question].asked if question else "lead")
    return Suggestion(question, _because(route, sign), whom, to[1:], route.offer, route.signal)


def _asked_at(route: Route, seen: Seen) -> tuple[str, ...]:
    """The questions of a route that this depth asks; without any, its first."""
    plan, depth = plan_of(seen.dialogue, seen.state.scale), seen.state.depth
    known = tuple(one for one in route.to if one in seen.dialogue.questions)
    here = tuple(one for one in known if plan.last_asking(depth, one) or (route.always and one == known[0]))
    return here or known[:1]


def _because(route: Route, sign: Sign) -> str:
    """The reason in words; without anything to quote, only what stands before the colon."""
    if "{about}" not in route.because:
        return route.because
    if not sign.about:
        return route.because.partition(":")[0].replace("{about}", "").strip()
    about = sign.about if sign.question else f"“{sign.about}”"
    return route.because.replace("{about}", about)
