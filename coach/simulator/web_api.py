"""The Web API's front door: tokens, scopes, rate limits, arranged failures, and the record of every call."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from coach.simulator import methods_chat, methods_conversations, methods_files, methods_team, methods_views
from coach.simulator.world import SlackError

if TYPE_CHECKING:
    from coach.simulator.workspace import Workspace

Json = dict[str, Any]
Method = Callable[["Workspace", Json], Json]
Fault = Literal["429", "500", "timeout", "lost_answer"]
_NESTED = ("blocks", "view", "message", "metadata", "files", "attachments")
_SECRET = ("token", "client_secret", "code", "refresh_token")
_NO_TOKEN = ("blocks.validate", "oauth.v2.access")
# The scope a bot token needs, per method; methods on channels look at the channel's kind themselves.
SCOPES = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.delete": "chat:write",
    "users.info": "users:read",
    "users.list": "users:read",
    "users.lookupByEmail": "users:read.email",
    "team.info": "team:read",
    "bots.info": "users:read",
    "conversations.join": "channels:join",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
    "reactions.add": "reactions:write",
}
METHODS: dict[str, Method] = {
    **methods_chat.METHODS,
    **methods_conversations.METHODS,
    **methods_files.METHODS,
    **methods_team.METHODS,
    **methods_views.METHODS,
}


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; `cut` means that the connection ends without one."""

    status: int = 200
    body: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False


class Tokens:
    """The tokens that work; those of OAuth are added, revoked ones stay known as such."""

    def __init__(self, bot: str, app: str) -> None:
        self.app = app
        self._good = {bot}
        self._revoked: set[str] = set()

    def add(self, token: str) -> None:
        """Let a new bot token work."""
        self._good.add(token)

    def revoke(self, token: str) -> None:
        """End one token."""
        self._good.discard(token)
        self._revoked.add(token)

    def revoke_all(self) -> None:
        """End every bot token."""
        for token in list(self._good):
            self.revoke(token)

    def check(self, token: str) -> None:
        """SlackError `not_authed`, `token_revoked` or `invalid_auth` for a token that does not work."""
        if not token:
            raise SlackError("not_authed")
        if token in self._revoked:
            raise SlackError("token_revoked")
        if token not in self._good:
            raise SlackError("invalid_auth")


class Faults:
    """Failures arranged for the next calls of a method."""

    def __init__(self) -> None:
        self._next: dict[str, list[Fault]] = {}

    def add(self, method: str, kind: Fault, times: int) -> None:
        """Arrange a failure."""
        self._next.setdefault(method, []).extend([kind] * times)

    def take(self, method: str) -> Fault | None:
        """Return the failure for this call, if one was arranged."""
        waiting = self._next.get(method)
        return waiting.pop(0) if waiting else None


class WebApi:
    """Answers Web API calls as Slack does."""

    def __init__(self, workspace: Workspace) -> None:
        self.ws = workspace
        self.tokens = Tokens(workspace.app.bot_token, workspace.app.app_token)
        self.faults = Faults()

    def call(self, method: str, raw: Json, token: str) -> Answer:
        """Answer one call; every call is kept in `calls`, whatever becomes of it."""
        args = _parsed(raw)
        self.ws.record(method, {key: value for key, value in args.items() if key not in _SECRET})
        fault = self.faults.take(method)
        if fault == "429":
            return _too_many(1)
        if fault == "500":
            return Answer(500, {"ok": False, "error": "internal_error"})
        if fault == "timeout":
            return Answer(cut=True)
        answer = self._answer(method, args, str(raw.get("token") or token))
        return Answer(cut=True) if fault == "lost_answer" else answer

    def _answer(self, method: str, args: Json, token: str) -> Answer:
        try:
            self._check_token(method, token)
            if method not in METHODS:
                raise SlackError("unknown_method", req_method=method)
            wait = self.ws.limits.wait(method, args.get("channel"))
            if wait:
                return _too_many(wait)
            if method in SCOPES:
                self.need(SCOPES[method])
            if method == "auth.revoke":
                self.tokens.revoke(token)
            return Answer(body={"ok": True, **METHODS[method](self.ws, args)}, headers=self._scopes(method))
        except SlackError as error:
            return Answer(body={"ok": False, "error": error.code, **error.extra})

    def _check_token(self, method: str, token: str) -> None:
        if method == "apps.connections.open":
            if token != self.tokens.app:
                raise SlackError("not_allowed_token_type" if token else "not_authed")
        elif method not in _NO_TOKEN:
            self.tokens.check(token)

    def _scopes(self, method: str) -> dict[str, str]:
        """The header that says what a token may do, as every answer of Slack's has it."""
        if method in _NO_TOKEN:
            return {}
        app_level = method == "apps.connections.open"
        granted = ["connections:write"] if app_level else sorted(self.ws.app.manifest.scopes)
        return {"x-oauth-scopes": ",".join(granted)}

    def need(self, scope: str) -> None:
        """SlackError `missing_scope` with `needed` and `provided` unless the app has the scope."""
        scopes = self.ws.app.manifest.scopes
        if scope not in scopes:
            raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(scopes)))


def _too_many(seconds: int) -> Answer:
    return Answer(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(seconds)})


def _parsed(raw: Json) -> Json:
    """Return the arguments with nested JSON strings read; a string that is no JSON stays as it is."""
    args = dict(raw)
    for key in _NESTED:
        if isinstance(args.get(key), str):
            try:
                args[key] = json.loads(args[key])
            except ValueError:
                continue
    return args
