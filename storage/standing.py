"""How a project stands, read in one statement: every screen and every click begins with it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import ScalarSelect, Select, Table, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from storage.audit import last_of, remember_last
from storage.base import Base
from storage.check_ins import Rhythm, RhythmRow
from storage.conversations import Conversation, ConversationRow
from storage.notes import NoteRow
from storage.pauses import PauseRow
from storage.projects import Project, ProjectRow
from storage.queries import remembered
from storage.ready import row_of


@dataclass(frozen=True, slots=True)
class Standing:
    """A project with its conversation and what stands beside it.

    `noted` counts its notes, of which none is ever changed or taken away: as long as the count and the turn are the
    same, so is the record. `rhythm` is None where nobody set one; `quiet_until` the end of the quiet time that holds
    now for its team or for everyone.
    """

    project: Project
    talk: Conversation | None
    noted: int
    rhythm: Rhythm | None
    quiet_until: datetime | None


def standing_of(session: Session, workspace: str, project: str, now: datetime) -> Standing | None:
    """Read how a project stands at a moment; None if this workspace has none of this id."""

    def read() -> Standing | None:
        where = {"workspace": workspace, "project": project, "now": now}
        row = row_of(session, _statement(), where)
        if row is None:
            return None
        remember_last(session, workspace, project, row.audited or 0, row.mark or "")
        return _standing(row)

    tables = (ProjectRow, ConversationRow, NoteRow, RhythmRow, PauseRow)
    return remembered(session, ("standing", workspace, project, now), tables, read)


def _standing(row: Any) -> Standing:
    given = row._asdict()
    project, talk, rhythm = (
        [given[f"{table.__tablename__}_{field.name}"] for field in fields(kind)] for kind, table in _TABLES.items()
    )
    return Standing(
        Project(*project),
        Conversation(*talk) if talk[0] is not None else None,
        given["noted"],
        Rhythm(*rhythm) if rhythm[0] is not None else None,
        given["quiet_until"],
    )


@cache
def _statement() -> Select[Any]:
    project, talk, rhythm = (cast("Table", table.__table__) for table in _TABLES.values())
    of_it = and_(talk.c.workspace == project.c.workspace, talk.c.project == project.c.id)
    set_up = and_(rhythm.c.workspace == project.c.workspace, rhythm.c.project == project.c.id)
    columns = [
        table.c[field.name].label(f"{table.name}_{field.name}")
        for kind, table in zip(_TABLES, (project, talk, rhythm), strict=True)
        for field in fields(cast("Any", kind))
    ]
    last, mark = last_of(bindparam("workspace"), bindparam("project"))
    beside = (_noted().label("noted"), _quiet().label("quiet_until"), last.label("audited"), mark.label("mark"))
    return (
        select(*columns, *beside)
        .select_from(project.outerjoin(talk, of_it).outerjoin(rhythm, set_up))
        .where(project.c.workspace == bindparam("workspace"), project.c.id == bindparam("project"))
    )


_TABLES: dict[type[Any], type[Base]] = {Project: ProjectRow, Conversation: ConversationRow, Rhythm: RhythmRow}


def _noted() -> ScalarSelect[int]:
    note = cast("Table", NoteRow.__table__).c
    mine = (note.workspace == bindparam("workspace"), note.conversation == bindparam("project"))
    return select(func.count()).where(*mine).scalar_subquery()


def _quiet() -> ScalarSelect[datetime]:
    pause = cast("Table", PauseRow.__table__).c
    now = bindparam("now", type_=pause.until.type)
    of_all = pause.scope == "everyone"
    of_team = and_(pause.scope == "team", pause.about == bindparam("project"))
    holds = (pause.workspace == bindparam("workspace"), pause.since <= now, pause.until > now)
    return select(func.max(pause.until)).where(*holds, or_(of_all, of_team)).scalar_subquery()
