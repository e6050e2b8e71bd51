"""Fitting words into Slack's limits: cut at a word with an ellipsis, or split into several texts."""

from __future__ import annotations

import re

_HALF_ENTITY = re.compile(r"&[a-z]{0,3}$")
_HALF_LINK = re.compile(r"<[^<>\n]{0,300}$")


def cut(text: str, most: int) -> str:
    """Return text of `most` characters at most, cut at a word where there is one, with … in place of the rest."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    if not text[most - 1].isspace():
        space = max(head.rfind(" "), head.rfind("\n"))
        head = head[:space] if space >= most // 2 else head
    return _whole(head).rstrip() + "…"


def split(text: str, most: int) -> list[str]:
    """Return text in pieces of `most` characters at most, broken at paragraphs, lines or words where possible."""
    pieces: list[str] = []
    rest = text.strip()
    while len(rest) > most:
        at = _break(rest, most)
        pieces.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [piece for piece in (*pieces, rest) if piece.strip()]


def _break(text: str, most: int) -> int:
    head = text[:most]
    for mark in ("\n\n", "\n", " "):
        at = head.rfind(mark)
        if at >= most // 2:
            return at
    return len(_whole(head)) or most


def _whole(head: str) -> str:
    """Take off an entity or a link that the cut went through, so that none is shown broken."""
    kept = _HALF_ENTITY.sub("", head)
    kept = _HALF_LINK.sub("", kept)
    return kept or head
