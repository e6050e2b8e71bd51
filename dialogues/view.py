"""What screens ask of a state: the card now, what waits for whom, who is in, what is thin, what is offered."""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.facts import Facts
from dialogues.gates import thin_in
from dialogues.model import Depth, Dialogue, Loop, Question, Step
from dialogues.plan import Plan, plan_of
from dialogues.recall import picked
from dialogues.rights import in_team, may
from dialogues.state import Cell, ConversationState
from dialogues.turns.people import asked_of as _asked_of
from dialogues.turns.people import here
from dialogues.turns.steps import LIVE, NOT_ASKED
from dialogues.wording import is_lone

__all__ = [
    "asked_of", "cards", "comes", "current_card", "current_step", "here", "in_team", "is_open", "may", "next_step",
    "not_heard", "offers", "open_for", "open_questions", "phase_of", "progress", "question", "thin", "waits_for_lead",
    "who_is_in",
]  # fmt: skip
_NOTHING = Cell()


def question(state: ConversationState, dialogue: Dialogue, name: str) -> Question:
    """A question in the words for this team, now. KeyError if there is none of that name."""
    return plan_of(dialogue, state.scale).question(name, state.way, state.depth, is_lone(state))


def cell(state: ConversationState, name: str) -> Cell:
    """A question's life in this round, to read only; an unasked one when it has not come up."""
    return state.cells.get(name, _NOTHING)


def is_open(state: ConversationState, name: str) -> bool:
    """Whether a question takes answers now: open, or held up by a "not yet"."""
    return cell(state, name).status in ("open", "contested")


def current_step(state: ConversationState, dialogue: Dialogue) -> Step | None:
    """The step that is on, or was on last; the look back too."""
    return plan_of(dialogue, state.scale).step(state.depth, state.step)


def next_step(state: ConversationState, dialogue: Dialogue) -> Step | None:
    """The step after this one at this depth; None after the last."""
    return plan_of(dialogue, state.scale).following(state.depth, state.step)


def phase_of(state: ConversationState, dialogue: Dialogue) -> str:
    """The phase of the present step: explore, create, evaluate, agree or check_in."""
    step = current_step(state, dialogue)
    return step.phase if step else state.walk.split(".", 1)[0]


def cards(state: ConversationState, dialogue: Dialogue) -> tuple[tuple[str, ...], ...]:
    """The cards of the present step with the questions asked of it; first, alone, each one re-opened beside it."""
    beside = tuple((name,) for name in state.cells if is_open(state, name) and state.cells[name].again)
    step = current_step(state, dialogue)
    alone = {name for (name,) in beside}
    own = (
        [tuple(name for name in card if _asked(state, name) and name not in alone) for card in step.cards]
        if step
        else []
    )
    return (*beside, *(card for card in own if card))


def _asked(state: ConversationState, name: str) -> bool:
    found = cell(state, name)
    return found.status != "unasked" and found.how != NOT_ASKED


def current_card(state: ConversationState, dialogue: Dialogue) -> tuple[str, ...]:
    """The questions of the first card with something open, in its order; empty when nothing is open."""
    for card in cards(state, dialogue):
        live = tuple(name for name in card if cell(state, name).status in LIVE)
        if live:
            return live
    return ()


def open_questions(state: ConversationState, dialogue: Dialogue) -> tuple[str, ...]:
    """Everything that takes answers now, in card order."""
    return tuple(name for card in cards(state, dialogue) for name in card if is_open(state, name))


def asked_of(state: ConversationState, dialogue: Dialogue, name: str) -> tuple[str, ...]:
    """The people a question is asked of who belong to the team, those not yet joined too."""
    people = _asked_of(state, question(state, dialogue, name), cell(state, name))
    return tuple(person for person in people if in_team(state, person))


def open_for(state: ConversationState, dialogue: Dialogue, person: str) -> tuple[str, ...]:
    """The questions that still wait for a person, in card order; in the room the current card's."""
    if not in_team(state, person):
        return ()
    if state.way != "apart":
        now = current_card(state, dialogue) if state.way == "together" or person == state.lead else ()
        return tuple(name for name in now if is_open(state, name))
    return tuple(
        name
        for name in open_questions(state, dialogue)
        if cell(state, name).status == "open"
        and person not in cell(state, name).done
        and person in asked_of(state, dialogue, name)
    )


