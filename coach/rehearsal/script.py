"""A rehearsal file as data: team, way, and what everybody says and does, turn by turn (design.md 8.3)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from coach.errors import CoachError
from dialogues.model import Depth, Dialogue, Way
from dialogues.overlays import steps_for

_SPAN = re.compile(r"^(\d+)\s*(m|h|d|w)$")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class RehearsalFault(CoachError):
    """A rehearsal file cannot be played; the words say where and why."""

    def __init__(self, words: str) -> None:
        super().__init__("rehearsal", words)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Teammate(_Part):
    """One of the team; the lead looks after the workspace too. `role` is their job title.

    `joins: false` leaves the first message unanswered until a turn joins them;
    `silent` joins and then says nothing; `zone` is what Slack says of their time zone.
    """

    name: str
    role: str = ""
    lead: bool = False
    joins: bool = True
    silent: bool = False
    zone: str = "Europe/London"


class Expect(_Part):
    """What should be so at this point; every key given must hold.

    `posted_contains`: some message in a channel or thread; `told` with `contains`: some message in that
    person's DM, `not_told`: none does; `kept` with `count`: standing answers to a question; `quiet`: nothing sent
    since the last wait; `most_posts` and `posts_in_channels`: how many messages the coach has posted there; `remark`: a
    check that fired.
    """

    posted_contains: str | None = None
    told: str | None = None
    contains: str | None = None
    not_told: str | None = None
    kept: str | None = None
    count: int | None = None
    quiet: bool | None = None
    most_posts: int | None = None
    posts_in_channels: int | None = None
    remark: str | None = None

    @property
    def only_now(self) -> bool:
        """Whether it is about this very moment, so that looking later would mean nothing."""
        return any(
            one is not None for one in (self.kept, self.quiet, self.not_told, self.most_posts, self.posts_in_channels)
        )


class Act(_Part):
    """One turn of the file: who does what, to which question; `after` a phase: once it has ended; `round`: in which. An
    answer with a `voice` (a role) is brought in by "Someone told me".

    `after: trying` comes while the team is out trying it.
    `boxes` fills the form that `press` opened, by the ends of its boxes' names. What is weighed in the second round of
    a choice is answered by a mapping for each idea: {"List at the bedside": {helps: high, effort: low, worry: low}}.
    """

    by: str | None = None
    question: str | None = None
    after: Literal["explore", "create", "trying", "evaluate", "agree", "round"] | None = None
    round: int = Field(1, ge=1, le=9)
    answer: Any = None
    amend: bool = False
    voice: str | None = None
    press: str | None = None
    boxes: dict[str, Any] | None = None
    say: str | None = None
    command: str | None = None
    position: Literal["yes", "can_live", "not_yet"] | None = None
    reason: str = ""
    joins: bool = False
    leaves: bool = False
    wait: str | None = None
    expect: Expect | None = None

    @field_validator("answer", mode="before")
    @classmethod
    def _whole_numbers_and_dates_are_words(cls, value: Any) -> Any:
        return value if value is None or isinstance(value, str | list | dict) else str(value)

    @property
    def span(self) -> timedelta:
        """How long a wait lasts; ValueError for words that are no span."""
        found = _SPAN.match(self.wait or "")
        if not found:
            raise ValueError(f"{self.wait!r} is no span; write 30m, 4h, 2d or 3w")
        return timedelta(**{_UNITS[found[2]]: int(found[1])})


class Rehearsal(_Part):
    """A whole file. `unanswered` is what the lead does with a question that no turn answers."""

    title: str
    project: str
    depth: Depth = "quick"
    way: Way = "together"
    scale: Literal["service", "organisation", "cross-organisation", "cross-sector"] = "service"
    experience: Literal["new", "some", "experienced"] = "some"
    starts: datetime = datetime(2026, 5, 12, 12, 40, tzinfo=UTC)
    team: tuple[Teammate, ...] = Field(min_length=1)
    unanswered: Literal["dont_know", "skip", "stop"] = "dont_know"
    everything_twice: bool = False
    typed: bool = False
    turns: tuple[Act, ...] = ()

    @field_validator("starts")
    @classmethod
    def _in_utc(cls, value: datetime) -> datetime:
        return value if value.tzinfo else value.replace(tzinfo=UTC)

    @model_validator(mode="after")
    def _people_are_known(self) -> Rehearsal:
        names = [mate.name for mate in self.team]
        if len(set(names)) != len(names):
            raise ValueError("two people of the team have the same name")
        if sum(mate.lead for mate in self.team) != 1:
            raise ValueError("exactly one of the team needs `lead: true`")
        for number, act in enumerate(self.turns, 1):
            _check(act, names, number)
        return self

    @property
    def rounds(self) -> int:
        """How many rounds the file plays."""
        return max((act.round for act in self.turns), default=1)

    @property
    def lead(self) -> str:
        """The lead's name."""
        return next(mate.name for mate in self.team if mate.lead)

    def silent(self, name: str) -> bool:
        """Whether this person joins and then says nothing."""
        return any(mate.silent for mate in self.team if mate.name == name)


def _check(act: Act, names: list[str], number: int) -> None:
    if act.wait is None and act.expect is None and act.by is None:
        raise ValueError(f"turn {number} names nobody; give it a `by`")
    if act.by is not None and act.by not in names:
        raise ValueError(f"turn {number}: {act.by!r} is not in the team; the team is {', '.join(names)}")
    if act.wait is not None:
        _ = act.span


def read(path: Path) -> Rehearsal:
    """Read a rehearsal file; RehearsalFault in words when it is missing, no YAML, or not a rehearsal."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise RehearsalFault(f"{path}: cannot be read ({fault.strerror}). Check the path.") from fault
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise RehearsalFault(f"{path}: is not YAML: {fault}") from fault
    try:
        return Rehearsal.model_validate(data)
    except ValidationError as fault:
        lines = [f"  {'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in fault.errors()]
        raise RehearsalFault("\n".join([f"{path}: cannot be played:", *lines])) from fault


def in_order(rehearsal: Rehearsal, dialogue: Dialogue, round_n: int = 1) -> dict[str, list[Act]]:
    """The turns of a round by question, in file order; a turn without a question stays with the one before it.

    Turns before any question stand under "". RehearsalFault for a question that this depth does not ask.
    """
    asked = {q for step in steps_for(dialogue, rehearsal.depth, rehearsal.scale) for q in step.questions}
    asked |= set(dialogue.check_in.questions)
    if rehearsal.depth != "quick":
        asked |= {name for name, one in dialogue.questions.items() if one.second_of in asked}
    sorted_turns: dict[str, list[Act]] = {"": []}
    present = ""
    for number, act in enumerate(rehearsal.turns, 1):
        if act.after is not None or act.round != round_n:
            continue
        if act.question is not None:
            if act.question not in asked:
                raise RehearsalFault(
                    f"turn {number}: {act.question} is not asked at the depth {rehearsal.depth!r}. "
                    f"Take it out, or change the depth."
                )
            present = act.question
        sorted_turns.setdefault(present, []).append(act)
    return sorted_turns


def at_endings(rehearsal: Rehearsal, round_n: int = 1) -> dict[str, list[Act]]:
    """The turns of a round that come once a phase (or a quick round) has ended, by it, in file order."""
    found: dict[str, list[Act]] = {}
    for act in rehearsal.turns:
        if act.after is not None and act.round == round_n:
            found.setdefault(act.after, []).append(act)
    return found
