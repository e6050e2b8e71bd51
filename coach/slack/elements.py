"""Buttons, menus, picks and the boxes of forms as Block Kit elements, within every limit."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from coach.slack import said
from coach.slack.action_value import VALUE_AT_MOST, encode
from coach.slack.lengths import cut
from coach.views import Box, Button, Menu, Pick

Json = dict[str, Any]
Options = Sequence[tuple[str, str]]
BOX, PICK, BOX_ACTION, MENU_ACTION = "box:", "pick:", "box", "menu"
LABEL, PLACEHOLDER, HINT, IN_BOX = 75, 150, 2000, 3000
_GROUP = 100
_PERSON = re.compile(r"[UWB][A-Z0-9]+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def plain(text: str, most: int, instead: str = said.CHOOSE) -> Json:
    """Return a plain text object, cut at a word; `instead` stands where there are no words."""
    return {"type": "plain_text", "text": cut(text, most) if text.strip() else instead}


def option_id(given: str) -> str:
    """Return an option's id as a value of 75 characters at most; a longer one ends in a digest of itself."""
    if len(given) <= VALUE_AT_MOST and given:
        return given
    return given[: VALUE_AT_MOST - 17] + "~" + hashlib.sha256(given.encode()).hexdigest()[:16]


def options(given: Options) -> list[Json]:
    """Return option objects, the first of each id."""
    once = {option_id(name): label for name, label in reversed(given)}
    order = dict.fromkeys(option_id(name) for name, _ in given)
    return [{"text": plain(once[name], LABEL), "value": name} for name in order]


def choices(given: Options) -> Json:
    """Return `options`, or `option_groups` of a hundred each when there are more."""
    every = options(given)
    if len(every) <= _GROUP:
        return {"options": every}
    groups = [every[start : start + _GROUP] for start in range(0, len(every), _GROUP)][:_GROUP]
    labels = [f"{n * _GROUP + 1} to {n * _GROUP + len(group)}" for n, group in enumerate(groups)]
    return {
        "option_groups": [{"label": plain(label, LABEL), "options": g} for label, g in zip(labels, groups, strict=True)]
    }


def control(item: Button | Menu | Pick, number: int) -> Json | None:
    """Return one element of a row; None for a menu or pick without entries. `number` is unique in the message."""
    if isinstance(item, Button):
        return _button(item, number)
    if isinstance(item, Menu):
        return _menu(item, number)
    if not item.options:
        return None
    placeholder = plain(item.label, PLACEHOLDER)
    action = f"{cut(item.press.do, 200)}.{number}"
    return {"type": "static_select", "action_id": action, "placeholder": placeholder, **choices(item.options)}


def _button(button: Button, number: int) -> Json:
    element: Json = {"type": "button", "action_id": f"{cut(button.press.do, 200)}.{number}"}
    element |= {"text": plain(button.label, LABEL), "value": encode(button.press)}
    if button.style != "plain":
        element["style"] = button.style
    if button.hint.strip():
        element["accessibility_label"] = cut(button.hint, LABEL)
    return element


def _menu(menu: Menu, number: int) -> Json | None:
    entries = [(encode(press), label) for label, press in menu.entries][:100]
    if not entries:
        return None
    every = dict(reversed(entries))
    shown = [{"text": plain(every[value], LABEL), "value": value} for value in dict.fromkeys(v for v, _ in entries)]
    placeholder = plain(menu.label, PLACEHOLDER)
    return {
        "type": "static_select",
        "action_id": f"{MENU_ACTION}.{number}",
        "placeholder": placeholder,
        "options": shown,
    }


def box_block(box: Box, *, focus: bool) -> Json:
    """Return a box as an input block; its ids stay the same over `views.update`, so typed words stay too.

    A choice without options becomes a line that says so.
    """
    element = _element(box)
    if element is None:
        words = f"{box.label}: {said.NOTHING_TO_CHOOSE}" if box.label.strip() else said.NOTHING_TO_CHOOSE
        return {"type": "section", "block_id": block_of(box.id), "text": plain(words, IN_BOX)}
    if focus:
        element["focus_on_load"] = True
    if box.placeholder.strip() and element["type"] not in ("radio_buttons", "checkboxes"):
        element["placeholder"] = plain(box.placeholder, PLACEHOLDER)
    block: Json = {"type": "input", "block_id": block_of(box.id), "label": plain(box.label, HINT)}
    block |= {"element": {**element, "action_id": BOX_ACTION}, "optional": not box.required}
    hint = " ".join(words for words in (box.hint.strip(), _too_long(box)) if words)
    return {**block, "hint": plain(hint, HINT)} if hint else block


def block_of(box_id: str) -> str:
    """Return the block id of a box (255 at most)."""
    return BOX + box_id if len(box_id) <= 250 else BOX + option_id(box_id)


def _too_long(box: Box) -> str:
    words = box.value if box.kind in ("text", "long_text") and isinstance(box.value, str) else ""
    return said.LONG_ANSWER if len(words) > IN_BOX else ""


def _element(box: Box) -> Json | None:
    if box.kind in ("text", "long_text"):
        return _text(box)
    if box.kind in ("choice", "radio", "several", "checks"):
        return _choice(box) if box.options else None
    if box.kind in ("person", "people"):
        return _people(box)
    value = str(box.value) if box.value is not None else ""
    if box.kind == "number":
        element: Json = {"type": "number_input", "is_decimal_allowed": True}
        return {**element, "initial_value": value} if _NUMBER.fullmatch(value) else element
    if box.kind == "date":
        return {"type": "datepicker", **({"initial_date": value} if _is_date(value) else {})}
    return {"type": "timepicker", **({"initial_time": value} if _TIME.fullmatch(value) else {})}


def _is_date(value: str) -> bool:
    try:
        return re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _text(box: Box) -> Json:
    value = box.value if isinstance(box.value, str) else ""
    most = min(max(box.max_length, len(value), 1), IN_BOX)
    element: Json = {"type": "plain_text_input", "multiline": box.kind == "long_text", "max_length": most}
    return {**element, "initial_value": value[:IN_BOX]} if value else element


def _choice(box: Box) -> Json:
    many, short = box.kind in ("several", "checks"), len(options(box.options)) <= 10
    wanted = box.value if isinstance(box.value, list | tuple) else ([box.value] if box.value is not None else [])
    first = [one for one in options(box.options) if one["value"] in {option_id(str(w)) for w in wanted}]
    if box.kind in ("radio", "checks") and short:
        element: Json = {"type": "checkboxes" if many else "radio_buttons", "options": options(box.options)}
    else:
        element = {"type": "multi_static_select" if many else "static_select", **choices(box.options)}
        if many and box.at_most:
            element["max_selected_items"] = min(max(box.at_most, 1), 100)
            first = first[: element["max_selected_items"]]
    if first and (not many or len(first) <= 100):
        element |= {"initial_options": first} if many else {"initial_option": first[0]}
    return element


def _people(box: Box) -> Json:
    given = box.value if isinstance(box.value, list | tuple) else [box.value]
    known = [str(one) for one in given if _PERSON.fullmatch(str(one or ""))]
    if box.kind == "person":
        return {"type": "users_select", **({"initial_user": known[0]} if known else {})}
    element: Json = {"type": "multi_users_select"}
    if box.at_most:
        element["max_selected_items"] = min(max(box.at_most, 1), 100)
    known = known[: element.get("max_selected_items", 100)]
    return {**element, "initial_users": known} if known else element
