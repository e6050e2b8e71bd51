"""Labelled lines of a summary: the label is the link, words stand in quotation marks, what was not asked is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coach.services.scene import Scene
from coach.services.screens.build import bold
from coach.words import link, numbered, quoted, shown
from coach.words.days import date_words, day_of, in_words, parsed

NOT_ASKED = "not asked yet"
NOT_KNOWN = "not known yet"
AT_MOST = 3
NEAR = 45


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled line: words are safe mrkdwn; `question` is what the label links to; `kept` is never left out."""

    label: str
    words: str
    question: str = ""
    kept: bool = False


def row(label: str, words: str, question: str = "") -> Row | None:
    """Return a line that is left out when it has nothing."""
    return Row(label, words, question) if words else None


def always(scene: Scene, label: str, words: str, question: str) -> Row:
    """Return a line that is always there, and says so when nobody has been asked."""
    return Row(label, words or missing(scene, question), question, kept=True)


def missing(scene: Scene, question: str) -> str:
    """Return what to say of a question without an answer."""
    return NOT_KNOWN if question in scene.gaps else NOT_ASKED


def shown_row(scene: Scene, one: Row) -> str:
    """Return a line as mrkdwn: a bold label that links to the answers when they were posted, then the words."""
    slots = (f"reveal:{one.question}", f"reveal:{one.question}:{scene.state.pass_n}:0")
    address = next((scene.links[slot] for slot in slots if scene.links.get(slot)), "") if one.question else ""
    return f"{bold(link(address, one.label))}   {one.words}"


def quotes(words: Iterable[str], at_most: int = AT_MOST, *, longest: int = 140) -> str:
    """Return people's words in quotation marks, at most so many, then how many more there are."""
    found = [one for one in words if one.strip()]
    more = len(found) - at_most
    shown_ones = ", ".join(quoted(one, longest) for one in found[:at_most])
    return shown_ones + (f"   +{more} more" if more > 0 else "")


def counted(items: Sequence[str], at_most: int = AT_MOST, between: str = "   ") -> str:
    """Return items with numbers, at most so many, then how many more there are; items must be safe."""
    more = len(items) - at_most
    return numbered(items[:at_most], between=between) + (f"   +{more} more" if more > 0 else "")


def together(*pieces: str, between: str = "   ") -> str:
    """Return those pieces that have words, side by side."""
    return between.join(piece for piece in pieces if piece)


def labelled(label: str, words: str) -> str:
    """Return a second label inside a line ("We saw  6 of 11"); nothing without words."""
    return f"{bold(label)}  {words}" if words else ""


def date_or_words(scene: Scene, words: str) -> str:
    """Return a stored date as "Tue 19 May" (a far one without its weekday), anything else as typed; safe."""
    today, day = day_of(scene.now, scene.state.zone), parsed(words)
    if day and abs((day - today).days) > NEAR:
        return date_words(day, today)
    return shown(in_words(words, today))


def is_past(scene: Scene, words: str) -> bool:
    """Say whether a stored date is before today; words that are no date are not."""
    day = parsed(words)
    return day is not None and day < day_of(scene.now, scene.state.zone)


def at_most_twelve(title_lines: int, found: Sequence[Row | None]) -> tuple[Row, ...]:
    """Return the lines there are; with more than twelve in all, the last that may be left out go first."""
    kept = [one for one in found if one is not None]
    room = 12 - title_lines
    while len(kept) > room:
        loose = [place for place, one in enumerate(kept) if not one.kept]
        kept.pop(loose[-1] if loose else -2)
    return tuple(kept)
