"""Who is asked and who is waited for; joining, leaving, being away, and who leads."""

from __future__ import annotations

from datetime import datetime

from dialogues import inputs as i
from dialogues.closing import working_days_between
from dialogues.effects import Forget, KeepTeam, RemindAt, Welcome
from dialogues.model import Question
from dialogues.rights import in_team
from dialogues.state import Cell, ConversationState, Member
from dialogues.turns.work import Refused, Work

SILENT_DAYS = 5  # working days after which anybody may take a silent lead's project forward


def here(state: ConversationState) -> tuple[str, ...]:
    """Everybody who is here, in the order they came."""
    return tuple(person for person, member in state.team.items() if member.status == "here")


def named(state: ConversationState) -> tuple[str, ...]:
    """Everybody who belongs to the team: here, away or asked to join."""
    return tuple(person for person, member in state.team.items() if member.status != "left")


def asked_of(state: ConversationState, question: Question, cell: Cell) -> tuple[str, ...]:
    """The people a question is asked of: whom it was handed to, the lead, the runner, or everybody named."""
    if cell.asked_of:
        return cell.asked_of
    if state.way == "alone" or question.asked == "lead":
        return (state.lead,)
    if question.asked == "runner":
        return (runner(state),)
    return named(state)


def runner(state: ConversationState) -> str:
    """Whoever ran the test and is still in the team, else the lead."""
    return state.runner if state.runner and in_team(state, state.runner) else state.lead


def waited_for(state: ConversationState, question: Question, cell: Cell) -> list[str]:
    """Those of the asked who are expected and were here (or named) when the question was asked."""
    asked = ((person, state.team.get(person)) for person in asked_of(state, question, cell))
    return [who for who, member in asked if member and member.since <= cell.asked and _expected(state, member)]


def _expected(state: ConversationState, member: Member) -> bool:
    """Who is here; who was named and has said nothing yet until a closing time has passed, then no more."""
    return member.status == "here" or (member.status == "invited" and member.since > state.ran_out)


def arrive(work: Work, person: str) -> None:
    """An answer from somebody who was only invited is their yes; from outside it is refused kindly."""
    member = work.state.team.get(person)
    if member is None or member.status == "left":
        raise Refused("join_first")
    if member.status == "invited":
        join(work, person)


def join(work: Work, person: str) -> None:
    """Somebody is in from now on; who was named before a question opened is waited for in it."""
    known = work.state.team.get(person)
    leaderless = not in_team(work.state, work.state.lead)
    member = work.member(person)
    if known is None or known.status == "left":
        member.since = work.turn
    member.status = "here"
    member.seen = work.at
    work.emit(KeepTeam(person, "joined"))
    if leaderless:
        lead(work, person)
        work.state.status = "active" if work.state.status == "paused" else work.state.status


def joined(work: Work, what: i.Join) -> None:
    """A person joins, comes back after leaving, or says yes to the first message."""
    member = work.state.team.get(what.person)
    if member is not None and member.status == "here":
        raise Refused("already_so")
    if not what.person:
        raise Refused("not_a_member")
    if member is not None and member.status == "away":
        return returned(work, what.person)
    join(work, what.person)
    if member is None or member.status != "invited":
        # who was named at the start is expected; only a newcomer is news for everybody
        work.announce("joined", what.person)
    work.moved = True


def invited(work: Work, what: i.Invite) -> None:
    """Somebody names people; in the room they are here at once."""
    fresh = [person for person in dict.fromkeys(what.people) if person and not in_team(work.state, person)]
    if not fresh:
        raise Refused("already_so")
    at_once = work.state.way == "together"
    for person in fresh:
        member = work.member(person)
        member.since = work.turn
        member.status = "here" if at_once else "invited"
        work.emit(KeepTeam(person, "joined" if at_once else "invited"))
    work.emit(Welcome(tuple(fresh)))
    if work.state.second is None and len(named(work.state)) > 2:
        work.tell_lead("name_second")


