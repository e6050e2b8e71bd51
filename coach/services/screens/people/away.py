"""Who is away and when they are back, and a quiet time of the team: what everybody may see of it, and no more."""

from __future__ import annotations

from coach.services.scene import Scene
from coach.services.screens.build import alone, name
from coach.services.screens.people.quiet_time import for_team
from coach.services.screens.rows import labelled
from coach.words.days import day_of, short_day

MOST = 8


def who_is_away(scene: Scene) -> str:
    """Return who is away, with the day they are back; "" when nobody is."""
    if alone(scene):
        return ""
    today = day_of(scene.now, scene.state.zone)
    said = []
    for person, member in scene.state.team.items():
        if member.status == "away":
            back = f", back {short_day(day_of(member.until, scene.state.zone), today)}" if member.until else ""
            said.append(f"{name(scene, person)}{back}")
    return labelled("Away", " · ".join(said[:MOST])) if said else ""


def standing_still(scene: Scene) -> list[str]:
    """Return the lines on what holds the coach back here: a quiet time, and who is away."""
    quiet = for_team(scene) if scene.state.status == "active" else ""
    return [line for line in (quiet, who_is_away(scene)) if line]
