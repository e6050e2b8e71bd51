"""Filling a database with what other teams have stored: copies of one real project, made by the database itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Table, text

from coach.inbound import Place, Submitted
from storage.database import Database
from storage.schema import METADATA
from tests.benchmarks.teams import Office

ANSWERS = 100  # answers of one project
_NEW_ID = "'q' || CAST(1000000 + p.n AS TEXT)"


def fill(url: str, answers: int) -> None:
    """Store this many answers in other projects of the same workspace, each with its people, audit and work done."""
    database = Database(url)
    office = Office(database)
    office.clock.move_on(timedelta(hours=1))  # past the waits under Slack's limits of those who were here before
    project, person = office.team(9000).project, "U9000P1"
    form = office.answer_form(person, project)
    boxes: dict[str, Any] = {box.id: box.value for box in form.boxes}
    boxes |= {box.id: "Two beds stand free" for box in form.boxes if box.kind in ("text", "long_text")}
    office.do(person, Submitted(form.press, boxes), Place(f"D{person}", dm=True))
    office.settle()
    count = max(answers // ANSWERS, 1)
    with database.engine.begin() as link:
        link.execute(text("CREATE TABLE bench_numbers (n INTEGER PRIMARY KEY)"))
        numbers = [{"n": n} for n in range(1, max(count, ANSWERS) + 1)]
        link.execute(text("INSERT INTO bench_numbers VALUES (:n)"), numbers)
        for name, own in (("projects", "id"), ("conversations", "id"), ("project_people", "project")):
            _copy(link, METADATA.tables[name], own, project, count)
        _copy(link, METADATA.tables["answers"], "conversation", project, count, each=ANSWERS, number="id")
        _copy(link, METADATA.tables["audit"], "project", project, count, each=ANSWERS, number="n")
        link.execute(text("DROP TABLE bench_numbers"))
    if not database.sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as link:
            link.execute(text("VACUUM ANALYZE"))
    database.close()


def _copy(
    link: Connection, table: Table, own: str, project: str, count: int, *, each: int = 0, number: str = ""
) -> None:
    """Copy a project's rows into `count` new projects; with `each`, its first row that many times, newly numbered."""
    changed = {own: _NEW_ID, "project": _NEW_ID, "conversation": _NEW_ID, "channel": "'C' || CAST(p.n AS TEXT)"}
    changed |= {"person": "t.person || 'X' || CAST(p.n AS TEXT)"}
    if number:
        changed[number] = "CAST(1000 + a.n AS TEXT) || '.0'" if number == "id" else "1000 + a.n"
    names = [column.name for column in table.columns]
    shown = ", ".join(changed.get(name, f"t.{name}") for name in names)
    where = f"t.{own} = :project AND p.n <= :count"
    if each:
        where += f" AND a.n <= {each} AND t.{number} = (SELECT MIN({number}) FROM {table.name} WHERE {own} = :project)"
    source = f"{table.name} t CROSS JOIN bench_numbers p" + (" CROSS JOIN bench_numbers a" if each else "")
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {shown} FROM {source} WHERE {where}"
    link.execute(text(statement), {"project": project, "count": count})


def stored(url: str) -> int:
    """How many answers a database holds."""
    database = Database(url)
    with database.engine.connect() as link:
        found = int(link.execute(text("SELECT COUNT(*) FROM answers")).scalar_one())
    database.close()
    return found