def left(work: Work, what: i.Leave) -> None:
    """A person leaves, or the coach learnt that they are gone; what they said stays and the count falls."""
    who = what.who or what.person
    if not in_team(work.state, who):
        raise Refused("not_a_member", about=who)
    if what.person not in ("", who, work.state.lead):
        raise Refused("for_the_lead")
    work.member(who).status = "left"
    work.emit(KeepTeam(who, "left"))
    work.announce("left", who)
    if work.state.second == who:
        work.state.second = None
    hand_back(work, who)
    if who == work.state.lead:
        _somebody_leads(work)
    work.moved = True


def hand_back(work: Work, who: str) -> None:
    """Open questions that were somebody's go back to whoever they are asked of by themselves.

    What a few were asked together stays with the few, without somebody who has left.
    """
    gone = not in_team(work.state, who)
    for name, cell in list(work.state.cells.items()):
        if cell.status != "open" or who not in cell.asked_of:
            continue
        others = tuple(person for person in cell.asked_of if person != who)
        if gone or not others:
            work.cell(name).asked_of = others


def _somebody_leads(work: Work) -> None:
    """There is a lead at once: the second, else who has been here longest, else who was named first."""
    state = work.state
    line = sorted(here(state), key=lambda person: state.team[person].since)
    away = [person for person in named(state) if person not in line]
    second = [state.second] if state.second and in_team(state, state.second) else []
    following = [*second, *line, *away]
    if following:
        lead(work, following[0])
    else:
        state.status = "paused"
        work.announce("nobody_left")


def lead(work: Work, person: str) -> None:
    """Somebody leads from now on; the old lead's open questions are theirs."""
    old, state = work.state.lead, work.state
    state.lead = person
    state.second = None if state.second == person else state.second
    member = work.member(person)
    member.seen = work.at  # their five days begin now
    if member.status == "invited":
        member.status = "here"
        work.emit(KeepTeam(person, "joined"))
    hand_back(work, old)
    work.emit(KeepTeam(person, "lead"))
    work.tell(person, "you_lead")
    work.announce("new_lead", person)
    work.moved = True


def away(work: Work, what: i.Away) -> None:
    """A person is not waited for until they come back, or until the day they said."""
    who = what.who or what.person
    arrive(work, who)
    member = work.member(who)
    if member.status == "away" and member.until == what.until:
        raise Refused("already_so")
    member.status, member.until = "away", what.until
    work.emit(KeepTeam(who, "away", what.until))
    if what.until is not None and what.until > work.at:
        work.emit(RemindAt(f"return:{who}", "return", what.until, about=who))
    work.moved = True


def returned(work: Work, person: str) -> None:
    """A person is back; open questions are theirs again."""
    if person not in work.state.team or work.state.team[person].status != "away":
        raise Refused("already_so")
    member = work.member(person)
    member.status, member.until = "here", None
    work.emit(KeepTeam(person, "back"))
    work.emit(Forget(f"return:{person}"))
    work.moved = True


def handed_over(work: Work, what: i.HandOver) -> None:
    """The lead names another lead, or a second."""
    if not in_team(work.state, what.to):
        raise Refused("not_a_member", about=what.to)
    if what.to == work.state.lead:
        raise Refused("already_so")
    if not what.second:
        lead(work, what.to)
    elif work.state.second == what.to:
        raise Refused("already_so")
    else:
        work.state.second = what.to
        work.emit(KeepTeam(what.to, "second"))
        work.tell(what.to, "you_are_second")


def taken_forward(work: Work, what: i.TakeForward) -> None:
    """Any member leads once the lead has been silent for five working days."""
    state = work.state
    if what.person == state.lead:
        raise Refused("already_so")
    if silent_days(state, what.at) < SILENT_DAYS:
        raise Refused("not_yet_yours")
    arrive(work, what.person)
    lead(work, what.person)


def silent_days(state: ConversationState, at: datetime) -> int:
    """For how many working days the lead has done nothing."""
    member = state.team.get(state.lead)
    seen = member.seen if member else None
    return working_days_between(seen, at, state.zone) if seen else 0
