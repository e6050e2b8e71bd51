"""Typed words and chosen values as Slack sends them, made plain: entities, links, mentions, element states."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
_ANGLED = re.compile(r"<([^<>\n]*)>")
_ENTITIES = re.compile(r"&(amp|lt|gt);")
_ONE_VALUE = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
_SEVERAL_VALUES = {
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}


def dict_at(body: Json, key: str) -> Json:
    """Return the object at a key; an empty one when something else or nothing is there."""
    value = body.get(key)
    return value if isinstance(value, dict) else {}


def text_at(body: Json, key: str) -> str:
    """Return the text at a key; "" when something else or nothing is there."""
    value = body.get(key)
    return value if isinstance(value, str) else ""


def plain_words(text: object, without: str = "") -> str:
    """Return typed words as their writer saw them; a person mentioned stays as `<@ID>`.

    Mentions of `without` (the app itself) are taken off. Links become their words, `&amp;` and the like what they mean.
    """
    words = text if isinstance(text, str) else ""
    if without:
        words = re.sub(rf"\s*<@{re.escape(without)}(\|[^<>]*)?>[ \t]*[:,]?[ \t]*", " ", words)
    words = _ANGLED.sub(lambda found: _angled(found[1]), words)
    return _ENTITIES.sub(lambda found: html.unescape(found[0]), words).strip()


def _angled(inside: str) -> str:
    """A `<...>` of Slack's: person, channel, group, command or link; anything else stays as it is."""
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return f"<{target}>"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return _special(target[1:], label)
    if ":" in target:
        return label or target.removeprefix("mailto:").removeprefix("tel:")
    return f"<{inside}>"


def _special(name: str, label: str) -> str:
    if label:
        return label
    return f"@{name}" if name in ("here", "channel", "everyone") else ""


def value_of(state: object) -> Any:
    """Return what an element of a form holds: str, list[str], or None when it was left empty."""
    if not isinstance(state, dict):
        return None
    kind = str(state.get("type", ""))
    if kind == "rich_text_input":
        return "".join(_rich(state.get("rich_text_value"))).strip() or None
    if "selected_options" in state:
        return [one for one in map(_option, _list(state["selected_options"])) if one] or None
    if "selected_option" in state:
        return _option(state["selected_option"]) or None
    if kind in _SEVERAL_VALUES:
        return [str(one) for one in _list(state.get(_SEVERAL_VALUES[kind]))] or None
    if kind == "file_input":
        return [str(one["id"]) for one in _list(state.get("files")) if isinstance(one, dict) and "id" in one] or None
    value = state.get(_ONE_VALUE.get(kind, "value"))
    return str(value).replace("\r\n", "\n") if value not in (None, "") else None


def chosen(action: Json) -> str:
    """Return what a click in a message or form picked: an option's value, a date, a person; "" for a button."""
    if action.get("type") == "button":
        return ""
    value = value_of(action)
    return ",".join(value) if isinstance(value, list) else str(value or "")


def _option(option: object) -> str:
    return str(option.get("value") or "") if isinstance(option, dict) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _rich(node: object) -> Iterator[str]:
    """Walk rich text: its words, a line for each list item and section."""
    if not isinstance(node, dict):
        return
    kind = node.get("type")
    if kind in ("text", "link"):
        yield str(node.get("text") or node.get("url") or "")
    elif kind == "emoji":
        yield f":{node.get('name', '')}:"
    elif kind == "user":
        yield f"<@{node.get('user_id', '')}>"
    for child in _list(node.get("elements")):
        yield from _rich(child)
    if kind in ("rich_text_section", "rich_text_quote", "rich_text_preformatted"):
        yield "\n"
