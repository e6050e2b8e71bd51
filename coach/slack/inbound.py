"""The one place that reads what Slack sends: a payload becomes a typed Inbound with its inbox key, or nothing.

Keys (design.md 5.3): only events have an `event_id`; a click is known by user, action_ts, action_id and container,
a form by view id and hash, a command by its trigger, a shortcut by its moment. A form's key also holds a digest of its
boxes: put right after an error, or changed after a lost ack, it has the same id and hash and must not be taken for
what came before. Nothing here fails on a strange payload.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from coach.inbound import AddMessage, Commanded, Inbound, Place, Pressed, Submitted, What
from coach.ports import Clock
from coach.slack.action_value import OLD, decode, without_slot
from coach.slack.came import Came, Kind, OpenView
from coach.slack.elements import BOX, PICK
from coach.slack.events_in import event_what
from coach.slack.metadata import read_metadata
from coach.slack.typed import chosen, dict_at, plain_words, text_at, value_of

Json = dict[str, Any]
ADD_MESSAGE = "add_message"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the app is here, as auth.test says: workspace, bot user, bot id, organisation-wide or not."""

    workspace: str
    bot_user: str
    bot_id: str
    whole_organisation: bool = False


class Reader:
    """Reads payloads of one installation."""

    def __init__(self, who: Identity, clock: Clock) -> None:
        self._who = who
        self._clock = clock

    def read(self, body: object) -> Came | None:
        """Return what came in; None for a payload that says nothing to the coach or is of an unknown kind."""
        if not isinstance(body, dict):
            return None
        if "command" in body:
            return self._command(body)
        readers = {
            "event_callback": self._event,
            "block_actions": self._click,
            "view_submission": self._form,
            "message_action": self._shortcut,
            "shortcut": self._shortcut,
        }
        reader = readers.get(str(body.get("type")))
        return reader(body) if reader is not None else None

    def _command(self, body: Json) -> Came | None:
        person, trigger = text_at(body, "user_id"), text_at(body, "trigger_id")
        if not person:
            return None
        channel = text_at(body, "channel_id")
        place = Place(channel, dm=channel.startswith("D"))
        what = Commanded(plain_words(body.get("text")))
        inbound = self._inbound(f"command:{trigger or self._moment()}", body, person, what, place)
        return Came("command", inbound, trigger, text_at(body, "response_url"))

    def _event(self, body: Json) -> Came | None:
        event = dict_at(body, "event")
        found = event_what(event, self._who.bot_user)
        event_id = text_at(body, "event_id")
        if found is None or not event_id:
            return None
        person, what, place = found
        return Came("event", self._inbound(f"event:{event_id}", body, person, what, place))

    def _click(self, body: Json) -> Came | None:
        actions = body.get("actions")
        action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], dict) else None
        person = text_at(dict_at(body, "user"), "id")
        if action is None or not person:
            return None
        container, view = dict_at(body, "container"), _view(body)
        if view is not None:
            _, place = read_metadata(dict_at(body, "view").get("private_metadata"), view.id)
            place = Place(home=True, form=view.id) if view.home else place
            where = view.id
        else:
            place = replace(_message_place(body, container), slot=without_slot(text_at(action, "block_id"))[1])
            where = f"{place.channel}:{place.message}"
        moment, name = text_at(action, "action_ts") or self._moment(), text_at(action, "action_id")
        what = _pressed(action)
        inbound = self._inbound(f"click:{person}:{moment}:{name}:{where}", body, person, what, place)
        return Came("click", inbound, text_at(body, "trigger_id"), text_at(body, "response_url"), view)

    def _form(self, body: Json) -> Came | None:
        view, person = _view(body), text_at(dict_at(body, "user"), "id")
        if view is None or not person:
            return None
        payload = dict_at(body, "view")
        press, place = read_metadata(payload.get("private_metadata"), view.id)
        what = Submitted(press, _boxes(payload))
        key = f"form:{view.id}:{view.hash}:{_digest(what.boxes)}"
        inbound = self._inbound(key, body, person, what, place)
        return Came("form", inbound, text_at(body, "trigger_id"), "", view)

    def _shortcut(self, body: Json) -> Came | None:
        person = text_at(dict_at(body, "user"), "id")
        if not person:
            return None
        message, channel = dict_at(body, "message"), text_at(dict_at(body, "channel"), "id")
        ts = text_at(body, "message_ts") or text_at(message, "ts")
        place = Place(channel, dm=channel.startswith("D"), thread=text_at(message, "thread_ts"), message=ts)
        what: What = Pressed(OLD)
        if body.get("type") == "message_action" and body.get("callback_id") == ADD_MESSAGE:
            author = text_at(message, "user") or text_at(message, "bot_id")
            what = AddMessage(plain_words(message.get("text")), ts, author)
        moment = text_at(body, "action_ts") or text_at(body, "trigger_id") or self._moment()
        inbound = self._inbound(f"shortcut:{person}:{moment}", body, person, what, place)
        return Came("shortcut", inbound, text_at(body, "trigger_id"), text_at(body, "response_url"))

    def _inbound(self, key: str, body: Json, person: str, what: What, place: Place) -> Inbound:
        return Inbound(key, self._workspace(body), person, self._clock.now(), what, place, self._is_guest(body))

    def _moment(self) -> str:
        """Stand in for a moment that Slack always sends, so that two payloads without one are not taken for one."""
        return self._clock.now().isoformat()

    def _workspace(self, body: Json) -> str:
        """One installation is one workspace, whoever acts; organisation-wide, the payload or its view names it."""
        if not self._who.whole_organisation:
            return self._who.workspace
        given = (
            text_at(dict_at(body, "view"), "app_installed_team_id"),
            text_at(dict_at(body, "team"), "id"),
            text_at(body, "team_id"),
            text_at(_first(body.get("authorizations")), "team_id"),
            text_at(dict_at(body, "user"), "team_id"),
        )
        return next((one for one in given if one), self._who.workspace)

    def _is_guest(self, body: Json) -> bool:
        """A person whose own workspace is another one; inside an organisation that alone proves nothing."""
        event, user = dict_at(body, "event"), dict_at(body, "user")
        theirs = text_at(event, "user_team") or text_at(user, "team_id")
        if not theirs and body.get("is_ext_shared_channel") is True:
            theirs = text_at(event, "team")
        return bool(theirs) and theirs != self._who.workspace and not self._who.whole_organisation


