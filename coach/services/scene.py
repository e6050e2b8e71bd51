"""Everything a screen may show of one project, as it stands at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dialogues.effects import KeepEnding
from dialogues.facts import Facts
from dialogues.model import Dialogue
from dialogues.predicting import Expected
from dialogues.state import ConversationState
from storage.check_ins import Rhythm
from storage.partners import NOBODY, Partnership


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one person stands on one question this round; hands in the room have by="" and a count."""

    question: str
    by: str
    stance: str
    reason: str = ""
    named: bool = False
    count: int = 1
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToFind:
    """One thing to find out that somebody took on, or in the team's own words (then without a question).

    `phase` is the one it ended ("round" for a whole round), `due` an ISO day; `found` what came of their own words.
    """

    question: str
    phase: str
    what: str = ""
    owner: str = ""
    due: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """One project as screens see it: its dialogue, state and record, names to show, and the moment.

    `channel` is empty when someone works alone (DM only). `names` and `roles` are by person id. `positions` holds
    each person's latest this round; `gaps` the questions nobody knows yet; `lines` the lead's one line by phase;
    `overrides` (phase, by, reason); `next_step` (what, who) of the last "stop here"; `links` permalinks by slot.
    `to_find` is what somebody finds out (and this round's own words that were found out); `use_name` holds those
    whose name may stand in what is passed on; `rhythm` is how often the coach looks in (None: never set).
    `quiet_until` is the end of a quiet time that holds for the team or everyone; `expected` what people expect of
    tries, private until the result is in; `ending` what the team left behind when it stopped well; `taken_in` the
    ideas taken, by round, from the second on. `offered` are the tools offered this round, with where. `partners` says
    which organisation or sector each person is with. `zones` are people's own time zones.
    """

    project: str
    workspace: str
    name: str
    channel: str
    dialogue: Dialogue
    state: ConversationState
    facts: Facts
    now: datetime
    names: Mapping[str, str]
    roles: Mapping[str, str]
    positions: tuple[Stand, ...]
    gaps: tuple[str, ...]
    lines: Mapping[str, str]
    overrides: tuple[tuple[str, str, str], ...]
    next_step: tuple[str, str] | None
    links: Mapping[str, str]
    run_by: str
    created_at: datetime
    to_find: tuple[ToFind, ...] = ()
    use_name: frozenset[str] = frozenset()
    rhythm: Rhythm | None = None
    quiet_until: datetime | None = None
    expected: tuple[Expected, ...] = ()
    ending: KeepEnding | None = None
    taken_in: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    offered: tuple[tuple[str, str], ...] = ()
    zones: Mapping[str, str] = field(default_factory=dict)
    partners: Partnership = NOBODY
