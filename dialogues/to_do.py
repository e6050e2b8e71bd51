"""Who has something to do: a step not done, a figure to collect, a try to run, something to find out. Pure.

It rides in the check-in: whoever has nothing to do is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from dialogues.closing import day_of
from dialogues.facts import Facts, Kept
from dialogues.recall import box, standing
from dialogues.state import ConversationState

PROGRESS, LEARNED, HELP = "check_in.progress", "check_in.learned", "check_in.help"
DETAILS = ("why", "due")
"""Boxes beside the steps in an answer to check_in.progress: why one is stuck, its new day (ISO)."""
STEPS = "agree.actions"
OVER = frozenset({"done", "drop"})
EVERY: Mapping[str, int] = {"daily": 1, "weekly": 7, "monthly": 28}
"""Days between two figures, by the option of agree.targets#how_often."""
_PARTS = re.compile(r"\s*[;–—,]\s*|\s+-\s+")
_BOXES = ("better", "doing", "worse")
_EARLY = 0.75  # a figure may come this part of its time after the one before


@dataclass(frozen=True, slots=True)
class Step:
    """One next step as the record has it now. `due` an ISO day or empty; `how`, `why` and `said_at` the last word."""

    id: str
    what: str
    owner: str = ""
    due: str = ""
    how: str = ""
    why: str = ""
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is counted, its figures oldest first; `id` is short and the same while the words are."""

    id: str
    words: str
    owner: str
    figures: tuple[tuple[date, float], ...] = ()
    due: bool = True


@dataclass(frozen=True, slots=True)
class Find:
    """One thing to find out: a question, or words of the team's own (`question` empty, `phase` says where)."""

    words: str
    owner: str
    question: str = ""
    phase: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person has to do. `measures` are those whose figure is due; `trying`: the try is theirs to run."""

    person: str
    steps: tuple[Step, ...] = ()
    measures: tuple[Measure, ...] = ()
    finds: tuple[Find, ...] = ()
    trying: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.steps or self.measures or self.finds or self.trying)


@dataclass(slots=True)
class _Pile:
    steps: list[Step] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    finds: list[Find] = field(default_factory=list)


def sheets(
    state: ConversationState,
    facts: Facts,
    steps: Sequence[Step],
    finds: Sequence[Find],
    names: Mapping[str, str],
    *,
    today: date,
    since: date,
) -> dict[str, Sheet]:
    """Return a sheet for each person of the team with something to do, the lead first.

    What nobody has, or somebody who is not in the team, is the lead's: somebody has to give it an owner. `names` are
    people's names by id, as owners may be typed. `since` is the day from which a figure counts for this check-in.
    """
    piles: dict[str, _Pile] = {}

    def pile(owner: str) -> _Pile:
        return piles.setdefault(person_named(owner, state, names) or state.lead, _Pile())

    for step in steps:
        if step.how not in OVER:
            pile(step.owner).steps.append(step)
    for measure in measures(facts, today=today, since=since):
        if measure.due:
            pile(measure.owner).measures.append(measure)
    for find in finds:
        if find.owner:
            pile(find.owner).finds.append(find)
    runs = runner_of(state) if is_trying(state) else ""
    order = dict.fromkeys((state.lead, *state.team))
    made = (_sheet(person, piles.get(person, _Pile()), person == runs) for person in order)
    return {sheet.person: sheet for sheet in made if not sheet.empty}


def _sheet(person: str, pile: _Pile, trying: bool) -> Sheet:
    return Sheet(person, tuple(pile.steps), tuple(pile.measures), tuple(pile.finds), trying)


def person_named(words: str, state: ConversationState, names: Mapping[str, str]) -> str:
    """Return who of the team an owner's words mean: an id, a mention or a name; empty when nobody."""
    bare = words.strip().removeprefix("<@").removesuffix(">").partition("|")[0]
    if in_team(state, bare):
        return bare
    found = [one for one, name in names.items() if name.casefold() == bare.casefold() and in_team(state, one)]
    return found[0] if len(found) == 1 else ""


def as_typed(step: Step, state: ConversationState, names: Mapping[str, str]) -> Step:
    """Return a step typed as one line ("Ask the matron - Asha, 2026-05-21") with its owner and day set apart.

    Only a name of the team makes an owner; a line without one stays as it is.
    """
    parts = [part.strip() for part in _PARTS.split(step.what)]
    day = parts.pop() if len(parts) > 2 and day_of(parts[-1]) else ""
    who = person_named(parts[-1], state, names) if len(parts) > 1 else ""
    if step.owner or not who:
        return step
    end = step.what.rindex(parts[-1])
    return replace(step, what=step.what[:end].rstrip(" -–—;,"), owner=who, due=step.due or day)


