"""What one check-in came to, as data: done, stuck, new dates, figures, learned, what would help. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dialogues.facts import Facts
from dialogues.to_do import HELP, LEARNED, PROGRESS, Measure, Step, figure_in, measures, said_in

ASKED = (PROGRESS, LEARNED, HELP)
"""The questions of a check-in that people answer for themselves."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What was said from `since` to `until`. `help` holds (person, what, why) of the last word of each person.

    `away`, `asked` and `not_heard` are people; a screen may show how many only. `on_track` is counted, never named.
    """

    since: datetime
    done: tuple[Step, ...] = ()
    on_track: tuple[Step, ...] = ()
    stuck: tuple[Step, ...] = ()
    moved: tuple[Step, ...] = ()
    dropped: tuple[Step, ...] = ()
    figures: tuple[Measure, ...] = ()
    learned: tuple[str, ...] = ()
    help: tuple[tuple[str, str], ...] = ()
    away: tuple[str, ...] = ()
    not_heard: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether nobody said anything."""
        said = self.done or self.on_track or self.stuck or self.moved or self.dropped
        return not (said or self.figures or self.learned or self.help)


def heard(facts: Facts, since: datetime, until: datetime | None = None) -> dict[str, datetime]:
    """Return who has said anything in a check-in, each with the moment of their first word."""
    found: dict[str, datetime] = {}
    for question in ASKED:
        for one in said_in(facts, question, since, until):
            found[one.by] = min(found.get(one.by, one.at), one.at)
    return found


def digest_of(
    facts: Facts,
    steps: Sequence[Step],
    *,
    since: datetime,
    until: datetime | None,
    today: date,
    away: Iterable[str] = (),
    asked: Iterable[str] = (),
) -> Digest:
    """Return what a check-in came to so far; late words count like early ones. `asked` were written to."""
    inside = [one for one in steps if one.said_at and one.said_at >= since and (until is None or one.said_at < until)]
    by_how = {how: tuple(one for one in inside if one.how == how) for how in {one.how for one in inside}}
    spoken, written_to = heard(facts, since, until), tuple(asked)
    return Digest(
        since=since,
        done=by_how.get("done", ()),
        on_track=by_how.get("on_track", ()),
        stuck=by_how.get("stuck", ()),
        moved=by_how.get("new_date", ()),
        dropped=by_how.get("drop", ()),
        figures=_given(facts, since, until, today),
        learned=tuple(str(one.value) for one in said_in(facts, LEARNED, since, until) if isinstance(one.value, str)),
        help=_help(facts, since, until),
        away=tuple(away),
        not_heard=tuple(person for person in written_to if person not in spoken),
        asked=written_to,
    )


def _given(facts: Facts, since: datetime, until: datetime | None, today: date) -> tuple[Measure, ...]:
    """The measures that got a figure in this check-in, each with all its figures."""
    said = {found[0] for one in said_in(facts, LEARNED, since, until) if (found := figure_in(one))}
    return tuple(one for one in measures(facts, today=today, since=since.date()) if one.words.casefold() in said)


def _help(facts: Facts, since: datetime, until: datetime | None) -> tuple[tuple[str, str], ...]:
    last = {one.by: str(one.value) for one in said_in(facts, HELP, since, until)}
    return tuple((person, what) for person, what in last.items() if what != "nothing")
