"""Any view model becomes Block Kit that the workspace accepts (its rules are Slack's)."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.inbound import Place
from coach.presses import PRESSES
from coach.simulator.block_rules import errors_in_blocks, errors_in_view
from coach.slack.blocks import form_view, home_view, message_blocks, message_text
from coach.slack.elements import block_of
from coach.slack.lengths import cut, split
from coach.views import Box, Button, Controls, Divider, Form, Heading, Home, Menu, Message, Note, Pick, Press, Text

words = st.text(max_size=300) | st.text("word & <@U12> \n", max_size=9000) | st.just("")
short = st.text(max_size=120)
ids = st.text("abc.#_-", min_size=1, max_size=90)
presses = st.builds(Press, st.sampled_from(sorted(PRESSES)), st.just("p7k2m9qa"), arg=st.text(max_size=10))
options = st.lists(st.tuples(ids, short), max_size=14).map(tuple)
many = st.integers(0, 260).map(lambda n: tuple((f"o{i}", f"Option {i}") for i in range(n)))
buttons = st.builds(Button, short, presses, st.sampled_from(["plain", "primary", "danger"]), words)
menus = st.builds(Menu, short, st.lists(st.tuples(short, presses), max_size=110).map(tuple), short)
picks = st.builds(Pick, short, options | many, presses)
controls = st.builds(Controls, st.lists(buttons | menus | picks, max_size=30).map(tuple))
parts = st.lists(
    st.builds(Heading, words) | st.builds(Text, words) | st.builds(Note, words) | st.just(Divider()) | controls,
    max_size=12,
).map(tuple)
kinds = st.sampled_from(
    ["text", "long_text", "choice", "radio", "several", "checks", "number", "date", "time", "person", "people"]
)
values = (
    st.none()
    | words
    | st.integers()
    | st.floats()
    | st.lists(ids, max_size=5)
    | st.sampled_from(["2026-05-19", "09:30", "U12"])
)
boxes = st.builds(
    Box,
    ids,
    words,
    kinds,
    options | many,
    values,
    st.booleans(),
    words,
    short,
    st.integers(-5, 9000),
    st.none() | st.integers(-1, 300),
    st.booleans(),
)
forms = st.builds(
    Form, presses, words, st.lists(boxes, max_size=6, unique_by=lambda box: box.id).map(tuple), parts, short, short
)
LONG = settings(max_examples=150, deadline=None)


@LONG
@given(words, parts)
def test_every_message_is_accepted(text: str, given_parts: Any) -> None:
    message = Message(text, given_parts)
    blocks = message_blocks(message)
    assert errors_in_blocks(blocks) == []
    assert 0 < len(message_text(message)) < 4000


@LONG
@given(forms)
def test_every_form_is_accepted(form: Form) -> None:
    view = form_view(form, Place("C1", thread="1.2", message="3.4", form="V1"))
    assert errors_in_view(view, "modal") == []
    assert len(view["private_metadata"]) < 3000
    _keep_within_75(view)


@LONG
@given(parts)
def test_every_home_is_accepted(given_parts: Any) -> None:
    assert errors_in_view(home_view(Home(given_parts)), "home") == []


def _keep_within_75(node: Any) -> None:
    if isinstance(node, dict):
        if "text" in node and "value" in node and "action_id" not in node:
            assert len(node["value"]) <= 75
        for inner in node.values():
            _keep_within_75(inner)
    elif isinstance(node, list):
        for inner in node:
            _keep_within_75(inner)


def test_a_message_far_too_long_keeps_its_last_row_and_says_so() -> None:
    row = Controls((Button("Answer", Press("answer")),))
    blocks = message_blocks(Message("x", (*(Text(f"line {n}") for n in range(120)), Divider(), row)))
    assert len(blocks) == 50
    assert blocks[-1]["type"] == "actions"
    assert blocks[-2]["elements"][0]["text"] == "There is more than fits here."
    wide = message_blocks(Message("x", (*(Text("word " * 500) for _ in range(12)), row)))
    assert sum(len(block["text"]["text"]) for block in wide if block["type"] == "section") <= 12_000
    assert wide[-1]["type"] == "actions"


def test_labels_are_cut_at_a_word_and_hints_are_read_aloud() -> None:
    label = "Write down what people said they needed most when they were about to go home on the day"
    (row,) = message_blocks(Message("x", (Controls((Button(label, Press("answer"), hint="Answer question 2"),)),)))
    (button,) = row["elements"]
    assert button["text"]["text"] == "Write down what people said they needed most when they were about to go…"
    assert button["accessibility_label"] == "Answer question 2"
    assert button["action_id"] == "answer.0"


def test_text_is_split_at_paragraphs_and_never_inside_an_entity() -> None:
    text = "\n\n".join(f"{n} " + "x" * 900 for n in range(10))
    pieces = split(text, 3000)
    assert "\n\n".join(pieces) == text
    assert all(len(piece) <= 3000 for piece in pieces)
    assert cut("a" * 8 + "&amp;b", 12) == "a" * 8 + "…"
    assert cut("a" * 8 + "<@U12345> and", 14) == "a" * 8 + "…"
    assert split("a" * 9 + "&amp;b", 12) == ["a" * 9, "&amp;b"]


def test_boxes_keep_their_ids_and_what_they_start_with() -> None:
    eleven = tuple((f"o{n}", f"Idea {n}") for n in range(11))
    form = Form(
        Press("pick_save"),
        "Which ideas would you take further?",
        (
            Box("a", "Radio of eleven", "radio", eleven, "o3"),
            Box("b", "Up to three", "several", eleven, ["o1", "o2", "o9", "o4"], at_most=3),
            Box("c", "People", "people", value=["U1", "nobody"]),
            Box("d", "Day", "date", value="2026-02-30"),
            Box("e", "Nothing yet", "choice"),
            Box("f", "Long", "long_text", value="y" * 4000, max_length=50),
        ),
    )
    view = form_view(form, Place())
    elements = {block["block_id"]: block.get("element") for block in view["blocks"]}
    assert view["title"]["text"] == "Which ideas would you…"
    assert elements["box:a"]["type"] == "static_select"
    assert elements["box:a"]["initial_option"]["value"] == "o3"
    assert [one["value"] for one in elements["box:b"]["initial_options"]] == ["o1", "o2", "o4"]
    assert elements["box:c"]["initial_users"] == ["U1"]
    assert "initial_date" not in elements["box:d"]
    assert elements["box:e"] is None
    assert len(elements["box:f"]["initial_value"]) == 3000
    assert "first 3,000" in view["blocks"][-1]["hint"]["text"]
    assert json.loads(view["private_metadata"]) == {"p": "1|pick_save"}
    assert len(block_of("x" * 400)) <= 255
