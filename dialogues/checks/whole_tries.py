"""What the whole record shows of choosing, risks, tries, next steps and figures over time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dialogues.checks import choices, learning, risks, series
from dialogues.checks.figures import check_changed
from dialogues.checks.plans import check_overdue
from dialogues.checks.remark import Remark
from dialogues.checks.risks import Rated
from dialogues.checks.sentences import field, sentence
from dialogues.checks.whole import Found, Look, Whole, on
from dialogues.closing import day_of
from dialogues.facts import Kept, main_words
from dialogues.recall import number, picked
from dialogues.to_do import OVER, PROGRESS, Measure, figure_in, measures, said_in
from dialogues.weighing import by_item

_RISKS = ("create.what_if", "evaluate.risks")
_LOOKED = (*_RISKS, "agree.risks", "evaluate.safety")
_LEARNED = ("evaluate.results", "evaluate.side_effects", "evaluate.safety", "check_in.learned", "agree.decision")


def _chosen(whole: Whole) -> Found:
    """Chosen by a whisker, or far apart on what was chosen. Today's way is always one of the options (choices.py)."""
    weighed = [by_item(kept.value) for kept in whole.facts.of("create.weigh")]
    counts: dict[str, int] = {}
    for kept in whole.facts.of("create.choose"):
        for item in picked(kept.value):
            counts[item] = counts.get(item, 0) + 1
    taken = whole.facts.chosen.get("create.choose", ())
    spread = any(
        {"low", "high"} <= _levels(weighed, item, side) for item in taken for side in ("helps", "effort", "worry")
    )
    if taken:
        yield from on("create.choose", choices.check_close(sorted(counts.values(), reverse=True), spread))


def _levels(weighed: list[dict[str, dict[str, str]]], item: str, side: str) -> set[str]:
    return {level for one in weighed if (level := one.get(item, {}).get(side))}


def _musts(whole: Whole) -> Found:
    if whole.last("agree.decision").get("choice") != "go_on":
        return iter(())
    verdicts: dict[str, list[str]] = {}
    for kept in whole.facts.of("evaluate.needs_met"):
        for need, said in kept.value.items() if isinstance(kept.value, dict) else ():
            verdicts.setdefault(need, []).append(str(said))
    words = {kept.id: main_words(kept.value) for kept in whole.every("explore.needs")}
    musts = whole.facts.chosen.get("explore.priorities", ())
    return on("agree.decision", choices.check_must(verdicts, musts, words))


def _risks(whole: Whole) -> Found:
    """None recorded, a grave one that nothing lowers, as grave as before, not looked at for weeks."""
    facts = whole.facts
    kept = [one for name in _RISKS for one in whole.every(name) if field(one, "side") != "better"]
    if facts.of("create.choose") and not kept:
        ask = "How might this go wrong for patients, staff or the next team?"
        yield "evaluate.risks", Remark("risk.none_recorded", "soft", "", ask)
    settled = {
        item
        for one in facts.of("agree.risks")
        if isinstance(one.value, dict)
        for item, what in one.value.items()
        if what
    }
    controls = bool(facts.of("create.controls") or facts.earlier.get("create.controls"))
    every = [_rated(one, lowered=one.id in settled or controls) for one in kept]
    yield from on("evaluate.risks", risks.check_high(every))
    now = {one.words.casefold(): one.score for one in map(_rated, facts.of("evaluate.risks"))}
    before = {one.words.casefold(): one.score for one in map(_rated, facts.earlier.get("evaluate.risks", ()))}
    yield from on("evaluate.risks", risks.check_left(before, now, controls))
    looked = whole.newest(*_LOOKED)
    yield from on("evaluate.risks", risks.check_reviewed(every, looked.date() if looked else None, whole.today))


def _rated(kept: Kept, lowered: bool = False) -> Rated:
    fields: Mapping[str, Any] = kept.value if isinstance(kept.value, dict) else {}
    one = risks.rated(fields, main_words(kept.value))
    return Rated(one.words, one.score, one.lowered or lowered)


def _linked(whole: Whole) -> Found:
    """The second round's try does not say what the first one taught."""
    plan = whole.facts.of("evaluate.test_plan")
    if not plan or not whole.facts.earlier.get("evaluate.results"):
        return iter(())
    learned = [sentence(name, one.value) for name in _LEARNED for one in whole.facts.earlier.get(name, ())]
    words = plan[-1].value
    said = " ".join(map(str, words.values())) if isinstance(words, dict) else main_words(words)
    return on("evaluate.test_plan", learning.check_linked(said, learned))


def _overdue(whole: Whole) -> Found:
    """A next step past its day that nobody has called done, moved or dropped."""
    said: dict[str, Mapping[str, Any]] = {}
    for kept in said_in(whole.facts, PROGRESS):
        for step, how in kept.value.items() if isinstance(kept.value, dict) else ():
            said[step] = {"how": how, "due": kept.value.get("due")} if isinstance(kept.value, dict) else {}
    late = []
    for kept in whole.every("agree.actions"):
        last = said.get(kept.id, {})
        due = day_of(last.get("due")) or day_of(field(kept, "due"))
        if due is not None and due < whole.today and last.get("how") not in OVER:
            late.append((main_words(kept.value), due))
    return on("agree.actions", check_overdue(late))


def _figures(whole: Whole) -> Found:
    """What is counted over time: what moved, what did not, another way of counting, a target within chance."""
    counted = measures(whole.facts, today=whole.today, since=whole.today)
    said = whole.last("explore.measures")
    by_words = {one.words.casefold(): one for one in counted}
    better = by_words.get(str(said.get("better") or "").strip().casefold())
    doing = by_words.get(str(said.get("doing") or "").strip().casefold())
    changed = _changed_on(whole)
    if better is not None:
        yield from on("evaluate.results", series.check_series(better.figures, changed))
        to = number(whole.last("agree.aim").get("to"))
        if to is not None:
            yield from on("agree.aim", series.check_target(to, _values(better), f"{to:g}"))
        if doing is not None:
            yield from on(
                "explore.measures", series.check_doing_and_better(_values(doing), _values(better), better.words)
            )
    given = [found[0] for one in said_in(whole.facts, "check_in.learned") if (found := figure_in(one))]
    earlier = whole.facts.earlier.get("explore.measures", ())
    names = [*given, *(field(one, "better").casefold() for one in earlier)]
    yield from on("explore.measures", check_changed([one for one in names if one], list(by_words)))


def _values(measure: Measure) -> list[float]:
    return [value for _, value in measure.figures]


def _changed_on(whole: Whole) -> list[date]:
    """The days on which something was tried or changed, as planned or told."""
    plans = [day_of(field(one, "when")) for one in whole.every("evaluate.test_plan")]
    told = [one.at.date() for one in whole.every("evaluate.results")]
    return sorted({day for day in plans if day is not None} | set(told))


TRIES: tuple[Look, ...] = (_chosen, _musts, _risks, _linked, _overdue, _figures)
