"""Published dialogues: words that were published never change; another word is another version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.clean import canonical
from storage.errors import Conflict
from storage.queries import add_new


class DialogueVersionRow(Base):
    """Table of published dialogues; guards.py lets nothing change."""

    __tablename__ = "dialogue_versions"

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    words: Mapped[str]
    published_at: Mapped[datetime]


def fingerprint(words: Mapping[str, Any]) -> str:
    """SHA-256 of a dialogue's canonical JSON."""
    return hashlib.sha256(canonical(words).encode()).hexdigest()


def publish(session: Session, dialogue: str, version: int, words: Mapping[str, Any], now: datetime) -> bool:
    """Keep a version for ever; whether it is new. Conflict if it was published with other words."""
    mark = fingerprint(words)
    row = {"id": dialogue, "version": version, "fingerprint": mark, "words": canonical(words), "published_at": now}
    if add_new(session, DialogueVersionRow, row):
        return True
    where = (DialogueVersionRow.id == dialogue, DialogueVersionRow.version == version)
    if session.scalars(select(DialogueVersionRow.fingerprint).where(*where)).one() != mark:
        raise Conflict(
            f"Version {version} of {dialogue} was published with other words. Give your edit the next version number.",
            "dialogue_changed",
        )
    return False


def published(session: Session, dialogue: str, version: int) -> dict[str, Any] | None:
    """The words of a version as they were published."""
    where = (DialogueVersionRow.id == dialogue, DialogueVersionRow.version == version)
    found = session.scalars(select(DialogueVersionRow.words).where(*where)).one_or_none()
    return None if found is None else json.loads(found)


def versions_of(session: Session, dialogue: str) -> tuple[int, ...]:
    """Every published version of a dialogue, oldest first."""
    query = select(DialogueVersionRow.version).where(DialogueVersionRow.id == dialogue)
    return tuple(session.scalars(query.order_by(DialogueVersionRow.version)))
