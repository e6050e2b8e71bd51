"""What the coach knows of one person's own times, over all their projects: what their screens show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from coach.services.coming_due import kindly
from coach.services.kindness.pauses import Pause
from coach.services.kindness.person import PersonTimes
from coach.services.kindness.rhythm import Rhythm, rhythm_of
from coach.services.kindness.wall import utc
from coach.services.room import Room
from storage import check_ins, people, projects

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.projects import Project

MOST = 12


@dataclass(frozen=True, slots=True)
class Held:
    """A quiet time that holds now; `name` is the project's (empty for oneself and everyone), `by` who asked for it."""

    pause: Pause
    name: str = ""
    by: str = ""
    may_end: bool = True


@dataclass(frozen=True, slots=True)
class Mine:
    """One person's times as they stand. `projects` are open ones, id and name; `rhythms` how often each looks in.

    `zones` are those of the people they work with; `slack_zone` is what Slack says. `may_all`: they may ask for
    quiet for everyone here. `unreminded` are the projects they want no reminders about.
    """

    person: str
    times: PersonTimes
    slack_zone: str
    now: datetime
    held: tuple[Held, ...] = ()
    projects: tuple[tuple[str, str], ...] = ()
    rhythms: tuple[tuple[str, Rhythm], ...] = ()
    zones: tuple[str, ...] = ()
    may_all: bool = False
    unreminded: frozenset[str] = frozenset()


def mine_of(session: Session, room: Room, workspace: str, person: str, *, may_all: bool = False) -> Mine:
    """Read one person's times, in the caller's transaction."""
    now = room.clock.now()
    found = projects.projects_of(session, workspace, person)
    theirs = tuple(one for one in found if one.status != "closed")[:MOST]
    may_all = may_all or person in room.quiet_by
    return Mine(
        person=person,
        times=kindly.times_of(session, workspace, person, now),
        slack_zone=kindly.slack_zone(session, workspace, person),
        now=now,
        held=held_for(session, workspace, person, theirs, now, may_all=may_all),
        projects=tuple((one.id, one.name) for one in theirs),
        rhythms=_rhythms(session, workspace, theirs),
        zones=_zones(session, workspace, theirs),
        may_all=may_all,
        unreminded=kindly.unreminded(session, workspace, person),
    )


def held_for(
    session: Session, workspace: str, person: str, theirs: tuple[Project, ...], now: datetime, *, may_all: bool
) -> tuple[Held, ...]:
    """Every quiet time that holds for a person or one of these projects, the longest of each; everyone's first."""
    names = {one.id: one.name for one in theirs}
    longest: dict[tuple[str, str], Pause] = {}
    for pause in kindly.quiet_now(session, workspace, now):
        if pause.since <= utc(now) and (pause.scope == "everyone" or pause.about in {person, *names}):
            key = (pause.scope, pause.about)
            longest[key] = max(longest.get(key, pause), pause, key=lambda one: one.until)
    asked = people.people_named(session, workspace, {pause.by for pause in longest.values()})
    order = ("everyone", "team", "person")
    return tuple(
        Held(
            pause,
            names.get(pause.about, ""),
            asked[pause.by].name if pause.by in asked else "",
            pause.scope != "everyone" or may_all or pause.by == person,
        )
        for pause in sorted(longest.values(), key=lambda one: order.index(one.scope))
    )


def _rhythms(session: Session, workspace: str, theirs: tuple[Project, ...]) -> tuple[tuple[str, Rhythm], ...]:
    kept = ((one.name, check_ins.rhythm_of(session, workspace, one.id)) for one in theirs)
    return tuple((name, rhythm_of(one.rule, one.zone)) for name, one in kept if one is not None and one.status == "on")


def _zones(session: Session, workspace: str, theirs: tuple[Project, ...]) -> tuple[str, ...]:
    """The zones of the people somebody works with."""
    ids = {one.person for project in theirs for one in projects.people_of(session, workspace, project.id)}
    return tuple(sorted({one.zone for one in people.people_named(session, workspace, ids).values()}))
