"""The mix of a busy minute: half of the clicks open a form, the others save, look, or say that they don't know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.benchmarks.clicks import Click
from tests.benchmarks.load import Next
from tests.benchmarks.teams import Offers

# Every second click opens a form; these share the others.
OTHERS = ("answer_save", "why", "answer_save", "dont_know", "example")


def mixed(offers: Sequence[Offers], api_url: str) -> Next:
    """Return what the n-th click is: team after team, so that two clicks of one team lie far apart."""
    teams = [_addressed(one, api_url) for one in offers]

    def click(n: int) -> Click:
        name = "answer" if n % 2 == 0 else OTHERS[n // 2 % len(OTHERS)]
        team = teams[n // 2 % len(teams)]
        found = team.get(name) or team["dont_know"]
        return found[n // (2 * len(teams)) % len(found)]

    return click


def only(name: str, offers: Sequence[Offers], api_url: str) -> list[Click]:
    """One click of this name for each person who can make it."""
    return [click for one in offers for click in _addressed(one, api_url).get(name, ())]


def _addressed(offers: Offers, api_url: str) -> dict[str, list[Click]]:
    return {
        name: [replace(click, payload=click.payload.replace("@API@", api_url)) for click in clicks]
        for name, clicks in offers.clicks.items()
    }
