"""Sending a file by Slack's three steps: ask for an address, bring the bytes, say where it belongs."""

from __future__ import annotations

import urllib.error
import urllib.request

from slack_sdk import WebClient

from coach.errors import SendProblem
from coach.slack.client import SECONDS


def bring(client: WebClient, name: str, content: bytes) -> str:
    """Take a file to Slack, unseen by anybody yet, and return its id. Slack's errors pass; empty files are refused."""
    if not content:
        raise SendProblem("refused", "empty_file")
    asked = client.files_getUploadURLExternal(filename=name, length=len(content))
    request = urllib.request.Request(
        str(asked["upload_url"]),
        data=content,
        method="POST",
        headers={"Content-Type": "application/octet-stream"},
    )
    proxies = {"http": client.proxy, "https": client.proxy} if client.proxy else {}
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler(proxies), urllib.request.HTTPSHandler(context=client.ssl)
    )
    try:
        with opener.open(request, timeout=SECONDS * 3):
            return str(asked["file_id"])
    except urllib.error.HTTPError as error:
        error.close()
        raise SendProblem("retry", f"upload_{error.code}") from None


def show(client: WebClient, file_id: str, name: str, channel: str, thread: str) -> None:
    """Make a file that was brought visible in a channel, or in a thread of it."""
    client.files_completeUploadExternal(
        files=[{"id": file_id, "title": name}], channel_id=channel, thread_ts=thread or None
    )