def who_is_in(state: ConversationState, name: str) -> tuple[str, ...]:
    """Everybody who has answered a question or had nothing to add, in the order they did."""
    return tuple(cell(state, name).done)


def not_heard(state: ConversationState, dialogue: Dialogue, names: Iterable[str]) -> tuple[str, ...]:
    """Those asked among these questions who are not in for all that was asked of them; nobody away or gone."""
    found: dict[str, None] = {}
    for name in names:
        done = cell(state, name).done
        for person in asked_of(state, dialogue, name):
            if person not in done and state.team[person].status in ("here", "invited"):
                found[person] = None
    return tuple(found)


def counts(state: ConversationState, dialogue: Dialogue, name: str) -> tuple[int, int]:
    """How many are in and how many were asked and are not away: "2 of 5"."""
    done = cell(state, name).done
    waited = [
        person
        for person in asked_of(state, dialogue, name)
        if person in done or state.team[person].status in ("here", "invited")
    ]
    return len(done), len({*waited, *done})


def progress(state: ConversationState, dialogue: Dialogue) -> tuple[int, int]:
    """Which card is on and of how many: over the whole run in quick, else over the step; (0, 0) for none."""
    plan = plan_of(dialogue, state.scale)
    step = current_step(state, dialogue)
    now = set(current_card(state, dialogue))
    if step is None or not now:
        return 0, 0
    steps = plan.steps[state.depth] if state.depth == "quick" and step.phase != "check_in" else (step,)
    every = [card for one in steps for card in one.cards if _comes(state, plan, card)]
    place = next((n for n, card in enumerate(every, 1) if set(card) & now), 0)
    return (place, len(every)) if place else (0, 0)


def comes(state: ConversationState, dialogue: Dialogue, name: str) -> bool:
    """Whether a question has come up, or will unless its condition fails."""
    return _comes(state, plan_of(dialogue, state.scale), (name,))


def _comes(state: ConversationState, plan: Plan, card: Iterable[str]) -> bool:
    """Whether a card has come up, or will unless its condition fails."""
    return any(name in plan.questions and (_asked(state, name) or _will(state, plan, name)) for name in card)


def _will(state: ConversationState, plan: Plan, name: str) -> bool:
    condition = "" if state.depth in plan.questions[name].always_at else plan.questions[name].ask_if
    if cell(state, name).how == NOT_ASKED or plan.questions[name].second_of:
        return False
    if condition == "tried_or_standard":
        return state.depth != "quick"
    if condition in ("lone", "lone_or_standard"):
        return is_lone(state) or (condition == "lone_or_standard" and state.depth != "quick")
    return not condition


def thin(state: ConversationState, dialogue: Dialogue, facts: Facts, phase: str) -> tuple[str, ...]:
    """What a phase should have at this depth and does not, in the author's words."""
    return thin_in(dialogue, state, facts, phase)


def waits_for_lead(state: ConversationState, dialogue: Dialogue) -> tuple[tuple[str, str], ...]:
    """What only the lead can settle now: (why, question): choose, not_yet, thin_step, thin_phase."""
    found = [("choose", name) for name, one in state.cells.items() if one.status == "shown"]
    found += [("not_yet", name) for name, one in state.cells.items() if one.status == "contested"]
    if state.thin:
        found.append(("thin_step", ""))
    if state.walk.endswith(".thin"):
        found.append(("thin_phase", ""))
    return tuple(found)


def offers(state: ConversationState, dialogue: Dialogue, facts: Facts, name: str) -> tuple[Loop, ...]:
    """The ways back that a question offers now: their option is in an answer, their question is asked at this depth."""
    said = set(cell(state, name).stance.values())
    for kept in facts.of(name):
        said |= _options_in(kept.value)
    plan = plan_of(dialogue, state.scale)
    found = dialogue.questions.get(name)
    loops = found.loops if found else ()
    return tuple(
        loop for loop in loops if (not loop.when or loop.when in said) and _asked_at(plan, state.depth, loop.to)
    )


def _asked_at(plan: Plan, depth: Depth, name: str) -> bool:
    return name in plan.questions and bool(plan.last_asking(depth, name))


def _options_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return {option for one in value.values() for option in picked(one)}
    return set(picked(value))
