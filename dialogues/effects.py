"""What the shell must do after a turn: keep, show, ask, tell, remember a moment. Each has exactly one handler."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from dialogues.inputs import Value


@dataclass(frozen=True, slots=True)
class Effect:
    """Base of all effects."""


@dataclass(frozen=True, slots=True)
class Keep(Effect):
    """Keep one answer. `answer` is its id inside the conversation: "turn.index".

    `private` until the question is shown; `beside` marks a second voice on a settled question;
    `late` one that came after the reveal ("Added since"); `stray` one to a question already left.
    """

    answer: str
    question: str
    by: str
    value: Value
    private: bool = False
    supersedes: str | None = None
    voice: str | None = None
    beside: bool = False
    late: bool = False
    stray: bool = False


@dataclass(frozen=True, slots=True)
class Drop(Effect):
    """Mark an answer as taken back by its author; the row stays, the words are no longer shown."""

    answer: str
    by: str


@dataclass(frozen=True, slots=True)
class KeepPosition(Effect):
    """Keep where one person stands, append-only; `hands` in the room come as by="" with a count.

    `late`: it came after the others' were shown without names, and waits for two more.
    """

    question: str
    by: str
    stance: str
    reason: str = ""
    named: bool = False
    count: int = 1
    hands: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class KeepGap(Effect):
    """Keep a "don't know yet" as something to find out; `closed` when it has been answered since.

    Without a question it is the one thing a phase ends with, in the team's own words (`what`). `owner` finds it out
    by `due` (an ISO day); a later one of the same question, or the same phase, replaces all three. `found` is what
    came of words of their own.
    """

    question: str
    by: str
    closed: bool = False
    phase: str = ""
    what: str = ""
    owner: str = ""
    due: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class KeepChoice(Effect):
    """Keep what was taken of a vote: option ids in order."""

    question: str
    by: str
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeepOverride(Effect):
    """Keep that somebody went on although something was thin, or over a "not yet", with the reason."""

    phase: str
    by: str
    reason: str
    thin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeepLine(Effect):
    """Keep the lead's one line for a phase."""

    phase: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class KeepJoin(Effect):
    """Keep that two lines say the same thing; the first stands for both."""

    question: str
    by: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeepStep(Effect):
    """Keep the next step given at a stop: what, who."""

    by: str
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class KeepEnding(Effect):
    """Keep what a project that ends well leaves behind: what was learned, who should know, what stays."""

    by: str
    learned: str = ""
    tell: str = ""
    leave: str = ""


@dataclass(frozen=True, slots=True)
class KeepTeam(Effect):
    """A change of team: joined, invited, left, away, back, lead, second."""

    person: str
    change: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ask(Effect):
    """Questions are open for these people: one DM a sitting; together the one card shows them instead."""

    people: tuple[str, ...]
    step: str


@dataclass(frozen=True, slots=True)
class Reveal(Effect):
    """Show what everybody said: a thread reply that is also sent to the channel (alone: in the DM)."""

    question: str


@dataclass(frozen=True, slots=True)
class Added(Effect):
    """Late answers stand below the reveal under "Added since"; the reveal is edited. `but`: those still held back."""

    question: str
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summarise(Effect):
    """Post a summary: of a phase, "so_far" at a stop, "round" at the end; `edit` edits the one posted."""

    what: str
    pass_n: int
    edit: bool = False


@dataclass(frozen=True, slots=True)
class WhereWeWere(Effect):
    """After five days away, or a pause: three lines before anything else; `since`: when anybody last acted."""

    since: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Refresh(Effect):
    """The living messages (card or header, the lead's panel, open DM cards) show the new state."""

    people: tuple[str, ...] = ()  # whose DM card changes; the card and the panel always do


@dataclass(frozen=True, slots=True)
class Tell(Effect):
    """Kind words for one person about what they just did, or for the lead; `code` names the words."""

    person: str
    code: str
    question: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Announce(Effect):
    """One line for everybody; `code` names the words."""

    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Welcome(Effect):
    """Greet: the channel once, and each named person once by DM."""

    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemindAt(Effect):
    """Come back at a moment with a Reminded input; one of a `key` at a time (a new one replaces it)."""

    key: str
    kind: str
    at: datetime
    asked: int = 0
    question: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Forget(Effect):
    """Cancel the reminders whose key starts with this."""

    key: str


@dataclass(frozen=True, slots=True)
class RoundClosed(Effect):
    """A round has closed: an immutable snapshot is kept."""

    pass_n: int
