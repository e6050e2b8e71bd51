"""Which project somebody means: by the button, the channel, the DM they write in, or by asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.inbound import Inbound, Place
from coach.services import scenes
from coach.services.room import Room
from coach.services.scene import Scene
from dialogues.state import ConversationState
from storage import messages, people, projects

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.projects import Project


def meant(session: Session, inbound: Inbound, *, to_read: bool = False) -> tuple[Project, ...]:
    """The projects somebody may mean where they are: the channel's, else all of theirs; newest first.

    Open ones before closed ones; to read, a closed one of this channel before the open ones of elsewhere.
    """
    workspace, place = inbound.workspace, inbound.place
    here = projects.projects_in(session, workspace, place.channel) if place.channel and not place.dm else ()
    mine = projects.projects_of(session, workspace, inbound.person)
    found = _open(here) or (here if to_read else ()) or _open(mine) or here or mine
    by_thread = _by_message(session, workspace, place)
    return tuple(one for one in found if one.id == by_thread) or found


def of_person(session: Session, workspace: str, person: str) -> tuple[Project, ...]:
    """Every project somebody is in, newest first."""
    return projects.projects_of(session, workspace, person)


def left_by(session: Session, workspace: str, person: str) -> tuple[tuple[str, str], ...]:
    """The id and name of every open project somebody has left, newest first."""
    return tuple((one.id, one.name) for one in _open(projects.projects_left(session, workspace, person)))


def scenes_of(session: Session, room: Room, found: tuple[Project, ...]) -> tuple[Scene, ...]:
    """The scenes of these projects; those brought in to be read only are left out."""
    now = room.clock.now()
    made = (scenes.scene_of(session, project, now=now, run_by=room.run_by, drawn=room.drawn) for project in found)
    return tuple(scene for scene in made if scene is not None)


def scene_named(session: Session, room: Room, workspace: str, project: str) -> tuple[Scene, ...]:
    """The scene of one project by its id, if there is one."""
    found = scenes.scene_named(session, workspace, project, now=room.clock.now(), run_by=room.run_by, drawn=room.drawn)
    return (found,) if found else ()


def who_can_answer(session: Session, workspace: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Those of these people who have an account that is open and are no app, each once, in order."""
    known = people.people_named(session, workspace, set(ids))
    return tuple(one for one in dict.fromkeys(ids) if one in known and known[one].active and not known[one].bot)


def may_see(scene: Scene, person: str, place: Place) -> bool:
    """Whether somebody may look at a project: its team may, and whoever is in its channel."""
    return may_see_it(scene.state, scene.channel, person, place)


def may_see_it(state: ConversationState, channel: str, person: str, place: Place) -> bool:
    """The same from the state alone."""
    member = state.team.get(person)
    inside = member is not None and member.status != "left"
    return inside or (bool(channel) and place.channel == channel)


def _open(found: tuple[Project, ...]) -> tuple[Project, ...]:
    return tuple(project for project in found if project.status != "closed")


def _by_message(session: Session, workspace: str, place: Place) -> str:
    """The project whose message (or thread) somebody acted in."""
    for ts in (place.thread, place.message):
        posted = messages.message_at(session, workspace, place.channel, ts) if ts else None
        if posted is not None:
            return posted.conversation
    return ""


def looks_like_a_person(word: str) -> bool:
    """Whether a box's value is a person's id in Slack: U or W, then capitals and at least one digit."""
    return word[:1] in {"U", "W"} and word.isalnum() and word == word.upper() and any(c.isdigit() for c in word)


def named(session: Session, workspace: str, project: str) -> Project | None:
    """A project of this workspace by its id."""
    return projects.project_of(session, workspace, project)
