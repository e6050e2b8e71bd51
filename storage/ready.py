"""Statements of every click, made ready once and then handed to the driver as they are.

SQLAlchemy builds them, writes their SQL and turns their values; what it does besides at each run (keys of its cache,
parameters, a result with its columns) cost a fifth of a click. Only what is built once and kept belongs here, for what
was made ready is kept too. Where the library has something to add (defaults, keys that the database makes, lists of
any length) it runs the statement itself.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter, methodcaller
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, CursorResult, Dialect, Insert, Select, Update, exc
from sqlalchemy.orm import Session

Statement = Select[Any] | Insert | Update
Turn = Callable[[Any], Any]
_LINE = "line"
_MOST = 1000  # statements kept ready: the product has about a hundred, on each of two databases
_KEPT = {"preserve_rowcount": True}
_FOUND, _COUNTED = methodcaller("fetchall"), attrgetter("rowcount")


@dataclass(frozen=True, slots=True)
class _Value:
    """One value of a statement: its name in the SQL, its key, how it is turned, what it is where none need be given."""

    name: str
    key: str
    turn: Turn | None
    required: bool
    fixed: Any


@dataclass(frozen=True, slots=True)
class _Ready:
    """One statement in one database's SQL. `row` makes a row, whose cells at `turned` are turned first; None: it has
    no rows.
    """

    text: str
    by_place: bool
    values: tuple[_Value, ...]
    row: Callable[[Sequence[Any]], Any] | None
    turned: tuple[tuple[int, Turn], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """The connection of a transaction, and the driver's own beneath it."""

    connection: Connection
    driver: Any
    dialect: Dialect


def connection_of(session: Session) -> Connection:
    """The connection of this transaction: a session looks it up anew each time, which costs half a small query.

    Never within `Session.begin_nested`, which sets its savepoint at such a look: what is undone would stand.
    """
    return _line(session).connection


def rows_of(session: Session, statement: Statement, given: Mapping[str, Any]) -> Sequence[Any]:
    """Run a statement that was built once; its rows, with their columns by name. Errors: SQLAlchemy's."""
    line = _line(session)
    ready = _made_ready(statement, line.dialect)
    if ready is None:
        return cast("CursorResult[Any]", line.connection.execute(statement, given)).all()
    found = _run(line, ready.text, _values(ready, given), _FOUND)
    return [_row(ready, one) for one in found]


def row_of(session: Session, statement: Statement, given: Mapping[str, Any]) -> Any:
    """The one row, or None. MultipleResultsFound where there are more: which of them is meant nobody can say."""
    rows = rows_of(session, statement, given)
    if len(rows) > 1:
        raise exc.MultipleResultsFound("more than one row where one was meant")
    return rows[0] if rows else None


def touched(session: Session, statement: Statement, given: Mapping[str, Any]) -> int:
    """Run a statement that was built once and has no rows; how many it touched. Errors: SQLAlchemy's."""
    line = _line(session)
    ready = _made_ready(statement, line.dialect)
    if ready is None:
        done = line.connection.execute(statement, given, execution_options=_KEPT)
        return cast("CursorResult[Any]", done).rowcount
    assert ready.row is None, "a statement with rows is for `rows_of`"
    return int(_run(line, ready.text, _values(ready, given), _COUNTED))


def _line(session: Session) -> _Line:
    found: _Line | None = session.info.get(_LINE)
    if found is None or found.connection.closed:
        connection = session.connection()
        found = _Line(connection, connection.connection.dbapi_connection, connection.dialect)
        session.info[_LINE] = found
    return found


def _values(ready: _Ready, given: Mapping[str, Any]) -> Any:
    turned = []
    for value in ready.values:
        if value.required or value.key in given:
            one = given[value.key]
            turned.append(one if value.turn is None else value.turn(one))
        else:
            turned.append(value.fixed)
    return turned if ready.by_place else dict(zip((value.name for value in ready.values), turned, strict=True))


def _row(ready: _Ready, found: Sequence[Any]) -> Any:
    assert ready.row is not None, "a statement without rows is for `touched`"
    if ready.turned:
        found = list(found)
        for place, turn in ready.turned:
            found[place] = turn(found[place])
    return ready.row(found)


def _run(line: _Line, text: str, values: Any, taken: Turn) -> Any:
    """Hand a statement to the driver, and take what came of it; what goes wrong is told as SQLAlchemy tells it.

    The values are not told, which are somebody's words. When a connection was lost, those of its age are given up too.
    """
    try:
        return taken(line.driver.execute(text, values))
    except line.dialect.loaded_dbapi.Error as error:
        line.connection._handle_dbapi_exception(error, text, None, None, None)


@lru_cache(maxsize=_MOST)
def _made_ready(statement: Statement, dialect: Dialect) -> _Ready | None:
    """Write a statement's SQL and find how its values are turned; None where only the library can run it."""
    written = statement.compile(dialect=dialect)
    rows = statement.exported_columns
    made = isinstance(statement, Insert) and not rows and written.implicit_returning
    if made or written.insert_prefetch or written.update_prefetch or written.post_compile_params:
        return None
    named: dict[str, _Value] = {}
    for one, name in written.bind_names.items():  # of one name at several places any may be the one with a type
        value = _value(one, name, dialect)
        named[name] = value if value.turn is not None else named.get(name, value)
    order = written.positiontup if written.positional else named
    turns = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in rows]
    return _Ready(
        written.string,
        written.positional,
        tuple(named[name] for name in order or ()),
        _rows([str(column.key) for column in rows]) if rows else None,
        tuple((place, turn) for place, turn in enumerate(turns) if turn is not None),
    )


def _rows(names: list[str]) -> Callable[[Sequence[Any]], Any]:
    named: Any = namedtuple
    return cast("Callable[[Sequence[Any]], Any]", named("Row", names, rename=True)._make)


def _value(one: BindParameter[Any], name: str, dialect: Dialect) -> _Value:
    turn = one.type.dialect_impl(dialect).bind_processor(dialect)
    fixed = one.value if turn is None or one.required else turn(one.value)
    return _Value(name, one.key, turn, one.required, fixed)
