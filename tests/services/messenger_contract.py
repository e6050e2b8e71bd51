"""What every Messenger must do: the fake of the services' tests and the real one over Slack's protocol alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from coach.errors import SendProblem
from coach.ports import Messenger
from coach.views import Button, Controls, Message, Press, Text


@dataclass
class Place:
    """A messenger with a workspace around it, and ways to look at it and to change it."""

    messenger: Messenger
    workspace: str
    channel: str
    person: str
    gone: str  # somebody whose account is closed
    words: Callable[[str], list[str]]  # what stands in a channel, threads included
    leave: Callable[[], Any]  # the app is taken out of the channel
    archive: Callable[[], Any]
    delete: Callable[[str], Any]  # somebody deletes our message


def say(words: str) -> Message:
    return Message(words, (Text(words), Controls((Button("Answer", Press("answer", "abcd1234")),))))


class MessengerContract:
    """Inherit from this and give a `place` fixture."""

    def test_a_post_can_be_changed_and_deleted(self, place: Place) -> None:
        ts = place.messenger.post(place.workspace, place.channel, say("one"))
        place.messenger.update(place.workspace, place.channel, ts, say("two"))
        assert place.words(place.channel)[-1] == "two"
        place.messenger.delete(place.workspace, place.channel, ts)
        assert "two" not in place.words(place.channel)

    def test_replies_go_into_the_thread(self, place: Place) -> None:
        ts = place.messenger.post(place.workspace, place.channel, say("card"))
        reply = place.messenger.post(place.workspace, place.channel, say("reveal"), thread=ts, broadcast=True)
        assert reply != ts
        assert place.words(place.channel)[-1] == "reveal"

    def test_a_dm_is_one_channel_for_each_person(self, place: Place) -> None:
        first = place.messenger.dm(place.workspace, place.person)
        assert first == place.messenger.dm(place.workspace, place.person)
        place.messenger.post(place.workspace, first, say("hello"))
        assert place.words(first)[-1] == "hello"

    def test_a_message_that_is_gone_is_no_message(self, place: Place) -> None:
        ts = place.messenger.post(place.workspace, place.channel, say("one"))
        place.delete(ts)
        with pytest.raises(SendProblem) as problem:
            place.messenger.update(place.workspace, place.channel, ts, say("two"))
        assert problem.value.kind == "no_message"

    def test_outside_the_channel_there_is_no_place(self, place: Place) -> None:
        place.leave()
        with pytest.raises(SendProblem) as problem:
            place.messenger.post(place.workspace, place.channel, say("one"))
        assert (problem.value.kind, problem.value.code) == ("no_place", "not_in_channel")

    def test_in_an_archived_channel_there_is_no_place(self, place: Place) -> None:
        place.archive()
        with pytest.raises(SendProblem) as problem:
            place.messenger.post(place.workspace, place.channel, say("one"))
        assert (problem.value.kind, problem.value.code) == ("no_place", "is_archived")

    def test_a_closed_account_is_no_person(self, place: Place) -> None:
        with pytest.raises(SendProblem) as problem:
            place.messenger.dm(place.workspace, place.gone)
        assert problem.value.kind == "no_person"

    def test_a_message_has_a_link(self, place: Place) -> None:
        ts = place.messenger.post(place.workspace, place.channel, say("one"))
        assert place.messenger.link(place.workspace, place.channel, ts).startswith("http")
