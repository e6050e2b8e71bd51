"""/coach quiet: quiet for a person, a team, or everyone here at once (a pressure pause), always with an end.

A person asks for themselves, anybody of a team for their team (the channel is told who), and for everyone only an
owner or administrator of the workspace, or who is named in the settings. Whoever may ask may end it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.inbound import Inbound, Submitted
from coach.services import finding, replies
from coach.services.coming_due import closings
from coach.services.desk import Desk, open_desk
from coach.services.kindness.pauses import Pause, Scope
from coach.services.kindness.typed import LONGEST, read_quiet
from coach.services.kindness.wall import at_wall
from coach.services.people.mine import Mine, mine_of
from coach.services.room import Room
from coach.services.screens.people import quiet_time as screen
from coach.services.screens.people.my_times import my_times
from coach.services.sending import outbox
from coach.services.sending.outbox import Delivery
from coach.views import Press, Reply
from dialogues import inputs as i
from storage import audit, pauses, projects

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FOLLOW = "quiet"
"""The kind of the reminder that lets a project follow a quiet time of everyone's."""
_PAST = (("until", "Pick a day after today."),)
_LONG = (("until", "A quiet time lasts a year at most."),)


def typed(room: Room, session: Session, inbound: Inbound, press: Press) -> Reply:
    """Typed words, or a button that carries them: "until friday", "team 2 weeks", "everyone until 5 jan", "off"."""
    mine = mine_of(session, room, inbound.workspace, inbound.person, may_all=inbound.may_all)
    if not press.arg.strip():
        return Reply(message=my_times(mine))
    asked = read_quiet(press.arg, zone=mine.times.zone, now=mine.now)
    words = _without_scope(press.arg)
    if asked.scope == "everyone" and asked.until is not None and not mine.may_all:
        return Reply(message=screen.only_some(mine, words))
    about = inbound.person if asked.scope == "person" else ""
    if asked.scope == "team":
        found = _teams(session, inbound, press)
        if len(found) != 1:
            return Reply(message=screen.which_team(found, words)) if found else _no_team()
        about = found[0][0]
    if asked.until is None:
        return end(room, session, inbound, mine, asked.scope, about)
    return begin(room, session, inbound, mine, Pause(asked.scope, about, mine.now, asked.until, inbound.person))


def _without_scope(words: str) -> str:
    taken = {"team", "everyone", "everybody", "all", "me", "for", "the", "my", "our", "us", "workspace", "whole"}
    return " ".join(word for word in words.split() if word.casefold() not in taken)


def _no_team() -> Reply:
    raise replies.NO_PROJECT


def _teams(session: Session, inbound: Inbound, press: Press) -> list[tuple[str, str]]:
    """The teams that may be meant: the one of the button, the channel's, else all of theirs."""
    if press.project:
        named = finding.named(session, inbound.workspace, press.project)
        return [(named.id, named.name)] if named else []
    return [(one.id, one.name) for one in finding.meant(session, inbound)]


def saved(room: Room, session: Session, inbound: Inbound, press: Press) -> Reply:
    """The form: for whom, and until which day."""
    boxes = inbound.what.boxes if isinstance(inbound.what, Submitted) else {}
    mine = mine_of(session, room, inbound.workspace, inbound.person, may_all=inbound.may_all)
    scope, _, about = str(boxes.get("whom") or "person").partition(":")
    try:
        day = date.fromisoformat(str(boxes.get("until") or ""))
    except ValueError:
        return Reply(errors=_PAST)
    until = at_wall(day, time(), mine.times.zone)
    if until <= mine.now:
        return Reply(errors=_PAST)
    if until - mine.now > LONGEST:
        return Reply(errors=_LONG)
    if scope == "everyone" and not mine.may_all:
        return Reply(message=screen.only_some(mine, f"until {day.isoformat()}"))
    of: Scope = "team" if scope == "team" else "everyone" if scope == "everyone" else "person"
    about = about if of == "team" else inbound.person if of == "person" else ""
    return begin(room, session, inbound, mine, Pause(of, about, mine.now, until, inbound.person))


def off(room: Room, session: Session, inbound: Inbound, press: Press) -> Reply:
    """The button that ends a quiet time."""
    mine = mine_of(session, room, inbound.workspace, inbound.person, may_all=inbound.may_all)
    if press.arg == "team":
        return end(room, session, inbound, mine, "team", press.project)
    if press.arg == "everyone":
        return end(room, session, inbound, mine, "everyone", "")
    return end(room, session, inbound, mine, "person", inbound.person)


