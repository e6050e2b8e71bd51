"""The next step that is the try itself, as it was drafted from the plan: its day goes with the day of the try."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dialogues import inputs as i
from dialogues.closing import day_of
from dialogues.facts import Facts, Kept
from dialogues.plan import TEST_PLAN
from dialogues.recall import box
from dialogues.to_do import PROGRESS, STEPS, said_in

if TYPE_CHECKING:
    from coach.services.desk import Desk


def follows(desk: Desk, what: i.Input, before: Facts) -> None:
    """Move the day of such a step with that of the plan, for whoever kept it and has just moved the try.

    One that somebody put in other words or on another day, or has spoken of since, is theirs and stays.
    """
    if getattr(what, "question", "") != TEST_PLAN:
        return
    day, now = (day_of(box(facts, TEST_PLAN, "when")) for facts in (before, desk.facts))
    if day is None or now is None or day == now:
        return
    for kept in desk.facts.of(STEPS):
        drafted = _as_drafted(kept, before)
        if drafted and kept.by == what.person and not _spoken_of(kept, desk.facts):
            desk.take(i.Amend(what.person, what.at, STEPS, kept.id, {**drafted, "due": now.isoformat()}))


def _as_drafted(kept: Kept, before: Facts) -> dict[str, Any]:
    """The step's boxes where its words and its day are those of the plan before; empty where they are not."""
    value = kept.value if isinstance(kept.value, dict) else {}
    same = (value.get(one) == box(before, TEST_PLAN, of) for one, of in (("what", "what"), ("due", "when")))
    return dict(value) if all(same) else {}


def _spoken_of(kept: Kept, facts: Facts) -> bool:
    return any(isinstance(said.value, dict) and kept.id in said.value for said in said_in(facts, PROGRESS))
