"""What is kept beside answers, append-only: positions, gaps, choices, overrides, lines, joins, steps, and so on.

One table, one kind for each dataclass: those of `dialogues.effects`, and the few of our own below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar, cast

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Integer, Select, bindparam, literal, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from dialogues.effects import (
    KeepChoice,
    KeepEnding,
    KeepGap,
    KeepJoin,
    KeepLine,
    KeepOverride,
    KeepPosition,
    KeepStep,
)
from storage.base import Base, Json
from storage.note_partners import Partner as Partner
from storage.note_partners import Partners as Partners
from storage.note_partners import Side as Side
from storage.queries import add_numbered, find, writes
from storage.ready import rows_of

_LOOKED = "notes_looked_at"


@dataclass(frozen=True, slots=True)
class Remark:
    """One gentle observation on an answer, quoting the words that set it off."""

    check: str
    level: str
    quoted: str
    ask: str
    question: str
    by: str
    answer: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A person set a remark aside, with a reason if they gave one; `remark` is the id of its note."""

    remark: int
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """How a phase stood when it closed: ready, or what was thin."""

    phase: str
    ready: bool
    thin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary as it was posted; a later one of the same `what` and round edits it."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Round:
    """A round has closed; the snapshot never changes."""

    pass_n: int
    snapshot: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UseName:
    """Whether a person's name may stand in summaries, pages and exports to read; off until they say so."""

    person: str
    on: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """How somebody knows what an answer says: counted, seen, heard or guess."""

    answer: str
    known: str
    by: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Two things hang together: `start` an answer, `to` an answer, `gap:question` or `who:kind of people`.

    `by` is empty where the order of the work settles it; `off` undoes an earlier one.
    """

    start: str
    to: str
    by: str = ""
    off: bool = False


@dataclass(frozen=True, slots=True)
class HeardBack:
    """Somebody outside, called by role as in an answer's `voice`, has heard what came of their words."""

    voice: str
    by: str


@dataclass(frozen=True, slots=True)
class Expects:
    """What one person expects of the try that was planned at turn `asked`; `late`: said after its result."""

    person: str
    words: str
    asked: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A tool was offered at a question."""

    tool: str
    question: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Which ideas push on what has to change, by the ids of their answers; the aim stands above it."""

    person: str
    links: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Vouched:
    """What somebody said is not about a patient: `place` is "answer:ID", "note:ID" or "project", never the words."""

    place: str


@dataclass(frozen=True, slots=True)
class SayAll:
    """Whether the coach says everything it notices in this project; off until its lead says so."""

    on: bool
    by: str


KINDS: dict[str, type[Any]] = {
    "position": KeepPosition,
    "gap": KeepGap,
    "choice": KeepChoice,
    "override": KeepOverride,
    "line": KeepLine,
    "join": KeepJoin,
    "step": KeepStep,
    "ending": KeepEnding,
    "remark": Remark,
    "dismissed": Dismissed,
    "gate": Gate,
    "summary": Summary,
    "round": Round,
    "name": UseName,
    "grade": Grade,
    "tie": Tie,
    "heard_back": HeardBack,
    "expects": Expects,
    "offered": Offered,
    "drawing": Drawing,
    "say_all": SayAll,
    "vouched": Vouched,
    "partners": Partners,
    "partner": Partner,
    "side": Side,
}
_NAMES = {kind: name for name, kind in KINDS.items()}
_READERS: dict[type[Any], TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in _NAMES}
_What = TypeVar("_What")


@dataclass(frozen=True, slots=True)
class Noted(Generic[_What]):
    """One note: what it says, when and in which round; notes are ordered by id."""

    id: int
    at: datetime
    pass_n: int
    what: _What


class NoteRow(Base):
    """Table of notes; guards.py lets nothing change."""

    __tablename__ = "notes"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace", "conversation"], ["conversations.workspace", "conversations.id"], ondelete="CASCADE"
        ),
        Index("ix_notes_kind", "workspace", "conversation", "kind"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    workspace: Mapped[str]
    conversation: Mapped[str]
    kind: Mapped[str]
    data: Mapped[Any] = mapped_column(Json)
    at: Mapped[datetime]
    pass_n: Mapped[int]


def keep_note(
    session: Session, workspace: str, conversation: str, what: object, *, at: datetime, pass_n: int = 1
) -> int:
    """Keep one thing beside the answers (a dataclass of KINDS); returns the note's id. KeyError for another kind."""
    row = {"workspace": workspace, "conversation": conversation, "kind": _NAMES[type(what)], "at": at}
    return add_numbered(session, NoteRow, {**row, "data": asdict(cast(Any, what)), "pass_n": pass_n})


def look(session: Session, workspace: str, conversation: str, kinds: tuple[type[Any], ...]) -> None:
    """Read several kinds at once: until something is written, `notes_of` need not ask for them one after another."""
    where = {"workspace": workspace, "conversation": conversation}
    rows = rows_of(session, _of_kinds(kinds), where)
    found: dict[str, list[Any]] = {_NAMES[kind]: [] for kind in kinds}
    for row in rows:
        found[row.kind].append(row)
    session.info[_LOOKED] = (writes(session, NoteRow), workspace, conversation, found)


def notes_of(session: Session, workspace: str, conversation: str, kind: type[_What]) -> tuple[Noted[_What], ...]:
    """Every note of one kind in a conversation, oldest first."""
    rows = _rows(session, workspace, conversation, _NAMES[kind])
    return tuple(Noted(row.id, row.at, row.pass_n, _READERS[kind].validate_python(row.data)) for row in rows)


def _rows(session: Session, workspace: str, conversation: str, kind: str) -> Sequence[Any]:
    count, *where, found = session.info.get(_LOOKED, (-1, "", "", {}))
    if count == writes(session, NoteRow) and where == [workspace, conversation] and kind in found:
        return cast("Sequence[Any]", found[kind])
    return find(session, NoteRow, ("id",), workspace=workspace, conversation=conversation, kind=kind)


@cache
def _of_kinds(kinds: tuple[type[Any], ...]) -> Select[Any]:
    table = NoteRow.__table__.c
    query = select(table.id, table.kind, table.data, table.at, table.pass_n)
    query = query.where(table.workspace == bindparam("workspace"), table.conversation == bindparam("conversation"))
    return query.where(table.kind.in_([literal(_NAMES[kind]) for kind in kinds])).order_by(table.id)


def standing_positions(session: Session, workspace: str, conversation: str) -> tuple[Noted[KeepPosition], ...]:
    """Each person's last position on each question and round; those without a name by stance and reason.

    Hands in the room are counted anew: by stance alone.
    """
    latest: dict[tuple[object, ...], Noted[KeepPosition]] = {}
    for note in notes_of(session, workspace, conversation, KeepPosition):
        reason = "" if note.what.hands else note.what.reason
        unnamed = () if note.what.by else (note.what.stance, reason)
        latest[(note.pass_n, note.what.question, note.what.by, *unnamed)] = note
    return tuple(sorted(latest.values(), key=lambda note: note.id))


def under_their_name(session: Session, workspace: str, conversation: str) -> frozenset[str]:
    """Those whose name may stand in what is passed on; everybody else stands there by role."""
    said = {note.what.person: note.what.on for note in notes_of(session, workspace, conversation, UseName)}
    return frozenset(person for person, on in said.items() if on)
