"""What is to be done later or outside: the row is the truth, a queue is only the bell.

A row is written in the transaction that causes it. One open row a key (in a conversation): a new one replaces it,
in its place. Rows of one `lane` are done one after another, in the order they were written; what is due later than it
was written stands in no lane, or it would hold up all that is written after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Index,
    Integer,
    and_,
    bindparam,
    case,
    delete,
    false,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.dml import ReturningInsert

from storage.base import Base, Json
from storage.queries import insert_of, run
from storage.ready import row_of, rows_of
from storage.work_written import note, written

OPEN: tuple[ColumnElement[str], ...] = (literal_column("'queued'"), literal_column("'leased'"))
"""The states of open work, as words in the statement: a bound value would hide that the open rows' index fits."""
LIMITED = "limit"
"""The code of what waits for its turn under one of Slack's limits: it keeps that turn when it is put anew."""
_IS_OPEN = text("state IN ('queued', 'leased')")


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do. `lane` keeps an order (None: none); `conversation` may be empty for a chore of the workspace."""

    workspace: str
    kind: str
    key: str
    due_at: datetime
    conversation: str = ""
    lane: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)


class WorkRow(Base):
    """Table of work. `wake_at` is when somebody may claim it: due_at, or the end of a lease that ran out.

    `again`: it was put anew while somebody was at it, so it is queued once more after that, at its new `due_at`.
    `doubtful`: a lease ran out, so it may have been done already. `payload` is emptied once it is settled.
    """

    __tablename__ = "work"
    __table_args__ = (
        Index(
            "uq_work_open_key",
            "workspace",
            "conversation",
            "key",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index("ix_work_wake_at", "wake_at", "id", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
        Index("ix_work_lane", "workspace", "lane", "id", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
        Index("ix_work_conversation", "workspace", "conversation", "key"),
        Index("ix_work_settled_at", "settled_at"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    workspace: Mapped[str]
    conversation: Mapped[str]
    kind: Mapped[str]
    key: Mapped[str]
    lane: Mapped[str | None]
    payload: Mapped[Any] = mapped_column(Json)
    due_at: Mapped[datetime]
    wake_at: Mapped[datetime]
    state: Mapped[str]
    owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int]
    again: Mapped[bool]
    doubtful: Mapped[bool]
    last_error: Mapped[str | None]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


_GIVEN = ("workspace", "conversation", "kind", "key", "lane", "payload", "due_at")
_FRESH = (*_GIVEN, "wake_at", "created_at", "state", "attempts", "again", "doubtful")
_AS_WRITTEN = tuple(WorkRow.__table__.c[name] for name in ("id", "workspace", "lane", "state", "wake_at"))


def put(session: Session, todo: Todo, now: datetime) -> None:
    """Write a thing to do; an open one with its key is replaced, keeping its place in the lane."""
    statement = _put(session.get_bind().dialect.name, todo.due_at > now, 1)
    note(session, row_of(session, statement, _fresh([todo], now)), now)


def put_apart(session: Session, todos: Sequence[Todo], now: datetime) -> None:
    """Write several things to do in one go, each due now, with a key and a lane of its own: they have no order."""
    if len(todos) == 1:
        put(session, todos[0], now)
    elif todos:
        statement = _put(session.get_bind().dialect.name, False, len(todos))
        for row in rows_of(session, statement, _fresh(todos, now)):
            note(session, row, now)


@cache
def _put(dialect: str, later: bool, count: int) -> ReturningInsert[Any]:
    insert: Any = _insert(dialect, count)
    new, leased = insert.excluded, WorkRow.state == "leased"
    in_turn = and_(literal(not later), func.coalesce(WorkRow.last_error == LIMITED, false()))
    changed = {
        "kind": new.kind,
        "lane": case((leased, WorkRow.lane), else_=null()) if later else WorkRow.lane,
        "payload": new.payload,
        "due_at": new.due_at,
        # held by somebody who dies, it comes at its new moment, never at the end of their lease
        "wake_at": case(
            (and_(leased, new.due_at > WorkRow.wake_at), new.due_at),
            (or_(leased, in_turn), WorkRow.wake_at),
            else_=new.due_at,
        ),
        "again": case((leased, True), else_=False),
        "attempts": case((leased, WorkRow.attempts), else_=0),
        "last_error": case((in_turn, LIMITED), else_=None),
    }
    key = ["workspace", "conversation", "key"]
    insert = insert.on_conflict_do_update(index_elements=key, index_where=_IS_OPEN, set_=changed)
    return cast("ReturningInsert[Any]", insert.returning(*_AS_WRITTEN))


def put_once(session: Session, todo: Todo, now: datetime) -> bool:
    """Write a thing to do unless its key was ever there, done or not; whether it is new.

    The caller holds the conversation's lock.
    """
    where = (WorkRow.workspace == todo.workspace, WorkRow.conversation == todo.conversation, WorkRow.key == todo.key)
    if session.scalars(select(WorkRow.id).where(*where).limit(1)).first() is not None:
        return False
    row = row_of(session, _new(session.get_bind().dialect.name), _fresh([todo], now))
    if row is not None:
        note(session, row, now)
    return row is not None


@cache
def _new(dialect: str) -> ReturningInsert[Any]:
    new = _insert(dialect, 1).on_conflict_do_nothing()
    return cast("ReturningInsert[Any]", new.returning(*_AS_WRITTEN))


def reserve(session: Session, todo: Todo, now: datetime) -> int:
    """Keep a place in the order of writing before it is known what is to be done: `fill` or `drop` it in the same
    transaction. Returns its id.
    """
    row = row_of(session, _new(session.get_bind().dialect.name), _fresh([todo], now))
    note(session, row, now)
    return int(row.id)


def fill(session: Session, id: int, *, conversation: str, lane: str | None, payload: Mapping[str, Any]) -> None:
    """Say what is to be done in a place that was reserved."""
    values = {"conversation": conversation, "lane": lane, "payload": payload}
    run(session, update(WorkRow).where(WorkRow.id == id).values(**values))


def drop(session: Session, id: int) -> None:
    """Give back a place that was reserved: there is nothing to do."""
    run(session, delete(WorkRow).where(WorkRow.id == id))
    written(session).bells.pop(id, None)


def cancel(session: Session, workspace: str, conversation: str, prefix: str, now: datetime) -> int:
    """Cancel a conversation's open work whose key starts with a prefix ("" for all); how many.

    Whoever is at one of them cannot settle it any more.
    """
    where = (
        WorkRow.workspace == workspace,
        WorkRow.conversation == conversation,
        WorkRow.state.in_(OPEN),
        func.substr(WorkRow.key, 1, len(prefix)) == prefix,  # LIKE would not mind the case on SQLite
    )
    values = {"state": "cancelled", "settled_at": now, "owner": None, "lease_until": None, "payload": {}}
    return run(session, update(WorkRow).where(*where).values(**values))


def open_keys(session: Session, workspace: str, conversation: str) -> dict[str, datetime]:
    """A conversation's open work: each key with the moment it is due."""
    where = (WorkRow.workspace == workspace, WorkRow.conversation == conversation, WorkRow.state.in_(OPEN))
    rows = session.execute(select(WorkRow.key, WorkRow.due_at).where(*where).order_by(WorkRow.id))
    return {row.key: row.due_at for row in rows}


def _insert(dialect: str, count: int) -> Any:
    """Several rows in one statement: what is new of the n-th is called newN_name."""
    table: Any = WorkRow.__table__
    rows = [{name: bindparam(f"new{n}_{name}", type_=table.c[name].type) for name in _FRESH} for n in range(count)]
    return insert_of(dialect)(table).values(rows)


def _fresh(todos: Sequence[Todo], now: datetime) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for n, todo in enumerate(todos):
        row = {name: getattr(todo, name) for name in _GIVEN}
        row |= {"wake_at": todo.due_at, "created_at": now, "state": "queued"}
        row |= {"lane": None} if todo.due_at > now else {}
        row |= {"attempts": 0, "again": False, "doubtful": False}
        given |= {f"new{n}_{name}": value for name, value in row.items()}
    return given
