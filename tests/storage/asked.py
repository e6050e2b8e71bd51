"""What a database is asked meanwhile, by the library or by what was made ready."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

from sqlalchemy import Connection, Engine, event

from storage import ready


@dataclass(frozen=True)
class Asked:
    """One statement with its values; `driver` is the driver's own connection."""

    text: str
    values: Any
    driver: Any


@contextmanager
def asked(of: Engine | Connection) -> Iterator[list[Asked]]:
    """Collect every statement that is run; what was made ready, on any connection of the process."""
    found: list[Asked] = []
    run = ready._run

    def by_library(connection: Connection, _cursor: object, text: str, values: Any, *_rest: object) -> None:
        found.append(Asked(text, values, connection.connection.dbapi_connection))

    def by_driver(line: Any, text: str, values: Any, taken: Any) -> Any:
        found.append(Asked(text, values, line.driver))
        return run(line, text, values, taken)

    event.listen(of, "before_cursor_execute", by_library)
    try:
        with mock.patch.object(ready, "_run", by_driver):
            yield found
    finally:
        event.remove(of, "before_cursor_execute", by_library)
