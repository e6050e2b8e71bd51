"""How Slack writes what people typed, and how the page words a moment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]
_TOKEN = re.compile(r"<(?:[@#!][^<>\s]+|https?://[^<>\s]+)>")
_URL = re.compile(r"https?://[^\s<>]+")


def slack_text(typed: str) -> str:
    """Write typed words as Slack sends them: `&`, `<`, `>` as entities, addresses in brackets, mentions kept."""
    return "".join(part if token else _escaped(part) for token, part in _parts(typed))


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    at = 0
    for found in _TOKEN.finditer(text):
        yield False, text[at : found.start()]
        yield True, found.group()
        at = found.end()
    yield False, text[at:]


def _escaped(text: str) -> str:
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _URL.sub(lambda found: f"<{found.group()}>", plain)


def plain_text(text: str) -> str:
    """Return Slack's text with its entities turned back into characters."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def rich_text(text: str, block_id: str) -> list[Json]:
    """Return the rich_text block that Slack adds to what a person typed."""
    elements: list[Json] = []
    for token, part in _parts(text):
        if token and part[1] == "@":
            elements.append({"type": "user", "user_id": part[2:-1].split("|")[0]})
        elif token and part[1] == "#":
            elements.append({"type": "channel", "channel_id": part[2:-1].split("|")[0]})
        elif token:
            elements.append({"type": "link", "url": part[1:-1]})
        elif part:
            elements.append({"type": "text", "text": plain_text(part)})
    section = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def initials(name: str) -> str:
    """Return one or two capital letters for a name ("Dr Patel" -> "DP")."""
    words = [word for word in re.split(r"\W+", name) if word]
    return "".join(word[0] for word in words[:2]).upper()


def day_words(moment: datetime, zone: str) -> str:
    """Return "Tuesday 12 May" in a zone."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B}"


def time_words(moment: datetime, zone: str) -> str:
    """Return "13:40" in a zone."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"
