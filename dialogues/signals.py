"""What routing looks for (vocabulary.SIGNALS): each signal is one small function over the record and the conversation.

A signal that asks for something new is silent as soon as something new is there. Words still private are never read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from dialogues.closing import day_of, zone_of
from dialogues.facts import Kept
from dialogues.grades import grade
from dialogues.plan import GO_AHEAD, TEST_PLAN
from dialogues.recall import said_yes
from dialogues.seen import LIVE, Seen, Sign, all_words, cut, items, stems
from dialogues.state import Cell

FRESH = timedelta(weeks=4)
NEAR = timedelta(days=3)  # over a weekend too, a try's last working day before it
NEWS = ("explore.needs", "create.ideas", "evaluate.results", "check_in.learned")
LOOPS = 3
MANY_UNKNOWN = 5

Look = Callable[[Seen], Sign | None]


def decided_to_stop(seen: Seen) -> Sign | None:
    """The newest decision is to stop."""
    decided = [value.get("choice") for _, value in seen.boxes("agree.decision")]
    return Sign() if decided and decided[-1] == "stop" else None


def severe_risk_uncontrolled(seen: Seen) -> Sign | None:
    """A risk that could harm someone came after the last answer on how to make it hard to get wrong."""
    controls = seen.newest("create.controls")
    risks = [one for one, _ in _severe(seen) if controls is None or one.at > controls]
    return Sign(seen.main(risks[-1])) if risks else None


def severe_risk_unowned(seen: Seen) -> Sign | None:
    """Nobody looks out for a risk that could harm someone, and nobody has said what to do with it."""
    settled = {item for _, value in seen.boxes("agree.risks") for item, choice in value.items() if choice}
    for one, value in _severe(seen):
        if one.question == "evaluate.risks" and not value.get("owner") and one.id not in settled:
            return Sign(seen.main(one))
    return None


def _severe(seen: Seen) -> list[tuple[Kept, Mapping[str, Any]]]:
    both = [*seen.boxes("create.what_if"), *seen.boxes("evaluate.risks")]
    return [(one, value) for one, value in both if value.get("bad") == "high"]


def news_since(seen: Seen, moment: datetime) -> bool:
    """Whether a need, an idea or evidence is newer than a moment."""
    return seen.newer(moment, *NEWS)


def try_without_yes(seen: Seen) -> Sign | None:
    """A try of this round is near, nothing is heard of it yet, and nobody's yes to it is on record."""
    for one, plan in list(seen.boxes(TEST_PLAN))[-1:]:
        day, now = day_of(plan.get("when")), seen.now.astimezone(zone_of(seen.state.zone)).date()
        near = day is not None and timedelta() <= day - now <= NEAR and one.pass_n == seen.state.pass_n
        heard = seen.newer(one.at, "evaluate.safety", "evaluate.results")
        if near and not heard and not said_yes(seen.facts, TEST_PLAN, GO_AHEAD):
            return Sign()
    return None


def going_in_circles(seen: Seen) -> Sign | None:
    """Three loops through one phase are over and brought no new need, idea or evidence."""
    counts: dict[str, int] = {}
    for key, count in seen.state.loops.items():
        phase = key.split(".", 1)[0]
        counts[phase] = counts.get(phase, 0) + count
    for phase, count in counts.items():
        cells = [cell for name, cell in seen.state.cells.items() if name.startswith(f"{phase}.")]
        asked = max((cell.asked_at for cell in cells if cell.asked_at), default=None)
        since = seen.state.looped_at.get(phase, asked)
        over = not any(cell.status in LIVE for cell in cells)
        fresh = since is not None and news_since(seen, since)
        if count >= LOOPS and over and not fresh:
            return Sign(phase)
    return None


def need_misread(seen: Seen) -> Sign | None:
    """A need was misread, and none has been said since."""
    return _judged(seen, "misread", "explore.needs")


def idea_does_not_do_it(seen: Seen) -> Sign | None:
    """The idea doesn't meet a need, and there is no new idea since."""
    return _judged(seen, "not_it", "create.ideas", "create.concept")


