"""What is kept of a project, in numbers alone: the look before it is deleted for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.words.counting import plural
from storage import messages
from storage.record_files.export import record_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.projects import Project


def what_it_has(session: Session, project: Project) -> str:
    """People, answers, summaries and messages of a project, as "2 people, 1 answer, ..."."""
    record = record_of(session, project.workspace, project.id)
    posted = messages.messages_of(session, project.workspace, project.id)
    return ", ".join(
        (
            plural(len(record.team), "person"),
            plural(len(record.answers), "answer"),
            plural(len(record.summaries), "summary"),
            plural(len(posted), "message in Slack", "messages in Slack"),
        )
    )
