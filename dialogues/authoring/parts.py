"""What the loader has read, with the place of everything, for the rules that look across it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dialogues.authoring.yaml_tree import Node
from dialogues.faults import Fault
from dialogues.model import ExperienceOverlay, Field, Gate, Option, Question, Route, ScaleOverlay, Step


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file, line, and its tree for the lines of what is inside."""

    file: str
    line: int
    node: Node


@dataclass(slots=True)
class Parts:
    """Questions that could be built, the place of every question (built or not), and all else that is written."""

    questions: dict[str, Question] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    steps: dict[str, list[tuple[Step, Place]]] = field(default_factory=dict)
    check_in: tuple[Step, Place] | None = None
    gates: list[tuple[Gate, Place]] = field(default_factory=list)
    scales: list[tuple[ScaleOverlay, Place]] = field(default_factory=list)
    experiences: list[tuple[ExperienceOverlay, Place]] = field(default_factory=list)
    routes: list[tuple[Route, Place]] = field(default_factory=list)

    def fault(self, question: str, path: tuple[int | str, ...], says: str, repair: str) -> Fault:
        """A fault of a question, at the line of what `path` leads to."""
        place = self.places[question]
        return Fault(place.file, place.node.line_at(path), question, says, repair)

    def every_step(self) -> Iterator[tuple[str, Step, Place]]:
        """Each step with its depth ("" for the check-in) and place."""
        for depth, steps in self.steps.items():
            for step, place in steps:
                yield depth, step, place
        if self.check_in is not None:
            yield "", *self.check_in

    def order(self, depth: str) -> dict[str, int]:
        """Where each question of a depth is last asked, counted from 0."""
        asked = [name for step, _ in self.steps.get(depth, []) for name in step.questions]
        return {name: place for place, name in enumerate(asked)}


def every_field(question: Question) -> Iterator[tuple[tuple[int | str, ...], Field]]:
    """Each box of a question and of its variants, with the path to it."""
    for n, box in enumerate(question.fields):
        yield ("fields", n), box
    for m, variant in enumerate(question.variants):
        for n, box in enumerate(variant.fields):
            yield ("variants", m, "fields", n), box


def every_option(question: Question) -> Iterator[tuple[tuple[int | str, ...], Option]]:
    """Each option of a question and of its boxes, with the path to it."""
    for n, option in enumerate(question.options):
        yield ("options", n), option
    for path, box in every_field(question):
        for n, option in enumerate(box.options):
            yield (*path, "options", n), option
