"""The page's own JSON: what a person sees and does in the browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from coach.simulator.page_live import Shown, live
from coach.simulator.view_stack import View
from coach.simulator.workspace import Workspace
from coach.simulator.world import Message, Person, Place, Refused, SlackError

Json = dict[str, Any]
_FILES = Path(__file__).parent / "page"


class PageApi:
    """Answers the page; every call names the person it acts as."""

    def __init__(self, workspace: Workspace) -> None:
        self.ws = workspace
        self.world = workspace.world
        self.shown = Shown(workspace)
        self._acts: dict[str, Callable[[Person, Json], Json]] = {
            "post": self._post,
            "edit": self._edit,
            "delete": self._delete,
            "command": self._command,
            "invite": self._invite,
            "join": self._join,
            "leave": self._leave,
            "click": self._click,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
            "open_home": self._open_home,
            "move_clock": self._move_clock,
            "others": self._others,
            "read": self._read,
        }

    def state(self, person: Person, _: Json) -> Json:
        """Everything around the messages: people, places, clock, commands, the open form."""
        manifest = self.ws.app.manifest
        return {
            "workspace": {"id": self.world.team_id, "name": self.world.name},
            "me": self.shown.person(person),
            "people": [self.shown.person(one) for one in self.world.people.values()],
            "clock": self.ws.clock_words(),
            "places": self.shown.places(person),
            "bot": {"id": self.ws.bot.id, "name": self.ws.bot.name},
            "commands": [
                {"command": one.command, "description": one.description, "usage_hint": one.usage_hint}
                for one in manifest.commands
            ],
            "shortcuts": [
                {"callback_id": one.callback_id, "name": one.name, "type": one.type} for one in manifest.shortcuts
            ],
            "open_view": self.shown.view(self.ws.views.top(person.id)),
        }

    def messages(self, person: Person, query: Json) -> Json:
        """The messages of a place, or of one thread, oldest first."""
        place = self._place(query)
        if place.private and person.id not in place.members:
            raise Refused("There is no such place.", "channel_not_found")
        seen = self.world.shown(place, person.id, query.get("thread"))
        return {"messages": [self.shown.message(message) for message in seen]}

    def home(self, person: Person, _: Json) -> Json:
        """Open the Home tab; what the app publishes afterwards arrives live."""
        return {"view": self.shown.view(self.ws.clicks.open_app(person))}

    def view(self, person: Person, _: Json) -> Json:
        """The open form on top."""
        return {"view": self.shown.view(self.ws.views.top(person.id))}

    def act(self, person: Person, body: Json) -> Json:
        """Do what the page asks, answering in words for the person when it cannot be done."""
        known = self._acts.get(str(body.get("do")))
        if known is None:
            raise Refused("This page asked for something unknown. Reload it.", "unknown_act")
        return {"ok": True, **known(person, body)}

    def _place(self, body: Json) -> Place:
        place = self.world.places.get(str(body.get("place", "")))
        if place is None:
            raise Refused("There is no such place.", "channel_not_found")
        return place

    def _message(self, body: Json) -> Message:
        message = self.world.messages[self._place(body).id].get(str(body.get("ts")))
        if message is None:
            raise Refused("That message was deleted.", "message_not_found")
        return message

    def _view(self, person: Person, body: Json) -> View:
        home = self.ws.views.home.get(person.id)
        wanted = str(body.get("view_id"))
        found = home if home is not None and home.id == wanted else self.ws.views.by_id.get(wanted)
        if found is None or found.user != person.id:
            raise Refused("That form is closed.", "gone")
        return found

    def _post(self, person: Person, body: Json) -> Json:
        more = (body.get("thread_ts"), bool(body.get("broadcast")))
        return {"ts": self.ws.acts.post(person, self._place(body), str(body.get("text", "")), *more).ts}

    def _edit(self, person: Person, body: Json) -> Json:
        self.ws.acts.edit(person, self._message(body), str(body.get("text", "")))
        return {}

    def _delete(self, person: Person, body: Json) -> Json:
        self.ws.acts.delete(person, self._message(body))
        return {}

    def _command(self, person: Person, body: Json) -> Json:
        self.ws.acts.command(person, self._place(body), str(body.get("text", "")), bool(body.get("thread_ts")))
        return {}

    def _invite(self, person: Person, body: Json) -> Json:
        self.ws.acts.invite(person, self._place(body), self.world.people[str(body.get("user"))])
        return {}

    def _join(self, person: Person, body: Json) -> Json:
        self.ws.acts.join(person, self._place(body))
        return {}

    def _leave(self, person: Person, body: Json) -> Json:
        self.ws.acts.leave(person, self._place(body))
        return {}

    def _click(self, person: Person, body: Json) -> Json:
        where = self._view(person, body) if body.get("view_id") else self._message(body)
        ids = (str(body.get("block_id")), str(body.get("action_id")))
        self.ws.clicks.click(person, where, *ids, body.get("value") or {}, body.get("state"))
        return {}

    def _submit(self, person: Person, body: Json) -> Json:
        sent = self.ws.clicks.submit(person, self._view(person, body), body.get("state"))
        if sent.errors:
            return {"ok": False, "errors": sent.errors}
        return {"closed": True} if sent.closed else {"view": self.shown.view(sent.view)}

    def _close(self, person: Person, body: Json) -> Json:
        view = self.ws.views.by_id.get(str(body.get("view_id")))
        if view is not None and view.user == person.id:  # else it went by itself: closed is closed
            self.ws.clicks.close(person, view, bool(body.get("clear")))
        return {}

    def _shortcut(self, person: Person, body: Json) -> Json:
        message = self._message(body) if body.get("ts") else None
        self.ws.clicks.shortcut(person, str(body.get("callback_id")), message)
        return {}

    def _open_home(self, person: Person, body: Json) -> Json:
        return self.home(person, body)

    def _move_clock(self, person: Person, body: Json) -> Json:
        try:
            if body.get("to"):
                self.ws.move_clock(to=datetime.fromisoformat(str(body["to"])))
            else:
                self.ws.move_clock(by=timedelta(seconds=int(body.get("seconds", 0))))
        except (ValueError, TypeError) as error:
            raise Refused("The clock can only be moved on, to a moment that exists.", "clock") from error
        return {"clock": self.ws.clock_words()}

    def _others(self, person: Person, body: Json) -> Json:
        if self.ws.on_others is None:
            raise Refused("Nobody else can answer by themselves here.", "no_others")
        return {"words": self.ws.on_others(person.id, body.get("place"))}

    def _read(self, person: Person, body: Json) -> Json:
        place = self._place(body)
        seen = self.world.shown(place, person.id)
        if seen:
            place.read[person.id] = seen[-1].ts
        return {}


def page_routes(workspace: Workspace) -> list[Any]:
    """Return the page's routes: its JSON, its live socket and its files."""
    api = PageApi(workspace)

    async def live_socket(socket: WebSocket) -> None:
        await live(api.shown, socket)

    def answer(work: Callable[[Person, Json], Json]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            posted = request.method == "POST"
            body: Json = await request.json() if posted else dict(request.query_params)
            person = workspace.world.people.get(str(body.get("as", "")))
            if person is None and work == api.state:
                # a page left open over a restart, or opened for the first time, starts as the first person
                person = next((one for one in workspace.world.people.values() if not one.is_bot), None)
            if person is None:
                return JSONResponse({"ok": False, "error": "There is no such person here."}, 404)
            try:
                return JSONResponse(await run_in_threadpool(work, person, body))
            except (Refused, SlackError, KeyError) as error:
                words = error.words if isinstance(error, Refused) else "That did not work. Please try once more."
                return JSONResponse({"ok": False, "error": words}, 200 if posted else 404)

        return endpoint

    async def index(_: Request) -> Response:
        page = _FILES / "index.html"
        return FileResponse(page) if page.exists() else PlainTextResponse("The page is not here.", 404)

    return [
        Route("/", index),
        Route("/page/state", answer(api.state)),
        Route("/page/messages", answer(api.messages)),
        Route("/page/home", answer(api.home)),
        Route("/page/view", answer(api.view)),
        Route("/page/act", answer(api.act), methods=["POST"]),
        WebSocketRoute("/page/live", live_socket),
        Mount("/page", StaticFiles(directory=_FILES, check_dir=False)),
    ]
