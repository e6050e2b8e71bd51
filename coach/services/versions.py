"""Which words a project follows: the version it began with, from the shipped files or from where it was kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from coach.errors import CoachError
from dialogues import library
from dialogues.model import Dialogue
from storage import dialogue_versions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def shipped() -> Dialogue:
    """The dialogue that new projects begin with."""
    return library.load()


def publish_shipped(session: Session, now: datetime) -> bool:
    """Keep the shipped words for ever; whether they are new. storage.errors.Conflict if edited without a new number."""
    dialogue = shipped()
    words = dialogue.model_dump(mode="json", exclude_defaults=True)
    return dialogue_versions.publish(session, dialogue.id, dialogue.version, words, now)


def dialogue_of(session: Session, dialogue: str, version: int) -> Dialogue:
    """The words that a project is pinned to; CoachError if they were never kept here."""
    try:
        return library.get(dialogue, version)
    except library.UnknownDialogue:
        words = dialogue_versions.published(session, dialogue, version)
    if words is None:
        raise CoachError(
            "dialogue_unknown",
            "This project was started with questions I don't have here. Nothing is lost: whoever runs me can put "
            "them back with a copy of the old database.",
        )
    found = Dialogue.model_validate(words)
    library.register(found)
    return found
