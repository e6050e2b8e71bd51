"""Throwing away: a project for good, and what is past its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from storage import audit, inbox, pauses, people, rate_limits, set_aside, work_claims
from storage.audit import AuditRow
from storage.conversations import ConversationRow, lock
from storage.people import ContactRow, PersonRow
from storage.projects import MemberRow, ProjectRow, people_of
from storage.queries import run
from storage.work import WorkRow

INBOX = timedelta(days=3)
WORK = timedelta(days=30)
CONTACTS = timedelta(days=60)
RATE_SLOTS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many rows past their time went."""

    inbox: int
    work: int
    contacts: int
    rate_slots: int
    pauses: int
    set_aside: int
    words: int


def delete_project(session: Session, workspace: str, project: str, by: str, at: datetime) -> bool:
    """Remove a project and everything kept of it, for good; whether there was one.

    The names of people who are in no other project go too, and of the others whatever words of theirs waited. One
    audit line stays in the workspace's own chain: its id, who and when.
    """
    ours = (ConversationRow.workspace == workspace, ConversationRow.project == project)
    conversations = session.scalars(select(ConversationRow.id).where(*ours)).all()
    for conversation in conversations:
        lock(session, workspace, conversation)  # before its rows, as whoever acts in it does
    run(session, delete(WorkRow).where(WorkRow.workspace == workspace, WorkRow.conversation.in_(conversations)))
    run(session, delete(AuditRow).where(AuditRow.workspace == workspace, AuditRow.project == project))
    members = {member.person for member in people_of(session, workspace, project)}
    # Everything else hangs on the project by foreign keys that cascade.
    gone = run(session, delete(ProjectRow).where(ProjectRow.workspace == workspace, ProjectRow.id == project))
    elsewhere = exists().where(MemberRow.workspace == PersonRow.workspace, MemberRow.person == PersonRow.id)
    run(session, delete(PersonRow).where(PersonRow.workspace == workspace, PersonRow.id.in_(members), ~elsewhere))
    people.forget_project(session, workspace, members, project)
    if gone:
        audit.note(session, workspace, "", who=by, what="project_deleted", about=project, at=at)
    return bool(gone)


def prune(session: Session, now: datetime) -> Pruned:
    """Forget what is past its time, over all workspaces: keys taken, settled work, counts of contacts, free slots."""
    return Pruned(
        inbox=inbox.prune(session, now - INBOX),
        work=work_claims.prune(session, now - WORK),
        contacts=run(session, delete(ContactRow).where(ContactRow.at < now - CONTACTS)),
        rate_slots=rate_limits.prune(session, now - RATE_SLOTS),
        pauses=pauses.prune(session, now - CONTACTS),
        set_aside=set_aside.prune(session, now - WORK),
        words=people.prune_words(session, now - INBOX),
    )
