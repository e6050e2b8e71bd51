"""procrastinate's tables: made beside ours, made anew for another version, never seen by Alembic, never somebody's."""

from __future__ import annotations

import threading

import pytest
from alembic import command
from sqlalchemy import inspect

from coach.durable.schema import apply_schema, check_schema
from storage import migrate
from storage.errors import DatabaseOld, StorageError
from storage.transaction import Transactions

MARK = "COMMENT ON SCHEMA procrastinate IS 'coach of another version'"


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


def run(transactions: Transactions, *statements: str) -> None:
    with transactions.write() as session:
        for statement in statements:
            session.connection().exec_driver_sql(statement)


def test_it_is_made_once_and_anew_for_another_version(transactions: Transactions) -> None:
    with pytest.raises(DatabaseOld):
        check_schema(transactions)
    assert apply_schema(transactions)
    assert not apply_schema(transactions)
    check_schema(transactions)
    run(transactions, MARK, "DROP TABLE procrastinate.procrastinate_events")
    with pytest.raises(DatabaseOld):
        check_schema(transactions)
    assert apply_schema(transactions)
    check_schema(transactions)


def test_alembic_does_not_see_it(transactions: Transactions) -> None:
    apply_schema(transactions)
    engine = transactions.database.engine
    assert not [name for name in inspect(engine).get_table_names() if name.startswith("procrastinate")]
    assert "procrastinate_jobs" in inspect(engine).get_table_names(schema="procrastinate")
    with engine.begin() as connection:
        command.check(migrate.config(connection))
    migrate.check(transactions.database)


def test_somebody_elses_tables_are_left_alone(transactions: Transactions) -> None:
    run(transactions, "CREATE SCHEMA procrastinate", "CREATE TABLE procrastinate.theirs (id int)")
    with pytest.raises(StorageError) as caught:
        apply_schema(transactions)
    assert caught.value.code == "queue_schema_taken"
    run(transactions, "SELECT * FROM procrastinate.theirs", "DROP TABLE procrastinate.theirs")
    assert apply_schema(transactions), "an empty one may have been made for us"


def test_several_may_do_it_at_once(transactions: Transactions) -> None:
    did: list[bool] = []
    threads = [threading.Thread(target=lambda: did.append(apply_schema(transactions))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(did) == [False, False, False, True]


def test_there_is_nothing_to_make_on_sqlite(sqlite_transactions: Transactions) -> None:
    assert not apply_schema(sqlite_transactions)
