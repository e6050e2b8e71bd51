"""A press or a sent form, turned into the input it stands for: one line each, no words, no memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from coach.views import Press
from dialogues import inputs as i

BACK_AT = time(10, 0)  # the hour of a day somebody only named a date for


@dataclass(frozen=True, slots=True)
class Given:
    """Who did what, when: a press with what was picked or typed. `zone` is the project's."""

    person: str
    at: datetime
    press: Press
    zone: str = "Europe/London"
    picked: str = ""
    boxes: Mapping[str, Any] = field(default_factory=dict)
    channel: str = ""  # the channel it was done in; empty in a DM

    @property
    def question(self) -> str:
        """The question the press was on."""
        return self.press.question

    @property
    def asked(self) -> int | None:
        """The turn the press was shown at; None when it carries none (typed words)."""
        return self.press.asked or None

    def word(self, *ids: str) -> str:
        """The words of the first of these boxes that has any."""
        for box in ids:
            found = self.boxes.get(box)
            if isinstance(found, str) and found.strip():
                return found.strip()
        return ""

    def several(self, *ids: str) -> tuple[str, ...]:
        """What was picked in the first of these boxes that has anything."""
        for box in ids:
            found = self.boxes.get(box)
            if isinstance(found, str) and found:
                return (found,)
            if found:
                return tuple(str(one) for one in found)
        return ()

    def moment(self, *ids: str) -> datetime | None:
        """A date box as a moment: that day at ten in the project's zone; None when empty or no date."""
        try:
            day = date.fromisoformat(self.word(*ids))
        except ValueError:
            return None
        return datetime.combine(day, BACK_AT, ZoneInfo(self.zone))


def _of_question(kind: Any) -> Callable[[Given], i.Input]:
    def make(given: Given) -> i.Input:
        made: i.Input = kind(given.person, given.at, question=given.question, asked=given.asked)
        return made

    return make


def _plain(kind: Any) -> Callable[[Given], i.Input]:
    def make(given: Given) -> i.Input:
        made: i.Input = kind(given.person, given.at)
        return made

    return make


def _skip(given: Given) -> i.Input:
    return i.Skip(given.person, given.at, given.question, given.asked, given.word("reason"))


def _stance(given: Given) -> i.Input:
    return i.Position(given.person, given.at, given.question, given.press.arg, asked=given.asked)


def _not_yet(given: Given) -> i.Input:
    named = "named" in given.several("named") or given.word("named") in {"yes", "true"}
    reason = given.word("reason", "would_change")
    return i.Position(given.person, given.at, given.question, "not_yet", reason, named, given.asked)


def _hand_over(given: Given) -> i.Input:
    second = bool(given.several("second")) or given.word("what") == "second"
    return i.HandOver(given.person, given.at, given.word("to", "person"), second)


def _stop(given: Given) -> i.Input:
    who = given.word("who", "person")
    return i.StopHere(given.person, given.at, given.word("step", "what"), who, given.moment("back_at", "day", "back"))


def find_out(given: Given) -> i.FindOut:
    """The one thing most worth finding out, as the form has it."""
    question, what = given.word("question"), given.word("what")
    return i.FindOut(given.person, given.at, given.press.arg, question, what, given.word("who"), given.word("due"))


INPUTS: dict[str, Callable[[Given], i.Input]] = {
    "start_now": _plain(i.StartNow),
    "not_me": _plain(i.Leave),
    "nothing": _of_question(i.NothingToAdd),
    "dont_know": _of_question(i.DontKnow),
    "skip": _skip,
    "skip_back": lambda g: i.Back(g.person, g.at, g.question),
    "ask_someone_save": lambda g: i.AskSomeone(g.person, g.at, g.question, g.word("to", "person", "who")),
    "undo": lambda g: i.TakeBack(g.person, g.at, g.question, g.press.arg),
    "back": lambda g: i.Back(g.person, g.at, g.question),
    "confirm": lambda g: i.Confirm(g.person, g.at, g.question, asked=g.asked),
    "stance": _stance,
    "not_yet_save": _not_yet,
    "look_again": lambda g: i.LookAgain(g.person, g.at, g.question),
    "vote_again": lambda g: i.Back(g.person, g.at, g.question),
    "join_lines": lambda g: i.JoinLines(g.person, g.at, g.question, tuple(g.press.arg.split(","))),
    "show_now": _of_question(i.ShowNow),
    "more_time": _plain(i.MoreTime),
    "carry_on_thin": _plain(i.CarryOnThin),
    "huddle": _plain(i.Huddle),
    "pause": _plain(i.Pause),
    "resume": _plain(i.Resume),
    "hand_over_save": _hand_over,
    "take_forward": _plain(i.TakeForward),
    "found_save": lambda g: i.FoundOut(g.person, g.at, g.press.arg, g.word("text")),
    "line_save": lambda g: i.Line(g.person, g.at, g.press.arg, g.word("text", "line")),
    "lighter": _plain(i.Lighter),
    "stop_save": _stop,
    "stop_well_save": lambda g: i.Close(g.person, g.at, "", g.word("learned"), g.word("tell"), g.word("leave")),
    "close_save": lambda g: i.Close(g.person, g.at, g.word("reason")),
    "go_on_save": lambda g: i.GoOn(g.person, g.at, g.word("reason")),
}
