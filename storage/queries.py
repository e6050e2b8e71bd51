"""Small helpers of every query: find, add, change, run, make frozen.

What every click runs is built once for each table and set of columns (`_statement` functions below) and only given
its values then: building a statement anew cost five times as much as running it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import (
    BindParameter,
    CursorResult,
    Executable,
    Insert,
    Row,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.base import Base
from storage.ready import row_of, rows_of, touched

_Value = TypeVar("_Value")
_Row = TypeVar("_Row", bound=Base)
_WRITES = "writes"
_READ = "read"


def frozen(kind: type[_Value], row: Base | Row[Any]) -> _Value:
    """Copy a row into a frozen dataclass with the same field names."""
    return kind(*[getattr(row, name) for name in _names(cast("Any", kind))])


def find(session: Session, table: type[Base], order: tuple[str, ...] = (), **where: Any) -> Sequence[Any]:
    """The rows whose columns have these values, in the order of some columns."""
    return rows_of(session, _select(table, tuple(where), order), where)


def find_one(session: Session, table: type[Base], **where: Any) -> Any:
    """The one row whose columns have these values, or None."""
    return row_of(session, _select(table, tuple(where), ()), where)


def writes(session: Session, *tables: type[Base]) -> int:
    """How often this transaction has written to these tables: what was read of them at the same count still stands."""
    count = session.info.get(_WRITES, {})
    return int(count.get(None, 0)) + sum(int(count.get(table.__table__, 0)) for table in tables)


def remembered(
    session: Session, key: tuple[object, ...], tables: tuple[type[Base], ...], read: Callable[[], _Value]
) -> _Value:
    """What was read before in this transaction, unless it has written to one of these tables since; else read it."""
    kept, count = session.info.setdefault(_READ, {}), writes(session, *tables)
    found = kept.get(key)
    if found is None or found[0] != count:
        found = kept[key] = (count, read())
    return cast("_Value", found[1])


def at_hand(session: Session, key: tuple[object, ...], tables: tuple[type[Base], ...]) -> Any:
    """What `remembered` would return without reading; None if it would have to read."""
    found = session.info.get(_READ, {}).get(key)
    return found[1] if found is not None and found[0] == writes(session, *tables) else None


def remember(session: Session, key: tuple[object, ...], tables: tuple[type[Base], ...], value: object) -> None:
    """Take this for what `remembered` would read now."""
    session.info.setdefault(_READ, {})[key] = (writes(session, *tables), value)


def forget_read(session: Session) -> None:
    """Read everything anew from here on: it may have changed before a lock was got."""
    session.info.pop(_READ, None)


def add(session: Session, table: type[Base], values: Mapping[str, Any]) -> None:
    """Insert a row."""
    _writes(session, table)
    touched(session, _insert(table, tuple(values)), values)


def add_numbered(session: Session, table: type[Base], values: Mapping[str, Any]) -> int:
    """Insert a row whose `id` the database makes; returns it."""
    _writes(session, table)
    return int(row_of(session, _numbered(table, tuple(values)), values).id)


def change(session: Session, table: type[Base], where: Mapping[str, Any], values: Mapping[str, Any]) -> int:
    """Change the rows whose columns have these values; how many."""
    both = {f"is_{name}": value for name, value in where.items()} | dict(values)
    statement = _update(table, tuple(where), tuple(values))
    _writes(session, table)
    return touched(session, statement, both)


def every(session: Session, statement: Select[_Row]) -> Sequence[_Row]:
    """Rows as they stand in the database now."""
    return session.scalars(statement.execution_options(populate_existing=True)).all()


def one(session: Session, statement: Select[_Row]) -> _Row | None:
    """The one row, or None."""
    return session.scalars(statement.execution_options(populate_existing=True)).one_or_none()


def run(session: Session, statement: Executable) -> int:
    """Run an insert, update or delete; how many rows it touched."""
    _writes(session, getattr(statement, "table", None))
    options = {"synchronize_session": False, "preserve_rowcount": True}
    return cast("CursorResult[Any]", session.execute(statement, execution_options=options)).rowcount


def add_new(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Insert unless its key is there; whether it was new. Waits for another transaction with the same key."""
    _writes(session, table)
    statement = _add_new(session.get_bind().dialect.name, table, tuple(values))
    return touched(session, statement, values) == 1


def put(session: Session, table: type[Base], key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Insert, or change the row with this key."""
    _writes(session, table)
    statement = _put(session.get_bind().dialect.name, table, tuple(key), tuple(values))
    touched(session, statement, {**key, **values})


def _writes(session: Session, table: Any) -> None:
    """Count a write; one of which the table is not known counts for every table."""
    count = session.info.setdefault(_WRITES, {})
    of = getattr(table, "__table__", table)
    count[of] = count.get(of, 0) + 1


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _table(table: type[Base]) -> Table:
    return cast("Table", table.__table__)


@cache
def _select(table: type[Base], where: tuple[str, ...], order: tuple[str, ...]) -> Select[Any]:
    columns = _table(table).c
    query = select(*columns).where(and_(True, *(columns[name] == bindparam(name) for name in where)))
    return query.order_by(*(columns[name] for name in order))


@cache
def _insert(table: type[Base], names: tuple[str, ...]) -> Insert:
    return insert(_table(table)).values(given(names))


@cache
def _numbered(table: type[Base], names: tuple[str, ...]) -> Insert:
    return _insert(table, names).returning(_table(table).c.id)


@cache
def _update(table: type[Base], where: tuple[str, ...], values: tuple[str, ...]) -> Update:
    columns = _table(table).c
    statement = update(_table(table)).where(*(columns[name] == bindparam(f"is_{name}") for name in where))
    return statement.values(given(values))


def given(names: Iterable[str]) -> dict[str, BindParameter[Any]]:
    """The values of a statement that is built before they are known."""
    return {name: bindparam(name) for name in names}


def insert_of(dialect: str) -> Any:
    """The INSERT of a database's own kind, which knows ON CONFLICT."""
    return sqlite.insert if dialect == "sqlite" else postgresql.insert


@cache
def _add_new(dialect: str, table: type[Base], names: tuple[str, ...]) -> Insert:
    statement = insert_of(dialect)(_table(table)).values(given(names))
    return cast("Insert", statement.on_conflict_do_nothing())


@cache
def _put(dialect: str, table: type[Base], key: tuple[str, ...], values: tuple[str, ...]) -> Insert:
    statement = insert_of(dialect)(_table(table)).values(given(key + values))
    if values:
        changed = {name: statement.excluded[name] for name in values}
        statement = statement.on_conflict_do_update(index_elements=list(key), set_=changed)
    else:
        statement = statement.on_conflict_do_nothing()
    return cast("Insert", statement)
