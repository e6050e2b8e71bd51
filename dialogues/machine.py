"""The walk of a whole conversation as one small machine, shared by all conversations of a dialogue.

States: `<phase>.asking`, `<phase>.thin` (a phase is done and thin), `<phase>.resting`, `evaluate.trying`,
`review`, `review.asking`, `closed`. No model is ever registered: the working state of a turn is passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from transitions import Machine

from dialogues.model import PHASES, Depth, Step

Act = Callable[..., None]
TRYING = "evaluate.trying"
REVIEW = "review"
LOOKING_BACK = "review.asking"
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Arrow:
    """One transition: on `event`, from `source` to `dest`, if every guard holds; `after` is done on arrival."""

    event: str
    source: str
    dest: str
    guards: tuple[str, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """States and arrows as data, checked when built: easy to draw, easy to test, given to `transitions` once."""

    states: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    _machines: dict[int, Machine] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        known = set(self.states)
        if len(known) != len(self.states):
            raise ValueError("A state is there twice.")
        if len(set(self.arrows)) != len(self.arrows):
            raise ValueError("An arrow is there twice.")
        for arrow in self.arrows:
            if not {arrow.source, arrow.dest} <= known:
                raise ValueError(f"{arrow.event} leads from {arrow.source} to {arrow.dest}: no such place.")

    def machine(self, names: Mapping[str, Callable[..., Any]], attribute: str) -> Machine:
        """The machine of this table, built once for these callbacks; KeyError for a callback without a name."""
        built = self._machines.get(id(names))
        if built is None:
            built = self._machines[id(names)] = build(self, names, attribute)
        return built


def build(table: Table, names: Mapping[str, Callable[..., Any]], attribute: str) -> Machine:
    """A `transitions` machine without a model; its state is read from and written to `attribute`."""
    machine = Machine(
        model=None,
        states=list(table.states),
        initial=table.states[0],
        auto_transitions=False,
        model_attribute=attribute,
    )
    for arrow in table.arrows:
        machine.add_transition(
            arrow.event,
            arrow.source,
            arrow.dest,
            conditions=[names[guard] for guard in arrow.guards],
            after=[names[arrow.after]] if arrow.after else [],
        )
    return machine


def fire(machine: Machine, event: str, model: Any, state: str, *args: Any) -> bool:
    """Trigger an event if it can happen in this state; whether the model moved."""
    found = machine.events.get(event)
    if found is None or state not in found.transitions:
        return False
    return bool(found.trigger(model, *args))


def walk_table(steps: Mapping[Depth, Sequence[Step]]) -> Table:
    """The walk of a dialogue with these steps; phases without a step at any depth are left out."""
    used = [phase for phase in PHASES if any(step.phase == phase for every in steps.values() for step in every)]
    arrows: list[Arrow] = []
    for place, phase in enumerate(used):
        arrows += _phase(phase, used[place + 1 :])
    states = [f"{phase}.{kind}" for phase in used for kind in ("asking", "thin", "resting")]
    states += [TRYING, REVIEW, LOOKING_BACK, CLOSED]
    if "evaluate" in used:
        arrows += _trying(used)
    arrows += _review(used)
    arrows += [
        Arrow("deeper", place, f"{phase}.asking", (f"in_{phase}",), "open_there")
        for place in states[:-1]
        for phase in used
    ]
    arrows += [Arrow("close", place, CLOSED) for place in states[:-1]]
    return Table(tuple(states), tuple(arrows))


def _phase(phase: str, later: Sequence[str]) -> list[Arrow]:
    asking, thin, resting = f"{phase}.asking", f"{phase}.thin", f"{phase}.resting"
    arrows = [Arrow("done", asking, TRYING, ("goes_trying",), "try_it")] if phase == "evaluate" else []
    arrows += [
        Arrow("done", asking, resting, ("more_in_phase", "rests_between_steps"), "rest_a_day"),
        Arrow("done", asking, asking, ("more_in_phase",), "open_next"),
        Arrow("done", asking, thin, ("is_thin",), "say_thin"),
    ]
    for event, source in (("done", asking), ("go_on", thin)):
        arrows.append(Arrow(event, source, resting, ("more_phases", "rests_between_phases"), "rest_two_days"))
        arrows += [Arrow(event, source, f"{to}.asking", (f"next_{to}",), "leave_phase") for to in later]
        arrows.append(Arrow(event, source, REVIEW, ("no_more",), "end_round"))
    arrows += [Arrow("start", resting, f"{to}.asking", (f"next_{to}",), "open_next") for to in (phase, *later)]
    arrows += [Arrow("look", place, asking) for place in (thin, resting)]
    arrows.append(Arrow("look", REVIEW, asking, (f"in_{phase}",)))
    return arrows


def _trying(used: Sequence[str]) -> list[Arrow]:
    asking = "evaluate.asking"
    again = [Arrow("try_again", f"{phase}.asking", TRYING, (), "try_it_again") for phase in used]
    return [Arrow("start", TRYING, asking, (), "open_next"), Arrow("look", TRYING, asking), *again]


def _review(used: Sequence[str]) -> list[Arrow]:
    arrows = [Arrow("start", REVIEW, LOOKING_BACK, (), "open_check_in")]
    arrows += [Arrow("done", LOOKING_BACK, f"{to}.asking", (f"to_{to}",), "new_round") for to in used]
    return [*arrows, Arrow("done", LOOKING_BACK, CLOSED, ("to_stop",), "close_well")]
