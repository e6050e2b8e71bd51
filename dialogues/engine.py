"""The two doors of the engine: a project begins, and something happens. Pure: the moment and the people come in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dialogues import inputs as i
from dialogues.effects import KeepTeam, Refresh, Tell, Welcome
from dialogues.facts import Facts
from dialogues.machine import REVIEW
from dialogues.model import Dialogue
from dialogues.plan import TEST_PLAN, plan_of
from dialogues.rights import in_team, may
from dialogues.state import ConversationState, Member, Turn
from dialogues.turns import (
    answering,
    changing,
    checking_in,
    depths,
    finding_out,
    leading,
    people,
    reminding,
    stances,
    suiting,
    timing,
)
from dialogues.turns.after_try import plan_changed
from dialogues.turns.keeping import ripple
from dialogues.turns.life import recount_all
from dialogues.turns.steps import call_on, finish, move_for, open_step, still_open, wants_ideas
from dialogues.turns.walk import run
from dialogues.turns.work import Refused, Work, copied

_WHEN_CLOSED = (i.Answer, i.Amend, i.TakeBack, i.Leave, i.Close)
_BEGINS = (i.StartNow, i.Resume, i.LookAgain, i.Deeper)
_TALKS = (i.Answer, i.NothingToAdd, i.DontKnow, i.Skip, i.Position)
_PRESSES_ON = (i.Confirm, i.Next, i.ShowNow, i.Back, i.LookAgain, i.GoOn, i.CarryOnThin, i.Huddle, i.MoreTime)


def begin(dialogue: Dialogue, start: i.Start) -> Turn:
    """A project begins: the team is noted, people are greeted, and the first step opens. The turn number is 1."""
    state = ConversationState(
        dialogue=dialogue.id,
        version=dialogue.version,
        lead=start.lead,
        spec=dialogue.spec,
        depth=start.depth if dialogue.steps.get(start.depth) else next(iter(dialogue.steps), "quick"),
        way=start.way,
        scale=start.scale,
        experience=start.experience,
        zone=start.zone,
        touched_at=start.at,
    )
    plan = plan_of(dialogue, state.scale)
    state.team = {start.lead: Member("here", 1, start.at)}
    others = [person for person in dict.fromkeys(start.team) if person and person != start.lead]
    others = [] if start.way == "alone" else others
    state.team |= {person: Member("here" if start.way == "together" else "invited", 1) for person in others}
    state.second = start.second if start.second in others else None
    first = plan.first_of(state.depth, "explore")
    work = Work(plan, state, Facts(), start.at)
    _greet(work, others)
    if first is not None:
        work.state.walk = f"{first.phase}.asking"
        open_step(work, first)
        run(work)
        finish(work)
    work.emit(Refresh(() if start.way == "together" else people.here(work.state)))
    return work.turn_made()


def _greet(work: Work, others: list[str]) -> None:
    state = work.state
    work.emit(KeepTeam(state.lead, "joined"))
    work.emit(KeepTeam(state.lead, "lead"))
    for person in others:
        work.emit(KeepTeam(person, "joined" if state.way == "together" else "invited"))
    if state.second:
        work.emit(KeepTeam(state.second, "second"))
    elif len(others) >= 2:
        work.tell_lead("name_second")
    work.emit(Welcome(tuple(others) if others else (state.lead,)))


def take(dialogue: Dialogue, state: ConversationState, facts: Facts, what: i.Input) -> Turn:
    """Something happens: the new state and what follows. The state given is never changed; nothing is ever raised.

    A refused input changes nothing but the turn number and tells the person why. A reminder that has come too late
    has no effects.
    """
    work = Work(plan_of(dialogue, state.scale), state, facts, what.at)
    try:
        _check(work, what)
        if not _do(work, what):
            return Turn(_next(state), (), accepted=False)
    except Refused as refused:
        tell = Tell(what.person, refused.code, refused.question, refused.about)
        return Turn(_next(state), (tell,) if what.person else (), accepted=False)
    if getattr(what, "question", "") == TEST_PLAN:
        plan_changed(work, facts)
    _follow(work, what)
    return work.turn_made()


def _next(state: ConversationState) -> ConversationState:
    made = copied(state)
    made.turn += 1
    return made


def _check(work: Work, what: i.Input) -> None:
    state = work.state
    if not may(state, what.person, type(what)):
        raise Refused("for_the_lead" if in_team(state, what.person) else "join_first")
    if state.status == "closed" and not isinstance(what, _WHEN_CLOSED):
        raise Refused("closed")


def _do(work: Work, what: i.Input) -> bool:
    """Let it happen; whether it meant anything (only a late reminder does not)."""
    if isinstance(what, i.Reminded):
        return reminding.reminded(work, what)
    door = DOORS.get(type(what))
    if door is None:
        return False
    _wake(work, what)
    resting = work.state.walk == REVIEW and not isinstance(what, _BEGINS)  # a round is done, and nothing goes on
    if what.person and not checking_in.is_check_in(work, what) and work.state.status != "closed" and not resting:
        timing.long_away(work)
    door(work, what)
    return True


def _wake(work: Work, what: i.Input) -> None:
    """Pressing on is carrying on; after a good stop, in the room and alone, answering is too."""
    talks_on = work.state.stopped and work.state.way != "apart" and isinstance(what, _TALKS)
    if work.quiet and work.asking and (talks_on or isinstance(what, _PRESSES_ON)):
        timing.resumed(work)


def _follow(work: Work, what: i.Input) -> None:
    """What follows from what happened: the count, the walk, who is asked by when, the screens."""
    state = work.state
    if what.person and what.person in state.team:
        state.touched_at = work.at
        work.member(what.person).seen = work.at
    if isinstance(what, _COUNTS):
        recount_all(work)
        _welcome_in(work, what)
    for name in work.rechosen:
        ripple(work, name)
    reminding.no_longer_thin(work)
    if work.moved or (isinstance(what, i.Answer) and wants_ideas(work)):
        run(work)
        finish(work)
    work.emit(Refresh(_whose(work, what)))


_COUNTS = (i.Join, i.Leave, i.Away, i.Return, i.HandOver, i.TakeForward, i.Invite, i.Reminded, i.TakeBack)


def _welcome_in(work: Work, what: i.Input) -> None:
    """Who joins or is back, by themselves too, gets what is open, with time for it."""
    who = what.about if isinstance(what, i.Reminded) and what.kind == "return" else what.person
    if not isinstance(what, i.Join | i.Return | i.Reminded) or who not in work.state.team:
        return
    if work.state.way != "apart" or not work.asking or work.quiet:
        return
    live = [name for name in still_open(work) if work.peek(name).status == "open"]
    if live:
        move_for(work)
        call_on(work, (who,), live)


def _whose(work: Work, what: i.Input) -> tuple[str, ...]:
    """Whose own card changes: the person's who acted; everybody's when questions opened or settled."""
    if work.state.way == "together":
        return ()
    if work.moved:
        return people.here(work.state)
    return (what.person,) if what.person and in_team(work.state, what.person) else ()


def _plain(call: Callable[[Work], None]) -> Callable[[Work, Any], None]:
    return lambda work, what: call(work)


DOORS: dict[type[i.Input], Callable[[Work, Any], None]] = {
    i.Answer: answering.answered,
    i.NothingToAdd: answering.nothing_to_add,
    i.DontKnow: answering.not_known,
    i.Skip: answering.skipped,
    i.Position: stances.positioned,
    i.Amend: changing.amended,
    i.TakeBack: changing.taken_back,
    i.Back: changing.back,
    i.LookAgain: changing.look_again,
    i.JoinLines: changing.lines_joined,
    i.Line: changing.line_written,
    i.FindOut: finding_out.find_out,
    i.FoundOut: finding_out.found_out,
    i.Confirm: leading.confirmed,
    i.ShowNow: leading.show_now,
    i.Next: leading.moved_on,
    i.GoOn: leading.gone_on,
    i.MoreTime: _plain(leading.more_time),
    i.CarryOnThin: _plain(leading.carry_on_thin),
    i.Huddle: _plain(leading.huddle),
    i.AskSomeone: leading.asked_someone,
    i.WeighWith: leading.weighed_with,
    i.Close: leading.closed_for_good,
    i.Join: people.joined,
    i.Invite: people.invited,
    i.Leave: people.left,
    i.Away: people.away,
    i.Return: lambda work, what: people.returned(work, what.person),
    i.HandOver: people.handed_over,
    i.TakeForward: people.taken_forward,
    i.ChangeWay: timing.way_changed,
    i.Pause: _plain(timing.paused),
    i.Resume: _plain(timing.resumed),
    i.ClosesAt: timing.closes_later,
    i.StartNow: _plain(timing.start_now),
    i.StopHere: timing.stopped,
    i.Deeper: depths.deeper,
    i.Lighter: _plain(depths.lighter),
    i.Explain: suiting.explained,
}
