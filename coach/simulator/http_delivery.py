"""Signed HTTP to the app's request URL: the other way to the app, as Slack does it without Socket Mode."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
from typing import Any
from urllib.parse import urlencode, urlsplit

from coach.clocks import SystemClock
from coach.simulator.delivery import Envelope, Outcome

Json = dict[str, Any]


class HttpDelivery:
    """Posts every envelope to one request URL, signed with the app's signing secret.

    The signature's timestamp is the machine's own: apps refuse one over 5 minutes old. Redirects are not followed.
    """

    def __init__(self, request_url: str, signing_secret: str) -> None:
        self._url = urlsplit(request_url)
        self._secret = signing_secret.encode()

    def connected(self) -> bool:
        """An address is always there; whether it answers shows when it is called."""
        return True

    def deliver(self, envelope: Envelope, seconds: float) -> Outcome:
        """Post one envelope; any 2xx within `seconds` is its ack."""
        body, kind = _body(envelope)
        headers = {"Content-Type": kind, **self._signature(body)}
        if envelope.attempt:
            headers["X-Slack-Retry-Num"] = str(envelope.attempt)
            headers["X-Slack-Retry-Reason"] = envelope.reason
        connection = http.client.HTTPConnection(self._url.netloc, timeout=seconds)
        try:
            connection.request("POST", self._url.path or "/", body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except TimeoutError:
            return Outcome(False, reason="http_timeout")
        except (OSError, http.client.HTTPException):
            return Outcome(False, reason="connection_failed")
        finally:
            connection.close()
        if not 200 <= answer.status < 300:
            return Outcome(False, None, "http_error", answer.getheader("X-Slack-No-Retry") == "1")
        return Outcome(True, _answer(content) if envelope.takes_answer else None)

    def _signature(self, body: bytes) -> dict[str, str]:
        stamp = str(int(SystemClock().now().timestamp()))
        signed = hmac.new(self._secret, f"v0:{stamp}:".encode() + body, hashlib.sha256)
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed.hexdigest()}"}


def _body(envelope: Envelope) -> tuple[bytes, str]:
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload).encode(), "application/json"
    form = envelope.payload if envelope.kind == "slash_commands" else {"payload": json.dumps(envelope.payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _answer(content: bytes) -> Json | None:
    text = content.decode()
    if not text.strip():
        return None
    try:
        read = json.loads(text)
    except ValueError:
        return {"text": text}
    return read if isinstance(read, dict) else {"text": text}
