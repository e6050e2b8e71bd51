"""When a question is asked at all: plain conditions by name, over the team and the record (vocabulary.CONDITIONS)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogues.facts import Facts
from dialogues.recall import box, standing
from dialogues.state import ConversationState
from dialogues.to_do import steps_left
from dialogues.wording import is_lone

Condition = Callable[[ConversationState, Facts], bool]


def lone(state: ConversationState, facts: Facts) -> bool:
    """The team is one person."""
    return is_lone(state)


def lone_or_standard(state: ConversationState, facts: Facts) -> bool:
    """The team is one person, or the depth is standard or deeper."""
    return state.depth != "quick" or is_lone(state)


def organisation_or_wider(state: ConversationState, facts: Facts) -> bool:
    """The scale is wider than one service."""
    return state.scale != "service"


def touches_care(state: ConversationState, facts: Facts) -> bool:
    """Somebody said that the change touches care, or isn't sure."""
    return box(facts, "create.involve", "touches_care") in ("yes", "not_sure")


def money_or_yes_needed(state: ConversationState, facts: Facts) -> bool:
    """The decision needs money or somebody's yes."""
    return _decided(facts, "needs_yes") == "yes"


def not_stopped(state: ConversationState, facts: Facts) -> bool:
    """This round's decision, if there is one, was not to stop."""
    return _decided(facts, "choice") != "stop"


def _decided(facts: Facts, name: str) -> object:
    """One box of this round's decision."""
    standing = facts.of("agree.decision")
    value = standing[-1].value if standing else None
    return value.get(name) if isinstance(value, dict) else None


def risk_without_owner(state: ConversationState, facts: Facts) -> bool:
    """A line of what could go wrong has nobody who looks out for it."""
    values = [kept.value for kept in standing(facts, "evaluate.risks")]
    return any(not isinstance(value, dict) or not value.get("owner") for value in values)


def target_missing(state: ConversationState, facts: Facts) -> bool:
    """The aim has no figure to reach, and the decision was not to stop."""
    return not box(facts, "agree.aim", "to") and not_stopped(state, facts)


def tried_or_standard(state: ConversationState, facts: Facts) -> bool:
    """A try was planned in this round, or the depth is standard or deeper."""
    return state.depth != "quick" or bool(facts.of("evaluate.test_plan"))


def aim_with_figure(state: ConversationState, facts: Facts) -> bool:
    """There is an aim with a figure to reach, of this round or an earlier one."""
    return bool(box(facts, "agree.aim", "to"))


def step_left(state: ConversationState, facts: Facts) -> bool:
    """There is a next step that is not done, of this round or an earlier one."""
    return bool(steps_left(facts))


def more_than_five(state: ConversationState, facts: Facts) -> bool:
    """More than five people are in the team, and the decision was not to stop."""
    return sum(member.status != "left" for member in state.team.values()) > 5 and not_stopped(state, facts)


CONDITIONS: Mapping[str, Condition] = {
    condition.__name__: condition
    for condition in (
        lone, lone_or_standard, organisation_or_wider, touches_care,
        money_or_yes_needed, risk_without_owner, target_missing, more_than_five, not_stopped,
        tried_or_standard, aim_with_figure, step_left,
    )
}  # fmt: skip

READS: Mapping[str, tuple[str, ...]] = {
    "touches_care": ("create.involve",),
    "money_or_yes_needed": ("agree.decision",),
    "not_stopped": ("agree.decision",),
    "risk_without_owner": ("evaluate.risks",),
    "target_missing": ("agree.aim", "agree.decision"),
    "more_than_five": ("agree.decision",),
}
"""The questions a condition reads: when one is asked in the same step, what hangs on the condition waits for it."""


def holds(name: str, state: ConversationState, facts: Facts) -> bool:
    """Whether a condition holds; no condition, or one nobody knows, always does."""
    condition = CONDITIONS.get(name)
    return condition is None or condition(state, facts)
