"""Starting a project: three fields, and everything else has a default that is asked when it first matters."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from coach.inbound import Inbound, Submitted
from coach.services import finding, replies, versions
from coach.services.acts.pressing import Given
from coach.services.desk import Desk
from coach.services.record import leaving
from coach.services.room import Room
from coach.views import Press, Reply
from dialogues import engine
from dialogues.inputs import Start
from dialogues.state import to_json
from storage import conversations, people, projects

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONGEST_NAME = 80
WAYS = {"together", "apart", "alone"}


def start(room: Room, session: Session, inbound: Inbound) -> Reply:
    """Start the project of a sent start form; errors stay at their boxes."""
    given = given_of(room, inbound)
    name, way = given.word("name"), given.word("way") or "alone"
    errors = _errors(inbound, name, way)
    if errors:
        return Reply(errors=errors)
    channel = None if way == "alone" else _channel(inbound, given)
    named = () if way == "alone" else given.several("people", "who", "team")
    others = finding.who_can_answer(session, inbound.workspace, named)
    desk = _begin(room, session, inbound, given, name=name, way=way, channel=channel, others=others)
    desk.card(needed=True)
    desk.panel()
    if inbound.place.channel and (inbound.place.dm if not channel else channel == inbound.place.channel):
        return Reply()  # they are looking at the place where the message appears: it says it all
    return replies.said(replies.STARTED_HERE if channel else replies.STARTED_ALONE)


def given_of(room: Room, inbound: Inbound) -> Given:
    """A sent form as what was given."""
    what = inbound.what
    boxes: dict[str, Any] = what.boxes if isinstance(what, Submitted) else {}
    press = what.press if isinstance(what, Submitted) else Press("")
    return Given(inbound.person, room.clock.now(), press, boxes=boxes)


def _errors(inbound: Inbound, name: str, way: str) -> tuple[tuple[str, str], ...]:
    if not any(letter.isprintable() and not letter.isspace() for letter in name):
        return (("name", "Give it a short name. You can change it later."),)
    if len(name) > LONGEST_NAME:
        return (("name", f"That's a bit long. {LONGEST_NAME} characters are the most a name can have."),)
    if way not in WAYS:
        return (("way", "Choose one of the three."),)
    if way != "alone" and not _channel(inbound, Given(inbound.person, inbound.at, _press_of(inbound))):
        return (("way", replies.TEAM_NEEDS_CHANNEL),)
    return ()


def _press_of(inbound: Inbound) -> Press:
    return inbound.what.press if isinstance(inbound.what, Submitted) else Press("")


def _channel(inbound: Inbound, given: Given) -> str:
    """The channel the start form was opened in; a DM with the coach is none."""
    if given.press.arg:
        return given.press.arg
    place = inbound.place
    return "" if place.dm or place.channel.startswith("D") else place.channel


def _begin(
    room: Room,
    session: Session,
    inbound: Inbound,
    given: Given,
    *,
    name: str,
    way: str,
    channel: str | None,
    others: tuple[str, ...],
) -> Desk:
    workspace, lead, now = inbound.workspace, inbound.person, given.at
    dialogue = versions.shipped()
    turn = engine.begin(dialogue, _begun(session, inbound, given, way, others))
    project = projects.Project(
        workspace=workspace,
        id=new_id(session, inbound),
        name=name,
        created_at=now,
        created_by=lead,
        lead=lead,
        problem=given.word("problem"),
        channel=channel or None,
        way=way,
    )
    projects.add_project(session, project)
    versions.publish_shipped(session, now)
    projects.put_member(session, workspace, project.id, lead, "here")
    state, of = to_json(turn.state), (dialogue.id, dialogue.version)
    talk = conversations.Conversation(workspace, project.id, project.id, *of, 0, "active", state, now)
    conversations.open_conversation(session, talk)
    desk = Desk(room, session, project, talk, lead, room.clock.now())
    leaving.vouch(desk.where, f"{name}\n{project.problem}", "project", now, 1)
    desk.begun(turn)
    return desk


def _begun(session: Session, inbound: Inbound, given: Given, way: str, others: tuple[str, ...]) -> Start:
    lead = inbound.person
    known = people.person_of(session, inbound.workspace, lead)
    team = tuple(dict.fromkeys((lead, *(one for one in others if one))))
    second = given.word("second")
    return Start(
        lead=lead,
        at=given.at,
        way=way,  # type: ignore[arg-type]
        team=team,
        second=second if second in team and second != lead else None,
        zone=known.zone if known else "Europe/London",
    )


def new_id(session: Session, inbound: Inbound) -> str:
    """Eight characters a-z0-9, drawn from what came in, so that the same form sent twice is the same project."""
    for n in range(100):
        digest = hashlib.sha256(f"{inbound.workspace}:{inbound.key}:{n}".encode()).digest()
        number, found = int.from_bytes(digest[:8], "big"), ""
        for _ in range(8):
            number, place = divmod(number, 36)
            found += "abcdefghijklmnopqrstuvwxyz0123456789"[place]
        if projects.project_of(session, inbound.workspace, found) is None:
            return found
    raise RuntimeError("no free project id")
