"""Something to talk about: one open question under every reveal, drawn from what is missing."""

from __future__ import annotations

from collections import Counter

from coach.services.scene import Scene
from coach.services.screens.record import lines
from coach.services.screens.showing.picks import tally
from coach.services.screens.showing.side_by_side import is_side_by_side
from coach.words import in_words, plural

_PLAIN = {
    "explore.people": "who of these is hardest to ask, and who could ask them this week?",
    "explore.success": "which of these would a patient notice first?",
    "explore.team": "which one of these could join you for ten minutes?",
    "explore.stakeholders": "whose yes do you need, and who knows them best?",
    "explore.influences": "which of these could change within a year?",
    "explore.stories": "which of these could happen again next week?",
    "explore.causes": "which of these lies behind the others?",
    "explore.existing_risks": "what if the person who usually saves the day is off sick?",
    "create.tried_before": "who could ring one of these teams?",
    "create.variants": "what do they share? That may be what makes it work.",
    "create.upsides": "who would be glad of it, and do they know?",
    "create.controls": "which of these works when everybody is tired?",
    "create.weigh": "where one of you says low and another high, what do you each see?",
    "create.changes": "has anybody asked the people whose work grows?",
    "create.assumptions": "which one would sink it, and how could you find out for nothing?",
    "create.what_if": "for the worst one: could you make it impossible to get wrong, or hard?",
    "create.shut_out": "what would take the barrier away for most of them?",
    "evaluate.side_effects": "is anybody paying the price who wasn't asked?",
    "evaluate.safety": "what would have happened if nobody had noticed?",
    "evaluate.must_not_fail": "who would know what to do if it failed tonight?",
    "evaluate.experience": "what was the hardest minute, and for whom?",
    "evaluate.left_out": "who could go and ask one of them?",
    "evaluate.whole_system": "who picks it up where it doesn't hold?",
    "evaluate.confidence": "is there one fact that you could get this week?",
    "agree.help_hinder": "which of these could you do something about by Friday?",
    "agree.sustain": "who is still there in a year?",
    "evaluate.verdict": "who would see it differently from you?",
    "check_in.learned": "what does this change about the next step?",
    "check_in.help": "who in the room can give one of these?",
}


def to_talk_about(scene: Scene, wanted: str) -> str:
    """Return one open question about what was just shown."""
    if is_side_by_side(scene, wanted):
        return _PARTNERS.get(wanted, "what does each of you see that the others can't?")
    special = {
        "explore.needs": _needs,
        "create.ideas": _ideas,
        "create.choose": _choice,
        "explore.priorities": _choice,
        "evaluate.risks": _risks,
        "evaluate.results": _results,
        "evaluate.needs_met": _met,
    }.get(wanted)
    return special(scene) if special else _PLAIN.get(wanted, "what is missing here?")


_PARTNERS = {
    "explore.baseline": "could you all count one and the same thing for two weeks?",
    "explore.handoffs": "who gets what the other one lets go, and who knows when it changes?",
    "explore.influences": "which of these could one of you change for another?",
    "create.what_if": "who would be the first to notice, and whom would they ring?",
    "evaluate.side_effects": "who paid for what somebody else gained?",
}


def _needs(scene: Scene) -> str:
    every = lines(scene, "explore.needs")
    heard = [line for line in every if line.known == "heard"]
    if every and not heard:
        count = {1: "it's", 2: "both are"}.get(len(every), f"all {in_words(len(every))} are")
        return f"{count} your own words. Who could ask a patient this week?"
    whom = {line.get("who").lower() for line in every if line.get("who")}
    if len(whom) == 1:
        return "they are all about the same people. What would the others say?"
    return "would a patient put them in the same order?"


def _ideas(scene: Scene) -> str:
    every = lines(scene, "create.ideas")
    if len(every) < 3:
        return "what would you try if you had to do without money, and by Friday?"
    first = Counter(line.words.split()[0].lower() for line in every if line.words)
    if first and first.most_common(1)[0][1] > len(every) / 2:
        return "many of these are of one kind. What would make the wrong thing hard to do?"
    return "which one would a patient pick?"


def _choice(scene: Scene) -> str:
    found = tally(scene, "create.choose")
    if found.voters > 1 and found.counts and found.counts[0][1] == found.voters:
        return "you all agree. What would someone who doesn't say?"
    return "what did the ones you didn't pick see that you missed?"


def _risks(scene: Scene) -> str:
    every = lines(scene, "evaluate.risks")
    without = [line for line in every if not line.get("owner")]
    if without:
        return f"{plural(len(without), 'risk')} without anyone looking out. Who sees it first?"
    return "which of these would keep you awake?"


def _results(scene: Scene) -> str:
    said = [line for line in lines(scene, "evaluate.results") if line.get("less_happy")]
    return "who was less happy, and what would they change?" if said else "who was less happy? Nobody has said yet."


def _met(scene: Scene) -> str:
    return "where you differ: was it the idea, the try, or the need?"
