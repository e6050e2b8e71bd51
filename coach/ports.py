"""The four doors to the world outside: Messenger, WorkQueue, Clock, Directory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from coach.views import Home, Message

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Clock(Protocol):
    """Tells the moment, always in UTC; the local workspace can move it on."""

    def now(self) -> datetime:
        """Return the present moment as an aware UTC datetime."""
        ...


@dataclass(frozen=True, slots=True)
class Person:
    """What the workspace knows of a person: name to show, role title, IANA zone, whether still active.

    `admin`: an owner or administrator of the workspace.
    """

    id: str
    name: str
    title: str = ""
    zone: str = "Europe/London"
    active: bool = True
    bot: bool = False
    workspace: str = ""
    admin: bool = False


class Directory(Protocol):
    """Who people are, asked lazily and cached for a day."""

    def person(self, workspace: str, person: str) -> Person:
        """Return one person; a person nobody knows comes back with their id as name and active=False."""
        ...


class Messenger(Protocol):
    """Sends and changes messages; every failure is a `coach.errors.SendProblem`."""

    def post(self, workspace: str, channel: str, message: Message, *, thread: str = "", broadcast: bool = False) -> str:
        """Post to a channel or DM channel, in a thread if given (and to the channel: `broadcast`); return its ts."""
        ...

    def update(self, workspace: str, channel: str, ts: str, message: Message) -> None:
        """Change a message of ours."""
        ...

    def delete(self, workspace: str, channel: str, ts: str) -> None:
        """Delete a message of ours."""
        ...

    def whisper(self, workspace: str, channel: str, person: str, message: Message, *, thread: str = "") -> None:
        """Show a message to one person in a channel; it may vanish, so never the only copy of anything."""
        ...

    def dm(self, workspace: str, person: str) -> str:
        """Return the id of the DM channel with a person, opening it if need be."""
        ...

    def home(self, workspace: str, person: str, home: Home) -> None:
        """Publish a person's Home."""
        ...

    def link(self, workspace: str, channel: str, ts: str) -> str:
        """Return a link to a message, empty if there is none to be had."""
        ...


class WorkQueue(Protocol):
    """The bell: what is due is in the database, this only wakes whoever does it."""

    def ring(self, session: Session) -> None:
        """Wake a worker once this transaction has committed (never before, never if it rolls back)."""
        ...
