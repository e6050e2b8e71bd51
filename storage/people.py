"""People: ids first; a name is kept only of who takes part, and only as a day's copy of the workspace's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import ForeignKey, String, Table, bindparam, func, select, update
from sqlalchemy import cast as cast_text
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Json
from storage.queries import add_new, find_one, frozen, put, run
from storage.ready import connection_of
from storage.workspaces import WorkspaceRow

HELD = "held"
"""The note of typed words that wait for their writer to say what they are, each with its moment (`at`)."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person who takes part. `fetched_at` None: only the id is known yet. `settings` is the coach's own use."""

    workspace: str
    id: str
    name: str = ""
    title: str = ""
    zone: str = "Europe/London"
    active: bool = True
    bot: bool = False
    fetched_at: datetime | None = None
    settings: dict[str, Any] = field(default_factory=dict)


class PersonRow(Base):
    """Table of people."""

    __tablename__ = "people"

    workspace: Mapped[str] = mapped_column(ForeignKey(WorkspaceRow.id, ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="Europe/London")
    active: Mapped[bool] = mapped_column(default=True)
    bot: Mapped[bool] = mapped_column(default=False)
    fetched_at: Mapped[datetime | None]
    settings: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class ContactRow(Base):
    """Table of what the coach started itself with a person: counts for the weekly ceiling, no words."""

    __tablename__ = "contacts"

    workspace: Mapped[str] = mapped_column(ForeignKey(WorkspaceRow.id, ondelete="CASCADE"), primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)


_PEOPLE = cast("Table", PersonRow.__table__).c
_NAMED = select(*_PEOPLE).where(
    _PEOPLE.workspace == bindparam("workspace"), _PEOPLE.id.in_(bindparam("ids", expanding=True))
)


def ensure_person(session: Session, workspace: str, person: str) -> None:
    """Know a person by id; does nothing if they are known already."""
    add_new(session, PersonRow, {"workspace": workspace, "id": person, "settings": {}})


def keep_details(session: Session, person: Person) -> None:
    """Keep what the workspace says of a person; their settings stay."""
    names = ("name", "title", "zone", "active", "bot", "fetched_at")
    put(
        session,
        PersonRow,
        {"workspace": person.workspace, "id": person.id},
        {name: getattr(person, name) for name in names},
    )


def person_of(session: Session, workspace: str, person: str) -> Person | None:
    """Find a person; None if they never took part."""
    row = find_one(session, PersonRow, workspace=workspace, id=person)
    return frozen(Person, row) if row else None


def people_named(session: Session, workspace: str, ids: set[str]) -> dict[str, Person]:
    """Find several people at once, by id; who is not known is left out."""
    rows = connection_of(session).execute(_NAMED, {"workspace": workspace, "ids": sorted(ids)})
    return {row.id: frozen(Person, row) for row in rows}


def set_setting(session: Session, workspace: str, person: str, name: str, value: Any) -> None:
    """Keep one of the coach's own notes on a person (None forgets it), for example remarks set aside."""
    ensure_person(session, workspace, person)
    where = (PersonRow.workspace == workspace, PersonRow.id == person)
    settings = session.scalars(select(PersonRow.settings).where(*where).with_for_update()).one()
    rest = {key: kept for key, kept in settings.items() if key != name}
    changed = rest if value is None else {**rest, name: value}
    run(session, update(PersonRow).where(*where).values(settings=changed))


def forget_project(session: Session, workspace: str, persons: set[str], project: str) -> None:
    """Drop what is noted with these people about a project: words that waited, a tool begun, reminders set aside."""
    where = (PersonRow.workspace == workspace, PersonRow.id.in_(persons))
    query = select(PersonRow.id, PersonRow.settings).where(*where).order_by(PersonRow.id).with_for_update()
    for id_, settings in session.execute(query).all():
        _change(session, workspace, id_, settings, {name: _without(one, project) for name, one in settings.items()})


def _without(value: Any, project: str) -> Any:
    """A note without what is about a project; None when nothing is left of it."""
    left = value
    if isinstance(value, dict):
        if value.get("project") == project:
            return None
        left = {key: kept for key, one in value.items() if (kept := _without(one, project)) is not None}
    elif isinstance(value, list):
        left = [one for one in value if str(one).partition(":")[0] != project]
    return None if value and not left else left


def prune_words(session: Session, before: datetime) -> int:
    """Drop typed words whose writer never said what they are; of how many people."""
    waiting = select(PersonRow.workspace, PersonRow.id, PersonRow.settings).where(
        cast_text(PersonRow.settings, String).contains(f'"{HELD}"')
    )
    waiting = waiting.order_by(PersonRow.workspace, PersonRow.id).with_for_update()  # what somebody sets now stays
    count, since = 0, before.astimezone(UTC).isoformat()
    for workspace, id_, settings in session.execute(waiting).all():
        held = settings.get(HELD) or {}
        left = {name: one for name, one in held.items() if str(one.get("at", "")) >= since}
        if left != held:
            _change(session, workspace, id_, settings, {**settings, HELD: left or None})
            count += 1
    return count


def _change(session: Session, workspace: str, person: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    kept = {name: value for name, value in after.items() if value is not None}
    if kept != before:
        where = (PersonRow.workspace == workspace, PersonRow.id == person)
        run(session, update(PersonRow).where(*where).values(settings=kept))


def note_contact(session: Session, workspace: str, person: str, at: datetime, kind: str) -> None:
    """Count one contact that the coach started."""
    add_new(session, ContactRow, {"workspace": workspace, "person": person, "at": at, "kind": kind})


def contacts_since(session: Session, workspace: str, person: str, since: datetime) -> int:
    """How many contacts the coach started with a person since a moment, over all projects."""
    query = select(func.count()).where(
        ContactRow.workspace == workspace, ContactRow.person == person, ContactRow.at >= since
    )
    return session.scalars(query).one()
