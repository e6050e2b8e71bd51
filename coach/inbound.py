"""What came in from a person, parsed at the door: typed values, never a payload."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from coach.views import Press


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened: channel (a DM has `dm`), thread and message; `slot` is what the message says it is."""

    channel: str = ""
    dm: bool = False
    thread: str = ""
    message: str = ""
    home: bool = False
    form: str = ""  # view id
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button or menu entry; `picked` what was chosen in a Pick."""

    press: Press
    picked: str = ""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A form was sent; `boxes` by box id: str, list[str], or None when left empty."""

    press: Press
    boxes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """Typed words: in the DM, or in a channel by mention (the mention itself is taken off).

    `how` "edited" carries the new words of message `ts`; "deleted" has none.
    """

    text: str
    ts: str
    how: Literal["new", "edited", "deleted"] = "new"


@dataclass(frozen=True, slots=True)
class Commanded:
    """A slash command: the words after /coach."""

    text: str


@dataclass(frozen=True, slots=True)
class AddMessage:
    """The message shortcut "Add to improvement project" on somebody's message."""

    text: str
    ts: str
    author: str


@dataclass(frozen=True, slots=True)
class OpenedHome:
    """The person opened the app's Home."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The app was uninstalled or its tokens revoked."""


What = Pressed | Submitted | Said | Commanded | AddMessage | OpenedHome | Gone


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that came in: its inbox key, workspace, person, place, moment, and what it is.

    `guest` marks a person of another organisation (Slack Connect), who has buttons and forms, no commands.
    `may_all`: they may ask for quiet for everyone here; looked up only where that matters.
    """

    key: str
    workspace: str
    person: str
    at: datetime
    what: What
    place: Place = Place()
    guest: bool = False
    may_all: bool = False
