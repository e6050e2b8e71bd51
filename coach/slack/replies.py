"""Showing a Reply where its person acted: in the ack, by response URL, in a form, or by DM."""

from __future__ import annotations

import json
import logging
import threading
from http.client import HTTPException
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient

from coach.errors import SendProblem
from coach.ports import Messenger
from coach.slack.blocks import form_view, message_blocks, message_text
from coach.slack.came import Came
from coach.slack.client import make_webhook
from coach.slack.elements import block_of
from coach.slack.forms import Forms, page, words_page
from coach.slack.pool import Pool
from coach.views import Form, Message, Reply

Json = dict[str, Any]
# A DM takes one message a second; a reply that came too soon waits that long, once, on the pool.
_LONGEST_WAIT = 3.0
_log = logging.getLogger(__name__)


def ack(body: Json | None = None) -> BoltResponse:
    """Return the answer 200, empty or with JSON."""
    return BoltResponse(status=200, body=json.dumps(body) if body else "")


class Replies:
    """Turns replies into acks and into what follows them; no call to Slack is made before the ack."""

    def __init__(self, client: WebClient, pool: Pool, messenger: Messenger) -> None:
        self._client = client
        self._pool = pool
        self._messenger = messenger
        self.forms = Forms(client, pool, lambda came, message: self._show(came, message, in_view=False))

    def answer(self, came: Came, reply: Reply) -> BoltResponse:
        """Return the ack of a reply, having arranged for what follows it."""
        if came.kind == "form":
            return self._answer_form(came, reply)
        message = None if reply.posted else reply.message
        if message is None and reply.errors:
            message = Message("\n".join(words for _, words in reply.errors))
        if came.kind == "command" and message is not None and message.attach is None:
            self._later(came, None, reply.form, replace=False)
            return ack({"response_type": "ephemeral", **_content(message)})
        self._later(came, message, reply.form, replace=reply.replace)
        return ack()

    def trouble(self, came: Came, words: str) -> BoltResponse:
        """Say in words why something did not happen; a form stays open with everything typed in it."""
        if came.kind != "form":
            return self.answer(came, Reply(message=Message(words)))
        if came.view is not None and came.view.boxes:
            return ack({"response_action": "errors", "errors": {came.view.boxes[0]: words}})
        return self._update(came, words_page(words))

    def _answer_form(self, came: Came, reply: Reply) -> BoltResponse:
        if reply.errors:
            return self._errors(came, reply)
        if reply.form is not None:
            return self._update(came, reply.form)
        if reply.replace and came.view is not None and not came.view.boxes:
            return ack({"response_action": "clear"})  # the foot of a page was pressed: that it has gone says enough
        if reply.message is not None and reply.message.attach is None:
            return self._update(came, page(reply.message))
        self._later(came, reply.message, None, replace=False)
        return ack({"response_action": "clear"})  # what lies below was drawn before this was saved

    def _errors(self, came: Came, reply: Reply) -> BoltResponse:
        """Each error at its box; one for a box that is not shown goes to the first one that is."""
        shown = came.view.boxes if came.view is not None else ()
        if not shown:
            return self._update(came, words_page("\n".join(words for _, words in reply.errors)))
        errors: dict[str, str] = {}
        for box, words in reply.errors:
            where = block_of(box) if block_of(box) in shown else shown[0]
            errors[where] = f"{errors[where]} {words}" if where in errors else words
        return ack({"response_action": "errors", "errors": errors})

    def _update(self, came: Came, form: Form) -> BoltResponse:
        return ack({"response_action": "update", "view": form_view(form, came.inbound.place)})

    def _later(self, came: Came, message: Message | None, form: Form | None, *, replace: bool) -> None:
        if came.inbound.person and (message is not None or form is not None):
            self._pool.run(lambda: self._follow(came, message, form, replace))

    def _follow(self, came: Came, message: Message | None, form: Form | None, replace: bool) -> None:
        if form is not None and came.in_form and came.view is not None:
            self.forms.replace(came, came.view, form)
        elif form is not None and came.trigger:
            self.forms.show(came, form)
        if message is not None:
            self._show(came, message, replace=replace, in_view=form is None)

    def _show(self, came: Came, message: Message, *, replace: bool = False, in_view: bool = True) -> None:
        """Show a message after the ack. A file goes by DM, for no private message can carry one."""
        if message.attach is not None:
            self._by_dm(came, message)
        elif came.response_url:
            self._respond(came, message, replace)
        elif came.view is not None and in_view and replace and came.in_form:
            self.forms.replace(came, came.view, page(message))
        elif came.trigger and in_view:
            self.forms.show(came, page(message), message)
        elif came.kind == "event" and not came.inbound.place.dm:
            self._whisper(came, message)
        else:
            self._by_dm(came, message)

    def _respond(self, came: Came, message: Message, replace: bool) -> None:
        body: Json = {"response_type": "ephemeral", "replace_original": replace, **_content(message)}
        if came.inbound.place.thread:
            body["thread_ts"] = came.inbound.place.thread
        try:
            status = make_webhook(came.response_url, self._client).send_dict(body).status_code
        except (OSError, HTTPException):
            status = 0
        if status != 200:
            _log.warning("slack_response_url_failed %s", status)
            self._by_dm(came, message)

    def _whisper(self, came: Came, message: Message) -> None:
        inbound, place = came.inbound, came.inbound.place
        try:
            self._messenger.whisper(inbound.workspace, place.channel, inbound.person, message, thread=place.thread)
        except SendProblem as problem:
            _log.warning("slack_whisper_failed %s", problem.code)
            self._by_dm(came, message)

    def _by_dm(self, came: Came, message: Message) -> None:
        for last in (False, True):
            try:
                self._post(came, message)
                return
            except SendProblem as problem:
                if last or problem.maybe_sent or not 0 < problem.after <= _LONGEST_WAIT:
                    _log.warning("slack_reply_lost %s", problem.code)
                    return
                threading.Event().wait(problem.after)

    def _post(self, came: Came, message: Message) -> None:
        inbound, place = came.inbound, came.inbound.place
        channel = place.channel if place.dm else self._messenger.dm(inbound.workspace, inbound.person)
        self._messenger.post(inbound.workspace, channel, message, thread=place.thread if place.dm else "")


def _content(message: Message) -> Json:
    blocks = message_blocks(message)
    return {"text": message_text(message), **({"blocks": blocks} if blocks else {})}
