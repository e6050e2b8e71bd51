"""A reminder that has come due goes the same way as everything else that happens to a conversation."""

from __future__ import annotations

from coach.errors import CoachError
from coach.services.desk import open_desk
from coach.services.doing import Done, GivenUp, Settled
from coach.services.room import Room
from dialogues.inputs import Input, Reminded
from storage.work_claims import Work


def remind(room: Room, work: Work) -> Settled:
    """Hand a due reminder to its conversation; one that names a turn gone by does nothing there."""
    payload = work.payload
    what = Reminded(
        person="",
        at=room.clock.now(),
        kind=str(payload.get("kind", "")),
        asked=int(payload.get("asked") or 0),
        question=str(payload.get("question", "")),
        about=str(payload.get("about", "")),
    )
    try:
        take(room, work.workspace, work.conversation, what)
    except CoachError as error:
        return GivenUp(error.code)
    return Done()


def take(room: Room, workspace: str, project: str, what: Input) -> bool:
    """Let something happen to a conversation that no person just did; whether it was accepted."""
    with room.transactions.write() as session:
        return open_desk(room, session, workspace, project, person="").take(what)
