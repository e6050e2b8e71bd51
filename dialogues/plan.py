"""One dialogue made ready for the engine: its steps by name, its words by team, its walk; built once, shared by all."""

from __future__ import annotations

from typing import get_args

from dialogues.machine import Table, walk_table
from dialogues.model import Depth, Dialogue, Question, Scale, Step, Way
from dialogues.overlays import said_at, steps_for
from dialogues.wording import worded

TEST_PLAN = "evaluate.test_plan"
GO_AHEAD = "evaluate.go_ahead"
RESULTS = "evaluate.results"
REVIEW_DAY = "agree.review"
NEXT_PHASE = "check_in.next_phase"


class Plan:
    """A dialogue with everything looked up once; immutable in use, so threads share it."""

    def __init__(self, dialogue: Dialogue, scale: str = "service") -> None:
        self.dialogue = dialogue
        self.scale: Scale = scale  # type: ignore[assignment]  # a scale nobody wrote adds nothing
        self.questions = dialogue.questions
        self.seconds = {one.second_of: name for name, one in dialogue.questions.items() if one.second_of}
        self.choices = tuple(name for name, one in dialogue.questions.items() if one.today_option)
        self.steps: dict[Depth, tuple[Step, ...]] = {
            depth: self._with_seconds(depth, steps_for(dialogue, depth, self.scale)) for depth in dialogue.steps
        }
        self._by_id = {(depth, step.id): n for depth in self.steps for n, step in enumerate(self.steps[depth])}
        self.questions_of: dict[str, tuple[str, ...]] = {}
        for step in (*(step for steps in self.steps.values() for step in steps), dialogue.check_in):
            self.questions_of[step.id] = tuple(q for q in step.questions if q in self.questions)
        self._worded: dict[tuple[str, Way, Depth, bool], Question] = {}
        self.hanging = self._hanging()
        self.walk: Table = walk_table(self.steps)

    def _with_seconds(self, depth: Depth, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """Steps with the second round of each choice on a card of its own behind it; quick has none."""
        if depth == "quick" or not self.seconds:
            return steps
        return tuple(
            step.model_copy(update={"cards": self._cards(step)}) if set(self.seconds) & set(step.questions) else step
            for step in steps
        )

    def _cards(self, step: Step) -> tuple[tuple[str, ...], ...]:
        seconds = [tuple((self.seconds[name],) for name in card if name in self.seconds) for card in step.cards]
        return tuple(each for card, behind in zip(step.cards, seconds, strict=True) for each in (card, *behind))

    def _hanging(self) -> dict[str, tuple[str, ...]]:
        """What hangs on each question, directly."""
        found: dict[str, tuple[str, ...]] = {}
        for name, question in self.questions.items():
            for source in question.hangs_on:
                found[source] = (*found.get(source, ()), name)
        return found

    def question(self, name: str, way: Way, depth: Depth, lone: bool) -> Question:
        """A question in the words for this team. KeyError if there is none of that name."""
        key = (name, way, depth, lone)
        found = self._worded.get(key)
        if found is None:
            asked = worded(self.questions[name], way, depth, lone)
            found = self._worded[key] = said_at(self.dialogue, asked, self.scale, lone)
        return found

    def place(self, depth: Depth, step: str) -> int:
        """Where a step stands at this depth, counted from 0; -1 when it is not there (or is the check-in)."""
        return self._by_id.get((depth, step), -1)

    def step(self, depth: Depth, name: str) -> Step | None:
        """A step of this depth, or the check-in, by its id."""
        place = self.place(depth, name)
        if place >= 0:
            return self.steps[depth][place]
        return self.dialogue.check_in if name == self.dialogue.check_in.id else None

    def following(self, depth: Depth, name: str) -> Step | None:
        """The step after this one at this depth; None after the last."""
        place = self.place(depth, name) + 1
        steps = self.steps.get(depth, ())
        return steps[place] if 0 < place < len(steps) else None

    def first_of(self, depth: Depth, phase: str) -> Step | None:
        """The first step of a phase at this depth, else of the next phase that has one; None when there is none."""
        phases = ("explore", "create", "evaluate", "agree")
        later = phases[phases.index(phase) :] if phase in phases else phases
        return next((step for wanted in later for step in self.steps.get(depth, ()) if step.phase == wanted), None)

    def deeper_than(self, depth: Depth) -> Depth | None:
        """The next deeper depth that this dialogue has; None when there is none."""
        later = get_args(Depth)[get_args(Depth).index(depth) + 1 :] if depth in get_args(Depth) else ()
        return next((one for one in later if self.steps.get(one)), None)

    def lighter_than(self, depth: Depth) -> Depth | None:
        """The next lighter depth that this dialogue has; None when there is none."""
        before = get_args(Depth)[: get_args(Depth).index(depth)] if depth in get_args(Depth) else ()
        return next((one for one in reversed(before) if self.steps.get(one)), None)

    def last_asking(self, depth: Depth, question: str) -> str:
        """The id of the last step that asks a question at this depth; empty when none does."""
        asking = [step.id for step in self.steps.get(depth, ()) if question in step.questions]
        return asking[-1] if asking else ""

    def phase_of(self, question: str) -> str:
        """The phase a question belongs to: the beginning of its id."""
        return question.split(".", 1)[0]


_PLANS: dict[tuple[str, int, str], Plan] = {}


def plan_of(dialogue: Dialogue, scale: str = "service") -> Plan:
    """The plan of a dialogue at a scale, built the first time and kept by its id, version and scale."""
    key = (dialogue.id, dialogue.version, scale)
    plan = _PLANS.get(key)
    if plan is None or plan.dialogue is not dialogue:
        plan = _PLANS[key] = Plan(dialogue, scale)
    return plan
