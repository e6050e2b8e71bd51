"""What the whole record shows of words: one voice, one cause, one idea, no measure of harm, nobody who decided."""

from __future__ import annotations

from dialogues.alike import alike_pairs
from dialogues.checks import aims, learning, needs, people, plans
from dialogues.checks.remark import Remark
from dialogues.checks.sentences import all_words, field, judge_measures, sentence
from dialogues.checks.whole import Found, Look, Whole, on
from dialogues.facts import main_words

_WAITS = 7  # days a result may stand before somebody should decide


def _causes(whole: Whole) -> Found:
    return on("explore.causes", needs.check_causes(list(whole.words("explore.causes"))))


def _voices(whole: Whole) -> Found:
    """One voice: alone there is only one; in the room nobody can tell who said it."""
    given = whole.facts.of("explore.needs")
    if whole.way == "alone":
        return iter(())
    room = whole.way == "together"
    givers = [kept.voice or ("" if room else kept.by) for kept in given]
    return on("explore.needs", people.check_voices(givers, [field(kept, "who") for kept in given]))


def _only_told(whole: Whole) -> Found:
    rows = [
        (main_words(kept.value), field(kept, "say"), field(kept, "involve"))
        for kept in whole.facts.of("explore.stakeholders")
    ]
    return on("explore.stakeholders", people.check_only_told(rows))


def _ideas(whole: Whole) -> Found:
    """One idea, only telling and reminding, two that look alike and were not joined."""
    given = whole.facts.of("create.ideas")
    ideas = [main_words(kept.value) for kept in given]
    yield from on("create.ideas", plans.check_ideas(ideas, done=True))
    together = {frozenset(pair) for pair in whole.facts.joined}
    for one, other, _ in alike_pairs([(kept.id, main_words(kept.value)) for kept in given]):
        if not any({one, other} <= pair for pair in together):
            words = {kept.id: main_words(kept.value) for kept in given}
            quoted = f"{words[one][:60]} / {words[other][:60]}"
            yield "create.ideas", Remark("idea.near_duplicate", "ask", quoted, "Are these the same idea?")
            return


def _orphans(whole: Whole) -> Found:
    """An idea that helps no need, once the team has begun to say which idea helps which."""
    given = {kept.id: main_words(kept.value) for kept in whole.facts.of("create.ideas")}
    needs_ids = {kept.id for kept in whole.every("explore.needs")}
    helps = {start for start, to in whole.facts.ties if start in given and to in needs_ids}
    alone = [words for idea, words in given.items() if idea not in helps]
    if helps and alone:
        ask = "Which of the needs does this one help with?"
        yield "create.ideas", Remark("idea.no_driver", "soft", alone[0][:80], ask)


def _measures(whole: Whole) -> Found:
    measures = whole.facts.latest("explore.measures")
    aim = whole.facts.latest("agree.aim")
    if measures is not None:
        yield from on("explore.measures", judge_measures(measures.value))
        if aim is not None:
            words = sentence("agree.aim", aim.value)
            better = field(measures, "better") or all_words(measures.value)
            yield from on("agree.aim", aims.check_aim_beside_measures(words, [better]))
    elif aim is not None and whole.facts.of("agree.decision"):
        ask = "What could get worse while this gets better?"
        yield "explore.measures", Remark("measure.no_balancing", "strong", "", ask)


def _silent(whole: Whole) -> Found:
    if whole.way == "apart":
        yield from on("explore.team", people.check_silence(whole.asked, whole.heard))


def _differing(whole: Whole) -> Found:
    """The try is judged both ways, and the decision does not say so."""
    said = [field(kept, "overall") for kept in whole.facts.of("evaluate.verdict")]
    better = sum(one in {"better", "much_better"} for one in said)
    worse = sum(one in {"worse", "much_worse"} for one in said)
    reason = str(whole.last("agree.decision").get("reason") or "")
    return on("agree.decision", learning.check_differing(better, worse, reason))


def _decided(whole: Whole) -> Found:
    """A result without a decision, once the round is over or the result is a week old."""
    when = whole.newest("evaluate.results")
    results = whole.words("evaluate.results")
    if not results or when is None or not (whole.over or (whole.today - when.date()).days >= _WAITS):
        return iter(())
    decided = whole.words("agree.decision")
    return on("agree.decision", learning.check_decided(results[-1], decided[-1] if decided else ""))


def _only_success(whole: Whole) -> Found:
    """Going on with nothing that was dropped, got worse or surprised anybody."""
    decided = whole.last("agree.decision")
    if decided.get("choice") != "go_on" or not whole.words("evaluate.results"):
        return iter(())
    facts = whole.facts
    met = {
        str(one)
        for kept in facts.of("evaluate.needs_met")
        if isinstance(kept.value, dict)
        for one in kept.value.values()
    }
    worse = [field(kept, "worse") for kept in facts.of("evaluate.side_effects")]
    sad = [field(kept, "less_happy") for kept in facts.of("evaluate.results")]
    went_wrong = [one for kept in facts.of("evaluate.safety") if (one := field(kept, "happened")) in {"yes", "nearly"}]
    dropped = len(facts.of("create.ideas")) > max(1, len(facts.chosen.get("create.choose", ())))
    mixed = bool(met - {"met"} or any(worse) or any(sad) or went_wrong or dropped)
    return on("agree.decision", learning.check_only_success(str(decided.get("reason") or ""), mixed))


WORDS: tuple[Look, ...] = (
    _causes,
    _voices,
    _only_told,
    _ideas,
    _orphans,
    _measures,
    _silent,
    _differing,
    _decided,
    _only_success,
)
