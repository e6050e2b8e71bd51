"""A few hundred lines that speak Slack's protocol and are not the local workspace: the least a server must do.

It checks nothing and draws nothing. What it sends has the keys that Slack's own pages and recorded payloads have.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

Json = dict[str, Any]
TEAM, BOT, LEAD, MATE, CHANNEL, SECRET = "T0OTHER", "U0BOT", "U0LEAD", "U0MATE", "C0WARD", "not the simulator"
NAMES = {LEAD: "Asha", MATE: "Tom", BOT: "Coach"}
SECONDS = 20.0
_NESTED = ("blocks", "view", "users")


class OtherSlack:
    """The server: `calls` holds what the app asked of it, `acks` what came back on a socket."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Json]] = []
        self.views: dict[str, Json] = {}
        self.acks: dict[str, Json] = {}
        self.links: list[ServerConnection] = []
        self.news = threading.Condition()
        self._n = itertools.count(1)
        self._api = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._sockets: Server = serve(self._link, "127.0.0.1", 0)
        for server in (self._api, self._sockets):
            threading.Thread(target=server.serve_forever, daemon=True).start()

    @property
    def api_url(self) -> str:
        """Where the Web API is; not the path that Slack has."""
        return f"http://127.0.0.1:{self._api.server_address[1]}/another/place/"

    def stop(self) -> None:
        """End both servers."""
        self._api.shutdown()
        self._api.server_close()
        self._sockets.shutdown()

    def wait(self, true: Callable[[], Any], what: str) -> Any:
        """Wait for something to come true and return it; the failure names what the app has called."""
        with self.news:
            assert self.news.wait_for(true, SECONDS), f"{what}; called: {[method for method, _ in self.calls]}"
            return true()

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Wait for something that nobody tells of."""
        ends = time.monotonic() + SECONDS
        while not true():
            assert time.monotonic() < ends, what
            threading.Event().wait(0.05)

    def called(self, method: str, words: str = "") -> list[Json]:
        """The arguments of every call of a method that holds these words."""
        return [args for name, args in self.calls if name == method and words in json.dumps(args)]

    def fresh(self, kind: str) -> str:
        """A new id."""
        return f"{kind}{next(self._n):06d}"

    # -- the Web API -------------------------------------------------------------------------------

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        slack = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                method = self.path.removeprefix("/another/place/").partition("?")[0]
                answer = json.dumps(slack.answer(method, _arguments(body))).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_GET = do_POST

            def log_message(self, format: str, *args: Any) -> None:
                """Stay quiet."""

        return Handler

    def answer(self, method: str, args: Json) -> Json:
        """Answer one call; what this server does not have, Slack's way."""
        made = getattr(self, "_" + method.replace(".", "_"), None)
        given = made(args) if made is not None else {"ok": False, "error": "unknown_method", "req_method": method}
        with self.news:
            self.calls.append((method, {**args, "ts": given["ts"]} if "ts" in given else args))
            self.news.notify_all()
        return {"ok": True, **given}

    def _auth_test(self, _: Json) -> Json:
        return {"url": "https://other.example/", "team": "Other", "team_id": TEAM, "user": "coach"} | {
            "user_id": BOT,
            "bot_id": "B0BOT",
        }

    def _apps_connections_open(self, _: Json) -> Json:
        port = self._sockets.socket.getsockname()[1]
        return {"url": f"ws://127.0.0.1:{port}/link/?ticket={self.fresh('t')}&app_id=A0"}

    def _conversations_open(self, args: Json) -> Json:
        return {"channel": {"id": "D" + str(args.get("users", "")).strip('[]"')[1:]}}

    def _users_info(self, args: Json) -> Json:
        who = str(args.get("user"))
        profile = {"real_name": NAMES.get(who, who), "display_name": NAMES.get(who, who), "title": "Nurse"}
        user = {"id": who, "team_id": TEAM, "name": who.lower(), "deleted": False, "is_bot": who == BOT}
        return {"user": {**user, "real_name": NAMES.get(who, who), "tz": "Europe/London", "profile": profile}}

    def _conversations_info(self, args: Json) -> Json:
        return {"channel": {"id": args.get("channel"), "name": "ward", "is_member": True, "is_archived": False}}

    def _conversations_members(self, _: Json) -> Json:
        return {"members": [LEAD, MATE, BOT], "response_metadata": {"next_cursor": ""}}

    def _chat_postMessage(self, args: Json) -> Json:
        ts = f"{int(time.monotonic()) + 1_800_000_000}.{next(self._n):06d}"
        return {"channel": args.get("channel"), "ts": ts, "message": {"ts": ts, "text": args.get("text", "")}}

    def _chat_update(self, args: Json) -> Json:
        return {"channel": args.get("channel"), "ts": args.get("ts"), "text": args.get("text", "")}

    def _chat_postEphemeral(self, _: Json) -> Json:
        return {"message_ts": f"1.{next(self._n):06d}"}

    def _chat_getPermalink(self, args: Json) -> Json:
        return {"permalink": f"https://other.example/archives/{args.get('channel')}/p1", "channel": args.get("channel")}

    def _views_open(self, args: Json) -> Json:
        return self._keep(self.fresh("V"), args["view"])

    _views_push = _views_publish = _views_open

    def _views_update(self, args: Json) -> Json:
        return self._keep(str(args["view_id"]), args["view"])

    def _keep(self, name: str, view: Json) -> Json:
        kept = {**view, "id": name, "hash": self.fresh("h"), "team_id": TEAM, "root_view_id": name}
        self.views[name] = {**kept, "previous_view_id": None, "app_id": "A0", "bot_id": "B0BOT"}
        return {"view": self.views[name]}

    # -- Socket Mode -------------------------------------------------------------------------------

    def _link(self, link: ServerConnection) -> None:
        info = {"num_connections": 1, "connection_info": {"app_id": "A0"}, "debug_info": {"host": "other"}}
        link.send(json.dumps({"type": "hello", **info}))
        with self.news:
            self.links.append(link)
            self.news.notify_all()
        with suppress(ConnectionClosed):
            for frame in link:
                said = json.loads(frame)
                with self.news:
                    self.acks[said["envelope_id"]] = said.get("payload") or {}
                    self.news.notify_all()

    def by_socket(self, kind: str, payload: Json) -> Json:
        """Send an envelope to any one of the connections and return what its ack carries."""
        links = self.wait(lambda: self.links, "no connection")
        name = self.fresh("e")
        takes = kind == "slash_commands" or payload.get("type") == "view_submission"
        envelope = {"envelope_id": name, "type": kind, "payload": payload, "accepts_response_payload": takes}
        links[next(self._n) % len(links)].send(json.dumps(envelope))
        self.wait(lambda: name in self.acks, f"no ack of {kind}")
        return self.acks[name]


def by_http(url: str, kind: str, payload: Json, secret: str = SECRET) -> Json:
    """Send a payload as signed HTTP, in the form Slack gives each kind, and return the answer's JSON."""
    if kind == "events_api":
        body, content = json.dumps(payload), "application/json"
    else:
        form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
        body, content = urllib.parse.urlencode(form), "application/x-www-form-urlencoded"
    stamp = str(int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"content-type": content, "x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}
    request = urllib.request.Request(url, body.encode(), headers)
    with urllib.request.urlopen(request, timeout=3) as answer:
        words = answer.read().decode()
    return json.loads(words) if words.startswith("{") else {}


def _arguments(body: bytes) -> Json:
    text = body.decode()
    if text.startswith("{"):
        read: Json = json.loads(text)
        return read
    form: Json = dict(urllib.parse.parse_qsl(text, keep_blank_values=True))
    return {key: json.loads(value) if key in _NESTED and value[:1] in "[{" else value for key, value in form.items()}
