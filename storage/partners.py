"""Which partner (an organisation, or a sector) each person is with, and what was said beside whose name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from storage.notes import Noted, Partner, Partners, Side, notes_of

LONGEST = 60
ENOUGH = 3
MOST = 30


@dataclass(frozen=True, slots=True)
class Stance:
    """Where people of one partner stand on a question in a round: how many of them say so."""

    question: str
    pass_n: int
    partner: str
    stance: str
    count: int = 1
    warned: bool = False


@dataclass(frozen=True, slots=True)
class Partnership:
    """The partners of a project as they stand.

    `names` in the order they were first named; `of` the partner of each person ("" who would rather not say); `own`
    those who said so themselves; `beside` the partner that stands beside an answer, by its id, fixed when it was given;
    `warned` those of these answers whose writer was told that people may guess.
    """

    names: tuple[str, ...] = ()
    of: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    beside: Mapping[str, str] = field(default_factory=dict)
    warned: frozenset[str] = frozenset()
    stances: tuple[Stance, ...] = ()

    def people(self, partner: str) -> tuple[str, ...]:
        """Everybody who is with this partner."""
        return tuple(person for person, name in self.of.items() if name == partner)

    def few(self, partner: str) -> bool:
        """Whether so few are with a partner that its name tells who it was."""
        return len(self.people(partner)) < ENOUGH

    def hide_few(self, nameless: Iterable[tuple[str, str]]) -> frozenset[str]:
        """Of one question's answers without names, (id, by): those that stand beside no partner's name.

        Whoever sees who is not in yet could tell whose they are: fewer than three of a partner have answered, and
        nobody was told beforehand that people may guess.
        """
        people: dict[str, set[str]] = {}
        rows = [(one, by, self.beside.get(one, "")) for one, by in nameless]
        for _, by, partner in rows:
            people.setdefault(partner, set()).add(by)
        return frozenset(one for one, _, name in rows if len(people[name]) < ENOUGH and one not in self.warned)

    def shown_stances(self) -> tuple[Stance, ...]:
        """Where partners stand, of those where it tells no more of one person than they were told it would."""
        said: dict[tuple[str, int, str], int] = {}
        for one in self.stances:
            key = (one.question, one.pass_n, one.partner)
            said[key] = said.get(key, 0) + one.count
        return tuple(
            one for one in self.stances if one.warned or said[(one.question, one.pass_n, one.partner)] >= ENOUGH
        )

    def known_as(self, words: str) -> str:
        """The name under which a partner is known already, else these words: one spelling each, cut to 60 letters."""
        bare = " ".join(words.split())[:LONGEST].strip()
        return next((name for name in self.names if name.lower() == bare.lower()), bare)


NOBODY = Partnership()


def partnership_of(session: Session, workspace: str, conversation: str) -> Partnership:
    """The partners of a conversation: those named, who is with whom, and beside whose name each answer stands."""
    where = (session, workspace, conversation)
    listed = [(note.id, note.what.names) for note in notes_of(*where, Partners)]
    said = [(note.id, note.what) for note in notes_of(*where, Partner)]
    of = {one.person: one.partner for _, one in said}
    named = [*((n, name) for n, names in listed for name in names), *((n, one.partner) for n, one in said)]
    beside, warned, stances = _sides(notes_of(*where, Side))
    names = (name for _, name in sorted(named, key=lambda pair: pair[0]))
    own = frozenset(one.person for _, one in said if one.by == one.person)
    return Partnership(_once((*names, *beside.values())), of, own, beside, warned, stances)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(name.lower(), name)
    return tuple(found.values())[:MOST]


def _sides(found: Iterable[Noted[Side]]) -> tuple[dict[str, str], frozenset[str], tuple[Stance, ...]]:
    beside: dict[str, str] = {}
    told: dict[str, bool] = {}
    latest: dict[tuple[object, ...], Stance] = {}
    for note in found:
        one, pass_n = note.what, note.pass_n
        beside.update(dict.fromkeys(one.answers, one.partner))
        told.update(dict.fromkeys(one.answers, one.warned))
        if one.stance:
            key = (pass_n, one.question, one.person or note.id)
            latest[key] = Stance(one.question, pass_n, one.partner, one.stance, one.count, one.warned)
    counted: dict[tuple[str, int, str, str], tuple[int, bool]] = {}
    for stance in latest.values():
        which = (stance.question, stance.pass_n, stance.partner, stance.stance)
        count, warned = counted.get(which, (0, True))
        counted[which] = (count + stance.count, warned and stance.warned)
    stances = tuple(Stance(*which, count, warned) for which, (count, warned) in counted.items())
    return beside, frozenset(one for one, warned in told.items() if warned), stances