def begin(room: Room, session: Session, inbound: Inbound, mine: Mine, pause: Pause) -> Reply:
    """Keep a quiet time; it takes the place of one that holds for the same person, team or everyone."""
    workspace, name = inbound.workspace, ""
    desk = _desk_of(room, session, inbound, pause.about) if pause.scope == "team" else None
    pauses.end_pauses(session, workspace, pause.scope, pause.about, mine.now)
    kept = pauses.Pause(workspace, pause.scope, pause.about, pause.since, pause.until, pause.by)
    pauses.add_pause(session, kept)
    if desk is not None:
        name = desk.project.name
        _said_to_team(desk, inbound.person, pause.until.isoformat())
        follow(desk)
    elif pause.scope == "everyone":
        _all_follow(room, session, workspace, mine.now)
    return Reply(message=screen.kept(mine, pause, name))


def end(room: Room, session: Session, inbound: Inbound, mine: Mine, scope: Scope, about: str) -> Reply:
    """End what holds; what was held back by it is looked at again."""
    workspace, now = inbound.workspace, mine.now
    if scope == "everyone" and not any(held.pause.scope == scope and held.may_end for held in mine.held):
        if any(held.pause.scope == scope for held in mine.held):
            raise CoachError(
                "not_yours", "Only whoever asked for it, or an owner or admin of this Slack, can end that."
            )
        return replies.said(screen.over(scope, 0))
    desk = _desk_of(room, session, inbound, about) if scope == "team" else None
    count = pauses.end_pauses(session, workspace, scope, about, now)
    if not count and scope == "person" and mine.held:
        return Reply(message=screen.still_held(mine))
    if count and desk is not None:
        _said_to_team(desk, inbound.person, "")
    if count:
        person = about if scope == "person" else ""
        outbox.look_again(session, workspace, now, project=about if scope == "team" else "", person=person)
        room.queue.ring(session)
    return replies.said(screen.over(scope, count, screen.team_name(mine, about)))


def _desk_of(room: Room, session: Session, inbound: Inbound, project: str) -> Desk:
    """The team's project, for somebody of its team."""
    desk = open_desk(room, session, inbound.workspace, project, inbound.person)
    member = desk.state.team.get(inbound.person)
    if member is None or member.status == "left":
        raise replies.NOT_IN
    return desk


def _said_to_team(desk: Desk, person: str, until: str) -> None:
    audit.note(*desk.where, who=person, what="quiet" if until else "quiet_ended", about=until[:10], at=desk.at)
    if desk.state.way != "alone":
        once = f"quiet.{int(desk.at.timestamp())}"
        desk.send(Delivery("announce", code="quiet_time", about=f"{person}/{until}", once=once))
    desk.panel()


def _all_follow(room: Room, session: Session, workspace: str, now: datetime) -> None:
    """Every project that is going on gives its open set the time that the quiet takes, each in a row of its own."""
    for one in projects.projects(session, workspace):
        if one.status == "active":
            outbox.remind(session, workspace, one.id, FOLLOW, now, {"kind": FOLLOW}, now)
    room.queue.ring(session)


def followed(room: Room, workspace: str, project: str) -> None:
    """One project follows a quiet time of everyone's; nothing happens to one that is gone, or only kept to be read."""
    with suppress(CoachError), room.transactions.write() as session:
        follow(open_desk(room, session, workspace, project, person=""))


def follow(desk: Desk) -> None:
    """The open set closes no earlier than is fair now, and the lead's panel says so."""
    later = closings.fair(*desk.where, desk.state, desk.at)
    if later is not None:
        desk.take(i.ClosesAt("", desk.at, later))
    desk.panel()


def wants_all(inbound: Inbound) -> bool:
    """Whether it matters here who may ask for quiet for everyone."""
    what = inbound.what
    if isinstance(what, Submitted):
        return what.press.do == "quiet_save"
    press = getattr(what, "press", None)
    text = str(getattr(what, "text", "") or "")
    return (press is not None and press.do in {"quiet", "quiet_set", "quiet_off"}) or "quiet" in text.casefold()[:40]
