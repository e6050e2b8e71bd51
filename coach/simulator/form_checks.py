"""What Slack's own screen refuses before a form is sent: empty fields, lengths, numbers, addresses."""

from __future__ import annotations

import re
from typing import Any

from coach.simulator.block_walk import VALUE_KEYS

Json = dict[str, Any]
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")


def field_errors(blocks: list[Json], values: Json) -> dict[str, str]:
    """Return words by block_id for every field that cannot be sent as it stands."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        key = VALUE_KEYS[element["type"]][0]
        value = values[block["block_id"]][element["action_id"]][key]
        if value in (None, "", []):
            if not block.get("optional"):
                found[block["block_id"]] = "This one needs an answer."
            continue
        words = _wrong(element, value)
        if words:
            found[block["block_id"]] = words
    return found


def _wrong(element: Json, value: Any) -> str:
    kind = element["type"]
    if kind == "plain_text_input":
        return _wrong_length(element, value)
    if kind == "number_input":
        return _wrong_number(element, value)
    if kind == "email_text_input" and not _EMAIL.fullmatch(value):
        return "Enter a full email address."
    if kind == "url_text_input" and not _URL.fullmatch(value):
        return "Enter a web address that starts with https://."
    most = element.get("max_selected_items")
    if most and len(value) > most:
        return f"Choose {most} at most."
    return ""


def _wrong_length(element: Json, value: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Write at least {least} characters."
    if len(value) > most:
        return f"Write {most} characters at most."
    return ""


def _wrong_number(element: Json, value: str) -> str:
    pattern = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "Enter a number." if element["is_decimal_allowed"] else "Enter a whole number."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Enter {element['min_value']} or more."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Enter {element['max_value']} or less."
    return ""
