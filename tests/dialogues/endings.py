"""The lead alone, pressing only what a lead can press, until the round is done."""

from __future__ import annotations

from dialogues import inputs as i
from dialogues.state import Turn
from tests.dialogues.player import Player

MOST = 300


def lead_to_the_end(player: Player) -> None:
    """Press on until the review; AssertionError when it takes too long or a press does nothing."""
    if player.state.status == "closed" or all(member.status == "left" for member in player.state.team.values()):
        return
    for _ in range(MOST):
        if player.state.walk in ("review", "closed"):
            return
        before = player.state
        turn = press_on(player)
        assert turn.accepted, (before.walk, before.step, player.open(), turn.effects)
    raise AssertionError(f"The lead is stuck at {player.state.walk}, {player.open()}.")


def press_on(player: Player) -> Turn:
    """The one next thing a lead would do here."""
    lead, live = player.state.lead, player.open()
    if player.state.status == "paused" or player.state.stopped:
        return player.do(i.Resume, lead)
    if player.state.walk.endswith(".thin"):
        return player.do(i.GoOn, lead, "going on")
    if not live:
        return player.do(i.StartNow, lead)
    name = next((one for one in live if player.status(one) == "contested"), live[0])
    if player.status(name) == "contested":
        return player.do(i.GoOn, lead, "going on")
    return player.do(i.Next, lead, name, player.cell(name).asked)
