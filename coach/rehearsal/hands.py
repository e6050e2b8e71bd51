"""One person's hands in a rehearsal: finds what that person sees and presses, fills and sends it, as they would."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coach.simulator.block_walk import elements, label
from coach.simulator.person_handle import PersonHandle
from coach.simulator.view_stack import View
from coach.simulator.world import Message, Refused
from coach.slack.action_value import decode
from coach.views import Press

Json = dict[str, Any]
BOX = "box:"  # how the Slack room marks a form's boxes


@dataclass(frozen=True, slots=True)
class Found:
    """A button or menu entry somebody can press: where it is, what it carries, what stands on it."""

    where: Message | View
    block_id: str
    action_id: str
    press: Press
    words: str
    choice: str | None = None  # the entry's value, in a menu


class Hands:
    """Acts as one person; `settle` lets the coach finish what an act set off."""

    def __init__(self, person: PersonHandle, settle: Callable[[], None], ids: Mapping[str, str]) -> None:
        self.person = person
        self.settle = settle
        self._ids = ids
        self.on_page: Callable[[str], None] = lambda words: None  # what a sent form says back, in its own place

    def seen(self) -> list[Message]:
        """Every message this person can see, newest first."""
        world = self.person.ws.world
        with world.lock:
            places = [p for p in world.places.values() if self.person.id in p.members]
            shown = [
                message
                for place in places
                for message in world.messages.get(place.id, {}).values()
                if message.seen_by in (None, self.person.id) and not message.deleted
            ]
        return sorted(shown, key=lambda message: message.ts, reverse=True)

    def offers(self, where: Message | View) -> Iterator[Found]:
        """Every press a message or form offers, menus' entries too."""
        for block, element in elements(where.blocks):
            block_id, action_id = block["block_id"], element["action_id"]
            if element["type"] == "button" and element.get("value"):
                yield Found(where, block_id, action_id, decode(element["value"]), label(element, block))
            for entry in element.get("options", ()) if element["type"] in ("static_select", "overflow") else ():
                if where_is_menu(element):
                    press = decode(entry["value"])
                    yield Found(where, block_id, action_id, press, entry["text"]["text"], entry["value"])

    def find(self, do: str, question: str | None = None, arg: str | None = None) -> Found | None:
        """The newest thing to press that does this (or has these words), for this question: on an open page first."""
        places: list[Message | View] = [*self.seen()]
        if self.person.view is not None and not self.boxes():
            places.insert(0, self.person.view)
        for where in places:
            for offer in self.offers(where):
                named = do in (offer.press.do, offer.words)
                if named and question in (None, offer.press.question) and arg in (None, offer.press.arg):
                    return offer
        return None

    def press(self, do: str, question: str | None = None, arg: str | None = None) -> bool:
        """Press it; False when there is nothing like it to press."""
        found = self.find(do, question, arg)
        if found is None:
            return False
        self.click(found)
        return True

    def click(self, found: Found) -> None:
        """Press what was found and let the coach finish; an open form is closed first, as it covers the rest."""
        if self.person.view is not None and isinstance(found.where, Message):
            self.person.close(clear=True)
        value = None if found.choice is None else found.choice
        self.person.click(found.where, action_id=found.action_id, block_id=found.block_id, value=value)
        self.settle()

    def send(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Fill the open form by box id and send it; returns what it says is wrong, by box id."""
        sent = self.person.submit({f"{BOX}{name}": value for name, value in values.items()})
        self.settle()
        if not sent.errors and self.person.view is not None and not self.boxes():
            self.on_page(words_of(self.person.view))
        return sent.errors

    def boxes(self) -> list[Json]:
        """The open form's boxes: {"box", "type", "label", "element"}."""
        view = self.person.view
        if view is None:
            raise Refused("No form is open.", "gone")
        found = []
        for block, element in elements(view.blocks):
            if block["type"] == "input":
                name, words = block["block_id"].removeprefix(BOX), block["label"]["text"]
                found.append({"box": name, "type": element["type"], "label": words, "element": element})
        return found

    def fit(self, box: Json, answer: Any) -> tuple[Any, list[str]]:
        """Turn an answer into what this box takes; the second part is what found no place in it."""
        kind, element = box["type"], box["element"]
        if kind in ("static_select", "radio_buttons"):
            match = option_for(element, answer)
            return match, [] if match is not None else [str(answer)]
        if kind in ("multi_static_select", "checkboxes"):
            asked = answer if isinstance(answer, list) else [answer]
            matches = [(one, option_for(element, one)) for one in asked]
            return [m for _, m in matches if m is not None] or None, [str(a) for a, m in matches if m is None]
        if kind in ("users_select", "multi_users_select"):
            names = answer if isinstance(answer, list) else [answer]
            people = [self._ids[name] for name in names if name in self._ids]
            value: Any = people if kind.startswith("multi") else (people[0] if people else None)
            return value or None, [name for name in names if name not in self._ids]
        if isinstance(answer, list):
            return "\n".join(map(str, answer)), []
        return str(answer), []


def words_of(view: View) -> str:
    """The words a page shows, a line for each part."""
    found: list[str] = []
    for block in view.blocks:
        texts = [block.get("text"), *block.get("elements", ())]
        found += [str(one["text"]) for one in texts if isinstance(one, dict) and isinstance(one.get("text"), str)]
    return "\n".join(found)


def where_is_menu(element: Json) -> bool:
    """Whether a select is a menu of presses (every entry decodes), not a box or a pick."""
    return all(decode(entry["value"]).do not in ("", "old") for entry in element.get("options", ()))


def option_for(element: Json, wanted: Any) -> str | None:
    """The value of the option meant by its id, its words, its number, or words it begins with."""
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    every = [one for group in groups for one in group["options"]]
    want = str(wanted).strip().lower()
    for exact in (True, False):
        for one in every:
            words = one["text"]["text"].strip().lower()
            bare = words.split(" ", 1)[1] if words.split(" ", 1)[0].rstrip(".").isdigit() else words
            if want in (str(one["value"]).lower(), words, bare) or (not exact and bare and want.startswith(bare[:30])):
                return str(one["value"])
    return None
