"""A project's team with what is known of each person, read in one statement: every screen asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, Table, and_, bindparam, select
from sqlalchemy.orm import Session

from storage.people import Person, PersonRow
from storage.projects import Member, MemberRow
from storage.queries import remembered
from storage.ready import rows_of


@dataclass(frozen=True, slots=True)
class Team:
    """Everybody who is or was in a project, by id, and what is known of them."""

    members: tuple[Member, ...]
    people: dict[str, Person]


def team_of(session: Session, workspace: str, project: str) -> Team:
    """Read a project's team; one of another workspace has nobody."""
    where = {"workspace": workspace, "project": project}

    def read() -> Team:
        rows = rows_of(session, _statement(), where)
        members = tuple(Member(row.person, row.status, row.role, row.until) for row in rows)
        return Team(members, {row.person: _person(row) for row in rows if row.name is not None})

    return remembered(session, ("team", workspace, project), (MemberRow, PersonRow), read)


def _person(row: Any) -> Person:
    return Person(
        row.workspace, row.person, row.name, row.title, row.zone, row.active, row.bot, row.fetched_at, row.settings
    )


@cache
def _statement() -> Select[Any]:
    member, person = (cast("Table", table.__table__).c for table in (MemberRow, PersonRow))
    known = (person[name] for name in ("name", "title", "zone", "active", "bot", "fetched_at", "settings"))
    here = and_(person.workspace == member.workspace, person.id == member.person)
    return (
        select(member.workspace, member.person, member.status, member.role, member.until, *known)
        .select_from(MemberRow.__table__.outerjoin(PersonRow.__table__, here))
        .where(member.workspace == bindparam("workspace"), member.project == bindparam("project"))
        .order_by(member.person)
    )
