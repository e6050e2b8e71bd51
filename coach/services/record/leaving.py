"""The privacy guard on the way out: what is posted, shown, copied or exported is looked at once more.

What came in was looked at already; this catches what was kept by another road: people's titles, a record brought in,
words from before a rule was there. Only what is surely of one patient is taken out, and never what its writer vouched
for ("that's not a patient's").
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from coach.views import Heading, Message, Note, Part, Text
from dialogues.checks.privacy import blanked, sure_words
from storage import notes
from storage.vouched import vouched_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LOG = logging.getLogger("coach")
Spared = Callable[[], frozenset[str]]


def spared_in(session: Session, workspace: str, project: str, today: date) -> frozenset[str]:
    """The words of a project that may leave although they look like a patient's; asked only when some were seen."""
    LOG.info("seen_on_the_way_out project=%s", project)
    every = (sure_words(words, today) for words in vouched_words(session, workspace, project)) if project else ()
    return frozenset[str]().union(*every)


def fit(message: Message, today: date, spared: Spared) -> Message:
    """Return a message that may leave: the same one when there is nothing to take out."""
    text = blanked(message.text, today, spared)
    parts = tuple(_part(part, today, spared) for part in message.parts)
    attach = message.attach and (message.attach[0], fit_file(*message.attach, today, spared))
    if text == message.text and parts == message.parts and attach == message.attach:
        return message
    return replace(message, text=text, parts=parts, attach=attach)


def _part(part: Part, today: date, spared: Spared) -> Part:
    if isinstance(part, Text | Note | Heading):
        text = blanked(part.text, today, spared)
        return part if text == part.text else replace(part, text=text)
    return part


def fit_file(name: str, content: bytes, today: date, spared: Spared) -> bytes:
    """Return a file's content that may leave; a record's JSON is looked at as a whole by `fit_value` before."""
    if name.endswith(".json"):
        return content
    return blanked(content.decode(), today, spared).encode()


def fit_value(value: Any, today: date, spared: Spared) -> Any:
    """Return a document that may leave, with every text in it looked at."""
    if isinstance(value, dict):
        return {name: fit_value(part, today, spared) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [fit_value(part, today, spared) for part in value]
    return blanked(value, today, spared) if isinstance(value, str) else value


def vouch(where: tuple[Session, str, str], words: str, place: str, at: datetime, pass_n: int) -> None:
    """Note that what looks like a patient's was kept on its writer's word: the guard let it in, so it may go out."""
    if sure_words(words, at.date()):
        notes.keep_note(*where, notes.Vouched(place), at=at, pass_n=pass_n)
