"""Quiet times: one person's, a team's or the whole workspace's at once (a pressure pause), always with an end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from coach.services.kindness.wall import Period, merged, utc
from coach.words import first_up
from coach.words.days import clock, day_of, long_day, soon

Scope = Literal["person", "team", "everyone"]


@dataclass(frozen=True, slots=True)
class Pause:
    """A quiet time: whose (`about` is a person's or a project's id, empty for everyone), from when, until when.

    It holds back what the coach starts itself, never an answer to what somebody does. `by` is who asked for it.
    ValueError when it ends before it begins.
    """

    scope: Scope
    about: str
    since: datetime
    until: datetime
    by: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "since", utc(self.since))
        object.__setattr__(self, "until", utc(self.until))
        if self.until < self.since:
            raise ValueError("A quiet time ends before it begins.")

    def touches(self, *, person: str = "", project: str = "") -> bool:
        """Say whether something for this person about this project is held back by it."""
        about = {"person": person, "team": project, "everyone": ""}[self.scope]
        return self.scope == "everyone" or (self.about == about != "")


def quiet_periods(pauses: Iterable[Pause], *, person: str = "", project: str = "") -> tuple[Period, ...]:
    """Return when something for this person about this project is held back: for `kind_moment`, overlaps joined."""
    return merged(Period(p.since, p.until) for p in pauses if p.touches(person=person, project=project))


def in_force(pauses: Iterable[Pause], moment: datetime, *, person: str = "", project: str = "") -> Pause | None:
    """Return the quiet time that holds at a moment, the one that lasts longest; None when there is none."""
    now = utc(moment)
    found = [p for p in pauses if p.touches(person=person, project=project) and p.since <= now < p.until]
    return max(found, key=lambda pause: pause.until, default=None)


def ended(pause: Pause, moment: datetime) -> Pause:
    """Return a quiet time that ends now; one that is over or has not begun keeps no moment after this one."""
    return replace(pause, until=max(pause.since, min(pause.until, utc(moment))))


def pause_words(pause: Pause, zone: str, now: datetime, *, name: str = "") -> str:
    """Return a quiet time as a sentence; `name` is the project's or the workspace's, safe to show."""
    who = {
        "person": "you",
        "team": f"the team of {name}" if name else "this team",
        "everyone": f"everyone in {name}" if name else "everyone here",
    }[pause.scope]
    end = until_words(pause.until, zone, now)
    return first_up(f"quiet for {who} {end}. I start nothing before then, and I still answer what you type.")


def until_words(end: datetime, zone: str, now: datetime) -> str:
    """Return an end in words: "until Friday", "until tomorrow at 10:00", "for the rest of today"."""
    if clock(end, zone) != "00:00":
        return f"until {soon(end, zone, now)}"
    day, today = day_of(end, zone), day_of(now, zone)
    if day == today + timedelta(days=1):
        return "for the rest of today"
    near = day < today + timedelta(days=7)
    return f"until {long_day(day).partition(' ')[0] if near else long_day(day, today)}"
