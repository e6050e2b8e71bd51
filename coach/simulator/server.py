"""Serving the workspace on this machine: Web API, sockets, response URLs, files and the page."""

from __future__ import annotations

import json
import threading
from base64 import b64decode
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.listening import listening
from coach.simulator import methods_chat, methods_files
from coach.simulator.page_api import page_routes
from coach.simulator.socket_mode import SocketMode
from coach.simulator.workspace import Workspace
from coach.simulator.world import SlackError

_LOCAL = ("127.0.0.1", "localhost", "::1")
_PAGE_HEADERS = [
    (b"content-security-policy", b"default-src 'self'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-cache"),
]
Handler = Callable[[Request], Awaitable[Response]]


class Server:
    """A workspace being served; `url` is the page, `api_url` is what an app takes as its base_url."""

    def __init__(self, workspace: Workspace, host: str, port: int) -> None:
        self.workspace = workspace
        self.socket_mode = SocketMode(workspace)
        workspace.delivery.transport = self.socket_mode
        self._socket = listening(host, port)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{host}:{self.port}/"
        self.api_url = f"{self.url}api/"
        workspace.response_urls.base = f"{self.url}hooks/"
        app = _OnlyLocal(Starlette(routes=_routes(workspace, self.socket_mode)))
        config = uvicorn.Config(
            app,
            log_level="error",
            access_log=False,
            lifespan="off",
            ws="websockets-sansio",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="workspace-server", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Close every socket, end deliveries and stop serving."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
        self.workspace.stop()


def serve(workspace: Workspace, host: str = "127.0.0.1", port: int = 0) -> Server:
    """Serve a workspace in a thread of its own; port 0 takes a free one. OSError when the port is taken."""
    return Server(workspace, host, port)


class _OnlyLocal:
    """Lets in only requests to this machine's own name and from its own page; cuts connections when asked to.

    Another website open in the same browser could otherwise act here (DNS rebinding, cross-site posts).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {key.decode().lower(): value.decode() for key, value in scope["headers"]}
        host, origin = headers.get("host", ""), headers.get("origin")
        wanted = urlsplit(f"//{host}").hostname
        if wanted not in _LOCAL or (origin is not None and urlsplit(origin).netloc != host):
            refuse = PlainTextResponse("This workspace answers on this machine only.", 403)
            if scope["type"] == "http":
                await refuse(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 4403})
            return
        scope["cut"] = lambda: _cut(send)
        page = scope["type"] == "http" and (scope["path"] == "/" or scope["path"].startswith("/page/"))
        await self._app(scope, receive, _with_page_headers(send) if page else send)


def _with_page_headers(send: Send) -> Send:
    """The page loads nothing from elsewhere, is framed by nobody, and is never stale after an upgrade."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *_PAGE_HEADERS]
        await send(message)

    return sending


def _cut(send: Any) -> None:
    """Break the connection off, as a lost network does: uvicorn's own transport is the only way to it."""
    send.__self__.transport.abort()


def _routes(workspace: Workspace, socket_mode: SocketMode) -> list[Any]:
    return [
        Route("/api/{method}", _api(workspace), methods=["GET", "POST"]),
        Route("/hooks/{key}", _hook(workspace), methods=["POST"]),
        Route("/upload/{file_id}", _upload(workspace), methods=["POST"]),
        Route("/files/{file_id}", _file(workspace)),
        Route("/oauth/v2/authorize", _authorize(workspace)),
        WebSocketRoute("/link", socket_mode.serve),
        *page_routes(workspace),
    ]


def _api(workspace: Workspace) -> Handler:
    async def endpoint(request: Request) -> Response:
        args: dict[str, Any] = dict(request.query_params)
        body = await request.body()
        if request.headers.get("content-type", "").startswith("application/json"):
            try:
                args |= json.loads(body or "{}")
            except (ValueError, TypeError):
                return JSONResponse({"ok": False, "error": "invalid_json"})
        else:
            args |= dict(parse_qsl(body.decode(), keep_blank_values=True))
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind == "Basic":
            args["client_id"], _, args["client_secret"] = b64decode(token).decode().partition(":")
        answer = await run_in_threadpool(workspace.api.call, request.path_params["method"], args, token)
        if answer.cut:
            request.scope["cut"]()
        return JSONResponse(answer.body, answer.status, answer.headers)

    return endpoint


def _hook(workspace: Workspace) -> Handler:
    async def endpoint(request: Request) -> Response:
        try:
            body = await request.json()
            await run_in_threadpool(methods_chat.respond, workspace, request.path_params["key"], body)
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        except SlackError as error:
            status = 404 if error.code in ("used_url", "expired_url", "no_service") else 400
            return JSONResponse({"ok": False, "error": error.code, **error.extra}, status)
        return PlainTextResponse("ok")

    return endpoint


def _upload(workspace: Workspace) -> Handler:
    async def endpoint(request: Request) -> Response:
        content = await _uploaded(request)
        taken = methods_files.upload(workspace, request.path_params["file_id"], content)
        return PlainTextResponse(f"OK - {len(content)}" if taken else "bad upload", 200 if taken else 400)

    return endpoint


async def _uploaded(request: Request) -> bytes:
    """Read raw bytes, or the first file of a multipart form; Slack takes both."""
    if not request.headers.get("content-type", "").startswith("multipart/"):
        return await request.body()
    async with request.form() as form:
        for part in form.values():
            if not isinstance(part, str):
                return await part.read()
    return b""


def _file(workspace: Workspace) -> Handler:
    async def endpoint(request: Request) -> Response:
        known = workspace.world.files.get(request.path_params["file_id"])
        if known is None or known["bytes"] is None:
            return PlainTextResponse("There is no such file.", 404)
        name = str(known["name"]).replace('"', "")
        headers = {"Content-Disposition": f'attachment; filename="{name}"'.encode().decode("latin-1")}
        return Response(known["bytes"], media_type="application/octet-stream", headers=headers)

    return endpoint


def _authorize(workspace: Workspace) -> Handler:
    async def endpoint(request: Request) -> Response:
        back = request.query_params.get("redirect_uri", "")
        if request.query_params.get("client_id") != workspace.app.client_id or not back:
            return PlainTextResponse("invalid_client_id", 400)
        answer = {"code": workspace.grants.issue(), "state": request.query_params.get("state", "")}
        return RedirectResponse(f"{back}{'&' if '?' in back else '?'}{urlencode(answer)}", 302)

    return endpoint
