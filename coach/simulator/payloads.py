"""The shapes of what Slack sends to an app and answers about messages (slack-rules 4.2), all keys."""

from __future__ import annotations

from typing import Any

from coach.simulator.block_walk import state_values
from coach.simulator.manifest import InstalledApp
from coach.simulator.view_stack import View, ViewStacks
from coach.simulator.wording import rich_text
from coach.simulator.world import Message, Person, Place, World

Json = dict[str, Any]
_CHANNEL_TYPES = {"channel": "channel", "im": "im", "mpim": "mpim"}


class Payloads:
    """Builds every payload from the workspace's memory."""

    def __init__(self, world: World, app: InstalledApp, views: ViewStacks) -> None:
        self.world = world
        self.app = app
        self.views = views

    @property
    def domain(self) -> str:
        """The workspace's address word."""
        return self.world.name.lower().replace(" ", "-")

    def message(self, message: Message) -> Json:
        """Return a message as Slack describes it in events, payloads and answers."""
        body: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
        body["team"] = self.world.team_id
        if message.user == self.app.bot_user:
            body |= self.app.ids
            body["bot_profile"] = {
                "id": self.app.bot_id,
                "app_id": self.app.app_id,
                "name": self.app.manifest.name,
                "team_id": self.world.team_id,
                "deleted": False,
            }
            body["blocks"] = message.blocks or rich_text(message.text, f"m{message.ts}")
        else:
            body["client_msg_id"] = message.client_msg_id
            body["blocks"] = rich_text(message.text, f"m{message.ts}")
        for key in ("thread_ts", "metadata"):
            if getattr(message, key):
                body[key] = getattr(message, key)
        if message.files:
            body["files"] = message.files
        if message.edited:
            body["edited"] = {"user": message.user, "ts": message.edited}
        return body

    def message_event(self, message: Message, place: Place) -> Json:
        """Return the `message` event of a new message."""
        event = {**self.message(message), "channel": place.id, "event_ts": message.ts}
        event["channel_type"] = _CHANNEL_TYPES[place.kind]
        if message.broadcast:
            event["subtype"] = "thread_broadcast"
        elif message.files:
            event["subtype"] = "file_share"
        return event

    def changed_event(self, kind: str, message: Message, previous: Json, place: Place, event_ts: str) -> Json:
        """Return the `message_changed` or `message_deleted` event; Slack gives it a ts of its own."""
        event: Json = {"type": "message", "subtype": kind, "channel": place.id, "hidden": True, "ts": event_ts}
        event |= {"event_ts": event_ts, "channel_type": _CHANNEL_TYPES[place.kind], "previous_message": previous}
        if kind == "message_changed":
            return {**event, "message": self.message(message)}
        return {**event, "deleted_ts": message.ts}

    def event_callback(self, event: Json, place: Place | None) -> Json:
        """Wrap an event as the Events API sends it."""
        external = place is not None and any(self.world.people[m].external for m in place.members)
        authorization = {"enterprise_id": None, "team_id": self.world.team_id, "user_id": self.app.bot_user}
        return {
            "token": self.app.verification_token,
            "team_id": self.world.team_id,
            "context_team_id": self.world.team_id,
            "context_enterprise_id": None,
            "api_app_id": self.app.app_id,
            "type": "event_callback",
            "event_id": self.world.new_id("Ev"),
            "event_time": int(float(event.get("event_ts") or self.world.new_ts())),
            "event_context": self.world.new_id("4-"),
            "authorizations": [{**authorization, "is_bot": True, "is_enterprise_install": False}],
            "is_ext_shared_channel": external,
            "event": event,
        }

    def command(self, person: Person, place: Place, command: str, text: str, passes: Json) -> Json:
        """Return a slash command's form fields."""
        return {
            "token": self.app.verification_token,
            "team_id": self.world.team_id,
            "team_domain": self.domain,
            "channel_id": place.id,
            "channel_name": place.name if place.kind == "channel" else "directmessage",
            "user_id": person.id,
            "user_name": person.handle,
            "command": command,
            "text": text,
            "api_app_id": self.app.app_id,
            "is_enterprise_install": "false",
            **passes,
        }

    def interaction(self, kind: str, person: Person, trigger_id: str) -> Json:
        """Return what every interaction carries; `user.team_id` tells a Slack Connect guest."""
        return {
            "type": kind,
            "team": {"id": self.world.team_id, "domain": self.domain},
            "enterprise": None,
            "user": {
                "id": person.id,
                "username": person.handle,
                "name": person.handle,
                "team_id": person.team_id,
            },
            "api_app_id": self.app.app_id,
            "token": self.app.verification_token,
            "trigger_id": trigger_id,
            "is_enterprise_install": False,
        }

    def in_message(self, person: Person, message: Message, place: Place) -> Json:
        """Return the further keys of a click in a message."""
        container: Json = {"type": "message", "message_ts": message.ts, "channel_id": place.id}
        container["is_ephemeral"] = message.seen_by is not None
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        values = state_values(message.blocks, message.typed.get(person.id, {}))
        body: Json = {"container": container, "channel": self.channel(place), "state": {"values": values}}
        if message.seen_by is None:
            body["message"] = self.message(message)
        return body

    def in_view(self, view: View) -> Json:
        """Return the further keys of a click in a form or Home tab: no channel, no message, no response_url."""
        payload = self.views.payload(view, self.app.ids)
        return {"container": {"type": "view", "view_id": view.id}, "view": payload, "state": payload["state"]}

    @staticmethod
    def channel(place: Place) -> Json:
        """Return a place as interactions name it."""
        return {"id": place.id, "name": place.name if place.kind == "channel" else "directmessage"}
