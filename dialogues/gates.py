"""What a phase should have before it closes (vocabulary.CHECKS): what is thin is named, nothing is ever forbidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogues.conditions import not_stopped
from dialogues.facts import Facts
from dialogues.model import Dialogue, Need
from dialogues.overlays import needs_for
from dialogues.recall import box, boxes, lines, picks, standing
from dialogues.state import ConversationState
from dialogues.vocabulary import STAFF_GROUPS, STRONG_CONTROLS

RISKS = ("evaluate.risks", "create.what_if")
Check = Callable[[Need, Facts, ConversationState], bool]


def answered(need: Need, facts: Facts, state: ConversationState) -> bool:
    """The question has an answer, of this round or an earlier one."""
    return bool(standing(facts, need.question))


def answered_or_to_find_out(need: Need, facts: Facts, state: ConversationState) -> bool:
    """The question has an answer, or is kept as something to find out."""
    cell = state.cells.get(need.question)
    return answered(need, facts, state) or (cell is not None and cell.status == "unknown")


def enough_lines(need: Need, facts: Facts, state: ConversationState) -> bool:
    """The question has enough lines, all people's together."""
    return lines(facts, need.question) >= need.at_least


def groups(need: Need, facts: Facts, state: ConversationState) -> bool:
    """Enough kinds of people are named, picked or typed."""
    picked, typed = _people(need.question, facts)
    return len(picked) + len(typed) >= need.at_least


def not_only_staff(need: Need, facts: Facts, state: ConversationState) -> bool:
    """Somebody who is not staff is named."""
    picked, typed = _people(need.question, facts)
    return bool(picked - STAFF_GROUPS or typed)


def _people(question: str, facts: Facts) -> tuple[set[str], set[str]]:
    picked: set[str] = set()
    typed: set[str] = set()
    for kept in standing(facts, question):
        value = kept.value
        if isinstance(value, dict):
            found = value.get("groups")
            picked |= {str(one) for one in found} if isinstance(found, list | tuple) else set()
            value = str(value.get("others") or "")
        if isinstance(value, str):
            typed |= {line.strip().lower() for line in value.replace(",", "\n").splitlines() if line.strip()}
    return picked, typed


def chosen(need: Need, facts: Facts, state: ConversationState) -> bool:
    """The vote took enough items."""
    return len(facts.chosen.get(need.question, ())) >= need.at_least


def dated(need: Need, facts: Facts, state: ConversationState) -> bool:
    """The try has a day."""
    return box(facts, need.question, "when") is not None


def signs(need: Need, facts: Facts, state: ConversationState) -> bool:
    """Enough risks have a first sign."""
    return sum(bool(risk.get("sign")) for risk in boxes(facts, need.question)) >= need.at_least


def cleared(need: Need, facts: Facts, state: ConversationState) -> bool:
    """Whoever must say yes to the try has."""
    return bool(box(facts, need.question, "answer") == "yes")


def owned(need: Need, facts: Facts, state: ConversationState) -> bool:
    """Enough next steps have a person and a day."""
    return sum(bool(step.get("who") and step.get("due")) for step in boxes(facts, need.question)) >= need.at_least


def musts_known(need: Need, facts: Facts, state: ConversationState) -> bool:
    """No need that must be met is still a guess."""
    return not set(facts.chosen.get("explore.priorities", ())) & set(picks(facts, need.question))


def measures_balanced(need: Need, facts: Facts, state: ConversationState) -> bool:
    """Something shows what might get worse."""
    return box(facts, need.question, "worse") is not None


def judged(need: Need, facts: Facts, state: ConversationState) -> bool:
    """Every need that must be met has been judged by somebody."""
    given = {item for judgement in boxes(facts, need.question) for item, option in judgement.items() if option}
    musts = facts.chosen.get("explore.priorities", ())
    return bool(given) and set(musts) <= given


def risks_owned(need: Need, facts: Facts, state: ConversationState) -> bool:
    """Somebody looks out for every risk that could harm a person."""
    return not any(risk.get("bad") == "high" and not risk.get("owner") for risk in boxes(facts, need.question))


def answered_unless_stopped(need: Need, facts: Facts, state: ConversationState) -> bool:
    """The question has an answer, or the decision was to stop."""
    return answered(need, facts, state) or not not_stopped(state, facts)


def stories_heard(need: Need, facts: Facts, state: ConversationState) -> bool:
    """Enough stories were told by those who lived them."""
    return sum(story.get("known") in ("told", "own") for story in boxes(facts, need.question)) >= need.at_least


def kinds(need: Need, facts: Facts, state: ConversationState) -> bool:
    """The lines are of enough kinds."""
    return len({line.get("kind") for line in boxes(facts, need.question)} - {None, ""}) >= need.at_least


def musts_covered(need: Need, facts: Facts, state: ConversationState) -> bool:
    """No need that must be met is picked as one without an idea."""
    return not set(facts.chosen.get("explore.priorities", ())) & set(picks(facts, need.question))


def strong_control(need: Need, facts: Facts, state: ConversationState) -> bool:
    """No risk could harm somebody, or something stronger than rules, teaching and warnings stands against it."""
    severe = any(risk.get("bad") == "high" for one in RISKS for risk in boxes(facts, one))
    return not severe or any(line.get("strength") in STRONG_CONTROLS for line in boxes(facts, need.question))


def sure_enough(need: Need, facts: Facts, state: ConversationState) -> bool:
    """At most half are not very sure, or none of those thinks one more fact is worth finding first."""
    said = list(boxes(facts, need.question))
    unsure = [one for one in said if one.get("sure") == "low"]
    return len(unsure) * 2 <= len(said) or not any(one.get("worth") == "yes" for one in unsure)


CHECKS: Mapping[str, Check] = {
    "answered": answered,
    "answered_or_to_find_out": answered_or_to_find_out,
    "lines": enough_lines,
    "groups": groups,
    "not_only_staff": not_only_staff,
    "chosen": chosen,
    "dated": dated,
    "signs": signs,
    "cleared": cleared,
    "owned": owned,
    "musts_known": musts_known,
    "measures_balanced": measures_balanced,
    "judged": judged,
    "risks_owned": risks_owned,
    "answered_unless_stopped": answered_unless_stopped,
    "stories_heard": stories_heard,
    "kinds": kinds,
    "musts_themed": judged,
    "musts_covered": musts_covered,
    "strong_control": strong_control,
    "sure_enough": sure_enough,
}


def thin_needs(dialogue: Dialogue, state: ConversationState, facts: Facts, phase: str) -> tuple[Need, ...]:
    """What a phase should have at this depth and does not; a check nobody knows is met."""
    needs = needs_for(dialogue, state.depth, state.scale, phase)  # type: ignore[arg-type]  # an unknown scale adds nothing
    return tuple(need for need in needs if need.check in CHECKS and not CHECKS[need.check](need, facts, state))


def thin_in(dialogue: Dialogue, state: ConversationState, facts: Facts, phase: str) -> tuple[str, ...]:
    """The words for what is thin in a phase, in the author's order."""
    return tuple(need.thin for need in thin_needs(dialogue, state, facts, phase))
