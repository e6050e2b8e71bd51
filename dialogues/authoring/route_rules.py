"""What must hold of routes: a known signal, a place to go, a reason that people can read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dialogues.authoring.parts import Parts
from dialogues.authoring.word_rules import unkind
from dialogues.faults import Fault, nearest
from dialogues.vocabulary import SIGNALS, SIGNALS_ABOUT

LONGEST = 150
OWN_QUESTION = ("check_again", "not_known_yet")
"""Signals that bring the question they are about."""
_BRACES = re.compile(r"\{[^}]*\}")


def routes(parts: Parts) -> Iterator[Fault]:
    """Each route is of a known signal, once, and leads to questions that are there."""
    seen: set[str] = set()
    for route, place in parts.routes:
        found = list(_signal(route.signal, seen))
        seen.add(route.signal)
        if not route.to and not route.offer and route.signal not in OWN_QUESTION:
            found.append(("to", "This leads nowhere.", 'Add "to:" with a question, or "offer:".'))
        for name in route.to:
            if name not in parts.places:
                repair = nearest(name, parts.places, "Take it out, or write the question.")
                found.append(("to", f'There is no question "{name[:60]}".', repair))
        for key, says, repair in found:
            yield Fault(place.file, place.node.line_at((key,)), "", says, repair)


def _signal(name: str, seen: set[str]) -> Iterator[tuple[str, str, str]]:
    if name not in SIGNALS:
        repair = nearest(name, SIGNALS, "See SIGNALS in dialogues/vocabulary.py.")
        yield "signal", f'I don\'t know the signal "{name[:60]}".', repair
    elif name in seen:
        yield "signal", f'"{name}" is there twice.', "Put the two together."


def reasons(parts: Parts) -> Iterator[Fault]:
    """The reason is one kind line, and quotes only where there is something to quote."""
    for route, place in parts.routes:
        line = place.node.line_at(("because",))
        if not 0 < len(route.because) <= LONGEST:
            says = f"The reason has {len(route.because)} letters."
            yield Fault(place.file, line, "", says, f"Say it in 1 to {LONGEST}.")
        for brace in _BRACES.findall(route.because):
            if brace != "{about}" or route.signal not in SIGNALS_ABOUT:
                yield Fault(place.file, line, "", f"{brace[:60]} has nothing to stand for.", "Take it out.")
        for says, repair in unkind(route.because):
            yield Fault(place.file, line, "", says, repair)


RULES: tuple[Callable[[Parts], Iterator[Fault]], ...] = (routes, reasons)
