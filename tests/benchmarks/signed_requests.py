"""Signed requests as Slack sends them, over connections that are kept open."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from collections import deque
from urllib.parse import quote_plus

SECRET = "a-signing-secret-for-measuring"


class SignedDoor:
    """Sends to one address of 127.0.0.1; as many connections as there are requests under way."""

    def __init__(self, port: int, secret: str = SECRET) -> None:
        self._port = port
        self._secret = secret.encode()
        self._free: deque[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = deque()

    async def send(self, payload: str) -> tuple[int, bytes]:
        """Send one interaction; returns status and body. OSError or EOFError when the app is gone."""
        body = ("payload=" + quote_plus(payload)).encode()
        while self._free:
            reader, writer = self._free.pop()
            if not reader.at_eof() and not writer.is_closing():
                break
        else:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(self._head(body) + body)
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        length = head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0].strip()
        answer = await reader.readexactly(int(length or 0))
        self._free.append((reader, writer))
        return status, answer

    def _head(self, body: bytes) -> bytes:
        moment = str(int(time.time()))
        signature = hmac.new(self._secret, f"v0:{moment}:".encode() + body, hashlib.sha256).hexdigest()
        return (
            "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"X-Slack-Request-Timestamp: {moment}\r\nX-Slack-Signature: v0={signature}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()

    def close(self) -> None:
        """Close every connection."""
        for _, writer in self._free:
            writer.close()
        self._free.clear()
