"""Actions: who does what by when, and how each stands since the last check-in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.answers import answers_of
from storage.conversations import ConversationRow
from storage.drawing import MARK
from storage.people import person_of
from storage.projects import MemberRow
from storage.records import Drawn, records_of


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `owner` and `due` as they were given (empty if not); `how` it was said to stand, empty if not asked.

    `private` while the question it answers has not been shown.
    """

    conversation: str
    answer: str
    n: int
    what: str
    owner: str
    due: str
    how: str
    by: str
    private: bool = False


def actions_in(session: Session, workspace: str, conversation: str) -> tuple[Action, ...]:
    """A conversation's actions, oldest first, each with how it stands."""
    drawn = records_of(session, workspace, conversation)
    actions = [record for record in drawn if record.kind == "action"]
    if not actions:
        return ()
    answers = {answer.id: answer for answer in answers_of(session, workspace, conversation)}
    follows = {answer.supersedes: answer.id for answer in answers.values() if answer.supersedes}
    how = _progress(drawn, follows)
    return tuple(
        Action(
            conversation=conversation,
            answer=record.answer,
            n=record.n,
            what=str(record.data.get("what", "")),
            owner=_first(record.data.get("owner")),
            due=str(record.data.get("due") or ""),
            how=how.get(record.answer, ""),
            by=answers[record.answer].person,
            private=answers[record.answer].private,
        )
        for record in actions
    )


def actions_of(session: Session, workspace: str, person: str) -> tuple[Action, ...]:
    """The actions a person owns, by id or by name, in every project they are in."""
    known = person_of(session, workspace, person)
    names = {person, f"<@{person}>"} | ({known.name} if known and known.name else set())
    query = (
        select(ConversationRow.id)
        .join(
            MemberRow,
            (MemberRow.workspace == ConversationRow.workspace) & (MemberRow.project == ConversationRow.project),
        )
        .where(MemberRow.workspace == workspace, MemberRow.person == person, MemberRow.status != "left")
        .order_by(ConversationRow.id)
    )
    found = (action for id in session.scalars(query).all() for action in actions_in(session, workspace, id))
    return tuple(action for action in found if action.owner in names)


def _progress(drawn: Iterable[Drawn], follows: dict[str, str]) -> dict[str, str]:
    """How each action stands, by the answer that stands for it now; the last word counts."""
    how: dict[str, str] = {}
    for record in drawn:
        if record.kind == MARK and record.data.get("kind") == "action":
            about = str(record.data["about"])
            while about in follows:
                about = follows[about]
            how[about] = str(record.data["as"])
    return how


def _first(owner: Any) -> str:
    if isinstance(owner, list):
        return str(owner[0]) if owner else ""
    return str(owner or "")
