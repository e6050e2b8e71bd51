"""Typed picks: the words or numbers people give for what stands in a list, and judgements line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogues.model import Option

_BETWEEN = re.compile(r"[\s,;&+.]+")
_AROUND = frozenset({"and", "no", "nos", "number", "numbers", "then", "also"})
_JUDGED = re.compile(r"(\d{1,2})[.):]?\s*([^\d]+)")


class Wrong(Exception):
    """What is not right, as a code for the log and words that name the fix."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code)
        self.code, self.words = code, words


def match(words: str, options: tuple[Option, ...]) -> str | None:
    """The option that words are the id or the label of."""
    want = words.strip().lower()
    by_id = next((option.id for option in options if option.id == words.strip()), None)
    return by_id or next((option.id for option in options if option.label.lower() == want), None)


def numbers(words: str) -> list[str]:
    """The numbers in "3, 9 & 7" or "numbers 6 and 1"; any other word stays, and is not found in the list."""
    parts = [one.lstrip("#") for one in _BETWEEN.split(words) if one]
    return [one for one in parts if one.lower() not in _AROUND] or parts


def numbered(words: str, options: tuple[Option, ...]) -> str | None:
    """The option that stands at a number, counted from 1."""
    place = int(words) if words.isdecimal() and len(words) < 4 else 0
    return options[place - 1].id if 0 < place <= len(options) else None


def judged(items: tuple[Option, ...], options: tuple[Option, ...], words: str) -> dict[str, str]:
    """Typed judgements, each behind its line's number ("1 met, 2 partly"): the option that a word begins."""
    found: dict[str, str] = {}
    for place, said in _JUDGED.findall(words):
        item = numbered(place, items)
        begins = [one for one in options if one.label.lower().startswith(said.strip(" ,;.\n").lower())]
        exact = [one for one in begins if one.label.lower() == said.strip(" ,;.\n").lower()]
        if item is None or len(exact or begins) != 1:
            which = f"For {place}, please pick one of these: {named(tuple(begins) or options)}."
            raise Wrong("one_each", which)
        found[item] = (exact or begins)[0].id
    if not found:
        raise Wrong("one_each", f"Please pick one for each line: {named(options)}. Like: 1 {options[0].label}.")
    return found


def named(options: Sequence[Option]) -> str:
    """The first six labels, to pick from."""
    return ", ".join(option.label for option in options[:6]) + (" …" if len(options) > 6 else "")
