"""Actions: who does what by when, and how each stands since the last check-in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.answers import StoredAnswer, answers_of
from storage.conversations import ConversationRow
from storage.drawing import MARK
from storage.people import person_of
from storage.projects import MemberRow
from storage.records import Drawn, records_of


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `owner` and `due` as they were given (empty if not); `how` it was said to stand, empty if not asked.

    `due` is the new day where one was given since; `why` goes with the last word, said at `said_at`. `private` while
    the question it answers has not been shown.
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
    why: str = ""
    said_at: datetime | None = None


def actions_in(session: Session, workspace: str, conversation: str) -> tuple[Action, ...]:
    """A conversation's actions, oldest first, each with how it stands."""
    drawn = records_of(session, workspace, conversation)
    actions = [record for record in drawn if record.kind == "action"]
    if not actions:
        return ()
    answers = {answer.id: answer for answer in answers_of(session, workspace, conversation)}
    follows = {answer.supersedes: answer.id for answer in answers.values() if answer.supersedes}
    said = _progress(drawn, follows)
    return tuple(_action(conversation, record, answers, said.get(record.answer, ())) for record in actions)


def _action(conversation: str, record: Drawn, answers: Mapping[str, StoredAnswer], said: Sequence[Drawn]) -> Action:
    moved = [str(mark.data["due"]) for mark in said if mark.data.get("due")]
    last = said[-1] if said else None
    return Action(
        conversation=conversation,
        answer=record.answer,
        n=record.n,
        what=str(record.data.get("what", "")),
        owner=_first(record.data.get("owner")),
        due=moved[-1] if moved else str(record.data.get("due") or ""),
        how=str(last.data["as"]) if last else "",
        by=answers[record.answer].person,
        private=answers[record.answer].private,
        why=str(last.data.get("why") or "") if last else "",
        said_at=answers[last.answer].at if last else None,
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


def _progress(drawn: Iterable[Drawn], follows: dict[str, str]) -> dict[str, list[Drawn]]:
    """What was said of each action, by the answer that stands for it now, oldest first; the last word counts."""
    said: dict[str, list[Drawn]] = {}
    for record in drawn:
        if record.kind == MARK and record.data.get("kind") == "action":
            about = str(record.data["about"])
            while about in follows:
                about = follows[about]
            said.setdefault(about, []).append(record)
    return said


def _first(owner: Any) -> str:
    if isinstance(owner, list):
        return str(owner[0]) if owner else ""
    return str(owner or "")
