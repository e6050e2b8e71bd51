"""What the local workspace holds in memory: people, places, messages and files."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from coach.ports import Clock

Json = dict[str, Any]


class SlackError(Exception):
    """What the Web API answers instead of `ok`: a Slack error code and any further keys of the answer."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra


class Refused(Exception):
    """What a person sees instead of what they asked for: the words on their screen and a code for tests."""

    def __init__(self, words: str, code: str) -> None:
        super().__init__(words)
        self.words = words
        self.code = code


@dataclass
class Person:
    """Somebody in the workspace; `external` is a Slack Connect guest of another organisation."""

    id: str
    name: str
    title: str = ""
    zone: str = "Europe/London"
    email: str = ""
    team_id: str = ""
    is_bot: bool = False
    external: bool = False
    deactivated: bool = False
    admin: bool = False

    @property
    def handle(self) -> str:
        """The lower-case name that commands and payloads carry."""
        return self.name.lower().replace(" ", ".")


@dataclass
class Place:
    """A channel, a DM of two, or a DM of several (`mpim`)."""

    id: str
    kind: str
    name: str
    members: set[str]
    topic: str = ""
    archived: bool = False
    private: bool = False
    read: dict[str, str] = field(default_factory=dict)


@dataclass
class Message:
    """One message; `seen_by` is set for an ephemeral one, `deleted` for a parent whose replies remain."""

    ts: str
    place: str
    user: str
    text: str
    at: datetime
    blocks: list[Json] | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    seen_by: str | None = None
    edited: str | None = None
    deleted: bool = False
    client_msg_id: str | None = None
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    typed: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One thing that somebody's screen shows differently; `user` None means everybody who can see the place."""

    kind: str
    place: str | None = None
    user: str | None = None
    ts: str | None = None
    what: Any = None


class World:
    """The workspace's memory; every use of it holds `lock`. Moments come from the clock, ids from counters."""

    def __init__(self, clock: Clock, name: str, team_id: str = "T1") -> None:
        self.clock = clock
        self.name = name
        self.team_id = team_id
        self.zone = "Europe/London"
        self.lock = threading.RLock()
        self.people: dict[str, Person] = {}
        self.places: dict[str, Place] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.files: dict[str, Json] = {}
        self.watchers: list[Callable[[Change], None]] = []
        self._counts: dict[str, int] = {}
        self._last_ts = 0

    def new_id(self, kind: str) -> str:
        """Return the next id of a kind: `U3`, `C1`, `V12`."""
        with self.lock:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            return f"{kind}{self._counts[kind]}"

    def new_ts(self) -> str:
        """Return a new `ts`: the clock's moment in seconds and microseconds, unique and increasing."""
        with self.lock:
            micros = int(self.clock.now().timestamp() * 1_000_000)
            self._last_ts = max(micros, self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def tell(self, change: Change) -> None:
        """Tell every open page of a change."""
        for watcher in list(self.watchers):
            watcher(change)

    def person(self, who: str) -> Person:
        """Find a person by id or name; KeyError in words when there is none."""
        people = list(self.people.values())
        found = self.people.get(who) or next((p for p in people if p.name == who), None)
        if found is None:
            raise KeyError(f"There is nobody called {who} in {self.name}.")
        return found

    def place(self, which: str) -> Place:
        """Find a place by id or channel name, with or without #; KeyError in words when there is none."""
        name = which.removeprefix("#")
        found = self.places.get(which) or next(
            (p for p in list(self.places.values()) if p.kind == "channel" and p.name == name), None
        )
        if found is None:
            raise KeyError(f"There is no place called {which} in {self.name}.")
        return found

    def add_place(self, kind: str, name: str, members: set[str], **more: Any) -> Place:
        """Add a channel or a DM."""
        with self.lock:
            letter = "C" if kind == "channel" else "D" if kind == "im" else "G"
            place = Place(self.new_id(letter), kind, name, members, **more)
            self.places[place.id] = place
            self.messages[place.id] = {}
        self.tell(Change("places"))
        return place

    def direct(self, members: set[str]) -> Place:
        """Return the DM of these people, opening it when there is none."""
        with self.lock:
            for place in self.places.values():
                if place.kind != "channel" and place.members == members:
                    return place
            return self.add_place("im" if len(members) == 2 else "mpim", "", set(members))

    def add_message(self, place: Place, user: str, text: str, **more: Any) -> Message:
        """Put a message into a place and show it to those who can see it."""
        with self.lock:
            ts = self.new_ts()
            message = Message(ts, place.id, user, text, self.moment(ts), **more)
            self.messages[place.id][ts] = message
            if message.seen_by is None:
                place.read[user] = ts
        self.tell(Change("message", place.id, message.seen_by, ts, message))
        return message

    def changed(self, message: Message) -> None:
        """Show a changed message again."""
        self.tell(Change("changed", message.place, message.seen_by, message.ts, message))

    def remove_message(self, message: Message) -> None:
        """Take a message away; a parent with replies leaves an empty place behind, as in Slack."""
        with self.lock:
            if self.replies(message):
                message.deleted, message.text, message.blocks = True, "This message was deleted.", None
            else:
                self.messages[message.place].pop(message.ts, None)
        kind = "changed" if message.deleted else "deleted"
        self.tell(Change(kind, message.place, message.seen_by, message.ts, message))

    def replies(self, parent: Message) -> list[Message]:
        """Return the replies under a message, oldest first; those seen by one person alone are left out."""
        every = list(self.messages[parent.place].values())
        return [m for m in every if m.thread_ts == parent.ts and m.ts != parent.ts and m.seen_by is None]

    def shown(self, place: Place, user: str, thread: str | None = None) -> list[Message]:
        """Return what a person sees in a place, or in one thread of it, oldest first."""
        with self.lock:
            seen = [m for m in self.messages[place.id].values() if m.seen_by in (None, user)]
            if thread is not None:
                return [m for m in seen if thread in (m.ts, m.thread_ts)]
            return [m for m in seen if m.thread_ts in (None, m.ts) or m.broadcast]

    def unread(self, place: Place, user: str) -> list[Message]:
        """Return what a person has not read in a place, their own words left out."""
        since = place.read.get(user, "0")
        return [m for m in self.shown(place, user) if m.ts > since and m.user != user]

    @staticmethod
    def zone_of(person: Person) -> ZoneInfo:
        """Return a person's time zone."""
        return ZoneInfo(person.zone)

    @staticmethod
    def moment(ts: str) -> datetime:
        """Return the moment that a `ts` stands for, in UTC."""
        return datetime.fromtimestamp(float(ts), UTC)
