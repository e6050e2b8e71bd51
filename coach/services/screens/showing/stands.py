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
    return tuple(stand for stand in said(scene, question) if stand.by not in held)


def kept_back(scene: Scene, question: str = AGREEMENT) -> bool:
    """Say whether people took a position that is not shown yet."""
    return not stands(scene, question) and bool(said(scene, question))


def said(scene: Scene, question: str) -> list[Stand]:
    """The positions on what was asked last: a yes to a plan that has changed since is none to this one."""
    here = scene.state.cells.get(question)
    asked_at = here.asked_at if here is not None else None
    mine = (one for one in scene.positions if one.question == question)
    return [one for one in mine if asked_at is None or one.at is None or one.at >= asked_at]


def said_before(scene: Scene, question: str) -> frozenset[str]:
    """Whose position on this question was to something that has changed since; "" stands for hands in the room."""
    here, now = scene.state.cells.get(question), said(scene, question)
    counted = here.stance if here is not None else {}
    mine = (one for one in scene.positions if one.question == question and one.by not in counted)
    return frozenset(one.by for one in mine if one not in now)


def own(scene: Scene, person: str, question: str) -> Stand | None:
    """Return where one person stands, for their own eyes."""
    return next((one for one in said(scene, question) if one.by == person), None)


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
    """Return what people said to it: "not yet" first, a yes last and as one; with a name only where they gave it.

    `who` says how such a person is called, in what is passed on; without it by name.
    """
    call = who or (lambda person: name(scene, person))
    found = sorted((one for one in stands(scene, question) if one.reason.strip()), key=_by_weight)
    named = (call(one.by) if one.named and one.by else "" for one in found)
    said = ("yes: " * (one.stance == "yes") + quoted(one.reason) for one in found)
    return tuple(words + (f" - {by}" if by else "") for words, by in zip(said, named, strict=True))


def conditions(scene: Scene, question: str = AGREEMENT) -> int:
    """Count what would change minds: words beside a yes ask for nothing."""
    return sum(1 for one in stands(scene, question) if one.reason.strip() and one.stance != "yes")


def _by_weight(one: Stand) -> int:
    return ("not_yet", "can_live").index(one.stance) if one.stance in ("not_yet", "can_live") else 2
