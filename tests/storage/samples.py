"""Small things to remember, for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from dialogues.effects import Keep
from dialogues.inputs import Value
from dialogues.state import ConversationState, to_json
from storage.answers import keep_answer
from storage.conversations import Conversation, open_conversation
from storage.projects import Project, add_project, put_member

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
WS = "T1"


def later(seconds: float) -> datetime:
    """A moment after NOW."""
    return NOW + timedelta(seconds=seconds)


def begin(session: Session, name: str = "P1", workspace: str = WS, **changes: Any) -> None:
    """A project with its conversation under the same id, led by U1, with U2 in it."""
    fields: dict[str, Any] = {"name": "Home the same day", "problem": "People wait all day", "channel": "C1"}
    fields |= {"created_at": NOW, "created_by": "U1", "lead": "U1"} | changes
    add_project(session, Project(workspace, name, **fields))
    for person in ("U1", "U2"):
        put_member(session, workspace, name, person, "here")
    state = to_json(ConversationState("ebc", 1, "U1"))
    open_conversation(session, Conversation(workspace, name, name, "ebc", 1, 0, "active", state, NOW))


def answer(session: Session, id: str, value: Value, conversation: str = "P1", workspace: str = WS, **more: Any) -> None:
    """Keep one answer of U1 to explore.needs unless told otherwise."""
    kept = {name: more.pop(name) for name in list(more) if name in Keep.__dataclass_fields__}
    keep = Keep(**({"answer": id, "question": "explore.needs", "by": "U1", "value": value} | kept))
    fields: dict[str, Any] = {"at": NOW, "pass_n": 1, "version": 1, "record": "need"} | more
    keep_answer(session, workspace, conversation, keep, **fields)
