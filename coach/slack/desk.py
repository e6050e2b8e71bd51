"""Where every listener hands over what came in: read it, ask the coach, answer. Nothing here waits for Slack."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import BoltResponse

from coach.errors import CoachError
from coach.inbound import OpenedHome
from coach.slack import said
from coach.slack.came import Came
from coach.slack.doors import Coach
from coach.slack.faults import described
from coach.slack.homes import Homes
from coach.slack.inbound import Reader, kind_of
from coach.slack.replies import Replies, ack

Json = dict[str, Any]
_OPENS_FORMS = ("click", "command", "shortcut")
_log = logging.getLogger(__name__)


class Desk:
    """Takes payloads and returns acks; what goes wrong is answered by `failed`."""

    def __init__(self, coach: Coach, reader: Reader, replies: Replies, homes: Homes) -> None:
        self._coach = coach
        self._reader = reader
        self._replies = replies
        self._homes = homes

    def take(self, body: Json) -> BoltResponse:
        """Answer one payload; the ack is returned only after the coach has committed."""
        came = self._reader.read(body)
        if came is None:
            return ack()
        if isinstance(came.inbound.what, OpenedHome):
            self._homes.opened(came)
            return ack()
        if came.kind in _OPENS_FORMS and came.trigger and self._coach.wants_form(came.inbound):
            self._replies.forms.open_when_ready(came, lambda: self._coach.form(came.inbound))
            return ack()
        reply = self._coach.handle(came.inbound)
        answer = self._replies.answer(came, reply)
        self._homes.acted(came)
        return answer

    def say(self, body: Json, words: str) -> BoltResponse:
        """Answer one payload with words alone."""
        came = self._reader.read(body)
        return self._replies.trouble(came, words) if came is not None else ack()

    def failed(self, error: Exception, body: Json) -> BoltResponse:
        """Answer a payload whose handling failed, by its kind (design.md section 6).

        An event is never acked, so that Slack sends it again, unless the coach itself answered in words: then they
        are shown and there is nothing to repeat. All others get 200 and words.
        """
        _log.error("slack_failed %s", described(error))
        came: Came | None = self._reader.read(body)
        if kind_of(body) == "event" and not isinstance(error, CoachError):
            return BoltResponse(status=500)
        if came is None:
            return ack() if kind_of(body) else BoltResponse(status=500)
        words = getattr(error, "words", "")
        return self._replies.trouble(came, words if isinstance(words, str) and words else said.TROUBLE)
