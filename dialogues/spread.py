"""How far apart people are, before anything is added up: of several things the widest comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

LEAST = 2  # voices before one may speak of a difference


def width(counted: Mapping[str, int], order: Sequence[str] = ()) -> float:
    """How far apart people are, from 0 (all alike) to 1 (half at each end).

    With an `order` from least to most it is how far they stand from one another on it, those outside it left out;
    without one, how likely two of them are to differ.
    """
    known = [name for name in order if counted.get(name)] if order else [name for name, n in counted.items() if n]
    total = sum(counted[name] for name in known)
    if total < LEAST or len(known) < 2:
        return 0.0
    if not order:
        return round(1 - sum((counted[name] / total) ** 2 for name in known), 6)
    places = {name: order.index(name) / (len(order) - 1) for name in known}
    middle = sum(places[name] * counted[name] for name in known) / total
    return round(4 * sum(counted[name] * (places[name] - middle) ** 2 for name in known) / total, 6)


def widest_first(found: Mapping[str, Counter[str]], order: Sequence[str] = ()) -> tuple[str, ...]:
    """The names of several things, the one people differ on most first; equals stay as they were given."""
    return tuple(sorted(found, key=lambda name: -width(found[name], order)))
