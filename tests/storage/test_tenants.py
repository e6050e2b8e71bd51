"""One workspace never sees, changes or hangs on to anything of another."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import exc
from sqlalchemy.orm import Session

from dialogues.effects import KeepGap, KeepPosition
from storage import (
    actions,
    answers,
    audit,
    conversations,
    facts,
    gaps,
    messages,
    notes,
    people,
    projects,
    records,
    retention,
    schema,
    work,
)
from storage.errors import Conflict, Missing
from storage.record_files import export
from storage.transaction import Transactions
from tests.storage.samples import NOW, WS, answer, begin, later

OTHER = "T2"
LOOKS: dict[str, Callable[[Session, str], Any]] = {
    "project": lambda s, ws: projects.project_of(s, ws, "P1"),
    "projects in": lambda s, ws: projects.projects_in(s, ws, "C1"),
    "projects of": lambda s, ws: projects.projects_of(s, ws, "U1"),
    "projects": lambda s, ws: projects.projects(s, ws),
    "members": lambda s, ws: projects.people_of(s, ws, "P1"),
    "person": lambda s, ws: people.person_of(s, ws, "U1"),
    "people": lambda s, ws: people.people_named(s, ws, {"U1"}),
    "contacts": lambda s, ws: people.contacts_since(s, ws, "U1", NOW),
    "conversation": lambda s, ws: conversations.conversation_of(s, ws, "P1"),
    "conversation for": lambda s, ws: conversations.conversation_for(s, ws, "P1"),
    "quiet": lambda s, ws: conversations.quiet_since(s, ws, later(5)),
    "answer": lambda s, ws: answers.answer_of(s, ws, "P1", "1.0"),
    "answers": lambda s, ws: answers.answers_of(s, ws, "P1"),
    "facts": lambda s, ws: facts.facts_of(s, ws, "P1", 1).answers,
    "facts' project": lambda s, ws: facts.facts_of(s, ws, "P1", 1).project,
    "records": lambda s, ws: records.records_of(s, ws, "P1"),
    "actions": lambda s, ws: actions.actions_in(s, ws, "P1"),
    "actions of": lambda s, ws: actions.actions_of(s, ws, "U1"),
    "gaps": lambda s, ws: gaps.open_gaps(s, ws, "P1"),
    "gaps of": lambda s, ws: gaps.gaps_of(s, ws, "U1"),
    "names": lambda s, ws: notes.under_their_name(s, ws, "P1"),
    "positions": lambda s, ws: notes.standing_positions(s, ws, "P1"),
    "message": lambda s, ws: messages.message_in(s, ws, "P1", "card"),
    "message at": lambda s, ws: messages.message_at(s, ws, "C1", "1.1"),
    "messages": lambda s, ws: messages.messages_of(s, ws, "P1"),
    "in channel": lambda s, ws: messages.messages_in_channel(s, ws, "C1"),
    "work": lambda s, ws: work.open_keys(s, ws, "P1"),
    "audit": lambda s, ws: audit.entries_of(s, ws, "P1"),
}


def fill(session: Session) -> None:
    begin(session)
    answer(session, "1.0", "a need")
    answer(session, "1.1", {"what": "Print slips", "who": "U1"}, record="action", question="agree.actions")
    notes.keep_note(session, WS, "P1", KeepGap("explore.baseline", "U1", phase="explore", owner="U1"), at=NOW)
    notes.keep_note(session, WS, "P1", notes.UseName("U1", True), at=NOW)
    notes.keep_note(session, WS, "P1", KeepPosition("agree.consent", "U1", "yes"), at=NOW)
    people.note_contact(session, WS, "U1", NOW, "nudge")
    messages.keep_message(session, messages.Posted(WS, "P1", "card", "C1", "1.1", NOW))
    work.put(session, work.Todo(WS, "nudge", "k", NOW, "P1"), NOW)
    audit.note(session, WS, "P1", who="U1", what="Start", at=NOW)


@pytest.mark.parametrize("look", LOOKS)
def test_another_workspaces_ids_find_nothing(sqlite_transactions: Transactions, look: str) -> None:
    with sqlite_transactions.write() as session:
        fill(session)
        assert LOOKS[look](session, WS)
        assert not LOOKS[look](session, OTHER)


def test_another_workspaces_ids_change_nothing(transactions: Transactions) -> None:
    with transactions.write() as session:
        fill(session)
        before = {name: look(session, WS) for name, look in LOOKS.items()}
        assert not projects.change_project(session, OTHER, "P1", name="x")
        assert not answers.take_back(session, OTHER, "P1", "1.0", NOW)
        assert answers.show(session, OTHER, "P1", "explore.needs") == 0
        assert work.cancel(session, OTHER, "P1", "", NOW) == 0
        messages.forget_message(session, OTHER, "P1", "card")
        conversations.move_version(session, OTHER, "P1", 9)
        records.drop_drawn(session, OTHER, "P1", "1.0")
        assert not retention.delete_project(session, OTHER, "P1", "U1", NOW)
        with pytest.raises(Conflict):
            conversations.save_turn(session, OTHER, "P1", seen=0, turn=1, status="active", state=b"", at=NOW)
        with pytest.raises(Missing):
            export.record_of(session, OTHER, "P1")
        assert {name: look(session, WS) for name, look in LOOKS.items()} == before


def test_the_same_ids_live_side_by_side(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session, name="P1", workspace=WS)
        begin(session, name="P1", workspace=OTHER)
        answer(session, "1.0", "ours")
        answer(session, "1.0", "theirs", workspace=OTHER)
        assert retention.delete_project(session, WS, "P1", "U1", NOW)
        (kept,) = answers.answers_of(session, OTHER, "P1")
    assert kept.value == "theirs"


def test_the_database_refuses_a_row_that_hangs_on_another_workspace(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
    with pytest.raises(exc.IntegrityError), transactions.write() as session:
        answer(session, "1.0", "a need", workspace=OTHER)


def test_every_table_and_every_query_names_the_workspace() -> None:
    for table in schema.METADATA.tables.values():
        assert {"workspace", "published_at"} & set(table.columns.keys()) or table.name == "workspaces"
    all_over = {
        "installations",
        "versions_in_use",
        "keep_installation",
        "manifests",
        "publish",
        "published",
        "versions_of",
        "prune",
        "prune_words",
        "here",
    }
    for module in (*schema.MODULES, actions, export, facts, gaps):
        for name, function in _public(module):
            names = list(inspect.signature(function).parameters)
            if names[:1] == ["session"] and name not in all_over:
                carries = {"project", "conversation", "answer", "record", "person", "todo", "todos", "posted", "entry"}
                carries |= {"check_in", "rhythm"} | ({"id"} if module is work else set())  # the row it just wrote
                assert names[1] == "workspace" or names[1] in carries, name


def _public(module: ModuleType) -> list[tuple[str, Any]]:
    found = inspect.getmembers(module, inspect.isfunction)
    return [(name, f) for name, f in found if f.__module__ == module.__name__ and not name.startswith("_")]
