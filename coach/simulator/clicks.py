"""What people do with Block Kit: press, choose, send and close forms, shortcuts, the Home tab."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coach.simulator.block_walk import VALUE_KEYS, find_element, state_values
from coach.simulator.form_checks import field_errors
from coach.simulator.view_stack import View
from coach.simulator.world import Message, Person, Refused, SlackError

if TYPE_CHECKING:
    from coach.simulator.workspace import Workspace

Json = dict[str, Any]
_TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Submitted:
    """What a person sees after sending a form: it closed, it shows something else, or fields have errors."""

    closed: bool = False
    view: View | None = None
    errors: dict[str, str] = field(default_factory=dict)


class Clicks:
    """The acts of people on messages, forms and Home tabs."""

    def __init__(self, workspace: Workspace) -> None:
        self.ws = workspace
        self.world = workspace.world

    def click(
        self,
        person: Person,
        where: Message | View,
        block_id: str,
        action_id: str,
        value: Json,
        state: Json | None = None,
    ) -> None:
        """Press or choose something; returns once the app acked, Refused when it did not."""
        self.ws.acts.check_active(person)
        blocks = self._shown(where)
        found = find_element(blocks, action_id=action_id, block_id=block_id)
        if found is None:
            raise Refused("That button is no longer there.", "gone")
        block, element = found
        typed = where.typed if isinstance(where, View) else where.typed.setdefault(person.id, {})
        with self.world.lock:
            self._remember(typed, state or {})
            if element["type"] in VALUE_KEYS:
                typed.setdefault(block_id, {})[action_id] = value
        if block["type"] == "input" and not block.get("dispatch_action"):
            return
        self._send_click(person, where, block, element, value)

    def _send_click(self, person: Person, where: Message | View, block: Json, element: Json, value: Json) -> None:
        action = {"type": element["type"], "block_id": block["block_id"], "action_id": element["action_id"]}
        action |= {key: element[key] for key in ("text", "placeholder", "style") if key in element}
        action |= {**value, "action_ts": self.world.new_ts()}
        if element["type"] == "button" and "value" in element:
            action["value"] = element["value"]
        if isinstance(where, View):
            view_id = where.id if where.type == "modal" else None
            body = self.ws.payloads.interaction("block_actions", person, self.ws.triggers.issue(person.id, view_id))
            body |= self.ws.payloads.in_view(where)
        else:
            place = self.world.places[where.place]
            body = self.ws.payloads.interaction("block_actions", person, self.ws.triggers.issue(person.id))
            body |= self.ws.payloads.in_message(person, where, place)
            body["response_url"] = self.ws.response_urls.issue(person.id, place.id, where)
        self.ws.interact(person, "interactive", {**body, "actions": [action]})

    def _shown(self, where: Message | View) -> list[Json]:
        if isinstance(where, View):
            if where is not self.ws.views.home.get(where.user) and where.id not in self.ws.views.by_id:
                raise Refused("That form is closed.", "gone")
            return where.blocks
        if where.ts not in self.world.messages[where.place] or where.deleted:
            raise Refused("That message was deleted.", "gone")
        return where.blocks or []

    @staticmethod
    def _remember(typed: Json, state: Json) -> None:
        for block_id, row in state.items():
            typed.setdefault(block_id, {}).update(row)

    def submit(self, person: Person, view: View, state: Json | None = None) -> Submitted:
        """Send a form; fields that Slack itself refuses never reach the app."""
        self.ws.acts.check_active(person)
        if view.id not in self.ws.views.by_id:
            raise Refused("That form is closed.", "gone")
        with self.world.lock:
            self._remember(view.typed, state or {})
        errors = field_errors(view.blocks, state_values(view.blocks, view.typed))
        if errors:
            return Submitted(view=view, errors=errors)
        trigger = self.ws.triggers.issue(person.id, view.id)
        body = self.ws.payloads.interaction("view_submission", person, trigger)
        body |= {"view": self.ws.views.payload(view, self.ws.app.ids), "response_urls": []}
        answer = self.ws.interact(person, "interactive", body, takes_answer=True)
        try:
            return self._answered(view, answer)
        except SlackError as error:
            raise Refused(_TROUBLE, f"{error.code} {error.extra.get('errors', '')}".strip()) from error

    def _answered(self, view: View, answer: Json) -> Submitted:
        action = answer.get("response_action")
        if action == "errors":
            return self._field_errors(view, answer)
        if action == "clear":
            self.ws.views.clear(view.user)
            return Submitted(closed=True)
        if action in ("update", "push"):
            self.ws.check_view(answer.get("view"), "modal")
            if action == "push":
                return Submitted(view=self.ws.views.push(view.user, answer["view"]))
            return Submitted(view=self.ws.views.update(view, answer["view"]))
        if action is not None:
            raise SlackError("invalid_response_action")
        self.ws.views.close(view)
        return Submitted(closed=True, view=self.ws.views.top(view.user))

    def _field_errors(self, view: View, answer: Json) -> Submitted:
        fields = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        errors = answer.get("errors")
        if not isinstance(errors, dict) or not errors or not set(errors) <= fields:
            raise SlackError("invalid_errors", errors=errors)
        return Submitted(view=view, errors=errors)

    def close(self, person: Person, view: View, clear: bool = False) -> None:
        """Close a form, or its whole stack; the app hears of it only with `notify_on_close`.

        A form that is not open any more changes nothing: another may have opened since the cross was pressed.
        """
        if view not in self.ws.views.stack(person.id):
            return
        clear = clear or bool(view.body["clear_on_close"])
        gone = list(reversed(self.ws.views.stack(person.id))) if clear else [view]
        if clear:
            self.ws.views.clear(person.id)
        else:
            self.ws.views.close(view)
        for one in gone:
            if one.body["notify_on_close"]:
                body = self.ws.payloads.interaction("view_closed", person, "")
                del body["trigger_id"]
                body |= {"view": self.ws.views.payload(one, self.ws.app.ids), "is_cleared": clear}
                with suppress(Refused):  # the form is gone from the screen whatever the app says
                    self.ws.interact(person, "interactive", body)

    def shortcut(self, person: Person, callback_id: str, message: Message | None = None) -> None:
        """Use a shortcut, from a message's menu or beside the words box."""
        self.ws.acts.check_active(person)
        known = self.ws.app.manifest.shortcut(callback_id)
        if known is None or person.external or not self.ws.app.installed:
            raise Refused("That shortcut is not available here.", "unknown_shortcut")
        kind = "message_action" if known.type == "message" else "shortcut"
        body = self.ws.payloads.interaction(kind, person, self.ws.triggers.issue(person.id))
        body |= {"callback_id": callback_id, "action_ts": self.world.new_ts()}
        if kind == "message_action":
            if message is None:
                raise Refused("Choose a message first.", "no_message")
            place = self.world.places[message.place]
            body["response_url"] = self.ws.response_urls.issue(person.id, place.id)
            body |= {"channel": self.ws.payloads.channel(place), "message_ts": message.ts}
            body["message"] = self.ws.payloads.message(message)
        self.ws.interact(person, "interactive", body)

    def open_app(self, person: Person, tab: str = "home") -> View | None:
        """Open the app's Home or Messages tab; `view` travels along only if one was published."""
        self.ws.acts.check_active(person)
        place = self.world.direct({person.id, self.ws.app.bot_user})
        event: Json = {"type": "app_home_opened", "user": person.id, "channel": place.id, "tab": tab}
        event["event_ts"] = self.world.new_ts()
        view = self.ws.views.home.get(person.id)
        if view is not None and tab == "home":
            event["view"] = self.ws.views.payload(view, self.ws.app.ids)
        self.ws.acts.emit("app_home_opened", event, place)
        return self.ws.views.home.get(person.id)
