"""The pure value of one conversation: positions, statuses and ids, never anybody's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pydantic import TypeAdapter

from dialogues.effects import Effect
from dialogues.model import Depth, SeenBy, Way

CellStatus = Literal["unasked", "open", "shown", "contested", "settled", "skipped", "unknown"]
Done = Literal["answered", "nothing", "unknown", "skipped"]
MemberStatus = Literal["invited", "here", "away", "left"]
Status = Literal["active", "paused", "closed"]


@dataclass(slots=True)
class Cell:
    """One question's life in this round.

    `asked` is the turn it was asked at; `given` the ids of each person's standing answers; `late` ids added
    after the reveal; `chosen` what was taken of a vote; `how` in a word how it settled.
    """

    status: CellStatus = "unasked"
    asked: int = 0
    asked_at: datetime | None = None
    seen_by: SeenBy = "names"
    asked_of: tuple[str, ...] = ()
    done: dict[str, Done] = field(default_factory=dict)
    given: dict[str, list[str]] = field(default_factory=dict)
    stance: dict[str, str] = field(default_factory=dict)
    hands: dict[str, int] = field(default_factory=dict)
    late: list[str] = field(default_factory=list)
    main: str | None = None
    chosen: list[str] = field(default_factory=list)
    check_again: bool = False
    again: bool = False  # re-opened by a loop or Back: stands beside the step it came from
    how: str = ""
    step: str = ""  # the step it was last asked in
    private: bool = False  # answers came in privately and have not been shown yet
    held: list[str] = field(default_factory=list)  # late ids (of an agreement: people), kept back until three are in
    items: list[str] = field(default_factory=list)  # what a second round weighs, fixed when it opened
    gap: bool = False  # kept as something to find out, not answered since


@dataclass(slots=True)
class Member:
    """One person's place in the team; `since` is the turn from which they are waited for."""

    status: MemberStatus = "invited"
    since: int = 0
    seen: datetime | None = None  # last moment they did anything, for a silent lead
    until: datetime | None = None  # the day somebody away said they would be back


@dataclass(slots=True)
class ConversationState:
    """Everything the engine needs to know of one conversation; to JSON and back unchanged."""

    dialogue: str
    version: int
    lead: str
    spec: int = 1
    turn: int = 0
    status: Status = "active"
    walk: str = "explore.asking"
    step: str = ""
    depth: Depth = "quick"
    way: Way = "together"
    scale: str = "service"
    experience: str = "some"
    zone: str = "Europe/London"
    pass_n: int = 1
    second: str | None = None
    team: dict[str, Member] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    closes_at: datetime | None = None
    opened_at: datetime | None = None
    extended: int = 0
    back_at: datetime | None = None
    test_at: datetime | None = None
    runner: str | None = None
    silent_steps: int = 0
    thin: bool = False  # a step closed with too few answers; the lead has three choices
    loops: dict[str, int] = field(default_factory=dict)  # ways back into a phase, one after another without news
    looped_at: dict[str, datetime] = field(default_factory=dict)  # when the last of them was taken
    path: list[str] = field(default_factory=list)  # what a way back still asks before the team is where it was
    trying_again: Literal["", "planned", "on"] = ""  # a new plan after the look back: tried and looked at once more
    joins_offered: int = 0
    overrides: list[str] = field(default_factory=list)
    touched_at: datetime | None = None  # the last thing a person did, for "where we were"
    recalled_at: datetime | None = None  # when "where we were" was last said
    stopped: bool = False  # a good stop: quiet until `back_at`, or until somebody carries on
    step_asked: int = 0  # the turn at which the present step opened; its reminders carry it
    ran_out: int = 0  # the turn at which a closing time last passed: who was named by then is waited for no more
    lead_until: datetime | None = None  # how long the closed step still waits for the lead
    summaries: list[str] = field(default_factory=list)  # what was summed up this round; a change edits it
    finding: dict[str, str] = field(default_factory=dict)  # phase -> the question somebody finds out; "" own words
    closed_round: int = 0  # the last round that has closed: going deeper afterwards closes it no second time


@dataclass(frozen=True, slots=True)
class Turn:
    """What a step of the engine returns: the new state, the effects in order, and whether it was accepted.

    A refused input changes nothing but tells the person why (a Tell effect); the turn number still moves on.
    """

    state: ConversationState
    effects: tuple[Effect, ...]
    accepted: bool = True


_STATE: TypeAdapter[ConversationState] = TypeAdapter(ConversationState)


def to_json(state: ConversationState) -> bytes:
    """Dump a state as JSON."""
    return _STATE.dump_json(state, exclude_defaults=True)


def from_json(data: bytes | str) -> ConversationState:
    """Load a state dumped by `to_json`; pydantic.ValidationError if it is not one."""
    return _STATE.validate_json(data)
