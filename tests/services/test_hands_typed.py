"""Hands of the room, typed for the picks by whoever counts them."""

from __future__ import annotations

import pytest

from coach.inbound import Said
from coach.services.typed_words.hands_typed import counted
from tests.services.people import HERE, World, words
from tests.services.test_quick_round import to_choice

IDEAS = ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("said", "hands"),
    [
        ("1 got 3, 4 got 2", {"a": 3, "d": 2}),
        ("1: 3 hands\n2: none", {"a": 3, "b": 0}),
        ("number 2 had five votes and 3 had 1", {"b": 5, "c": 1}),
        ("three for 2 and one for 4", {"b": 3, "d": 1}),
        ("4 hands for idea 1", {"a": 4}),
        ("1=2 2=3", {"a": 2, "b": 3}),
    ],
)
def test_what_people_type_for_hands(said: str, hands: dict[str, int]) -> None:
    assert counted(said, IDEAS) == hands


@pytest.mark.parametrize(
    "said", ["1 and 4", "2 n 4", "the first one", "1 got 3 but 4 is better", "5 got 2", "0 got 3", "3 for tea", "", "1"]
)
def test_what_is_no_count_of_hands(said: str) -> None:
    assert counted(said, IDEAS) == {}


def test_the_typed_count_stands_on_the_card_and_the_most_are_taken(small_world: World) -> None:
    small_world.start("together", "U2", "U3")
    to_choice(small_world)
    reply = small_world.do("U1", Said("1 got 1, 3 got 2", "78.1"), HERE)
    assert '2 for "A whiteboard"' in words(reply)
    small_world.settle()
    assert "2 hands" in small_world.channel()
    assert "Next takes 3, with the most hands." in small_world.channel()
    assert small_world.texts("create.choose") == (), "hands are nobody's own picks"


def test_in_ones_own_time_a_number_is_a_pick(small_world: World) -> None:
    small_world.start("alone")
    to_choice(small_world)
    assert "Hands counted" not in words(small_world.do("U1", Said("1 got 1", "78.1"), HERE))
