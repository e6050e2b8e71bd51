"""What open pages are told at once, and how messages, views and places look to a page."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from coach.simulator.view_stack import View
from coach.simulator.wording import day_words, initials, time_words
from coach.simulator.workspace import Workspace
from coach.simulator.world import Change, Message, Person, Place

Json = dict[str, Any]


class Shown:
    """The page's words for everything in the workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.ws = workspace
        self.world = workspace.world

    def person(self, person: Person) -> Json:
        """Return a person for the page."""
        named = {"id": person.id, "name": person.name, "title": person.title}
        return {**named, "initials": initials(person.name), "is_bot": person.is_bot}

    def message(self, message: Message) -> Json:
        """Return a message with its replies counted and its moment in words."""
        replies = self.world.replies(message) if message.thread_ts in (None, message.ts) else []
        author = self.world.people[message.user]
        return {
            "ts": message.ts,
            "place": message.place,
            "user": message.user,
            "name": author.name,
            "text": message.text,
            "blocks": message.blocks,
            "thread_ts": message.thread_ts,
            "reply_count": len(replies),
            "reply_users": list(dict.fromkeys(reply.user for reply in replies)),
            "latest_reply": replies[-1].ts if replies else None,
            "edited": message.edited is not None,
            "ephemeral": message.seen_by is not None,
            "broadcast": message.broadcast,
            "is_bot": author.is_bot,
            "time": time_words(message.at, self.world.zone),
            "day": day_words(message.at, self.world.zone),
            "files": [{**{k: f[k] for k in ("id", "name", "size")}, "url": f["url_private"]} for f in message.files],
        }

    def view(self, view: View | None) -> Json | None:
        """Return a form or Home tab; None when there is none."""
        if view is None:
            return None
        kept = {key: view.body[key] for key in ("title", "submit", "close", "blocks")}
        more = {key: view.body[key] for key in ("private_metadata", "callback_id")}
        stack = self.ws.views.stack(view.user)
        depth = stack.index(view) + 1 if view in stack else 1
        return {"id": view.id, "type": view.type, **kept, **more, "hash": view.hash, "depth": depth}

    def places(self, person: Person) -> list[Json]:
        """Return the channels, and the DM with the app, as one person sees them."""
        self.world.direct({person.id, self.ws.bot.id})
        with self.world.lock:
            places = list(self.world.places.values())
        return [self._place(place, person) for place in places if self._visible(place, person)]

    def _visible(self, place: Place, person: Person) -> bool:
        return person.id in place.members or (place.kind == "channel" and not place.private)

    def _place(self, place: Place, person: Person) -> Json:
        unread = self.world.unread(place, person.id)
        body: Json = {"id": place.id, "unread": len(unread)}
        if place.kind != "channel":
            other = next((one for one in place.members if one != person.id), person.id)
            return {**body, "kind": "dm", "name": self.world.people[other].name, "with": other}
        return {
            **body,
            "kind": "channel",
            "name": place.name,
            "topic": place.topic,
            "member": person.id in place.members,
            "bot_member": self.ws.bot.id in place.members,
            "archived": place.archived,
            "mentioned": any(f"<@{person.id}>" in message.text for message in unread),
        }

    def frame(self, change: Change, person: Person) -> Json | None:
        """Return what one person's page is told of a change; None when it is not for them."""
        if change.user not in (None, person.id):
            return None
        if change.place is not None and not self._visible(self.world.places[change.place], person):
            return None
        if change.kind in ("message", "changed"):
            return {"kind": change.kind, "message": self.message(change.what)}
        if change.kind == "deleted":
            return {"kind": "deleted", "place": change.place, "ts": change.ts}
        if change.kind in ("view", "home"):
            return {"kind": change.kind, "view": self.view(change.what)}
        if change.kind == "places":
            return {"kind": "places", "places": self.places(person)}
        key = {"notice": "text", "busy": "on", "clock": "clock"}[change.kind]
        return {"kind": change.kind, key: change.what}


async def live(shown: Shown, socket: WebSocket) -> None:
    """Send one page every change that its person sees, until it closes."""
    person = shown.world.people.get(socket.query_params.get("as", ""))
    if person is None:
        await socket.accept()
        await socket.close(4404)
        return
    loop = asyncio.get_running_loop()
    changes: asyncio.Queue[Change] = asyncio.Queue()

    def watcher(change: Change) -> None:
        loop.call_soon_threadsafe(changes.put_nowait, change)

    async def write() -> None:
        while True:
            frame = shown.frame(await changes.get(), person)
            if frame is not None:
                await socket.send_json(frame)

    shown.world.watchers.append(watcher)  # before the page hears that the line is open: it reads only then
    try:
        await socket.accept()
        writer = asyncio.create_task(write())
        try:
            while True:
                await socket.receive_text()
        finally:
            writer.cancel()
    except WebSocketDisconnect:
        pass
    finally:
        shown.world.watchers.remove(watcher)
