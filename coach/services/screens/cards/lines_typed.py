"""Lines as people type them: an answer written out on one line, and lines read back."""

from __future__ import annotations

import re

from coach.services.scene import Scene
from coach.services.screens.record import Line, as_text, line_of, main_field
from coach.services.screens.seeing import question
from coach.words import one_line
from dialogues.facts import Kept

_BULLET = re.compile(r"^\s*(?:[-*•–—·▪◦‣>]+|\(?\d{1,2}[.)]|[a-zA-Z][.)])\s+")
_SO_THAT = re.compile(r"[\s,;–—-]*\bso that\b\s*", re.IGNORECASE)
_DASH = re.compile(r"\s+[–—-]+\s+|\s*[–—]\s*")
_NEEDS = re.compile(r"^((?:\S+\s+){0,5}?\S+)\s+(?:just\s+)?(?:needs?|wants?)\s+\S", re.IGNORECASE)
_NOBODY = frozenset({"i", "we", "you", "he", "she", "they", "it", "who", "what", "nobody", "no one"})
_WORDS = re.compile(r"\w")


def as_typed(scene: Scene, kept: Kept) -> str:
    """Return an answer as one line, "who – need – so that …" where it has those fields."""
    line = line_of(scene, kept)
    main = main_field(question(scene, kept.question))
    who, reason = as_text(line.raw.get("who")), as_text(line.raw.get("so_that"))
    if main != "need" or not (who or reason):
        return line.words
    said = f"{who} – {line.words}" if who else line.words
    return f"{said} – so that {reason}" if reason else said


def lines_of(words: str) -> tuple[str, ...]:
    """Return typed words as items: one a line, bullets and numbers taken off, lines without a letter left out."""
    stripped = (one_line(_BULLET.sub("", line)) for line in words.splitlines())
    return tuple(line for line in stripped if _WORDS.search(line))


def split_need(words: str) -> dict[str, str]:
    """Return a line "who – need – so that …" as its fields; nothing when there is no dash in it."""
    head, *reason = _SO_THAT.split(words, maxsplit=1)
    parts = [part.strip() for part in _DASH.split(head, maxsplit=1) if part.strip()]
    if len(parts) < 2:
        return {}
    found = {"who": parts[0], "need": parts[1]}
    return found | ({"so_that": reason[0].strip()} if reason and reason[0].strip() else {})


def who_named(line: Line) -> str:
    """Return whom a need is about: as given, before a dash, or as the line begins; "" when unsaid."""
    return line.get("who") or split_need(line.words).get("who", "") or who_of(line.words)


def who_of(words: str) -> str:
    """Return who a need is about when the line begins with it: "Nurses need to …"; "" when it does not."""
    found = _NEEDS.match(words)
    return found[1].strip() if found and found[1].lower() not in _NOBODY else ""