def in_team(state: ConversationState, person: str) -> bool:
    """Say whether somebody belongs to the team and has not left."""
    member = state.team.get(person)
    return member is not None and member.status != "left"


def is_trying(state: ConversationState) -> bool:
    """Say whether the team is out trying it."""
    return state.walk == "evaluate.trying"


def runner_of(state: ConversationState) -> str:
    """Return who runs the try: as named, else the lead."""
    return state.runner if state.runner and in_team(state, state.runner) else state.lead


def measures(facts: Facts, *, today: date, since: date) -> tuple[Measure, ...]:
    """Return what is counted, with the figures given so far: the measures named in Explore and the missing target."""
    found: dict[str, Measure] = {}
    given = list(_figures(facts))
    for words, owner, every in _named(facts):
        points = tuple(sorted((day, value) for said, day, value in given if said == words.casefold()))
        due = _due(points[-1][0] if points else None, every, today, since)
        number = len(found)
        found.setdefault(words.casefold(), Measure(f"m{number}", words, owner, points, due))
    return tuple(found.values())


def _due(last: date | None, every: int, today: date, since: date) -> bool:
    if last is None:
        return True
    return (today - last).days >= max(1, int(every * _EARLY)) if every else last < since


def _named(facts: Facts) -> Iterator[tuple[str, str, int]]:
    """What is to be counted: its words, who counts it, days between two figures (0: at every check-in)."""
    said, target = facts.latest("explore.measures"), facts.latest("agree.targets")
    every = EVERY.get(str(_of(target, "how_often")), 0)
    counts = _of(target, "who_counts") or _of(said, "who_counts")
    for name in _BOXES:
        words = _of(said, name)
        if words:
            yield words, (counts if name == "better" else _of(said, "who_counts")), every if name == "better" else 0
    if target is not None and not _of(said, "better"):
        words = str(box(facts, "agree.aim", "measure") or "").strip()
        if words:
            yield words, _of(target, "who_counts"), every


def _of(kept: Kept | None, name: str) -> str:
    """One box of an answer as words; of several people the first."""
    value: Any = kept.value.get(name) if kept is not None and isinstance(kept.value, dict) else None
    first = value[0] if isinstance(value, list) and value else value
    return str(first).strip() if first else ""


def figure(measure: str, value: float, day: date) -> dict[str, Any]:
    """Return a figure as an answer to check_in.learned: it is something that was learned, in boxes."""
    return {"text": f"{measure}: {value:g}", "measure": measure, "value": value, "day": day.isoformat()}


def figure_in(kept: Kept) -> tuple[str, date, float] | None:
    """Return the measure (case folded), the day and the value of a figure; None for other words."""
    value = kept.value
    if not isinstance(value, dict) or not isinstance(value.get("value"), int | float):
        return None
    return (
        str(value.get("measure") or "").strip().casefold(),
        day_of(value.get("day")) or kept.at.date(),
        value["value"],
    )


def _figures(facts: Facts) -> Iterator[tuple[str, date, float]]:
    """Every figure; a later one for the same day takes the place of the one before."""
    found = (got for one in said_in(facts, LEARNED) if (got := figure_in(one)))
    yield from ((measure, day, value) for (measure, day), value in {got[:2]: got[2] for got in found}.items())


def said_in(facts: Facts, question: str, since: datetime | None = None, until: datetime | None = None) -> list[Kept]:
    """Return what was said to a question of the check-in in any round, oldest first, private words left out."""
    every: Iterable[Kept] = (*facts.earlier.get(question, ()), *facts.of(question))
    inside = (one for one in every if not one.private and (since is None or one.at >= since))
    return sorted((one for one in inside if until is None or one.at < until), key=lambda one: one.at)


def steps_left(facts: Facts) -> tuple[Kept, ...]:
    """Return the next steps that stand and of which the last word is not that they are done or dropped."""
    last: dict[str, Any] = {}
    for kept in said_in(facts, PROGRESS):
        last |= kept.value if isinstance(kept.value, dict) else {}
    return tuple(one for one in standing(facts, STEPS) if last.get(one.id) not in OVER)
