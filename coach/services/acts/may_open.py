"""Whether somebody may do what a form is for, asked before it opens: nobody types into a form that cannot be kept."""

from __future__ import annotations

from coach.services.scene import Scene
from dialogues import inputs as i
from dialogues import rights

NEEDS: dict[str, type[i.Input]] = {
    "answer": i.Answer,
    "fix": i.Amend,
    "add_for": i.Answer,
    "ask_someone": i.AskSomeone,
    "pick": i.Answer,
    "not_yet": i.Position,
    "invite": i.Invite,
    "away": i.Away,
    "found": i.FoundOut,
    "edit": i.Confirm,
    "hands": i.Confirm,
    "take_these": i.Confirm,
    "go_ahead_anyway": i.Confirm,
    "go_on": i.GoOn,
    "line": i.Line,
    "find_out": i.FindOut,
    "stop": i.StopHere,
    "weigh_with": i.WeighWith,
    "hand_over": i.HandOver,
    "deeper": i.Deeper,
    "close": i.Close,
}
"""By press: the input that its sent form becomes."""


def refused(scene: Scene, do: str, person: str) -> str:
    """Return the code of the refusal that the sent form would meet, as the engine says it; "" when it may open."""
    if do == "export" and not rights.in_team(scene.state, person):
        return "team_only"  # whoever is in the channel reads the summaries; the whole record is the team's
    what = NEEDS.get(do)
    if what is None:
        return ""
    if not rights.in_team(scene.state, person):
        return "join_first"
    return "" if rights.may(scene.state, person, what) else "for_the_lead"


def refused_command(scene: Scene, do: str, person: str) -> str:
    """The same for a typed command, which is on no question: of a closed project only a copy can be had."""
    if scene.state.status == "closed" and do != "export":
        return "closed"
    return refused(scene, do, person)
