"""A message as JSON and back: for words that have to wait for their turn to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

from coach.views import Button, Controls, Divider, Heading, Menu, Message, Note, Part, Pick, Press, Text

Json = dict[str, Any]
_WORDS: dict[str, type[Heading | Text | Note]] = {"heading": Heading, "text": Text, "note": Note}


def to_json(message: Message) -> Json:
    """Return a message as JSON. ValueError for one with a file: a file is fetched when it is sent, never kept."""
    if message.attach is not None:
        raise ValueError("A message with a file cannot be kept.")
    return {"text": message.text, "parts": [_part(part) for part in message.parts]}


def from_json(kept: Mapping[str, Any]) -> Message:
    """Return the message that `to_json` kept."""
    return Message(str(kept["text"]), tuple(_as_part(part) for part in kept["parts"]))


def _part(part: Part) -> Json:
    if isinstance(part, Controls):
        return {"row": [_item(item) for item in part.items]}
    if isinstance(part, Divider):
        return {"divider": ""}
    name = next(name for name, kind in _WORDS.items() if isinstance(part, kind))
    return {name: part.text}


def _as_part(kept: Json) -> Part:
    if "row" in kept:
        return Controls(tuple(_as_item(item) for item in kept["row"]))
    if "divider" in kept:
        return Divider()
    ((name, words),) = kept.items()
    return _WORDS[name](words)


def _item(item: Button | Menu | Pick) -> Json:
    if isinstance(item, Button):
        return {"button": item.label, "press": astuple(item.press), "style": item.style, "hint": item.hint}
    if isinstance(item, Menu):
        entries = [[label, astuple(press)] for label, press in item.entries]
        return {"menu": item.label, "entries": entries, "hint": item.hint}
    return {"pick": item.label, "options": item.options, "press": astuple(item.press)}


def _as_item(kept: Json) -> Button | Menu | Pick:
    if "button" in kept:
        return Button(kept["button"], Press(*kept["press"]), kept["style"], kept["hint"])
    if "menu" in kept:
        entries = tuple((str(label), Press(*press)) for label, press in kept["entries"])
        return Menu(kept["menu"], entries, kept["hint"])
    options = tuple((str(name), str(label)) for name, label in kept["options"])
    return Pick(kept["pick"], options, Press(*kept["press"]))
