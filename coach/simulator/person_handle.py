"""One person to act as, in rehearsals and tests: everything a screen offers, by the words on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coach.simulator.block_walk import chosen, elements, find_element, label
from coach.simulator.clicks import Submitted
from coach.simulator.view_stack import View
from coach.simulator.world import Message, Person, Place, Refused

if TYPE_CHECKING:
    from coach.simulator.workspace import Workspace

Json = dict[str, Any]


class PersonHandle:
    """Acts as one person. Every act returns once the app acked, or raises Refused with the words they see.

    A place is given by its id, by `#name`, or left out for the DM with the app.
    """

    def __init__(self, workspace: Workspace, person: Person) -> None:
        self.ws = workspace
        self.person = person
        self.id = person.id
        self.name = person.name

    def _place(self, which: str | Place | None) -> Place:
        if isinstance(which, Place):
            return which
        if which is None:
            return self.ws.world.direct({self.id, self.ws.bot.id})
        return self.ws.world.place(which)

    def post(
        self, place: str | Place | None, text: str, thread_ts: str | None = None, broadcast: bool = False
    ) -> Message:
        """Type into a place; `@Name` is a mention."""
        return self.ws.acts.post(self.person, self._place(place), text, thread_ts, broadcast)

    def dm(self, text: str) -> Message:
        """Type to the app in its DM."""
        return self.post(None, text)

    def edit(self, message: Message, text: str) -> None:
        """Change a message of one's own."""
        self.ws.acts.edit(self.person, message, text)

    def delete(self, message: Message) -> None:
        """Take back a message of one's own."""
        self.ws.acts.delete(self.person, message)

    def command(self, line: str, place: str | Place | None = None, in_thread: bool = False) -> Message | None:
        """Run a slash command (`/coach next`); returns the private answer that its ack carried, if any."""
        return self.ws.acts.command(self.person, self._place(place), line, in_thread)

    def join(self, place: str) -> None:
        """Join a channel."""
        self.ws.acts.join(self.person, self._place(place))

    def leave(self, place: str) -> None:
        """Leave a channel."""
        self.ws.acts.leave(self.person, self._place(place))

    def invite(self, place: str, whom: str) -> None:
        """Bring somebody, or the app, into a channel."""
        self.ws.acts.invite(self.person, self._place(place), self.ws.world.person(whom))

    def click(
        self,
        where: Message | View,
        label: str | None = None,
        *,
        action_id: str | None = None,
        block_id: str | None = None,
        value: Any = None,
    ) -> None:
        """Press a button, or choose `value` in a select, date or overflow, found by its words or ids."""
        found = find_element(where.blocks, name=label, action_id=action_id, block_id=block_id)
        if found is None:
            raise Refused(f"There is no {label or action_id} here; there are {buttons(where)}.", "gone")
        block, element = found
        picked = chosen(element, value)
        self.ws.clicks.click(self.person, where, block["block_id"], element["action_id"], picked)

    def press(self, label: str, place: str | Place | None = None) -> None:
        """Press the button with these words in the newest message that has it."""
        self.click(self.newest_with(label, place), label)

    def newest_with(self, label: str, place: str | Place | None = None) -> Message:
        """Return the newest message in a place, threads included, that has a button with these words."""
        where = self._place(place)
        with self.ws.world.lock:
            seen = [m for m in self.ws.world.messages[where.id].values() if m.seen_by in (None, self.id)]
        for message in reversed(seen):
            if find_element(message.blocks, name=label) is not None:
                return message
        raise Refused(f"There is no button {label} in {where.name or 'the DM'}.", "gone")

    @property
    def view(self) -> View | None:
        """The open form on top."""
        return self.ws.views.top(self.id)

    @property
    def home(self) -> View | None:
        """The Home tab as last published."""
        return self.ws.views.home.get(self.id)

    def _open_view(self, view: View | None) -> View:
        found = view or self.view
        if found is None:
            raise Refused("No form is open.", "gone")
        return found

    def fill(self, values: dict[str, Any], view: View | None = None) -> Json:
        """Type values into a form's fields, by label, block id, action id or `block_id/action_id`."""
        form = self._open_view(view)
        state: Json = {}
        for name, value in values.items():
            block, element = _field(form, name)
            held = {"type": element["type"], **chosen(element, value)}
            state.setdefault(block["block_id"], {})[element["action_id"]] = held
        return state

    def submit(self, values: dict[str, Any] | None = None, view: View | None = None) -> Submitted:
        """Fill in and send the open form."""
        form = self._open_view(view)
        return self.ws.clicks.submit(self.person, form, self.fill(values or {}, form))

    def close(self, view: View | None = None, clear: bool = False) -> None:
        """Close the open form, or with `clear` the whole stack."""
        self.ws.clicks.close(self.person, self._open_view(view), clear)

    def shortcut(self, callback_id: str, message: Message | None = None) -> None:
        """Use a shortcut."""
        self.ws.clicks.shortcut(self.person, callback_id, message)

    def open_home(self) -> View | None:
        """Open the Home tab; what the app publishes afterwards is in `home`."""
        return self.ws.clicks.open_app(self.person, "home")

    def open_dm(self) -> None:
        """Open the app's Messages tab."""
        self.ws.clicks.open_app(self.person, "messages")

    def messages(self, place: str | Place | None = None) -> list[Message]:
        """Return what this person sees in a place, oldest first, threads left out."""
        return self.ws.world.shown(self._place(place), self.id)

    def dm_messages(self) -> list[Message]:
        """Return the DM with the app."""
        return self.messages(None)

    def thread(self, place: str | Place | None, ts: str) -> list[Message]:
        """Return a thread, its first message included."""
        return self.ws.world.shown(self._place(place), self.id, ts)


def buttons(where: Message | View) -> list[str]:
    """Return the words of every element of a message or view, in order."""
    return [label(element, block) for block, element in elements(where.blocks)]


def fields(form: View) -> list[Json]:
    """Return a form's fields: label, block_id, action_id, type, and whether it may stay empty."""
    return [
        {
            "label": label({}, block),
            "block_id": block["block_id"],
            "action_id": element["action_id"],
            "type": element["type"],
            "optional": bool(block.get("optional")),
        }
        for block, element in elements(form.blocks)
        if block["type"] == "input"
    ]


def _field(form: View, name: str) -> tuple[Json, Json]:
    for block, element in elements(form.blocks):
        ids = (block["block_id"], element["action_id"], f"{block['block_id']}/{element['action_id']}")
        if name in ids or name == label({}, block):
            return block, element
    raise Refused(f"The form has no field {name}; it has {[f['label'] for f in fields(form)]}.", "gone")
