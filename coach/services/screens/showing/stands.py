"""Who is happy to go: positions counted, worries in their words, silence never a yes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from coach.services.scene import Scene, Stand
from coach.services.screens.build import name, team
from coach.words import quoted

AGREEMENT = "agree.consent"


def stands(scene: Scene, question: str = AGREEMENT) -> tuple[Stand, ...]:
    """Return the positions on one question that were shown: none while it is asked, late ones only by threes."""
    here = scene.state.cells.get(question)
    if here is not None and here.private and scene.state.way == "apart":
        return ()
    held = here.held if here is not None else ()
    return tuple(stand for stand in scene.positions if stand.question == question and stand.by not in held)


def kept_back(scene: Scene, question: str = AGREEMENT) -> bool:
    """Say whether people took a position that is not shown yet."""
    return not stands(scene, question) and any(one.question == question for one in scene.positions)


def own(scene: Scene, person: str, question: str) -> Stand | None:
    """Return where one person stands, for their own eyes."""
    return next((one for one in scene.positions if one.question == question and one.by == person), None)


def counts(scene: Scene, question: str = AGREEMENT) -> Counter[str]:
    """Count the positions by stance; hands in the room count as many as were raised."""
    found: Counter[str] = Counter()
    for stand in stands(scene, question):
        found[stand.stance] += max(stand.count, 0)
    return found


def expected(scene: Scene) -> tuple[str, ...]:
    """Return those whose view counts: in the team and not away."""
    members = scene.state.team
    return tuple(one for one in team(scene) if one in members and members[one].status in {"here", "invited"})


def unheard(scene: Scene, question: str = AGREEMENT) -> int:
    """Count those of the team who took no position."""
    found = stands(scene, question)
    hands = sum(stand.count for stand in found if not stand.by)
    spoke = {stand.by for stand in found if stand.by}
    silent = [person for person in expected(scene) if person not in spoke]
    return max(0, len(silent) - hands)


def spread(scene: Scene, question: str = AGREEMENT) -> str:
    """Return "3 yes, 1 can live with it, 0 not yet, 1 not heard"; "" when nobody has spoken."""
    if not stands(scene, question):
        return ""
    found = counts(scene, question)
    parts = [f"{found['yes']} yes", f"{found['can_live']} can live with it", f"{found['not_yet']} not yet"]
    return ", ".join([*parts, f"{unheard(scene, question)} not heard"])


def worries(scene: Scene, question: str = AGREEMENT, *, who: Callable[[str], str] | None = None) -> tuple[str, ...]:
    """Return what would change minds: "not yet" first, quoted, with a name only where the person gave it.

    `who` says how such a person is called, in what is passed on; without it by name.
    """
    call = who or (lambda person: name(scene, person))
    found = sorted(
        (one for one in stands(scene, question) if one.reason.strip()), key=lambda one: one.stance != "not_yet"
    )
    named = (call(one.by) if one.named and one.by else "" for one in found)
    return tuple(quoted(one.reason) + (f" - {by}" if by else "") for one, by in zip(found, named, strict=True))