def not_tried(seen: Seen) -> Sign | None:
    """A need wasn't really tried for, and no try is planned since."""
    return _judged(seen, "not_tried", "evaluate.test_plan", "create.smallest_test")


def cannot_tell(seen: Seen) -> Sign | None:
    """Nobody can tell whether a need was met, and no try is planned since."""
    return _judged(seen, "cant_tell", "evaluate.test_plan", "create.smallest_test")


def _judged(seen: Seen, option: str, *answers: str) -> Sign | None:
    for one, value in seen.boxes("evaluate.needs_met"):
        found = [item for item, said in value.items() if said == option]
        if found and not seen.newer(one.at, *answers):
            return Sign(seen.words(found[0]))
    return None


def must_is_a_guess(seen: Seen) -> Sign | None:
    """A need that must be met is still a guess: nobody has heard, seen or counted it since it was called one."""
    needs = {one.id: one for one in seen.kept("explore.needs")}
    for item in seen.musts():
        if item in needs and grade(seen.facts, needs[item]) == "guess":
            return Sign(seen.words(item))
    return None


def new_group(seen: Seen) -> Sign | None:
    """A group was named after the last need, the needs are done, and none of them speaks of the group."""
    last, cell = seen.newest("explore.needs"), seen.state.cells.get("explore.needs")
    if last is None or (cell is not None and cell.status in LIVE):
        return None
    said = stems(" ".join(all_words(one) for one in seen.kept("explore.needs")))
    for one, value in seen.boxes("explore.people"):
        for label in _groups(seen, value) if one.at > last else ():
            if not stems(label) & said:
                return Sign(cut(label))
    return None


def _groups(seen: Seen, value: Mapping[str, Any]) -> Iterator[str]:
    question = seen.dialogue.questions.get("explore.people")
    labels = {option.id: option.label for box in (question.fields if question else ()) for option in box.options}
    yield from (line.strip() for line in re.split(r"[,\n]", str(value.get("others") or "")) if line.strip())
    yield from (labels.get(one, one) for one in items(value.get("groups")))


def must_without_idea(seen: Seen) -> Sign | None:
    """A need that must be met has no idea, and there is no new idea since."""
    for one in seen.kept("create.coverage"):
        found = [item for item in items(one.value) if item in seen.musts()]
        if found and not seen.newer(one.at, "create.ideas"):
            return Sign(seen.words(found[0]))
    return None


def no_idea_taken(seen: Seen) -> Sign | None:
    """The choice among ideas is over, nothing was taken, and no try is planned all the same."""
    cell = seen.state.cells.get("create.choose")
    over = cell is not None and cell.status not in ("unasked", *LIVE)
    taken = seen.facts.chosen.get("create.choose") or seen.kept("evaluate.test_plan")
    return Sign() if over and not taken else None


def no_better(seen: Seen) -> Sign | None:
    """Everybody who judged says it's no better than today, and there is no new idea since."""
    judged = [(one, value["overall"]) for one, value in seen.boxes("evaluate.verdict") if value.get("overall")]
    if not judged or any(said in ("better", "much_better") for _, said in judged):
        return None
    last = max(one.at for one, _ in judged)
    return None if seen.newer(last, "create.ideas", "create.concept") else Sign()


def aim_reached(seen: Seen) -> Sign | None:
    """The last look at the aim found that it is reached, and there is no new aim since."""
    return _aim(seen, ("there",), "agree.aim")


def aim_not_moved(seen: Seen) -> Sign | None:
    """The last look at the aim found it no nearer, and there is no new idea since."""
    return _aim(seen, ("same", "further"), "create.ideas")


def _aim(seen: Seen, found: tuple[str, ...], *answers: str) -> Sign | None:
    said = list(seen.boxes("check_in.aim"))
    if not said or said[-1][1].get("how") not in found or seen.newer(said[-1][0].at, *answers):
        return None
    aims = [value for _, value in seen.boxes("agree.aim")]
    return Sign(cut(str((aims[-1] if aims else {}).get("measure") or "")))


