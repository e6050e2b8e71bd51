""" "Let the others answer": the sample people press and fill in what stands open for them, as people would.

They read their own DM with the app and use nothing but what is on the screen: the app meets them by the real protocol.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from coach.simulator.block_walk import elements
from coach.simulator.person_handle import PersonHandle, buttons
from coach.simulator.view_stack import View
from coach.simulator.workspace import Workspace
from coach.simulator.world import Message, Refused

ROUNDS, QUIET_ROUNDS = 40, 3  # more than any one sitting has; so many without an act mean that all is done
FORM_SECONDS = 3.0
PATIENCE = timedelta(seconds=2)  # of the workspace's clock, between rounds: one message a second in a DM
_OPENS = ("Answer", "Pick", "Add")
_STANCES = ("Yes", "I can live with it")
ON_TRACK = "On track"  # a step in a check-in: on track at first, done the next time
_QUESTION = re.compile(r"([a-z_]+\.[a-z_]+)#([a-z_]*)(#\d+)?$")


@cache
def samples() -> Mapping[str, list[Any]]:
    """The sample answers by question."""
    found: dict[str, list[Any]] = yaml.safe_load(Path(__file__).with_name("others.yaml").read_text("utf-8"))
    return found


class Others:
    """The sample people; `settled` is asked to wait until the app has done what an act caused."""

    def __init__(self, workspace: Workspace, settled: Callable[[], object]) -> None:
        self.ws = workspace
        self._settled = settled
        self._done: set[tuple[str, str, str]] = set()
        self._lock = threading.Lock()

    def answer(self, asking: str, place: str | None) -> str:
        """Let everybody but the one who asks (and the app) answer what is open for them; words on who did."""
        if not self._lock.acquire(blocking=False):
            return "They are busy answering already."
        try:
            people = [p for p in self.ws.world.people.values() if p.id != asking and not (p.is_bot or p.deactivated)]
            handles = [PersonHandle(self.ws, person) for person in people]
            answered: dict[str, None] = {}
            quiet = 0
            for _ in range(ROUNDS):
                active = [handle.name for n, handle in enumerate(handles) if self._turn(handle, n)]
                quiet = 0 if active else quiet + 1
                if quiet == QUIET_ROUNDS or (quiet and not answered):
                    break
                answered |= dict.fromkeys(active)
                self._settled()
                self._move_on()
        finally:
            self._lock.release()
        return _words(list(answered))

    def _move_on(self) -> None:
        """Spare people the wait for the next message; a clock that cannot be moved is waited for."""
        try:
            self.ws.move_clock(by=PATIENCE)
        except ValueError:
            threading.Event().wait(PATIENCE.total_seconds())
        self._settled()

    def _turn(self, person: PersonHandle, n: int) -> bool:
        """Do the first thing that stands open in a person's DM; whether there was one."""
        for message in list(person.dm_messages()):
            offered = buttons(message)
            if "Fine" in offered and self._new(person, message, "Fine"):
                person.click(message, "Fine")
                return True
            if any(stance in offered for stance in _STANCES) and self._new(person, message, "stance"):
                person.click(message, _STANCES[n % len(_STANCES)])
                return True
            if ON_TRACK in offered and self._new(person, message, ON_TRACK):
                person.click(message, "Done" if "It was " in message.text else ON_TRACK)
                return True
            opener = next((words for words in _OPENS if words in offered), "")
            if opener and "Undo" not in offered and "Fix" not in offered and self._new(person, message, opener):
                return self._fill(person, message, opener, n)
        return False

    def _new(self, person: PersonHandle, message: Message, what: str) -> bool:
        """Note that somebody does this to this message, once for each of its wordings."""
        mark = (person.id, message.ts, f"{what}:{message.text[:200]}")
        if mark in self._done:
            return False
        self._done.add(mark)
        return True

    def _fill(self, person: PersonHandle, message: Message, opener: str, n: int) -> bool:
        person.click(message, opener)
        form = self._form(person)
        if form is None:
            return False
        try:
            person.submit(dict(self._values(form, n)), form)
        except (Refused, KeyError):
            person.close(form, clear=True)
            return False
        if (left := person.view) is not None:
            person.close(left, clear=True)
        return True

    def _form(self, person: PersonHandle) -> View | None:
        """The form once it has boxes: the app shows a waiting one first."""
        waited = threading.Event()
        for _ in range(int(FORM_SECONDS / 0.02)):
            view = person.view
            if view is not None and any(block["type"] == "input" for block in view.blocks):
                return view
            waited.wait(0.02)
        if person.view is not None:
            person.close(person.view, clear=True)
        return None

    def _values(self, form: View, n: int) -> Iterator[tuple[str, Any]]:
        """A value for every box that the samples know; a required one they do not know gets the first choice."""
        for block, element in elements(form.blocks):
            found = _QUESTION.search(block["block_id"]) if block["type"] == "input" else None
            if found is None or found[3]:
                continue
            value = self._fitting(element, _sample(found[1], found[2], n))
            if value is not None:
                yield block["block_id"], value

    def _fitting(self, element: dict[str, Any], value: Any) -> Any:
        """A sample value as this element takes it; None leaves the box as it is."""
        kind = element["type"]
        known = [one["value"] for one in element.get("options", [])]
        if kind == "datepicker":
            day = self.ws.clock.now().date() + timedelta(days=int(value)) if str(value).startswith("+") else None
            return day.isoformat() if day else None
        if kind == "static_select":
            return value if value in known else (known[0] if known and value is None else None)
        if kind == "multi_static_select":
            picked = [one for one in (value if isinstance(value, list) else [value]) if one in known]
            return picked or known[: min(2, element.get("max_selected_items", 2))] or None
        if kind in {"plain_text_input", "number_input"}:
            return None if value is None else str(value)
        return None


def _sample(question: str, field: str, n: int) -> Any:
    """The nth sample of a question for one box; None when the samples have nothing for it."""
    known = samples().get(question)
    if not known:
        return "Nothing more from me" if field == "" else None
    one = known[n % len(known)]
    if isinstance(one, Mapping):
        return one.get(field)
    mains = {"need", "event", "what", "text", ""}
    return one if field in mains else None


def _words(names: list[str]) -> str:
    if not names:
        return "Nothing is open for the others just now."
    if len(names) == 1:
        return f"{names[0]} answered."
    rest = names[2:]
    if not rest:
        return f"{names[0]} and {names[1]} answered."
    return f"{names[0]}, {names[1]} and {len(rest)} other{'s' if len(rest) > 1 else ''} answered."
