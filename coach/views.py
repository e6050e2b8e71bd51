"""View models: what a screen says and offers, without a word of Block Kit.

`coach/slack/blocks.py` alone turns them into blocks. Text is Slack's mrkdwn with people's words already
escaped by `coach.words.safe`. Views are data: none sends itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Style = Literal["plain", "primary", "danger"]


@dataclass(frozen=True, slots=True)
class Press:
    """What a button, menu entry or form carries: what to do, where, and the turn it was shown at.

    Encoded by `coach/slack/action_value.py` in 75 characters at most, so keep `arg` short (ids, not words).
    """

    do: str
    project: str = ""
    question: str = ""
    asked: int = 0
    arg: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """A button: label (75 at most), what it does, and words for a screen reader when the label is not enough.

    `ends`: where the message is shown as a page over others, this one closes it (a press in a page cannot, in Slack).
    """

    label: str
    press: Press
    style: Style = "plain"
    hint: str = ""
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A small menu with a name ("More", "Remind me"): each entry is a label and a press; 100 at most."""

    label: str
    entries: tuple[tuple[str, Press], ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """A select inside a message: choosing one sends `press` with the option's id as the picked value."""

    label: str
    options: tuple[tuple[str, str], ...]  # (id, label)
    press: Press = field(default_factory=lambda: Press("pick"))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line (plain, 150 at most)."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of mrkdwn (split by the shell when over 3,000 characters)."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A small quiet line under things: who sees it, until when."""

    text: str


@dataclass(frozen=True, slots=True)
class Divider:
    """A thin line."""


@dataclass(frozen=True, slots=True)
class Controls:
    """A row of buttons, menus and picks, 25 at most, five or fewer wanted."""

    items: tuple[Button | Menu | Pick, ...]


Part = Heading | Text | Note | Divider | Controls


@dataclass(frozen=True, slots=True)
class Message:
    """A message: parts to look at, and `text` that says it all for notifications and screen readers.

    `text` is under 4,000 characters. `attach` names a file to send along: (file name, content). `slot` says which
    of a project's messages it is (`storage.messages`), so that a press tells it even of a copy nobody knows.
    """

    text: str
    parts: tuple[Part, ...] = ()
    attach: tuple[str, bytes] | None = None
    slot: str = field(default="", repr=False, compare=False)


BoxKind = Literal[
    "text", "long_text", "choice", "radio", "several", "checks", "number", "date", "time", "person", "people"
]


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a form. `id` is unique in the form; `options` are (id, label); `value` what it starts with.

    choice: a select; radio and checks: ten options at most; several: a multi-select; person/people: of the workspace.
    """

    id: str
    label: str
    kind: BoxKind = "text"
    options: tuple[tuple[str, str], ...] = ()
    value: Any = None
    required: bool = False
    hint: str = ""
    placeholder: str = ""
    max_length: int = 3000
    at_most: int | None = None
    focus: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form: title (24 at most), words above, boxes, and the press its Save sends.

    A form without boxes is a page to read; `submit` is then empty, or what ends the page. `close` leaves it.
    """

    press: Press
    title: str
    boxes: tuple[Box, ...] = ()
    parts: tuple[Part, ...] = ()
    submit: str = "Save"
    close: str = "Not now"


@dataclass(frozen=True, slots=True)
class Home:
    """The app's Home for one person."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person who acted gets at once: words, a form, errors at boxes, or nothing.

    `message` is shown privately where they acted (for a form: in the form or by DM). `form` replaces or
    opens a form. `errors` maps box ids to words; the form stays open with everything typed.
    `replace` puts `message` in place of the private message whose button was pressed. `project` is the one it is
    about. `posted`: `message` goes out as work of its own (typed words have no other way back), so show nothing.
    """

    message: Message | None = None
    form: Form | None = None
    errors: tuple[tuple[str, str], ...] = ()
    replace: bool = False
    project: str = ""
    posted: bool = False
