"""What stands from earlier rounds under a question that is asked again, so that nobody types it twice."""

from __future__ import annotations

from collections import Counter

from coach.services.scene import Scene
from coach.services.screens.build import rows
from coach.services.screens.record import Line, lines_up_to
from coach.services.screens.showing.picks import judged, met_levels, misread, ranked_needs
from coach.words import plural, shown

NEEDS, IDEAS = "explore.needs", "create.ideas"
_MOST = 6
_CAME = {"met": "met in the try", "partly": "partly met", "not": "not met"}


def from_before(scene: Scene, wanted: str) -> str:
    """Return the lines of earlier rounds, each need with what the try showed of it; "" in the first round."""
    if scene.state.pass_n < 2:
        return ""
    if wanted == IDEAS:
        return _ideas(scene)
    return _needs(scene) if wanted == NEEDS else ""


def _needs(scene: Scene) -> str:
    found = ranked_needs(scene, scene.state.pass_n - 1) if scene.facts.earlier.get(NEEDS) else ()
    if not found:
        return ""
    more = f"and {len(found) - _MOST} more" if len(found) > _MOST else ""
    listed = [f"•  {shown(line.words, 140)}{_came(scene, line)}" for line in found[:_MOST]]
    say = "Say only what's new, or what has changed: the newest comes first."
    return rows(["From before, and kept:", *listed, more, say])


def _came(scene: Scene, line: Line) -> str:
    """What people who saw the try said of this need most, in brackets; "" when nobody has judged it."""
    if line.id in misread(scene):
        return " (found to be misread)"
    votes = met_levels(judged(scene, "evaluate.needs_met", scene.state.pass_n - 1).get(line.id, Counter()))
    said = max(_CAME, key=lambda level: votes[level]) if any(votes[level] for level in _CAME) else ""
    return f" ({_CAME[said]})" if said else ""


def _ideas(scene: Scene) -> str:
    count = len(lines_up_to(scene, IDEAS, scene.state.pass_n - 1)) if scene.facts.earlier.get(IDEAS) else 0
    return (
        f"{plural(count, 'idea')} from before {'is' if count == 1 else 'are'} kept, to choose from again."
        if count
        else ""
    )