def outside_our_part(seen: Seen) -> Sign | None:
    """A side effect speaks of what the team left out, or of who has it before or after them."""
    out = " ".join(
        f"{value.get('out') or ''} {value.get('neighbours') or ''}" for _, value in seen.boxes("explore.boundary")
    )
    for one, value in seen.boxes("evaluate.side_effects"):
        touched = f"{value.get('who') or ''} {value.get('worse') or ''}"
        if stems(touched) & stems(out) and not seen.newer(one.at, "explore.boundary"):
            return Sign(cut(str(value.get("who") or value.get("worse"))))
    return None


def doubted_belief_untested(seen: Seen) -> Sign | None:
    """What it leans on is in doubt, and nothing was planned or seen since."""
    for one, value in seen.boxes("create.assumptions"):
        answers = ("create.smallest_test", "evaluate.test_plan", "evaluate.results")
        if value.get("sure") == "not_sure" and not seen.newer(one.at, *answers):
            return Sign(seen.main(one))
    return None


def evidence_without_decision(seen: Seen) -> Sign | None:
    """Results and judgements are in, and nobody has decided, gone on or planned another try since."""
    results = seen.newest("evaluate.results")
    judged = seen.newest("evaluate.needs_met", "evaluate.verdict")
    answers = ("agree.decision", "check_in.next_phase", "evaluate.test_plan")
    if results is None or judged is None or seen.newer(results, *answers):
        return None
    return Sign()


def no_fresh_evidence(seen: Seen) -> Sign | None:
    """Something was to be tried, nothing has been heard of it for four weeks, and no try lies ahead."""
    heard = seen.newest("evaluate.results", "evaluate.safety", "check_in.learned")
    last = heard or seen.newest("create.choose", "evaluate.test_plan")
    if last is None or any(value.get("choice") == "stop" for _, value in seen.boxes("agree.decision")):
        return None
    tried = seen.state.test_at or last  # a try that lies ahead, or was not long ago, is something to hear of
    return Sign() if seen.now - max(last, tried) > FRESH else None


def needs_more_depth(seen: Seen) -> Sign | None:
    """A quick round for something that several organisations share, that could harm, or of which much is unknown.

    What one person alone doesn't know is asked again, one thing at a time: three times as many questions are no help.
    """
    team = seen.state.way != "alone"
    unknown = sum(cell.status == "unknown" or cell.gap for cell in seen.state.cells.values()) if team else 0
    wide = seen.state.scale in ("cross-organisation", "cross-sector")
    if seen.state.depth == "quick" and (wide or _severe(seen) or unknown > MANY_UNKNOWN):
        return Sign()
    return None


def check_again(seen: Seen) -> Sign | None:
    """A settled answer hangs on one that has changed."""
    return _cell(seen, lambda cell: cell.check_again)


def not_known_yet(seen: Seen) -> Sign | None:
    """A question was kept as something to find out, and nobody has taken it on."""
    taken = frozenset(seen.state.finding.values())
    return _cell(seen, lambda cell: cell.gap or cell.status == "unknown", taken)


def _cell(seen: Seen, holds: Callable[[Cell], bool], but: frozenset[str] = frozenset()) -> Sign | None:
    for name, question in seen.dialogue.questions.items():
        cell = seen.state.cells.get(name) if name not in but else None
        if cell is not None and cell.status not in LIVE and holds(cell):
            return Sign(question.title, name)
    return None


LOOKS: Mapping[str, Look] = {
    look.__name__: look
    for look in (
        decided_to_stop, severe_risk_uncontrolled, severe_risk_unowned, try_without_yes, going_in_circles, need_misread,
        must_is_a_guess, new_group, must_without_idea, no_idea_taken, idea_does_not_do_it, no_better,
        aim_reached, aim_not_moved, not_tried, cannot_tell, outside_our_part, doubted_belief_untested,
        evidence_without_decision, no_fresh_evidence, needs_more_depth, check_again, not_known_yet,
    )
}  # fmt: skip
