"""Block Kit's limits: what passes, and where each broken rule is pointed at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from coach.simulator.block_rules import errors_in_blocks, errors_in_view
from tests.simulator.test_conversation import button, form

Json = dict[str, Any]
SAMPLES = json.loads((Path(__file__).parent / "samples.json").read_text())


def words(text: str, kind: str = "plain_text") -> Json:
    """Return a text object."""
    return {"type": kind, "text": text}


def options(count: int) -> list[Json]:
    """Return so many options."""
    return [{"text": words(f"Option {n}"), "value": str(n)} for n in range(count)]


def section(text: str = "x", **more: Any) -> Json:
    """Return a section."""
    return {"type": "section", "text": words(text, "mrkdwn"), **more}


def field(element: Json) -> Json:
    """Return an input block around an element."""
    return {"type": "input", "label": words("Field"), "element": {"action_id": "a", **element}}


def actions(*elements: Json) -> Json:
    """Return an actions block."""
    return {"type": "actions", "elements": list(elements)}


def select(kind: str = "static_select", **more: Any) -> Json:
    """Return a select."""
    return {"type": kind, "action_id": "a", **more}


BROKEN: list[tuple[str, list[Json], str, str]] = [
    ("blocks in a message", [section()] * 51, "", "max_items"),
    ("an unknown block", [{"type": "sectoin"}], "/0/type", "enum"),
    ("an unknown field", [section(colour="red")], "/0/colour", "additional_property"),
    ("null", [section(accessory=None)], "/0/accessory/type", "enum"),
    ("empty words", [section("")], "/0/text/text", "min_length"),
    ("long words", [section("x" * 3001)], "/0/text/text", "max_length"),
    ("a section with nothing", [{"type": "section"}], "/0", "required"),
    ("eleven fields", [{"type": "section", "fields": [words("x")] * 11}], "/0/fields", "max_items"),
    ("a long field", [{"type": "section", "fields": [words("x" * 2001)]}], "/0/fields/0/text", "max_length"),
    ("markup in a header", [{"type": "header", "text": words("x", "mrkdwn")}], "/0/text/type", "enum"),
    ("a long header", [{"type": "header", "text": words("x" * 151)}], "/0/text/text", "max_length"),
    ("a header's level", [{"type": "header", "text": words("x"), "level": 5}], "/0/level", "range"),
    ("eleven in a context", [{"type": "context", "elements": [words("x")] * 11}], "/0/elements", "max_items"),
    ("26 buttons", [actions(*[button("x", f"a{n}")["elements"][0] for n in range(26)])], "/0/elements", "max_items"),
    ("no buttons", [actions()], "/0/elements", "min_items"),
    ("a long button", [button("x" * 76, "a")], "/0/elements/0/text/text", "max_length"),
    ("a long value", [button("x", "a", "v" * 2001)], "/0/elements/0/value", "max_length"),
    ("an empty value", [button("x", "a", "")], "/0/elements/0/value", "min_length"),
    ("a long action_id", [button("x", "a" * 256)], "/0/elements/0/action_id", "max_length"),
    ("two of one action_id", [actions(*(button("x", "a")["elements"] * 2))], "/0/elements", "unique"),
    ("two of one block_id", [section(block_id="b"), section(block_id="b")], "/1/block_id", "unique"),
    ("101 options", [field(select(options=options(101)))], "/0/element/options", "max_items"),
    ("no options", [field(select())], "/0", "one_of"),
    (
        "a first option that is none",
        [field(select(options=options(2), initial_option=options(3)[2]))],
        "/0",
        "initial_option",
    ),
    (
        "six in an overflow",
        [actions({"type": "overflow", "options": options(6)})],
        "/0/elements/0/options",
        "max_items",
    ),
    ("eleven radios", [field(select("radio_buttons", options=options(11)))], "/0/element/options", "max_items"),
    (
        "a long option value",
        [field(select(options=[{"text": words("x"), "value": "v" * 151}]))],
        "/0/element/options/0/value",
        "max_length",
    ),
    ("a button in an input", [field({"type": "button", "text": words("x")})], "/0/element/type", "enum"),
    (
        "a text field among buttons",
        [actions({"type": "plain_text_input", "action_id": "a"})],
        "/0/elements/0/type",
        "enum",
    ),
    (
        "a long placeholder",
        [field({"type": "plain_text_input", "placeholder": words("x" * 151)})],
        "/0/element/placeholder/text",
        "max_length",
    ),
    ("a date", [field({"type": "datepicker", "initial_date": "12 May"})], "/0/element/initial_date", "pattern"),
    ("a time", [field({"type": "timepicker", "initial_time": "25:00"})], "/0/element/initial_time", "pattern"),
    ("decimals not said", [field({"type": "number_input"})], "/0/element/is_decimal_allowed", "required"),
    ("a file field in a message", [field({"type": "file_input"})], "/0/element/type", "surface"),
    ("a picture without words", [{"type": "image", "image_url": "https://x"}], "/0/alt_text", "required"),
    ("a picture from nowhere", [{"type": "image", "alt_text": "x"}], "/0", "one_of"),
    ("markdown in all", [{"type": "markdown", "text": "x" * 7000}] * 2, "", "max_length"),
    (
        "a table's width",
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]}],
        "/0/rows/0",
        "max_items",
    ),
    (
        "a list's depth",
        [
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_list",
                        "style": "bullet",
                        "indent": 9,
                        "elements": [{"type": "rich_text_section", "elements": []}],
                    }
                ],
            }
        ],
        "/0/elements/0/indent",
        "range",
    ),
]


@pytest.mark.parametrize(("blocks", "pointer", "kind"), [one[1:] for one in BROKEN], ids=[one[0] for one in BROKEN])
def test_a_broken_rule_is_pointed_at(blocks: list[Json], pointer: str, kind: str) -> None:
    found = errors_in_blocks(blocks, at="")
    assert (pointer, kind) in [(one["pointer"], one["constraint"]["type"]) for one in found]
    assert all(set(one) == {"pointer", "code", "message", "constraint"} for one in found)
    assert all(set(one["constraint"]) == {"type", "expected", "got"} for one in found)


@pytest.mark.parametrize(
    ("view", "pointer"),
    [
        (form("A", title="t" * 25), "/title/text"),
        ({key: value for key, value in form("A").items() if key != "submit"}, "/submit"),
        (form("A", private_metadata="x" * 3001), "/private_metadata"),
        ({**form(), "blocks": [section()] * 101}, "/blocks"),
        ({**form(), "blocks": [{"type": "markdown", "text": "x"}]}, "/blocks/0/type"),
        ({"type": "home", "title": words("x"), "blocks": []}, "/title"),
        ({**form("A"), "id": "V1", "hash": "1"}, "/hash"),
    ],
)
def test_a_broken_view_is_pointed_at(view: Json, pointer: str) -> None:
    assert pointer in [one["pointer"] for one in errors_in_view(view)]


def test_every_kind_of_block_and_element_that_is_right_passes() -> None:
    for message in SAMPLES["messages"]:
        assert errors_in_blocks(message.get("blocks", [])) == []
    for name in ("modal", "second", "home"):
        assert errors_in_view(SAMPLES[name]) == []


def test_the_web_api_refuses_and_says_where(start: Any) -> None:
    run = start()
    wrong = [section("x" * 3001)]
    with pytest.raises(SlackApiError) as caught:
        run.client.chat_postMessage(channel="C1", text="x", blocks=wrong)
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"][0].endswith("[json-pointer:/blocks/0/text/text]")
    with pytest.raises(SlackApiError) as caught:
        run.client.views_publish(user_id="U2", view={"type": "home", "blocks": wrong})
    assert caught.value.response["error"] == "invalid_arguments"
    assert "[json-pointer:/view/blocks/0/text/text]" in caught.value.response["response_metadata"]["messages"][0]
    with pytest.raises(SlackApiError) as caught:
        run.client.views_publish(user_id="U2", view={"type": "home", "blocks": [section("x" * 2900)] * 100})
    assert caught.value.response["error"] == "view_too_large"


def test_blocks_validate_has_slacks_shape(start: Any) -> None:
    run = start()
    run.ws.api.tokens.revoke_all()
    assert run.client.blocks_validate(blocks=[section()])["ok"]
    for given, error, pointer in (
        ({"blocks": [section("")]}, "invalid_blocks", "/0/text/text"),
        ({"message": {"blocks": [section("")]}}, "invalid_message", "/blocks/0/text/text"),
        ({"view": {**form(), "blocks": [section("")]}}, "invalid_view", "/blocks/0/text/text"),
    ):
        with pytest.raises(SlackApiError) as caught:
            run.client.blocks_validate(**given)
        assert (caught.value.response["error"], caught.value.response["errors"][0]["pointer"]) == (error, pointer)
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        run.client.blocks_validate()
