"""Partners beside whose name nothing was said to a question, and why: not heard, not asked, or nobody is from there.

Nobody is called silent who was never asked, and the silence of one or two people is counted, not named.
"""

from __future__ import annotations

from collections.abc import Iterable

from coach.services.scene import Scene
from coach.services.screens.people.partner_screens import kind
from coach.services.screens.seeing import asked_of, cell
from coach.words import first_up, in_words, joined, shown

NOT_HEARD, NOT_ASKED, NOBODY, NO_NAME = "not heard", "not asked", "nobody yet from", "no word beside its name"


def silent(scene: Scene, wanted: str, spoke: Iterable[str]) -> list[tuple[str, str]]:
    """Return, with why in a word or two, the partners that are not among those that `spoke`; those not heard first."""
    heard = set(spoke)
    found: dict[str, list[str]] = {NOT_HEARD: [], NOT_ASKED: [], NOBODY: [], NO_NAME: []}
    few = 0
    for partner in scene.partners.names:
        if partner in heard:
            continue
        why = _why(scene, wanted, partner)
        if why == NOT_HEARD and scene.partners.few(partner):
            few += 1
        else:
            found[why].append(shown(partner, 60))
    if few:
        other = "other " if found[NOT_HEARD] else ""
        found[NOT_HEARD].append(f"{in_words(few)} {other}{kind(scene)}{'s' if few > 1 else ''}")
    return [(why, joined(partners)) for why, partners in found.items() if partners]


def in_a_line(found: list[tuple[str, str]]) -> str:
    """Return them inside a line: "not heard: the council; nobody yet from: the police"."""
    return "; ".join(f"{why}: {partners}" for why, partners in found)


def as_sentences(found: list[tuple[str, str]]) -> str:
    """Return them as a line of their own: "*Not heard yet*  the council.  *Nobody yet from*  the police."."""
    yet = {NOT_HEARD: "Not heard yet", NOT_ASKED: "Not asked yet"}
    return "  ".join(f"*{yet.get(why) or first_up(why)}*  {partners}." for why, partners in found)


def _why(scene: Scene, wanted: str, partner: str) -> str:
    """Why nothing stands beside a partner's name. In the room nobody says whom they are with, so it is left open."""
    if scene.state.way != "apart":
        return NO_NAME
    people, here = scene.partners.people(partner), cell(scene, wanted)
    if not people:
        return NOBODY
    said = {*here.done, *here.stance, *(one.by for one in scene.positions if one.question == wanted)}
    if said & set(people):
        return NO_NAME  # before they said whom they are with
    asked = [one for one in asked_of(scene, wanted) if scene.state.team[one].since <= here.asked]
    return NOT_HEARD if set(people) & set(asked) else NOT_ASKED
