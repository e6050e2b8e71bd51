"""No text and no slip of the hand makes the loader do anything but explain."""

from __future__ import annotations

import json
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dialogues.test_loader import GOOD, NAMES, faults

PIECES = [
    "",
    ":",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "*a",
    "&a ",
    "!!python/none ",
    "|",
    "'",
    '"',
    "#",
    "\t",
    "?",
    "%",
    "null",
    "1",
    "\x00",
]


def drop_line(lines: list[str], n: int, piece: str) -> list[str]:
    return lines[:n] + lines[n + 1 :]


def double_line(lines: list[str], n: int, piece: str) -> list[str]:
    return lines[: n + 1] + lines[n:]


def indent(lines: list[str], n: int, piece: str) -> list[str]:
    return [*lines[:n], "  " + lines[n], *lines[n + 1 :]]


def outdent(lines: list[str], n: int, piece: str) -> list[str]:
    return [*lines[:n], lines[n][2:], *lines[n + 1 :]]


def cut_value(lines: list[str], n: int, piece: str) -> list[str]:
    return [*lines[:n], lines[n].split(":")[0] + ": " + piece, *lines[n + 1 :]]


def put_piece(lines: list[str], n: int, piece: str) -> list[str]:
    middle = len(lines[n]) // 2
    return [*lines[:n], lines[n][:middle] + piece + lines[n][middle:], *lines[n + 1 :]]


Slip = Callable[[list[str], int, str], list[str]]
MUTANTS: list[Slip] = [drop_line, double_line, indent, outdent, cut_value, put_piece]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(NAMES),
    st.lists(
        st.tuples(st.sampled_from(MUTANTS), st.integers(0, 10_000), st.sampled_from(PIECES) | st.text(max_size=8)),
        min_size=1,
        max_size=4,
    ),
)
def test_no_slip_of_the_hand_is_more_than_faults(file: str, slips: list[tuple[Slip, int, str]]) -> None:
    lines = GOOD[file].split("\n")
    for mutate, place, piece in slips:
        lines = mutate(lines, place % len(lines), piece)
    for fault in faults(GOOD | {file: "\n".join(lines)}):
        assert fault.line >= 1
        assert fault.says
        assert fault.repair


@settings(max_examples=150, deadline=None)
@given(st.text() | st.text(alphabet="[]{}:,-&*!|>'\"%@#? \n\tabq1."))
def test_no_text_is_more_than_faults(text: str) -> None:
    assert faults({"any.yaml": text})
    faults(GOOD | {"more.yaml": text})


KEYS = st.sampled_from(
    ["questions", "steps", "quick", "gates", "check_in", "cards", "fields", "options", "variants", "explore.x"]
)
VALUES = st.recursive(
    st.sampled_from(["explore.needs", "yes", "1", "", "text", "choice"]) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_no_shape_is_more_than_faults(shape: dict[str, object]) -> None:
    assert faults({"any.yaml": json.dumps(shape)})
