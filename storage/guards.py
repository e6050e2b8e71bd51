"""Triggers that hold the append-only rule inside the database, whatever writes to it.

They are put on anew after every migration (SQLite drops a table's triggers when it is rebuilt) and taken off before.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect

from storage.schema import METADATA

# Table: the columns that may still change after a row was written.
APPEND_ONLY: dict[str, frozenset[str]] = {
    "answers": frozenset({"private", "taken_back_at"}),
    "notes": frozenset(),
    "audit": frozenset(),
    "dialogue_versions": frozenset(),
}
_REFUSE = """
CREATE OR REPLACE FUNCTION coach_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$
"""


def take_off(connection: Connection) -> None:
    """Take the triggers off, where there are any."""
    there = set(inspect(connection).get_table_names())
    for table in APPEND_ONLY.keys() & there:
        on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_append_only{on}")


def put_on(connection: Connection) -> None:
    """Put the triggers on every append-only table that is there."""
    postgresql = connection.dialect.name == "postgresql"
    there = set(inspect(connection).get_table_names())
    if postgresql:
        connection.exec_driver_sql(_REFUSE.replace("%", "%%"))
    for table in sorted(APPEND_ONLY.keys() & there):
        columns = [c["name"] for c in inspect(connection).get_columns(table)]
        connection.exec_driver_sql(_trigger(table, [c for c in columns if c not in APPEND_ONLY[table]], postgresql))


def fixed_columns(table: str) -> list[str]:
    """The columns of a table that never change once written."""
    return [column.name for column in METADATA.tables[table].columns if column.name not in APPEND_ONLY[table]]


def _trigger(table: str, fixed: list[str], postgresql: bool) -> str:
    differs = "IS DISTINCT FROM" if postgresql else "IS NOT"
    changed = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in fixed)
    head = f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changed}) "
    if postgresql:
        return head + "EXECUTE FUNCTION coach_refuse()"
    return head + f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
