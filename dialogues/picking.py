"""Typed picks: the words or numbers people give for what stands in a list, and judgements line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogues.model import Option

_BETWEEN = re.compile(r"[\s,;&+./]+")
_PHRASES = re.compile(r"\s*(?:[,;&+\n]|\b(?:and|n|plus)\b)\s*", re.IGNORECASE)
_AROUND_WORDS = """
    a also and both choice choose er for go going guess i i'd i'll id idea ideas ill is it it's its just like maybe me
    my n no nos number numbers ok option options pick picks please pls plus prob probably reckon say spose suppose ta
    take tbh thanks the then think um vote votes want well with would yeah yes
"""
_AROUND = frozenset(_AROUND_WORDS.split())
"""What people say around a pick and not for it: "the first one i guess", "2 n 4 pls"."""
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
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
    """The numbers in "3, 9 & 7", "2 n 4 pls" or "the first one i guess"; any other word stays as it is."""
    parts = [one.lstrip("#") for one in _BETWEEN.split(words) if one]
    found: list[str] = []
    for before, part in zip(["", *parts], parts, strict=False):
        small = part.lower()
        if small in {"one", "ones"} and (_place(before.lower()) or before.lower() in {"the", "that", "this"}):
            continue  # "the first one", not "first, one"
        if small not in _AROUND:
            found.append(_place(small) or part)
    return found or parts


def _place(small: str) -> str:
    """A number as it is said, in figures: "first", "2nd", "four"; "" when it is none."""
    if said := _ORDINAL.fullmatch(small):
        return said[1]
    every = _PLACES if small in _PLACES else _COUNTED
    return str(every.index(small) + 1) if small in every else ""


def numbered(words: str, options: tuple[Option, ...]) -> str | None:
    """The option that stands at a number, counted from 1."""
    place = int(words) if words.isdecimal() and len(words) < 4 else 0
    return options[place - 1].id if 0 < place <= len(options) else None


def by_words(words: str, options: tuple[Option, ...]) -> list[str] | None:
    """The options that each phrase has words of, and no other option has all of them: "loo walk and the bells"."""
    found = [_with_all(phrase, options) for phrase in _PHRASES.split(words) if phrase.strip()]
    chosen = [one for one in found if one is not None]
    return chosen if chosen and len(chosen) == len(found) else None


def _with_all(phrase: str, options: tuple[Option, ...]) -> str | None:
    said = [one for one in _BETWEEN.split(phrase.lower()) if one not in _AROUND and one not in {"", "one", "ones"}]
    if not any(len(one) > 2 and one.isalpha() for one in said):
        return None
    fit = [option.id for option in options if all(_has(option.label.lower(), one) for one in said)]
    return fit[0] if len(fit) == 1 else None


def _has(label: str, word: str) -> bool:
    """Whether a label has a word, or that word in the plural."""
    return re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", label) is not None


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
