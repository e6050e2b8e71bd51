"""Who may come in: signed requests alone, and nothing that no listener could match."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware.request_verification import RequestVerification

_log = logging.getLogger(__name__)
_KINDS = (
    *("event_callback", "url_verification", "block_actions", "block_suggestion", "view_submission", "view_closed"),
    *("shortcut", "message_action", "interactive_message", "dialog_submission", "dialog_cancellation"),
    *("dialog_suggestion", "workflow_step_edit"),
)


class Gate(RequestVerification):
    """Slack's own check of the signature, and more: refuses a moment that is no number and an app without a secret.

    What no listener could match is acked here and its type logged: app_rate_limited, which has no inner event, and
    kinds of later years. Nothing of a refused request is logged.
    """

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]) -> BoltResponse:
        """Let a request pass, or answer 401, or ack what is not for us."""
        if req.mode != "socket_mode":
            given = req.headers.get("x-slack-request-timestamp") or [""]
            stamp = str(given[0])
            if not self._signing_secret or not (stamp.isascii() and stamp.isdigit() and len(stamp) < 20):
                _log.warning("slack_unsigned_request")
                return BoltResponse(status=401, body={"error": "invalid request"})
        return super().process(req=req, resp=resp, next=lambda: _known_kinds_only(req, next))

    def _debug_log_error(self, signature: str, timestamp: str, body: str) -> None:
        _log.warning("slack_forged_request")


def _known_kinds_only(request: BoltRequest, go_on: Callable[[], BoltResponse]) -> BoltResponse:
    kind = str(request.body.get("type") or "")
    if "command" in request.body or (kind in _KINDS and _is_whole(request.body, kind)):
        return go_on()
    _log.warning("slack_not_for_us %s", kind[:40] if kind.isidentifier() else "?")
    return BoltResponse(status=200)


def _is_whole(body: dict[str, Any], kind: str) -> bool:
    """Say whether the parts that Bolt's own matchers take for granted are there."""
    if kind == "event_callback":
        return isinstance(body.get("event"), dict) and isinstance(body["event"].get("type"), str)
    if kind == "block_actions":
        actions = body.get("actions")
        return (
            isinstance(actions, list) and bool(actions) and isinstance(actions[0], dict) and "action_id" in actions[0]
        )
    if kind == "interactive_message":
        actions = body.get("actions")
        return isinstance(actions, list) and bool(actions) and "callback_id" in body
    if kind in ("view_submission", "view_closed"):
        view = body.get("view")
        return isinstance(view, dict) and all(isinstance(view.get(key), str) for key in ("type", "callback_id"))
    needed = {"block_suggestion": "action_id", "event_callback": "event", "url_verification": "type"}
    return isinstance(body.get(needed.get(kind, "callback_id")), str)
