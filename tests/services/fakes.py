"""The world outside as the services see it: a scripted Messenger and a Directory, held to the ports' own words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from coach.errors import SendProblem
from coach.ports import Clock, Person
from coach.views import Home, Message


@dataclass
class Sent:
    """One message as it stands; `edits` counts how often it was changed."""

    channel: str
    ts: str
    message: Message
    thread: str = ""
    broadcast: bool = False
    edits: int = 0


@dataclass
class FakeSlack:
    """Keeps what was sent. `fail` holds problems to raise, by method, one after another.

    `came` is every post as it came, also of what was taken away later: channel, moment (with a `clock`), text.
    """

    sent: list[Sent] = field(default_factory=list)
    fail: dict[str, list[SendProblem]] = field(default_factory=dict)
    not_in: set[str] = field(default_factory=set)
    archived: set[str] = field(default_factory=set)
    homes: dict[str, Home] = field(default_factory=dict)
    whispers: list[tuple[str, str, Message]] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    posted: int = 0
    clock: Clock | None = None
    came: list[tuple[str, datetime | None, str]] = field(default_factory=list)

    def post(self, workspace: str, channel: str, message: Message, *, thread: str = "", broadcast: bool = False) -> str:
        self._call("post", channel)
        self.posted += 1
        ts = f"{self.posted}.000100"
        self.sent.append(Sent(channel, ts, message, thread, broadcast))
        self.came.append((channel, self.clock.now() if self.clock else None, message.text))
        return ts

    def update(self, workspace: str, channel: str, ts: str, message: Message) -> None:
        self._call("update", channel)
        found = self._at(channel, ts)
        found.message, found.edits = message, found.edits + 1

    def delete(self, workspace: str, channel: str, ts: str) -> None:
        self._call("delete", channel)
        self.sent.remove(self._at(channel, ts))

    def whisper(self, workspace: str, channel: str, person: str, message: Message, *, thread: str = "") -> None:
        self._call("whisper", channel)
        self.whispers.append((channel, person, message))

    def dm(self, workspace: str, person: str) -> str:
        self._call("dm", person)
        if person in self.people and not self.people[person].active:
            raise SendProblem("no_person", "user_disabled")
        return f"D{person}"

    def home(self, workspace: str, person: str, home: Home) -> None:
        self._call("home", person)
        self.homes[person] = home

    def link(self, workspace: str, channel: str, ts: str) -> str:
        return f"https://slack.example/archives/{channel}/p{ts.replace('.', '')}"

    def person(self, workspace: str, person: str) -> Person:
        return self.people.get(person) or Person(person, person, active=False, workspace=workspace)

    def know(self, *people: Person) -> None:
        """Let these people be in the workspace."""
        self.people |= {one.id: one for one in people}

    def move(self, person: str, zone: str) -> None:
        """Let somebody travel: Slack says another time zone from now on."""
        self.people[person] = replace(self.people[person], zone=zone)

    def close_account(self, person: str) -> None:
        """Close somebody's account."""
        self.people[person] = replace(self.people[person], active=False)

    def in_channel(self, channel: str) -> list[Sent]:
        """What stands in a channel or DM, oldest first."""
        return [one for one in self.sent if one.channel == channel]

    def texts(self, channel: str) -> list[str]:
        """The words of what stands in a channel or DM."""
        return [one.message.text for one in self.in_channel(channel)]

    def _at(self, channel: str, ts: str) -> Sent:
        for one in self.sent:
            if (one.channel, one.ts) == (channel, ts):
                return one
        raise SendProblem("no_message", "message_not_found")

    def _call(self, method: str, where: str) -> None:
        self.calls.append(f"{method} {where}")
        if waiting := self.fail.get(method):
            raise waiting.pop(0)
        if where in self.archived and method in {"post", "update"}:
            raise SendProblem("no_place", "is_archived")
        if where in self.not_in and method in {"post", "whisper", "update"}:
            raise SendProblem("no_place", "not_in_channel")
