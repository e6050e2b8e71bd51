"""Small helpers of every query: run, count, make frozen, insert or leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar, cast

from sqlalchemy import CursorResult, Executable, Select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.base import Base

_Value = TypeVar("_Value")
_Row = TypeVar("_Row", bound=Base)


def frozen(kind: type[_Value], row: Base) -> _Value:
    """Copy a row into a frozen dataclass with the same field names."""
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})  # type: ignore[arg-type]


def every(session: Session, statement: Select[_Row]) -> Sequence[_Row]:
    """Rows as they stand in the database now."""
    return session.scalars(statement.execution_options(populate_existing=True)).all()


def one(session: Session, statement: Select[_Row]) -> _Row | None:
    """The one row, or None."""
    return session.scalars(statement.execution_options(populate_existing=True)).one_or_none()


def run(session: Session, statement: Executable) -> int:
    """Run an insert, update or delete; how many rows it touched."""
    options = {"synchronize_session": False, "preserve_rowcount": True}
    return cast("CursorResult[Any]", session.execute(statement, execution_options=options)).rowcount


def insert_for(session: Session, table: type[Base]) -> Any:
    """An INSERT of this database's own kind, which knows ON CONFLICT."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def add_new(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Insert unless its key is there; whether it was new. Waits for another transaction with the same key."""
    return run(session, insert_for(session, table).values(**values).on_conflict_do_nothing()) == 1


def put(session: Session, table: type[Base], key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Insert, or change the row with this key."""
    statement = insert_for(session, table).values(**key, **values)
    if values:
        statement = statement.on_conflict_do_update(index_elements=list(key), set_=dict(values))
    else:
        statement = statement.on_conflict_do_nothing()
    run(session, statement)
