"""Who may do what: the lead, anybody in the team, anybody in the room, somebody from outside."""

from __future__ import annotations

from dialogues import inputs as i
from dialogues.state import ConversationState

ANYBODY: frozenset[type[i.Input]] = frozenset({i.Join})
NOBODYS: frozenset[type[i.Input]] = frozenset({i.Leave, i.Away, i.ClosesAt})
"""What the coach learns by itself: an account is closed, a leave has begun, a day does not count."""
TEAM: frozenset[type[i.Input]] = frozenset(
    {
        i.Answer, i.NothingToAdd, i.DontKnow, i.Skip, i.Amend, i.TakeBack, i.Position, i.AskSomeone,
        i.Back, i.Join, i.Invite, i.Leave, i.Away, i.Return, i.Resume, i.TakeForward, i.FoundOut, i.Explain,
    }
)  # fmt: skip
ROOM: frozenset[type[i.Input]] = frozenset(
    {i.Confirm, i.ShowNow, i.Next, i.StartNow, i.StopHere, i.LookAgain, i.GoOn, i.Line, i.JoinLines, i.FindOut}
)
"""The lead's when apart; in the room whoever types does them for all."""
LEAD: frozenset[type[i.Input]] = frozenset(
    {i.MoreTime, i.ChangeWay, i.Pause, i.Deeper, i.Lighter, i.HandOver, i.CarryOnThin, i.Huddle, i.WeighWith, i.Close}
)
_IN_TEAM = ("here", "away", "invited")


def in_team(state: ConversationState, person: str) -> bool:
    """Whether somebody belongs to the team: named, here or away, and not left."""
    member = state.team.get(person)
    return member is not None and member.status in _IN_TEAM


def may(state: ConversationState, person: str, what: type[i.Input]) -> bool:
    """Whether a person may do this now. Reminders come from nobody and always may."""
    if what is i.Reminded or what in ANYBODY:
        return True
    if person == "" and what in NOBODYS:
        return True
    if not in_team(state, person):
        return False
    if person == state.lead or what in TEAM:
        return True
    return what in ROOM and state.way != "apart"