def kind_of(body: object) -> Kind | None:
    """Return what kind of request a payload is, to answer its failure rightly; None for one that nobody waits for."""
    if not isinstance(body, dict):
        return None
    kinds: dict[str, Kind] = {
        "event_callback": "event",
        "block_actions": "click",
        "view_submission": "form",
        "message_action": "shortcut",
        "shortcut": "shortcut",
    }
    return "command" if "command" in body else kinds.get(str(body.get("type")))


def _pressed(action: Json) -> Pressed:
    """A pick's press stands in its row's block id and its value is the option; elsewhere the value is the press."""
    block, _ = without_slot(text_at(action, "block_id"))
    if block.startswith(PICK):
        return Pressed(decode(block.removeprefix(PICK).partition(":")[2]), chosen(action))
    value = action.get("value") if action.get("type") == "button" else chosen(action)
    return Pressed(decode(value))


def _message_place(body: Json, container: Json) -> Place:
    channel = text_at(container, "channel_id") or text_at(dict_at(body, "channel"), "id")
    message = text_at(container, "message_ts") or text_at(dict_at(body, "message"), "ts")
    thread = text_at(container, "thread_ts") or text_at(dict_at(body, "message"), "thread_ts")
    return Place(channel, dm=channel.startswith("D"), thread=thread, message=message)


def _view(body: Json) -> OpenView | None:
    view = dict_at(body, "view")
    view_id = text_at(view, "id")
    if not view_id:
        return None
    blocks = view.get("blocks") if isinstance(view.get("blocks"), list) else []
    boxes = tuple(text_at(b, "block_id") for b in blocks or [] if isinstance(b, dict) and b.get("type") == "input")
    return OpenView(view_id, text_at(view, "hash"), _depth(view), view.get("type") == "home", boxes)


def _depth(view: Json) -> int:
    root, previous = text_at(view, "root_view_id"), text_at(view, "previous_view_id")
    if not previous or root == view.get("id"):
        return 1
    return 2 if previous == root else 3


def _boxes(view: Json) -> dict[str, Any]:
    values = dict_at(dict_at(view, "state"), "values")
    return {
        block.removeprefix(BOX): value_of(next(iter(held.values())))
        for block, held in values.items()
        if block.startswith(BOX) and isinstance(held, dict) and held
    }


def _digest(boxes: dict[str, Any]) -> str:
    """Return sixteen characters that stand for what a form holds; its words are not to be read from them."""
    return hashlib.sha256(json.dumps(boxes, sort_keys=True).encode()).hexdigest()[:16]


def _first(value: object) -> Json:
    return value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else {}
