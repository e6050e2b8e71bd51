"""Votes and judgements counted: who picked what, how far people differ, what was taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from coach.services.scene import Scene
from coach.services.screens.record import Line, as_text, kept_of, line_of, lines_up_to
from dialogues.choices import last_words
from dialogues.facts import Kept
from dialogues.to_do import DETAILS, PROGRESS


@dataclass(frozen=True, slots=True)
class Tally:
    """How many picked each item, in order of votes; `voters` how many spoke; `hands` counted in the room."""

    counts: tuple[tuple[str, int], ...]
    voters: int
    hands: bool = False

    def of(self, item: str) -> int:
        """Return how many picked one item."""
        return dict(self.counts).get(item, 0)


def tally(scene: Scene, question: str, pass_n: int = 0) -> Tally:
    """Count the picks of a vote; hands counted in the room stand in place of single votes."""
    cell = scene.state.cells.get(question)
    if cell and cell.hands and pass_n in (0, scene.state.pass_n):
        ranked = sorted(cell.hands.items(), key=lambda entry: -entry[1])
        return Tally(tuple(ranked), max(cell.hands.values()), hands=True)
    every = last_words(kept_of(scene, question, pass_n))
    found: Counter[str] = Counter()
    for kept in every:
        found.update(list(dict.fromkeys(picked(kept))))
    return Tally(tuple(found.most_common()), len({kept.by for kept in every}))


def picked(kept: Kept) -> tuple[str, ...]:
    """Return the ids somebody picked."""
    if isinstance(kept.value, list):
        return tuple(as_text(one) for one in kept.value)
    if isinstance(kept.value, dict):
        return ()
    return (as_text(kept.value),)


def source_of(scene: Scene, question: str) -> str:
    """Return the question whose lines a vote is about."""
    found = scene.dialogue.questions.get(question)
    source = (found.items_from or found.second_of) if found else ""
    deeper = scene.dialogue.questions.get(source)
    return deeper.items_from if deeper and deeper.items_from else source


def item(scene: Scene, question: str, wanted: str) -> str:
    """Return the words of one item of a vote, raw; today's way by its own words."""
    found = scene.dialogue.questions.get(question)
    if found and found.second_of:
        return item(scene, found.second_of, wanted)
    line = all_lines(scene, source_of(scene, question)).get(wanted)
    if line is not None:
        return line.words
    return found.today_option if found and found.today_option else ""


def all_lines(scene: Scene, question: str) -> dict[str, Line]:
    """Return every line of a question that may be shown by id, those of earlier rounds and joined ones too."""
    before = (kept for kept in scene.facts.earlier.get(question, ()) if not kept.private)
    every = (*before, *kept_of(scene, question))
    return {kept.id: line_of(scene, kept) for kept in every}


def taken(scene: Scene, question: str) -> tuple[str, ...]:
    """Return the ids taken of a vote."""
    return tuple(scene.facts.chosen.get(question, ()))


def ranked_needs(scene: Scene, pass_n: int = 0) -> tuple[Line, ...]:
    """Return the needs: those that must be met first, then the newest round's, by votes, by people, by who was first.

    One that was found to be misread comes last.
    """
    votes = tally(scene, "explore.priorities")
    musts = taken(scene, "explore.priorities")
    every = lines_up_to(scene, "explore.needs", pass_n)
    wrong, rounds = misread(scene), _rounds_of(scene, "explore.needs")

    def place(line: Line) -> tuple[bool, bool, int, int, int]:
        return line.id in wrong, line.id not in musts, -rounds[line.id], -votes.of(line.id), -line.count

    return tuple(sorted(every, key=place))


def misread(scene: Scene) -> frozenset[str]:
    """Return the ids of needs that somebody who saw a try found to be misread."""
    question = "evaluate.needs_met"
    every = (*scene.facts.earlier.get(question, ()), *kept_of(scene, question))
    judged_by = (kept.value.items() for kept in every if isinstance(kept.value, dict) and not kept.private)
    return frozenset(need for items in judged_by for need, said in items if said == "misread")


def _rounds_of(scene: Scene, question: str) -> dict[str, int]:
    every = (*scene.facts.earlier.get(question, ()), *scene.facts.of(question))
    return {kept.id: kept.pass_n for kept in every}


def judged(scene: Scene, question: str, pass_n: int = 0) -> dict[str, Counter[str]]:
    """Return, for a question asked of each item, how often each option was given to it.

    In a vote, and of the steps in a check-in, each person's last word counts.
    """
    asked = scene.dialogue.questions.get(question)
    once = question == PROGRESS or (asked is not None and asked.mode == "vote")
    last: dict[tuple[str, str], str] = {}
    for kept in kept_of(scene, question, pass_n):
        if isinstance(kept.value, dict):
            said = {one: as_text(option) for one, option in kept.value.items() if one not in DETAILS}
            whose = kept.by if once and kept.by else f"{kept.by} {kept.id}"
            last |= {(one, whose): option for one, option in said.items() if option}
    found: dict[str, Counter[str]] = {}
    for (one, _), option in last.items():
        found.setdefault(one, Counter())[option] += 1
    return found


MET = ("not", "partly", "met")
"""How well a need was met, from least to most; who can't tell stands nowhere on it."""


def met_levels(votes: Counter[str]) -> Counter[str]:
    """Count judgements of a need by how well it was met, whatever the reason."""
    found: Counter[str] = Counter()
    for option, count in votes.items():
        found[option if option in {"met", "partly", "cant_tell"} else "not"] += count
    return found


def split_on(scene: Scene, question: str) -> tuple[str, int] | None:
    """Return the item people differ on most (nearest to half and half) with its votes; None when nobody differs.

    It takes four voters and at least two on each side to speak of a split, and nobody twice as many as the others.
    """
    found = tally(scene, question)
    halves = [(abs(2 * votes - found.voters), one, votes) for one, votes in found.counts if not found.hands]
    halves = [entry for entry in halves if _near(entry[2], found.voters - entry[2])]
    if not halves:
        return None
    _, one, votes = min(halves, key=lambda entry: entry[0])
    return one, votes


def _near(votes: int, others: int) -> bool:
    return min(votes, others) >= 2 and max(votes, others) < 2 * min(votes, others)
