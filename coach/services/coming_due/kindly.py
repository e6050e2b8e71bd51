"""The one door between kindness and the memory: when the coach may start something with a person, and how often.

Only what the coach starts itself is asked about here; an answer to what somebody just did goes at once, at any hour.
A moment is worked out again just before sending: people travel, clocks change, leave is typed in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from coach.services.kindness.calendars import NONE
from coach.services.kindness.pauses import Pause, in_force, quiet_periods
from coach.services.kindness.person import EVERY_DAY, PersonTimes, first_times, kind_moment
from coach.services.kindness.stored import times_from_plain, times_to_plain
from coach.services.kindness.wall import Period, week_of
from storage import pauses, people, projects

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TIMES = "times"
"""The person's setting that holds what they chose themselves; the rest follows Slack and the defaults."""
NO_NUDGES = "no_nudges"
"""The person's setting that lists the projects they want no reminders about."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What is known of one person (or a team) for one project, read once: their times, quiet times, and this week."""

    times: PersonTimes
    quiet: tuple[Period, ...]
    sent: int = 0
    reminders: bool = True

    def moment(self, due: datetime) -> datetime:
        """Return the first kind moment at or after `due`, in UTC."""
        return kind_moment(self.times, due, quiet_periods=self.quiet)

    def moment_any_day(self, due: datetime) -> datetime:
        """Return the same, days off and bank holidays set aside: whoever runs a try on a Saturday works that day."""
        times = replace(self.times, working_days=EVERY_DAY, calendar=NONE)
        return kind_moment(times, due, quiet_periods=self.quiet)

    @property
    def room(self) -> bool:
        """Whether the week has room for one more message that the coach starts; a ceiling of 0 always has."""
        return self.times.weekly_ceiling == 0 or self.sent < self.times.weekly_ceiling

    def next_week(self, now: datetime) -> datetime:
        """Return the first kind moment of the person's next week, when a full week's digest goes."""
        return self.moment(week_of(now, self.times.zone).until)


def manner(session: Session, workspace: str, person: str, project: str, now: datetime) -> Manner:
    """Read what the coach must know before it starts something with a person; two or three small queries.

    `person` empty means the team of the project: weekdays from 8 to 18 where its lead is.
    """
    held = quiet_now(session, workspace, now)
    if not person:
        return Manner(_team_times(session, workspace, project), quiet_periods(held, project=project))
    known = people.person_of(session, workspace, person)
    times = _times(known)
    week = week_of(now, times.zone)
    sent = people.contacts_since(session, workspace, person, week.since) if times.weekly_ceiling else 0
    unwanted = known is not None and project in known.settings.get(NO_NUDGES, [])
    return Manner(times, quiet_periods(held, person=person, project=project), sent, not unwanted)


def count(session: Session, workspace: str, person: str, now: datetime, kind: str) -> None:
    """Count one message that the coach started with a person; `kind` is a code, no words are kept."""
    people.note_contact(session, workspace, person, now, kind)


def times_of(session: Session, workspace: str, person: str, now: datetime | None = None) -> PersonTimes:
    """Return a person's times: what they chose, else Slack's zone with the defaults (quiet hours are on).

    With `now` their own quiet time is in it too, as words about their settings need it.
    """
    times = _times(people.person_of(session, workspace, person))
    if now is None:
        return times
    own = [one for one in quiet_now(session, workspace, now) if one.scope == "person" and one.about == person]
    found = in_force(own, now, person=person)
    return replace(times, paused_until=found.until) if found else times


def unreminded(session: Session, workspace: str, person: str) -> frozenset[str]:
    """Return the projects that a person wants no reminders about."""
    known = people.person_of(session, workspace, person)
    return frozenset(known.settings.get(NO_NUDGES, [])) if known else frozenset()


def zone_of(known: people.Person) -> str:
    """Return a person's time zone: what they chose, else Slack's."""
    return str(_stored(known).get("zone") or known.zone)


def slack_zone(session: Session, workspace: str, person: str) -> str:
    """Return the zone that Slack gives for a person."""
    known = people.person_of(session, workspace, person)
    return known.zone if known else PersonTimes().zone


def keep_times(
    session: Session, workspace: str, person: str, times: PersonTimes, chosen: Collection[str] = ()
) -> PersonTimes:
    """Keep what a person has changed, or said outright (`chosen`: names of fields); the rest goes on following Slack.

    Returns the times as they stand now. An empty zone means: follow Slack again.
    """
    known = people.person_of(session, workspace, person)
    before, stored = times_to_plain(_times(known)), _stored(known)
    now = times_to_plain(times)
    changed = {name: value for name, value in now.items() if value != before[name] or name in {*chosen, *stored}}
    changed.pop("paused_until", None)
    if not changed.get("zone", "-"):
        del changed["zone"]
    people.set_setting(session, workspace, person, TIMES, changed or None)
    return times_of(session, workspace, person)


def quiet_now(session: Session, workspace: str, now: datetime) -> tuple[Pause, ...]:
    """Return every quiet time of a workspace that is not over yet."""
    found = pauses.pauses_from(session, workspace, now)
    return tuple(Pause(one.scope, one.about, one.since, one.until, one.by) for one in found)  # type: ignore[arg-type]


def _team_times(session: Session, workspace: str, project: str) -> PersonTimes:
    """A team's hours: the usual ones, in the zone and with the bank holidays of its lead."""
    found = projects.project_of(session, workspace, project)
    lead = _times(people.person_of(session, workspace, found.lead)) if found else PersonTimes()
    return PersonTimes(zone=lead.zone, calendar=lead.calendar)


def _times(known: people.Person | None) -> PersonTimes:
    first = first_times(known.zone if known else PersonTimes().zone)
    stored = _stored(known)
    if not stored:
        return first
    if "zone" in stored and "calendar" not in stored:
        first = first_times(stored["zone"])
    return times_from_plain({**times_to_plain(first), **stored})


def _stored(known: people.Person | None) -> dict[str, Any]:
    return dict(known.settings.get(TIMES) or {}) if known else {}
