"""The second round of a choice: what was picked most is weighed before the lead chooses (conversation.md, rule 8)."""

from __future__ import annotations

from dialogues.choices import TODAY, options_for, tally
from dialogues.turns.work import Work
from dialogues.weighing import to_weigh


def weighs(work: Work, vote: str) -> tuple[str, ...]:
    """What the second round of a vote would weigh now; nothing when fewer than two ideas were picked."""
    facts = work.record()
    known = {option.id for option in options_for(work.plan.questions[vote], facts, work.plan.dialogue)}
    counted = [entry for entry in tally(vote, facts, work.peek(vote).hands) if entry[0] in known]
    return to_weigh(counted, TODAY)


def is_due(work: Work, vote: str) -> bool:
    """Whether a vote's picks are weighed before somebody chooses: once for each asking; never in quick or alone."""
    second = work.plan.seconds.get(vote)
    if second is None or work.state.depth == "quick" or work.lone:
        return False
    return work.peek(second).asked < work.peek(vote).asked and bool(weighs(work, vote))


def is_on(work: Work, vote: str) -> bool:
    """Whether a vote's picks are being weighed: they are shown, and its second round is open."""
    second = work.plan.seconds.get(vote)
    return second is not None and work.peek(vote).status == "shown" and work.peek(second).status == "open"
