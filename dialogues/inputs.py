"""What happened: every input names the person and the moment, so the engine needs no clock and no guess.

`asked` is the turn at which a question was asked, as a button or reminder carried it; a later one is late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dialogues.model import Depth, Way
from dialogues.said import Amend as Amend
from dialogues.said import Answer as Answer
from dialogues.said import DontKnow as DontKnow
from dialogues.said import Input as Input
from dialogues.said import NothingToAdd as NothingToAdd
from dialogues.said import Position as Position
from dialogues.said import Skip as Skip
from dialogues.said import TakeBack as TakeBack
from dialogues.said import Value as Value


@dataclass(frozen=True, slots=True)
class Start:
    """A project begins; `at` is aware, `zone` an IANA name, `team` holds the lead too."""

    lead: str
    at: datetime
    way: Way = "together"
    depth: Depth = "quick"
    scale: str = "service"
    experience: str = "some"
    team: tuple[str, ...] = ()
    second: str | None = None
    zone: str = "Europe/London"


@dataclass(frozen=True, slots=True)
class Confirm(Input):
    """The lead (or typist) accepts a draft, edits it (`value`), or takes options of a vote (`chosen`)."""

    question: str = ""
    value: Value | None = None
    chosen: tuple[str, ...] = ()
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class ShowNow(Input):
    """The lead shows what has come in (question empty: every open gather of the step)."""

    question: str = ""
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class Next(Input):
    """The typist presses Next, or the lead moves on, from a question (empty: the current card)."""

    question: str = ""
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class MoreTime(Input):
    """The lead gives the open step one more working day."""


@dataclass(frozen=True, slots=True)
class Back(Input):
    """Open the card before the current one again (empty question), or a named question."""

    question: str = ""


@dataclass(frozen=True, slots=True)
class AskSomeone(Input):
    """Hand an open solo question to somebody who knows."""

    question: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class WeighWith(Input):
    """The lead and two others weigh what was picked most, in place of everybody."""

    question: str = ""
    people: tuple[str, ...] = ()
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class Join(Input):
    """A person joins (presses Join, or said yes to the first DM)."""


@dataclass(frozen=True, slots=True)
class Invite(Input):
    """Somebody names people; they are asked by DM and count once they said yes (in together: at once)."""

    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leave(Input):
    """A person leaves the team (or says "Not me"); their answers stay."""

    who: str = ""  # empty: the person themself; else a leaver the coach learnt of


@dataclass(frozen=True, slots=True)
class Away(Input):
    """A person is away until they come back; not waited for.

    `who` with no person: their leave has begun, as they had set it.
    """

    until: datetime | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class ClosesAt(Input):
    """The open set closes then and not before, or a quiet time or a bank holiday takes somebody's day. From nobody."""

    to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Return(Input):
    """A person is back."""


@dataclass(frozen=True, slots=True)
class ChangeWay(Input):
    """Switch between together, apart and alone, at any point."""

    way: Way = "together"


@dataclass(frozen=True, slots=True)
class Pause(Input):
    """The lead pauses the project; a pause never expires."""


@dataclass(frozen=True, slots=True)
class Resume(Input):
    """Carry on after a pause (also after a stop or silence)."""


@dataclass(frozen=True, slots=True)
class StopHere(Input):
    """A good stop: one next step with a name, and a day to come back."""

    step: str = ""
    who: str = ""
    back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deeper(Input):
    """Go to the next deeper questions: every answer kept, only what is new or thin asked.

    `scale` and `experience` are asked here, where they first matter; empty leaves them as they are. `depth` goes
    straight to that one; empty (or one that isn't deeper) to the next.
    """

    scale: str = ""
    experience: str = ""
    depth: str = ""


@dataclass(frozen=True, slots=True)
class Explain(Input):
    """Somebody wants "more" or "less" explained, or says new, some, experienced. Changes nothing that is kept."""

    level: str = "more"


@dataclass(frozen=True, slots=True)
class Lighter(Input):
    """Go back up to the next lighter questions: every answer kept, what only the deeper set asks no longer asked."""


@dataclass(frozen=True, slots=True)
class HandOver(Input):
    """The lead hands the lead to another member; `second=True` names the second lead instead."""

    to: str = ""
    second: bool = False


@dataclass(frozen=True, slots=True)
class TakeForward(Input):
    """A member takes the project forward when the lead has been silent for five working days."""


@dataclass(frozen=True, slots=True)
class StartNow(Input):
    """Start the next thing before its time: next step, next phase, back from the test, the look back."""


@dataclass(frozen=True, slots=True)
class GoOn(Input):
    """Go on although something is thin; standard keeps the reason."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class LookAgain(Input):
    """Take an offer to go back: re-open one question now."""

    question: str = ""


@dataclass(frozen=True, slots=True)
class CarryOnThin(Input):
    """The lead's choice when a step closed with one person in: carry on with this."""


@dataclass(frozen=True, slots=True)
class Huddle(Input):
    """The lead's choice when a step closed with one person in: take it to the next huddle (stays open)."""


@dataclass(frozen=True, slots=True)
class Line(Input):
    """The lead's one line for a phase summary."""

    phase: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class FindOut(Input):
    """The one thing most worth finding out as a phase (or a quick round) ends: who will, and by which day.

    `question` is one that nobody could answer; without one it is `what`, in the team's own words. Naming another
    takes the place of the one before; it may be changed at any time.
    """

    phase: str = ""
    question: str = ""
    what: str = ""
    who: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class FoundOut(Input):
    """What came of the thing that a phase ended with, where it stood in the team's own words."""

    phase: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class JoinLines(Input):
    """The lead joins two alike lines of a reveal."""

    question: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Close(Input):
    """The lead closes the project for good; everything stays readable.

    A good end says what was learned, who should know and what stays; that can be said after closing too.
    """

    reason: str = ""
    learned: str = ""
    tell: str = ""
    leave: str = ""


@dataclass(frozen=True, slots=True)
class Reminded(Input):
    """A reminder has come due; `kind` and `asked` say what for, so a late one does nothing. person is ""."""

    kind: str = ""
    asked: int = 0
    question: str = ""
    about: str = ""  # the person, or the day, it is for
