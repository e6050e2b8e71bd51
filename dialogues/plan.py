"""One dialogue made ready for the engine: its steps by name, its words by team, its walk; built once, shared by all."""

from __future__ import annotations

from dialogues.machine import Table, walk_table
from dialogues.model import Depth, Dialogue, Question, Step, Way
from dialogues.wording import worded

TEST_PLAN = "evaluate.test_plan"
REVIEW_DAY = "agree.review"
NEXT_PHASE = "check_in.next_phase"


class Plan:
    """A dialogue with everything looked up once; immutable in use, so threads share it."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue
        self.questions = dialogue.questions
        self.steps: dict[Depth, tuple[Step, ...]] = {
            "quick": tuple(dialogue.steps.get("quick", ())),
            "standard": tuple(dialogue.steps.get("standard", ())),
        }
        self._by_id = {(depth, step.id): n for depth in self.steps for n, step in enumerate(self.steps[depth])}
        self.questions_of: dict[str, tuple[str, ...]] = {}
        for step in (*self.steps["quick"], *self.steps["standard"], dialogue.check_in):
            self.questions_of[step.id] = tuple(q for q in step.questions if q in self.questions)
        self._worded: dict[tuple[str, Way, Depth, bool], Question] = {}
        self.hanging = self._hanging()
        self.walk: Table = walk_table(self.steps)

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
            found = self._worded[key] = worded(self.questions[name], way, depth, lone)
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
        return self.steps[depth][place] if 0 < place < len(self.steps[depth]) else None

    def first_of(self, depth: Depth, phase: str) -> Step | None:
        """The first step of a phase at this depth, else of the next phase that has one; None when there is none."""
        phases = ("explore", "create", "evaluate", "agree")
        later = phases[phases.index(phase) :] if phase in phases else phases
        return next((step for wanted in later for step in self.steps[depth] if step.phase == wanted), None)

    def last_asking(self, depth: Depth, question: str) -> str:
        """The id of the last step that asks a question at this depth; empty when none does."""
        asking = [step.id for step in self.steps[depth] if question in step.questions]
        return asking[-1] if asking else ""

    def phase_of(self, question: str) -> str:
        """The phase a question belongs to: the beginning of its id."""
        return question.split(".", 1)[0]


_PLANS: dict[tuple[str, int], Plan] = {}


def plan_of(dialogue: Dialogue) -> Plan:
    """The plan of a dialogue, built the first time and kept by its id and version."""
    key = (dialogue.id, dialogue.version)
    plan = _PLANS.get(key)
    if plan is None or plan.dialogue is not dialogue:
        plan = _PLANS[key] = Plan(dialogue)
    return plan
