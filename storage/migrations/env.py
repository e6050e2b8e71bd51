"""Alembic's door: runs the migrations in the transaction that `storage.migrate` opened."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage.base import Json, Moment, Words
from storage.schema import METADATA


def plain(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our own types into a migration as the plain ones under them: a migration never changes with the code."""
    if kind == "type" and isinstance(item, Words | Json):
        return "sa.Text()"
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
    compare_type=True,
    render_item=plain,
)
with context.begin_transaction():
    context.run_migrations()
