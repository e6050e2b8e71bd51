"""What is to be sent or done later, written as rows in the transaction that causes it.

A delivery's key holds all it needs: what is living (card, panel, a person's own cards, a reveal, a summary) has one
key and the latest wins; what is said once has its turn and index in the key, so it can never be doubled.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from storage import work, work_held
from storage.work import Todo

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.work_claims import Work

SHARED = frozenset(
    {"welcome", "card", "reveal", "summary", "announce", "where_we_were", "check_in_note", "check_in_set"}
)
STANDING = ":stands"
"""Ends the lane of what is posted already: changing it holds up nothing else."""
SEND, REMIND = "send:", "remind:"
_FIELDS = ("person", "question", "code", "about", "what", "pass_n", "once")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to send: `kind` and what it is about, ids and codes only. `once` (turn.index) makes it unique."""

    kind: str
    person: str = ""
    question: str = ""
    code: str = ""
    about: str = ""
    what: str = ""
    pass_n: int = 0
    once: str = ""

    @property
    def key(self) -> str:
        """The row's key; it says everything, so that a waiting row can be written anew from it."""
        fields = [self.kind, *(getattr(self, name) for name in _FIELDS)]
        return SEND + json.dumps(fields, ensure_ascii=False, separators=(",", ":"))

    @property
    def lane(self) -> str:
        """What it may not overtake: messages in the channel keep their order, as do those to each person."""
        return "room" if self.kind in SHARED else self.person


def from_key(key: str) -> Delivery | None:
    """Read a delivery back from its row's key; None for another sort of row, or with more to it than is known here."""
    fields = json.loads(key.removeprefix(SEND)) if key.startswith(SEND) else []
    return Delivery(*fields) if 0 < len(fields) <= 1 + len(_FIELDS) else None


def send(
    session: Session,
    workspace: str,
    project: str,
    delivery: Delivery,
    now: datetime,
    *,
    due: datetime | None = None,
    lane: str | None = None,
    asked: bool = False,
) -> None:
    """Write a delivery; a waiting one with the same key is replaced in its place.

    What is due later stands in no lane, or it would hold up all that is written after it. `asked`: it answers what
    somebody just did, so it minds no hours.
    """
    work.put(session, todo(workspace, project, delivery, now, due=due, lane=lane, asked=asked), now)


def todo(
    workspace: str,
    project: str,
    delivery: Delivery,
    now: datetime,
    *,
    due: datetime | None = None,
    lane: str | None = None,
    asked: bool = False,
) -> Todo:
    """The row that `send` writes for a delivery."""
    later = due is not None and due > now
    in_lane = None if later else f"{project}:{lane if lane is not None else delivery.lane}"
    return Todo(workspace, delivery.kind, delivery.key, due or now, project, in_lane, {"asked": True} if asked else {})


def put_off(session: Session, held: Work, due: datetime, now: datetime) -> None:
    """Write what is in hand anew for a later moment, when it will stand in no lane; it is then settled as done."""
    payload = {**held.payload, work_held.HELD: True}
    work.put(session, Todo(held.workspace, held.kind, held.key, due, held.conversation, None, payload), now)


def look_again(session: Session, workspace: str, now: datetime, *, project: str = "", person: str = "") -> int:
    """Look again at once at what was held back for a kinder hour: somebody's times, or a quiet time, have changed.

    Of one project, of one person, or of everybody. How many things; each minds the hour anew.
    """
    held = work_held.held_back(session, workspace, project)
    theirs = {
        id for id, key in held.items() if not person or (found := from_key(key)) is None or found.person == person
    }
    return work_held.hasten(session, theirs, now)


def tell_once(
    session: Session,
    workspace: str,
    project: str,
    delivery: Delivery,
    now: datetime,
    *,
    lane: str | None = None,
    asked: bool = False,
) -> bool:
    """Write a delivery unless the very same was ever written; whether it is new."""
    return work.put_once(session, todo(workspace, project, delivery, now, lane=lane, asked=asked), now)


def remind(
    session: Session, workspace: str, project: str, key: str, due: datetime, payload: dict[str, object], now: datetime
) -> None:
    """Write a reminder; one of a key at a time."""
    work.put(session, Todo(workspace, "reminder", REMIND + key, due, project, None, payload), now)


def forget(session: Session, workspace: str, project: str, key: str, now: datetime) -> None:
    """Cancel the reminders whose key starts with this."""
    work.cancel(session, workspace, project, REMIND + key, now)


def hurry(session: Session, workspace: str, project: str, now: datetime) -> int:
    """Let everything that waits for the channel be tried now: the coach has been let in. How many things."""
    waiting = [found for key in work.open_keys(session, workspace, project) if (found := from_key(key))]
    shared = [found for found in waiting if found.kind in SHARED]
    for found in shared:
        send(session, workspace, project, found, now, asked=True)
    return len(shared)
