"""The small ones: inbox, limits, messages, audit, published words, people, workspaces."""

from __future__ import annotations

import threading

import pytest

from storage import audit, dialogue_versions, inbox, installations, messages, people, workspaces
from storage.errors import Conflict
from storage.installations import Installation
from storage.messages import Posted
from storage.people import Person
from storage.transaction import Transactions
from tests.storage.samples import NOW, WS, begin, later


def test_a_key_is_taken_once(transactions: Transactions) -> None:
    with transactions.write() as session:
        assert inbox.take(session, WS, "click", NOW)
        assert not inbox.take(session, WS, "click", later(9))
        assert inbox.take(session, "T2", "click", NOW)
    try:
        with transactions.write() as session:
            assert inbox.take(session, WS, "lost", NOW)
            raise KeyError
    except KeyError:
        pass
    with transactions.write() as session:
        assert inbox.take(session, WS, "lost", NOW)
        assert inbox.prune(session, later(1)) == 3
        assert inbox.take(session, WS, "click", NOW)


def test_a_key_is_taken_by_one_of_many_at_once(transactions: Transactions) -> None:
    taken: list[bool] = []

    def take() -> None:
        for n in range(20):
            with transactions.write() as session:
                taken.append(inbox.take(session, WS, f"k{n}", NOW))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 20


def test_where_our_messages_stand(transactions: Transactions) -> None:
    card = Posted(WS, "P1", "card", "C1", "1.1", NOW, "h1")
    with transactions.write() as session:
        begin(session)
        assert messages.message_in(session, WS, "P1", "card") is None
        messages.keep_message(session, card)
        messages.keep_message(session, Posted(WS, "P1", "dm:U1:explore.needs", "D1", "2.1", later(1)))
        assert messages.message_in(session, WS, "P1", "card") == card
        assert messages.message_at(session, WS, "C1", "1.1") == card
        assert messages.message_at(session, WS, "C1", "9.9") is None
        again = Posted(WS, "P1", "card", "C1", "5.5", later(5), "h2")
        messages.keep_message(session, again)
        assert messages.message_in(session, WS, "P1", "card") == again
        assert messages.message_at(session, WS, "C1", "1.1") is None
        assert [found.slot for found in messages.messages_of(session, WS, "P1", "dm:")] == ["dm:U1:explore.needs"]
        assert messages.messages_in_channel(session, WS, "C1") == (again,)
        messages.forget_message(session, WS, "P1", "card")
        assert messages.message_in(session, WS, "P1", "card") is None
    assert messages.content_hash("a") == messages.content_hash("a") != messages.content_hash("b")
    assert messages.content_hash("\ud800")


def test_the_audit_chain_shows_a_change(transactions: Transactions) -> None:
    with transactions.write() as session:
        begin(session)
        for what in ("Start", "Join", "Answer"):
            audit.note(session, WS, "P1", who="U1", what=what, about="explore.needs", at=NOW)
        audit.note(session, WS, "", who="U1", what="installed", at=NOW)
    with transactions.read() as session:
        entries = audit.entries_of(session, WS, "P1")
        assert [entry.what for entry in audit.entries_of(session, WS)] == ["installed"]
    assert [entry.what for entry in entries] == ["Start", "Join", "Answer"]
    assert audit.unbroken(entries)
    assert not audit.unbroken(entries[1:])
    assert not audit.unbroken((entries[0], entries[2]))
    from dataclasses import replace

    assert not audit.unbroken((entries[0], replace(entries[1], who="U2"), entries[2]))


def test_published_words_never_change(transactions: Transactions) -> None:
    with transactions.write() as session:
        assert dialogue_versions.publish(session, "ebc", 1, {"b": 1, "a": "é"}, NOW)
        assert not dialogue_versions.publish(session, "ebc", 1, {"a": "é", "b": 1}, later(5))
        assert dialogue_versions.publish(session, "ebc", 2, {"a": "other"}, NOW)
        assert dialogue_versions.published(session, "ebc", 1) == {"a": "é", "b": 1}
        assert dialogue_versions.published(session, "ebc", 3) is None
        assert dialogue_versions.versions_of(session, "ebc") == (1, 2)
        with pytest.raises(Conflict) as caught:
            dialogue_versions.publish(session, "ebc", 1, {"a": "changed"}, NOW)
    assert "next version number" in caught.value.words


def test_people_are_ids_first(transactions: Transactions) -> None:
    with transactions.write() as session:
        workspaces.ensure_workspace(session, WS, NOW)
        people.ensure_person(session, WS, "U1")
        people.ensure_person(session, WS, "U1")
        assert people.person_of(session, WS, "U1") == Person(WS, "U1")
        people.set_setting(session, WS, "U1", "quiet", True)
        people.set_setting(session, WS, "U1", "dismissed", 2)
        people.keep_details(session, Person(WS, "U1", "Asha", "Sister", "Europe/London", fetched_at=NOW))
        people.set_setting(session, WS, "U1", "quiet", None)
        found = people.person_of(session, WS, "U1")
        assert found is not None
        assert (found.name, found.title, found.fetched_at, found.settings) == ("Asha", "Sister", NOW, {"dismissed": 2})
        assert set(people.people_named(session, WS, {"U1", "U9"})) == {"U1"}
        for n in range(3):
            people.note_contact(session, WS, "U1", later(n), "nudge")
        people.note_contact(session, WS, "U1", later(2), "nudge")
        assert people.contacts_since(session, WS, "U1", later(1)) == 2
        assert people.contacts_since(session, WS, "U2", later(1)) == 0


def test_workspaces_and_installations(transactions: Transactions) -> None:
    here = Installation(WS, "Ward 7", "UB", "B1", NOW)
    with transactions.write() as session:
        installations.keep_installation(session, here)
        installations.keep_installation(session, here)
        assert installations.installation_of(session, WS) == here
        assert installations.installations(session) == (here,)
        workspaces.set_gone(session, WS, later(5))
        found = workspaces.workspace_of(session, WS)
        assert found is not None
        assert (found.name, found.gone_at) == ("Ward 7", later(5))
        installations.drop_installation(session, WS)
        assert installations.installation_of(session, WS) is None
