"""What is to be found out, in words: who will and by when, what nobody has taken on yet, what came of it."""

from __future__ import annotations

from coach.services.scene import Scene, ToFind
from coach.services.screens.build import date_said, name, raw_name
from coach.services.screens.record import lines
from coach.services.screens.unasked import title, titles
from coach.words import ended, first_down, joined, quoted, shown, softened
from dialogues.machine import REVIEW
from dialogues.model import PHASES

ROUND = "round"
WHAT_TO_FIND = "explore.gaps"  # not knowing what is most worth finding out is nothing to find out
_ASKING = frozenset({"how", "if", "what", "when", "where", "whether", "which", "who", "whose", "why"})


def phase_of(one: ToFind) -> str:
    """Return the phase in whose summary it stands."""
    return one.question.split(".", 1)[0] if one.question else one.phase


def what_words(scene: Scene, one: ToFind) -> str:
    """Return what is to be found out: the team's own words, else the question's title; safe."""
    first = one.what.split(" ", 1)[0].lower()
    words = first_down(one.what) if first in _ASKING else softened(one.what)
    return shown(words, 120).rstrip(" ?.") if one.what else title(scene, one.question)


def thing(scene: Scene, one: ToFind) -> str:
    """Return one thing with who and by when, as in "how many go home after 18:00 (Iris, Fri 22 May)"."""
    words = what_words(scene, one)
    if one.found:
        return f"{words}: {quoted(one.found)}"
    who = name(scene, one.owner) if one.owner else ""
    due = date_said(scene, one.due) if one.due else ""
    aside = ", ".join(piece for piece in (who, due) if piece)
    return f"{words} ({aside})" if aside else words


def taken_on(scene: Scene) -> tuple[ToFind, ...]:
    """Return what somebody finds out and has not yet."""
    return tuple(one for one in scene.to_find if not one.found)


def nobodys(scene: Scene) -> tuple[str, ...]:
    """Return the questions nobody could answer and nobody has taken on."""
    taken = {one.question for one in scene.to_find}
    return tuple(gap for gap in scene.gaps if gap not in taken and gap != WHAT_TO_FIND)


def to_find_out(scene: Scene, phase: str) -> str:
    """Return what one phase leaves open: who finds out what by when, then what nobody has taken on."""
    things = [thing(scene, one) for one in (*_named(scene, phase), *scene.to_find) if phase_of(one) == phase]
    rest = titles(scene, [gap for gap in nobodys(scene) if gap.split(".", 1)[0] == phase])
    return ended("; ".join([*things, *([rest] if rest else [])])) or "nothing is left open."


def _named(scene: Scene, phase: str) -> list[ToFind]:
    """What an in-depth team named itself as most worth finding out (explore.gaps), unless the phase ended with it."""
    taken = {one.what for one in scene.to_find}
    found = lines(scene, "explore.gaps") if phase == "explore" else ()
    return [ToFind("", phase, line.words, line.get("who"), line.get("by")) for line in found if line.words not in taken]


def everything(scene: Scene) -> str:
    """Return all that is to be found out, on one line; "" when there is nothing."""
    rest = titles(scene, nobodys(scene))
    return "; ".join([*(thing(scene, one) for one in taken_on(scene)), *([rest] if rest else [])])


def until_then(scene: Scene) -> str:
    """Return what is worth finding out before the team meets again; "" when there is nothing."""
    things, rest = joined(thing(scene, one) for one in taken_on(scene)), titles(scene, nobodys(scene))
    if not things:
        return f"Worth finding out until then: {rest}." if rest else ""
    also = f" Not known yet either: {rest}." if rest else ""
    return f"To find out until then: {ended(things)}{also}"


def mine(scene: Scene, person: str) -> tuple[ToFind, ...]:
    """Return what this person said they would find out."""
    known = {person, f"<@{person}>", raw_name(scene, person)}
    return tuple(one for one in taken_on(scene) if one.owner in known)


def ending(scene: Scene) -> str:
    """Return the phase that has just ended ("round" at the end of a quick one); "" while one is on."""
    walk = scene.state.walk
    if walk == REVIEW:
        return ROUND if scene.state.depth == "quick" else "agree"
    phase = walk.removesuffix(".resting")
    return phase if phase != walk and phase in scene.state.summaries else ""


def last_ending(scene: Scene) -> str:
    """Return the phase that ended last, else the one that is on: what a form about finding out is for."""
    past = [what for what in scene.state.summaries if what in (*PHASES, ROUND)]
    now = scene.state.walk.split(".", 1)[0]
    return ending(scene) or next(reversed(past), now if now in PHASES else ROUND)
