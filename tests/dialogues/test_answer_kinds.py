"""Each kind of answer takes what people really type, and says kindly what would fit when it doesn't."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.answers import LONGEST, Problem, accepts, cleaned, normalise
from dialogues.engine import take
from dialogues.inputs import Amend, Answer, Confirm
from dialogues.model import Option, Question
from tests.dialogues.player import Player
from tests.dialogues.tiny import box, options, question, tiny_dialogue

IDEAS = options("bed", "runner", "breakfast")
FORM = question(
    "a.form",
    kind="fields",
    fields=(
        box("what", main=True, max_length=20),
        box("many", "number"),
        box("when", "date"),
        box("how", "choice", options=options("yes", "no")),
        box("who", "several", options=options("staff", "families")),
        box("lead", "person"),
        box("sure", "scale"),
    ),
)
NEEDED = question("a.needed", kind="fields", fields=(box("what", main=True), box("sign", required=True)))


@pytest.mark.parametrize(
    ("kind", "given", "clean"),
    [
        ("text", ["  Late \r\n letters "], ("Late \n letters",)),
        ("list", ["- one\n* two\n3. three\n\n"], ("one", "two", "three")),
        ("list", ["one", "two"], ("one", "two")),
        ("list", [["one", "two"]], ("one", "two")),
        ("choice", ["Bed"], ("bed",)),
        ("choice", ["2"], ("runner",)),
        ("several", ["1 3"], (["bed", "breakfast"],)),
        ("several", ["1, 3, 1"], (["bed", "breakfast"],)),
        ("several", ["1 and 3"], (["bed", "breakfast"],)),
        ("several", ["3, 1 & 2"], (["breakfast", "bed", "runner"],)),
        ("several", ["numbers 2 and 3."], (["runner", "breakfast"],)),
        ("several", [["bed", "Runner"]], (["bed", "runner"],)),
        ("several", ["bed", "runner"], (["bed", "runner"],)),
        ("scale", ["bed"], ("bed",)),
        ("number", ["1,200"], (1200.0,)),
        ("number", [12], (12.0,)),
        ("date", ["2026-05-19"], ("2026-05-19",)),
        ("person", [" U123 "], ("U123",)),
        ("each", [{"3.0": "Bed", "3.1": "runner"}], ({"3.0": "bed", "3.1": "runner"},)),
    ],
)
def test_what_fits(kind: str, given: list[Any], clean: tuple[Any, ...]) -> None:
    opts = () if kind in ("text", "list", "number", "date", "person") else IDEAS
    assert accepts(question("a.b", kind=kind, options=opts), given) == clean


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        ("text", [" "], "nothing_said"),
        ("text", ["x" * (LONGEST + 1)], "too_long"),
        ("list", ["- \n *  "], "nothing_said"),
        ("choice", ["bed", "runner"], "pick_one"),
        ("choice", ["nonsense"], "not_in_the_list"),
        ("several", ["7"], "not_in_the_list"),
        ("several", ["1 2 3"], "too_many"),
        ("number", ["many"], "not_a_number"),
        ("number", ["nan"], "not_a_number"),
        ("date", ["tomorrow"], "not_a_date"),
        ("each", ["bed"], "one_each"),
        ("each", [{"3.0": "nonsense"}], "pick_one"),
    ],
)
def test_what_does_not_fit_is_told_in_kind_words(kind: str, given: list[Any], code: str) -> None:
    opts = () if kind in ("text", "list", "number", "date", "person") else IDEAS
    found = accepts(question("a.b", kind=kind, options=opts, at_most=2), given)
    assert isinstance(found, Problem)
    assert found.code == code
    assert found.words
    assert "!" not in found.words


def test_judgements_are_typed_behind_their_numbers() -> None:
    judging = question("a.b", kind="each", options=options("met", "partly met", "not met: a", "not met: b"))
    items = options("bed", "runner")
    ids = [one.id for one in judging.options]
    assert accepts(judging, "1 met, 2 partly", items) == ({"bed": ids[0], "runner": ids[1]},)
    found = accepts(judging, "1 met\n2 not met", items)
    assert isinstance(found, Problem)
    assert found.words.startswith("For 2, please pick one of these")


def test_a_form_checks_every_box_and_names_the_one() -> None:
    good = {"what": "Two bays", "many": "6", "when": "2026-05-19", "how": "Yes", "who": ["staff"], "lead": "U1"}
    assert accepts(FORM, [good]) == ({**good, "many": 6.0, "how": "yes"},)
    for name, wrong in {"many": "some", "when": "soon", "how": "maybe", "what": "x" * 21, "nonsense": "x"}.items():
        found = accepts(FORM, [{**good, name: wrong}])
        assert isinstance(found, Problem)
        assert found.field == name


def test_plain_words_go_to_the_main_box() -> None:
    assert accepts(FORM, ["Two bays"]) == ({"what": "Two bays"},)


def test_a_box_that_is_needed_is_asked_for() -> None:
    found = accepts(NEEDED, [{"what": "x"}])
    assert isinstance(found, Problem)
    assert (found.field, found.code) == ("sign", "needed")
    assert isinstance(accepts(NEEDED, [{"what": " ", "sign": ""}]), Problem)


def test_a_list_with_boxes_takes_forms_and_lines() -> None:
    risks = question("a.risks", kind="list", fields=(box("event", main=True), box("sign")))
    assert accepts(risks, [{"event": "A fall", "sign": "A bell"}, "A late call"]) == (
        {"event": "A fall", "sign": "A bell"},
        "A late call",
    )
    assert accepts(question("a.plain", kind="list"), [{"a": "one", "b": "two"}]) == ("one, two",)


def test_numbers_pick_from_the_list_that_is_shown() -> None:
    vote = question("a.vote", kind="several", items_from="a.ideas", at_most=3)
    assert accepts(vote, ["2 3"], IDEAS) == (["runner", "breakfast"],)


MANY = (
    Option(id="a", label="walk everyone 2 the loo at 10"),
    Option(id="b", label="sensor mats"),
    Option(id="c", label="bells in reach"),
    Option(id="d", label="bed by the nurses station"),
)


@pytest.mark.parametrize(
    ("said", "picked"),
    [
        ("2 n 4", ["b", "d"]),
        ("1/4", ["a", "d"]),
        ("the first one i guess", ["a"]),
        ("1st n 3rd pls", ["a", "c"]),
        ("one and three", ["a", "c"]),
        ("number 2 for me", ["b"]),
        ("loo walk and the bells", ["a", "c"]),
        ("mats", ["b"]),
        ("walk everyone 2 the loo at 10", ["a"]),
    ],
)
def test_picks_are_read_as_they_are_typed_on_a_phone(said: str, picked: list[str]) -> None:
    assert accepts(question("a.vote", kind="several", items_from="a.ideas"), said, MANY) == (picked,)


@pytest.mark.parametrize("said", ["not 2", "1 or 4", "any", "the", "all of them", "be", "9"])
def test_what_picks_nothing_for_sure_is_asked_back(said: str) -> None:
    found = accepts(question("a.vote", kind="several", items_from="a.ideas"), said, MANY)
    assert isinstance(found, Problem)
    assert "type the number" in found.words


def test_half_characters_and_nothing_are_cleaned_away() -> None:
    assert normalise("ok\ud800\x00") == "ok"
    assert normalise(float("nan")) is None
    assert normalise(float("inf")) is None
    assert normalise(True) is None
    assert normalise(object()) is None
    assert normalise({"a": "", "b": {"c": "d"}, 3: "x", "e": "f"}) == {"e": "f"}
    assert cleaned("just text") == ("just text",)


_scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
_anything = st.recursive(
    _scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner), max_leaves=6
)
EVERY = sorted(tiny_dialogue().questions)


@given(st.sampled_from(EVERY), st.lists(_anything, max_size=3))
def test_nothing_a_person_sends_ever_raises(name: str, values: list[Any]) -> None:
    asked: Question = tiny_dialogue().questions[name]
    found = accepts(asked, values)
    assert isinstance(found, Problem | tuple)
    player = Player(tiny_dialogue(), "ann", way="together")
    for what in (
        Answer("ann", player.at, question=name, values=tuple(values)),
        Answer("ann", player.at, question=name, values=values),  # type: ignore[arg-type]
        Amend("ann", player.at, name, "1.0", values[0] if values else ""),
        Confirm("ann", player.at, name, values[0] if values else None),
    ):
        turn = take(tiny_dialogue(), player.state, player.facts, what)
        assert turn.state.turn == 2
