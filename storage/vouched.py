"""The words somebody said are not about a patient, found where they are kept: gone when those are gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from storage.answers import answers_of
from storage.notes import NoteRow, Vouched, notes_of
from storage.projects import project_of
from storage.queries import find


def vouched_words(session: Session, workspace: str, conversation: str) -> Iterator[str]:
    """Each text of a conversation that was kept on its writer's word; nothing of answers that were taken back."""
    places = {note.what.place for note in notes_of(session, workspace, conversation, Vouched)}
    if not places:
        return
    for answer in answers_of(session, workspace, conversation):
        if f"answer:{answer.id}" in places and answer.taken_back_at is None:
            yield _text(answer.value)
    for row in find(session, NoteRow, ("id",), workspace=workspace, conversation=conversation):
        if f"note:{row.id}" in places:
            yield _text(row.data)
    project = project_of(session, workspace, conversation) if "project" in places else None
    if project is not None:
        yield f"{project.name}\n{project.problem}"


def _text(value: Any) -> str:
    """Every word of a value, a line for each part."""
    if isinstance(value, dict):
        return "\n".join(_text(part) for part in value.values() if part is not None)
    if isinstance(value, list):
        return "\n".join(_text(part) for part in value)
    return value if isinstance(value, str) else json.dumps(value)
