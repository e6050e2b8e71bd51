"""Opening, filling and replacing forms, always after the ack: a loading view at once, then what it is about."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_sdk import WebClient

from coach.errors import CoachError, SendProblem
from coach.slack import said
from coach.slack.action_value import OLD
from coach.slack.blocks import form_view
from coach.slack.came import Came, OpenView
from coach.slack.faults import described
from coach.slack.pool import Pool
from coach.slack.problems import sending
from coach.views import Button, Controls, Form, Message, Text

Json = dict[str, Any]
_TOO_LATE = ("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id")
_DEEPEST = 3
_LONGEST_WAIT = 10.0  # seconds
_log = logging.getLogger(__name__)


def page(message: Message, title: str = said.TITLE) -> Form:
    """Return a message as a page to read: a form without boxes; a button that ends it stands at its foot."""
    parts = message.parts or (Text(message.text),)
    rows = [part for part in parts if isinstance(part, Controls)]
    ends = next((one for row in rows for one in row.items if isinstance(one, Button) and one.ends), None)
    if ends is None:
        return Form(OLD, title, parts=parts, submit="", close=said.CLOSE)
    left = tuple(_without(part, ends) if isinstance(part, Controls) else part for part in parts)
    return Form(ends.press, title, parts=left, submit=ends.label, close=said.CLOSE)


def _without(row: Controls, button: Button) -> Controls:
    return replace(row, items=tuple(one for one in row.items if one is not button))


def words_page(words: str) -> Form:
    """Return a page that says why something did not happen."""
    return page(Message(words), said.TROUBLE_TITLE)


class Forms:
    """The forms of one installation. `tell` brings words to a person for whom no form could be opened."""

    def __init__(self, client: WebClient, pool: Pool, tell: Callable[[Came, Message], None]) -> None:
        self._client = client
        self._pool = pool
        self._tell = tell

    def open_when_ready(self, came: Came, make: Callable[[], Form]) -> None:
        """Open a loading view on the pool now, then make the form and put it in its place."""
        self._pool.run(lambda: self._wait_then(came, make))

    def _wait_then(self, came: Came, make: Callable[[], Form]) -> None:
        opened = self.show(came, page(Message(said.WAIT), said.WAIT_TITLE))
        if opened is not None:
            self.replace(came, opened, _made(make))

    def show(self, came: Came, form: Form, instead: Message | None = None) -> OpenView | None:
        """Open a form: on top of the one acted in, or in its place when three lie there already.

        If it cannot be opened, say `instead`, or that it came too late, by another way and return None.
        """
        view = form_view(form, came.inbound.place)
        try:
            with sending():
                answer = self._opened(came, view)
        except SendProblem as problem:
            _log.warning("slack_form_not_opened %s", problem.code)
            words = said.TOO_LATE if problem.code in _TOO_LATE else said.TROUBLE
            self._tell(came, instead or Message(words))
            return None
        opened = answer.get("view") or {}
        return OpenView(str(opened.get("id") or ""), str(opened.get("hash") or ""))

    def _opened(self, came: Came, view: Json) -> Any:
        if came.view is None or came.view.home:
            return self._client.views_open(trigger_id=came.trigger, view=view)
        if came.view.depth < _DEEPEST:
            return self._client.views_push(trigger_id=came.trigger, view=view)
        return self._client.views_update(view_id=came.view.id, view=view)

    def replace(self, came: Came, opened: OpenView, form: Form) -> None:
        """Put a form in place of an open one; whoever closed it meanwhile, or acted in it, is left alone.

        Where Slack could not take it, once more: nobody is to be left before a form that only says to wait.
        """
        view = form_view(form, came.inbound.place)
        for last in (False, True):
            try:
                with sending():
                    self._client.views_update(view_id=opened.id, hash=opened.hash or None, view=view)
                return
            except SendProblem as problem:
                if problem.code in ("not_found", "hash_conflict", "view_not_found"):
                    return
                if last or problem.kind != "retry":
                    _log.error("slack_form_refused %s", problem.code)
                    self._tell(came, Message(said.TROUBLE))
                    return
                threading.Event().wait(min(problem.after, _LONGEST_WAIT))


def _made(make: Callable[[], Form]) -> Form:
    """Make the form. Whatever goes wrong, the open view must say so: this is the last door, hence the wide net."""
    try:
        return make()
    except CoachError as error:
        return words_page(error.words)
    except Exception as error:
        _log.error("slack_form_failed %s", described(error))
        return words_page(str(getattr(error, "words", "")) or said.TROUBLE)
