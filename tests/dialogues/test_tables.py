"""The small machines, the codes and the clock: data that can be checked as data."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from dialogues.closing import (
    closing_time,
    day_of,
    half_way,
    moved,
    working_day_after,
    working_days_between,
    zone_of,
)  # fmt: skip
from dialogues.codes import MEANING, AnnounceCode, Refusal, TellCode
from dialogues.library import load
from dialogues.machine import Arrow, Table, fire, walk_table
from dialogues.modes import GUARDS, LIFE, STATES, TABLES, Voices, live
from dialogues.plan import plan_of
from dialogues.state import Cell
from dialogues.turns.walk import CALLS
from tests.dialogues.tiny import tiny_dialogue

LONDON = "Europe/London"


def test_every_table_uses_every_state_it_needs_and_every_name_it_calls_is_there() -> None:
    for table in TABLES.values():
        assert table.states == STATES
        assert {guard for arrow in table.arrows for guard in arrow.guards} <= set(GUARDS)
    for dialogue in (tiny_dialogue(), load()):
        walk = plan_of(dialogue).walk
        names = {name for arrow in walk.arrows for name in (*arrow.guards, arrow.after) if name}
        assert names <= set(CALLS)
        assert {arrow.source for arrow in walk.arrows} == set(walk.states) - {"closed"}


def test_the_walk_is_small_and_leaves_out_phases_without_steps() -> None:
    walk = walk_table({"quick": tiny_dialogue().steps["quick"][:1]})
    assert walk.states == (
        "explore.asking", "explore.thin", "explore.resting", "evaluate.trying", "review", "review.asking", "closed",
    )  # fmt: skip
    assert len(plan_of(load()).walk.states) == 16


@pytest.mark.parametrize(
    ("states", "arrows"),
    [
        (("a", "a"), ()),
        (("a", "b"), (Arrow("go", "a", "c"),)),
        (("a", "b"), (Arrow("go", "c", "a"),)),
        (("a", "b"), (Arrow("go", "a", "b"), Arrow("go", "a", "b"))),
    ],
)
def test_a_table_with_a_slip_is_not_built(states: tuple[str, ...], arrows: tuple[Arrow, ...]) -> None:
    with pytest.raises(ValueError, match=r"twice|no such place"):
        Table(states, arrows)


def test_what_cannot_happen_here_does_not_happen() -> None:
    cell = Cell("unasked")
    assert not fire(LIFE["solo"], "recount", cell, cell.status, Voices())
    assert not fire(LIFE["solo"], "nonsense", cell, cell.status, Voices())
    assert not live(tiny_dialogue().questions["explore.needs"], "choose", cell, Voices())
    assert cell.status == "unasked"


def test_no_machine_ever_holds_a_model() -> None:
    assert all(machine.models == [] for machine in LIFE.values())


def test_every_code_has_a_meaning_and_every_meaning_a_code() -> None:
    codes = {code for kind in (Refusal, TellCode, AnnounceCode) for code in get_args(kind)}
    assert codes == set(MEANING)


def test_every_code_is_used_somewhere_in_the_engine() -> None:
    folder = Path(__file__).parents[2] / "dialogues"
    texts = {
        node.value
        for path in folder.rglob("*.py")
        if path.name != "codes.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(MEANING) <= texts


def utc(*parts: int) -> datetime:
    """A moment."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("opened", "closes"),
    [
        (utc(2026, 5, 11, 8), utc(2026, 5, 13, 9)),  # Monday to Wednesday
        (utc(2026, 5, 14, 16), utc(2026, 5, 18, 9)),  # Thursday to Monday
        (utc(2026, 5, 15, 16), utc(2026, 5, 19, 9)),  # Friday to Tuesday
        (utc(2026, 5, 16, 16), utc(2026, 5, 19, 9)),  # Saturday to Tuesday
        (utc(2026, 3, 27, 12), utc(2026, 3, 31, 9)),  # over the night the clocks go forward
        (utc(2026, 10, 23, 12), utc(2026, 10, 27, 10)),  # and back
    ],
)
def test_ten_oclock_on_the_second_working_day(opened: datetime, closes: datetime) -> None:
    assert closing_time(opened, LONDON) == closes


def test_a_closing_time_is_moved_to_the_fifth_working_day_at_most() -> None:
    opened = utc(2026, 5, 11, 8)
    closes = closing_time(opened, LONDON)
    assert moved(closes, opened, opened, LONDON) == closes
    assert moved(closes, opened, utc(2026, 5, 12, 8), LONDON) == utc(2026, 5, 14, 9)
    assert moved(closes, opened, utc(2026, 5, 29, 8), LONDON) == utc(2026, 5, 18, 9)


def test_a_nudge_falls_into_a_working_day_or_not_at_all() -> None:
    friday = utc(2026, 5, 15, 16)
    assert half_way(friday, closing_time(friday, LONDON), LONDON) == utc(2026, 5, 18, 9)
    monday = utc(2026, 5, 11, 14)
    middle = half_way(monday, closing_time(monday, LONDON), LONDON)
    assert middle == utc(2026, 5, 12, 11, 30)
    assert half_way(utc(2026, 5, 12, 20), utc(2026, 5, 13, 9), LONDON) is None


def test_working_days_are_counted_without_weekends() -> None:
    friday = utc(2026, 5, 15, 8)
    assert working_days_between(friday, friday + timedelta(days=3), LONDON) == 1
    assert working_days_between(friday, friday + timedelta(days=7), LONDON) == 5
    assert working_days_between(friday, friday - timedelta(days=7), LONDON) == 0


def test_an_unknown_zone_is_greenwich_and_a_strange_day_is_none() -> None:
    assert zone_of("Mars/Base") is UTC
    assert zone_of("../etc") is UTC
    assert working_day_after(utc(2026, 1, 5, 8), "Asia/Tokyo", 1) == utc(2026, 1, 6, 1)
    assert day_of("2026-05-19T10:00") is not None
    assert day_of("soon") is None
    assert day_of(5) is None
