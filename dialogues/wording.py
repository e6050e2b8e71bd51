"""The words of a question for one team: its variants for the way of working, the depth and a team of one."""

from __future__ import annotations

from typing import Any

from dialogues.model import Depth, Field, Question, Variant, Way
from dialogues.state import ConversationState

_CHANGED = ("ask", "why", "fields", "mode", "asked", "at_least", "at_most")


def is_lone(state: ConversationState) -> bool:
    """Whether the team is one person: just me, or nobody else is named."""
    if state.way == "alone":
        return True
    here = 0
    for member in state.team.values():
        here += member.status != "left"
    return here <= 1


def worded(question: Question, way: Way, depth: Depth, lone: bool) -> Question:
    """A question as this team is asked it. A team of one's words win over the depth's, those over the way's."""
    fitting = [
        variant
        for variant in question.variants
        if variant.way in (None, way) and variant.depth in (None, depth) and variant.lone in (None, lone)
    ]
    if not fitting:
        return question
    changes: dict[str, Any] = {}
    for variant in sorted(fitting, key=_strength):
        changes |= {name: getattr(variant, name) for name in _CHANGED if getattr(variant, name)}
    if "fields" in changes and question.kind not in ("fields", "list", "scores"):
        changes["kind"] = "fields"
    return question.model_copy(update=changes)


def _strength(variant: Variant) -> tuple[bool, bool]:
    return variant.lone is not None, variant.depth is not None


def main_field(question: Question) -> Field | None:
    """The box that plain typed words go to; None when the question has no boxes."""
    return main_box(question.fields)


def main_box(boxes: tuple[Field, ...]) -> Field | None:
    """The main box of a form, else its first."""
    return next((box for box in boxes if box.main), boxes[0] if boxes else None)
