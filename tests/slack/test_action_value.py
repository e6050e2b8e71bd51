"""What buttons and forms carry: short, and harmless when it is not ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.presses import PRESSES
from coach.slack.action_value import OLD, decode, encode
from coach.views import Press

QUESTIONS = (
    "",
    "explore.needs",
    "evaluate.must_not_fail",
    "agree.consent",
    "check_in.next_phase",
    "e.odd",
    "=x",
    "own.one",
)
presses = st.builds(
    Press,
    do=st.sampled_from(sorted(PRESSES)),
    project=st.text("abcdefghijklmnopqrstuvwxyz0123456789", max_size=8),
    question=st.sampled_from(QUESTIONS),
    asked=st.integers(0, 10**6),
    arg=st.text(max_size=12),
)


@given(presses)
def test_a_press_comes_back_as_it_went(press: Press) -> None:
    assert decode(encode(press)) == press


@pytest.mark.parametrize("do", sorted(PRESSES))
def test_the_longest_press_with_a_plain_arg_is_75_characters_at_most(do: str) -> None:
    value = encode(Press(do, "p7k2m9qa", "evaluate.must_not_fail", 123_456, "2026-05-19"))
    assert len(value) <= 75


@given(st.text() | st.binary() | st.none() | st.integers())
def test_anything_else_is_an_old_button(value: object) -> None:
    assert decode(value) == OLD or str(value).startswith("1|")


FORGED = "1 1| 1|consent|p7k2m9qa 0|next|p7k2m9qa 1|next|P'OR 1|next|p||-4 1|next|p||zzzzzzzzz 1|next|a|b|c|d|e"


@pytest.mark.parametrize("value", ["", *FORGED.split()])
def test_forged_and_garbled_values_are_old_buttons(value: str) -> None:
    assert decode(value) == OLD


def test_words_in_place_of_an_id_are_refused() -> None:
    with pytest.raises(ValueError, match="keep its arg to an id"):
        encode(Press("next", arg="words " * 40))
