"""Which versions of the database there are: read from the migration scripts, without loading what runs them.

Alembic takes a third of a second to load, and is needed only when a database has to be changed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from storage.errors import StorageError

SCRIPTS = Path(__file__).parent / "migrations"


def head(scripts: Path = SCRIPTS) -> str:
    """The version this program needs; empty when there are no scripts. StorageError if they do not end in one."""
    found = _read(scripts)
    heads = sorted(set(found) - set(found.values()))
    if len(heads) > 1:
        raise StorageError(f"The migrations end in {' and '.join(heads)}: put them one after the other.", "two_heads")
    return heads[0] if heads else ""


def known(scripts: Path = SCRIPTS) -> frozenset[str]:
    """Every version this program knows of."""
    return frozenset(_read(scripts))


def _read(scripts: Path) -> Mapping[str, str]:
    """Each version with the one before it, empty for the first."""
    found: dict[str, str] = {}
    for path in sorted((scripts / "versions").glob("*.py")):
        names = dict(_assigned(ast.parse(path.read_text("utf-8"))))
        if names.get("revision"):
            found[names["revision"]] = names.get("down_revision", "")
    return found


def _assigned(script: ast.Module) -> Iterator[tuple[str, str]]:
    """The names that a script gives to words, one by one or several in a line; None is empty."""
    for line in script.body:
        if not isinstance(line, ast.Assign | ast.AnnAssign) or line.value is None:
            continue
        for target in line.targets if isinstance(line, ast.Assign) else [line.target]:
            yield from _pairs(target, line.value)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, str]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, other in zip(target.elts, value.elts, strict=False):
            yield from _pairs(one, other)
    elif isinstance(target, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str | None):
        yield target.id, value.value or ""
