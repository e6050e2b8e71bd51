"""Numbers and lists in words: counts agree with their nouns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COMMON_WORDS = """
a all an any anybody anyone both carers children doctors each every everybody everyone families family for in just
manager managers matron my night nights no nobody nothing nurse nurses older only on our parents partly patient
patients people person pharmacist pharmacists porter porters relatives residents some
staff the their this those three two weekends who with yes young your
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_ODD = {"person": "people", "this": "these", "is": "are", "was": "were", "has": "have", "it": "them", "does": "do"}


def plural(number: int, noun: str, many: str = "") -> str:
    """Return a count with its noun: "1 answer", "2 answers", "3 people"."""
    return f"{number} {noun_for(number, noun, many)}"


def noun_for(number: int, noun: str, many: str = "") -> str:
    """Return the noun that goes with a count."""
    if number == 1:
        return noun
    if many or noun in _ODD:
        return many or _ODD[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def in_words(number: int) -> str:
    """Return a small count in words, up to twelve; a larger one in figures."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else str(number)


def joined(words: Iterable[str], last: str = "and", *, at_most: int = 0) -> str:
    """Return a list in words: "a", "a and b", "a, b and c"; with `at_most`, "a, b and 4 more"."""
    found = [word for word in words if word]
    if at_most and len(found) > at_most:
        found = [*found[:at_most], f"{len(found) - at_most} more"]
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {last} {found[-1]}"


def numbered(words: Sequence[str], first: int = 1, between: str = "   ") -> str:
    """Return short things on one line with their numbers: "1 a   2 b"."""
    return between.join(f"{first + place} {word}" for place, word in enumerate(words))


def first_up(words: str) -> str:
    """Return words with their first letter large."""
    return words[:1].upper() + words[1:]


def first_down(words: str) -> str:
    """Return words with their first letter small, unless the first word is all capitals or "I"."""
    head = words.split(" ", 1)[0]
    if head in {"I", "I'm", "I'd", "I'll", "I've"} or (len(head) > 1 and head.upper() == head):
        return words
    return words[:1].lower() + words[1:]


def softened(words: str) -> str:
    """Return people's words for the middle of a sentence: a common first word gets a small letter, a name stays."""
    head = words.split(" ", 1)[0].lower().rstrip(",")
    return first_down(words) if head in _COMMON else words


def ended(words: str) -> str:
    """Return words as a sentence: with a full stop unless they end in a mark already."""
    bare = words.rstrip()
    return bare if not bare or bare.endswith((".", "?", "…", "!", '."', '?"')) else bare + "."
