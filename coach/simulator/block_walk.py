"""Finding things in Block Kit: the elements of blocks, what somebody typed into them, and values by label."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

# element type -> (the key of its value in payloads, the key of its initial value, what "nothing" looks like)
VALUE_KEYS: dict[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "static_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "users_select": ("selected_user", "initial_user", None),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_static_select": ("selected_options", "initial_options", []),
    "checkboxes": ("selected_options", "initial_options", []),
    "multi_users_select": ("selected_users", "initial_users", []),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "file_input": ("files", "", []),
}


def elements(blocks: list[Json] | None) -> Iterator[tuple[Json, Json]]:
    """Yield every interactive element with the block that holds it."""
    for block in blocks or []:
        if block["type"] == "input":
            yield block, block["element"]
        elif block["type"] in ("actions", "context_actions"):
            for element in block["elements"]:
                yield block, element
        elif block.get("accessory", {}).get("type", "image") != "image":
            yield block, block["accessory"]


def with_ids(blocks: list[Json] | None, serial: str) -> list[Json] | None:
    """Return a copy of the blocks in which every block and element without an id was given one."""
    if blocks is None:
        return None
    dressed = [{**block, "block_id": block.get("block_id") or f"{serial}b{n}"} for n, block in enumerate(blocks)]
    for block in dressed:
        for key in ("element", "accessory"):
            if key in block and block[key].get("type") != "image":
                block[key] = {"action_id": f"{serial}a", **block[key]}
        if block["type"] in ("actions", "context_actions"):
            block["elements"] = [
                {"action_id": f"{serial}a{n}", **element} for n, element in enumerate(block["elements"])
            ]
    return dressed


def state_values(blocks: list[Json] | None, typed: Json) -> Json:
    """Return `state.values`: every element that holds a value, untouched ones with their initial value or null."""
    values: Json = {}
    for block, element in elements(blocks):
        if element["type"] not in VALUE_KEYS:
            continue
        key, initial, nothing = VALUE_KEYS[element["type"]]
        held = typed.get(block["block_id"], {}).get(element["action_id"], {})
        value = held.get(key, nothing) if key in held else element.get(initial, nothing)
        values.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], key: value}
    return values


def label(element: Json, block: Json) -> str:
    """Return the words by which a person knows an element: a button's text, a field's label, a placeholder."""
    for words in (element.get("text"), block.get("label"), element.get("placeholder"), block.get("text")):
        if words:
            return str(words["text"])
    return ""


def find_element(
    blocks: list[Json] | None, *, name: str | None = None, action_id: str | None = None, block_id: str | None = None
) -> tuple[Json, Json] | None:
    """Find an element by its label, action id or block id; None when it is not there."""
    for block, element in elements(blocks):
        known = (
            (action_id is None or element["action_id"] == action_id)
            and (block_id is None or block["block_id"] == block_id)
            and (name is None or label(element, block) == name)
        )
        if known:
            return block, element
    return None


def option(element: Json, wanted: str) -> Json:
    """Return an element's option by its value or words; KeyError in words when it has no such option."""
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    every: list[Json] = [one for group in groups for one in group["options"]]
    for one in every:
        if wanted in (one.get("value"), one["text"]["text"]):
            return one
    raise KeyError(f"There is no choice called {wanted}; there are: {[o['text']['text'] for o in every]}")


def chosen(element: Json, value: Any) -> Json:
    """Turn a plain value (words, an option's name, a list of them, a date, an id) into the payload's keys."""
    kind = element["type"]
    if kind == "button":
        return {"value": element["value"]} if "value" in element else {}
    if kind == "overflow":
        return {"selected_option": option(element, value)}
    key = VALUE_KEYS[kind][0]
    if key == "selected_option":
        return {key: option(element, value) if value is not None else None}
    if key == "selected_options":
        return {key: [option(element, one) for one in value]}
    return {key: value}
