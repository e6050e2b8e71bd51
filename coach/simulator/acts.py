"""What people do: type, edit, run commands, join and leave; and which events the app hears of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coach.simulator.wording import slack_text
from coach.simulator.world import Change, Message, Person, Place, Refused

if TYPE_CHECKING:
    from coach.simulator.workspace import Workspace

Json = dict[str, Any]
# The scope without which Slack does not let an app subscribe to an event.
EVENT_SCOPES = {
    "message.im": "im:history",
    "message.channels": "channels:history",
    "app_mention": "app_mentions:read",
    "member_joined_channel": "channels:read",
    "channel_left": "channels:read",
}


class Acts:
    """The acts of people that need no Block Kit; each returns once the app has acked what it was sent."""

    def __init__(self, workspace: Workspace) -> None:
        self.ws = workspace
        self.world = workspace.world

    def check_active(self, person: Person) -> None:
        """Refuse anything from somebody whose account is closed."""
        if person.deactivated:
            raise Refused(f"{person.name}'s account is closed.", "account_inactive")

    def check_may_write(self, person: Person, place: Place) -> None:
        """Refuse words in an archived channel or one the person has not joined."""
        self.check_active(person)
        if place.archived:
            raise Refused(f"#{place.name} is archived.", "is_archived")
        if person.id not in place.members:
            raise Refused(f"Join #{place.name} first.", "not_in_channel")

    def post(
        self, person: Person, place: Place, text: str, thread_ts: str | None = None, broadcast: bool = False
    ) -> Message:
        """A person sends a message; a mention of the bot or a DM to it becomes an event."""
        self.check_may_write(person, place)
        if place.kind == "im" and self.ws.app.manifest.read_only_messages:
            raise Refused("Sending messages to this app has been turned off.", "messages_tab_disabled")
        if not text.strip():
            raise Refused("There is nothing to send.", "no_text")
        message = self.world.add_message(
            place,
            person.id,
            self._mentions(text, with_names=False),
            thread_ts=thread_ts,
            broadcast=broadcast,
            client_msg_id=self.world.new_id("cm"),
        )
        event = self.ws.payloads.message_event(message, place)
        self.emit("message.im" if place.kind == "im" else "message.channels", event, place)
        if place.kind != "im" and f"<@{self.ws.app.bot_user}>" in message.text:
            self._mentioned(person, place, event)
        return message

    def _mentioned(self, person: Person, place: Place, event: Json) -> None:
        if self.ws.app.bot_user in place.members:
            kept = {key: value for key, value in event.items() if key not in ("channel_type", "subtype")}
            self.emit("app_mention", {**kept, "type": "app_mention"}, place)
            return
        words = f"{self.ws.bot.name} is not in #{place.name}. Type /invite @{self.ws.bot.name} to bring it in."
        self.world.tell(Change("notice", user=person.id, what=words))

    def edit(self, person: Person, message: Message, text: str) -> None:
        """A person changes a message of their own."""
        place = self._own(person, message)
        previous = self.ws.payloads.message(message)
        message.text = self._mentions(text, with_names=False)
        message.edited = self.world.new_ts()
        self.world.changed(message)
        self._tell_of_change("message_changed", message, previous, place)

    def delete(self, person: Person, message: Message) -> None:
        """A person takes back a message of their own."""
        place = self._own(person, message)
        previous = self.ws.payloads.message(message)
        self.world.remove_message(message)
        self._tell_of_change("message_deleted", message, previous, place)

    def _own(self, person: Person, message: Message) -> Place:
        place = self.world.places[message.place]
        self.check_may_write(person, place)
        if message.user != person.id or message.ts not in self.world.messages[place.id] or message.deleted:
            raise Refused("Only your own messages can be changed.", "cant_update_message")
        return place

    def _tell_of_change(self, kind: str, message: Message, previous: Json, place: Place) -> None:
        event = self.ws.payloads.changed_event(kind, message, previous, place, self.world.new_ts())
        self.emit("message.im" if place.kind == "im" else "message.channels", event, place)

    def app_changed(self, kind: str, message: Message, previous: Json) -> None:
        """The app changed or deleted its own message: Slack tells it so too, without a user on top."""
        place = self.world.places[message.place]
        if place.kind == "im":
            event = self.ws.payloads.changed_event(kind, message, previous, place, self.world.new_ts())
            self.emit("message.im", event, place, later=True)

    def app_posted(self, message: Message) -> None:
        """The app posted into a DM: Slack sends it its own message as an event, marked with its bot_id."""
        place = self.world.places[message.place]
        if place.kind == "im":
            self.emit("message.im", self.ws.payloads.message_event(message, place), place, later=True)

    def emit(self, name: str, event: Json, place: Place | None, later: bool = False) -> None:
        """Send an event if the app subscribed to it, has the scope and is where it happened."""
        app = self.ws.app
        scope = EVENT_SCOPES.get(name)
        if not app.installed or name not in app.manifest.events:
            return
        if scope is not None and scope not in app.manifest.scopes:
            return
        if place is not None and app.bot_user not in place.members and name != "channel_left":
            return
        body = self.ws.payloads.event_callback(event, place)
        if later:
            self.ws.delivery.event_later(body)
        else:
            self.ws.delivery.event(body)

    def command(self, person: Person, place: Place, line: str, in_thread: bool = False) -> Message | None:
        """A person runs a slash command; returns the private answer that the ack carried, if any."""
        self.check_may_write(person, place)
        name, _, words = line.strip().partition(" ")
        if name == "/invite":
            self.invite(person, place, self._named(words))
            return None
        known = self.ws.app.manifest.command(name)
        if known is None or person.external or not self.ws.app.installed:
            raise Refused(f"{name} is not a valid command.", "unknown_command")
        if in_thread:
            raise Refused(f"{name} is not supported in threads. Sorry.", "command_in_thread")
        passes = {
            "response_url": self.ws.response_urls.issue(person.id, place.id),
            "trigger_id": self.ws.triggers.issue(person.id),
        }
        text = self._mentions(words.strip(), with_names=True) if known.should_escape else words.strip()
        payload = self.ws.payloads.command(person, place, name, text, passes)
        answer = self.ws.interact(person, "slash_commands", payload, takes_answer=True)
        return self.ws.answer_command(person, place, answer)

    def _mentions(self, typed: str, with_names: bool) -> str:
        """Turn @Name and #channel into Slack's tokens; a command's tokens also carry the name."""
        for person in sorted(self.world.people.values(), key=lambda one: -len(one.name)):
            token = f"<@{person.id}|{person.handle}>" if with_names else f"<@{person.id}>"
            for name in (person.name, person.handle):
                typed = re.sub(rf"(?<!\w)@{re.escape(name)}\b", token, typed, flags=re.IGNORECASE)
        for place in list(self.world.places.values()):
            if place.kind == "channel":
                pattern = rf"(?<![\w<])#{re.escape(place.name)}\b(?!-)"
                typed = re.sub(pattern, f"<#{place.id}|{place.name}>", typed)
        return slack_text(typed)

    def _named(self, words: str) -> Person:
        wanted = words.strip().lstrip("@").lower()
        for person in list(self.world.people.values()):
            if wanted in (person.name.lower(), person.handle):
                return person
        raise Refused(f"There is nobody called {words.strip() or 'that'} here.", "user_not_found")

    def invite(self, person: Person, place: Place, whom: Person) -> None:
        """A person brings somebody, or the bot, into a channel."""
        self.check_may_write(person, place)
        self.join(whom, place, by=person)

    def join(self, person: Person, place: Place, by: Person | None = None) -> None:
        """A person, or the bot, comes into a channel."""
        self.check_active(person)
        if place.archived:
            raise Refused(f"#{place.name} is archived.", "is_archived")
        place.members.add(person.id)
        self.world.tell(Change("places"))
        event = {"type": "member_joined_channel", "user": person.id, "channel": place.id, "team": person.team_id}
        event |= {"channel_type": "C", "event_ts": self.world.new_ts()}
        if by is not None:
            event["inviter"] = by.id
        self.emit("member_joined_channel", event, place)

    def leave(self, person: Person, place: Place) -> None:
        """A person leaves a channel; they can no longer write there."""
        place.members.discard(person.id)
        self.world.tell(Change("places"))
