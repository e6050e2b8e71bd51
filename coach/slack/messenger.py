"""The Messenger port over Slack's Web API."""

from __future__ import annotations

import threading
from typing import Any

from slack_sdk import WebClient

from coach.errors import SendProblem
from coach.slack import files
from coach.slack.blocks import home_view, message_blocks, message_text
from coach.slack.problems import sending
from coach.views import Home, Message

Json = dict[str, Any]
_DMS_KEPT = 20_000


class SlackMessenger:
    """Sends and changes messages; nothing is tried again here, for the delivery that asked knows whether and when."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._dms: dict[str, str] = {}
        self._lock = threading.Lock()

    def post(self, workspace: str, channel: str, message: Message, *, thread: str = "", broadcast: bool = False) -> str:
        """Post and return the message's ts; a file goes with it (in a channel: in the message's thread)."""
        more: Json = {"thread_ts": thread, "reply_broadcast": broadcast} if thread else {}
        with self._in_place(channel):
            file_id = files.bring(self._client, *message.attach) if message.attach else ""
            answer = self._client.chat_postMessage(
                channel=channel, **_content(message), unfurl_links=False, unfurl_media=False, **more
            )
        ts = str(answer["ts"])
        if message.attach:
            self._attach(file_id, message.attach[0], channel, thread or ("" if channel.startswith("D") else ts))
        return ts

    def _attach(self, file_id: str, name: str, channel: str, thread: str) -> None:
        try:
            with sending():
                files.show(self._client, file_id, name, channel, thread)
        except SendProblem as problem:
            # The words are out already, so a second try may say them twice: the delivery decides.
            raise SendProblem(problem.kind, problem.code, problem.after, maybe_sent=True) from None

    def update(self, workspace: str, channel: str, ts: str, message: Message) -> None:
        """Change a message of ours; its file, if any, stays as it was."""
        with self._in_place(channel):
            self._client.chat_update(channel=channel, ts=ts, **_content(message))

    def delete(self, workspace: str, channel: str, ts: str) -> None:
        """Delete a message of ours."""
        with self._in_place(channel):
            self._client.chat_delete(channel=channel, ts=ts)

    def whisper(self, workspace: str, channel: str, person: str, message: Message, *, thread: str = "") -> None:
        """Show a message to one person in a channel they are in."""
        with self._in_place(channel, to_person=True):
            self._client.chat_postEphemeral(channel=channel, user=person, thread_ts=thread or None, **_content(message))

    def dm(self, workspace: str, person: str) -> str:
        """Return the DM channel with a person, asking Slack once for each."""
        with self._lock:
            known = self._dms.get(person)
        if known:
            return known
        with sending(to_person=True):
            channel = str(self._client.conversations_open(users=[person])["channel"]["id"])
        with self._lock:
            if len(self._dms) >= _DMS_KEPT:
                self._dms.clear()
            self._dms[person] = channel
        return channel

    def home(self, workspace: str, person: str, home: Home) -> None:
        """Publish a person's Home."""
        with sending(to_person=True):
            self._client.views_publish(user_id=person, view=home_view(home))

    def link(self, workspace: str, channel: str, ts: str) -> str:
        """Return a link to a message, "" if Slack gives none."""
        try:
            with sending():
                return str(self._client.chat_getPermalink(channel=channel, message_ts=ts).get("permalink") or "")
        except SendProblem:
            return ""

    def _in_place(self, channel: str, *, to_person: bool = False) -> _InPlace:
        return _InPlace(self, channel, to_person)

    def forget(self, channel: str) -> None:
        """Ask again for a DM that turned out to be gone."""
        with self._lock:
            self._dms = {person: dm for person, dm in self._dms.items() if dm != channel}


class _InPlace:
    """`sending`, and a DM that is gone is forgotten, so that the next try opens it anew."""

    def __init__(self, messenger: SlackMessenger, channel: str, to_person: bool) -> None:
        self._messenger = messenger
        self._channel = channel
        self._sending = sending(to_person=to_person)

    def __enter__(self) -> None:
        self._sending.__enter__()

    def __exit__(self, *error: Any) -> bool:
        try:
            return bool(self._sending.__exit__(*error))
        except SendProblem as problem:
            if problem.kind == "no_place":
                self._messenger.forget(self._channel)
            raise


def _content(message: Message) -> Json:
    """Blocks are always sent, empty ones too: an update with text alone would keep none of them anyway."""
    return {"text": message_text(message), "blocks": message_blocks(message)}
