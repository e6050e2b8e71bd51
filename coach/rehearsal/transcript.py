"""The conversation of a rehearsal as text that can be read aloud: who said or pressed what, what the coach sent."""

from __future__ import annotations

from xml.sax.saxutils import unescape

from coach.simulator.wording import day_words, time_words
from coach.simulator.workspace import Workspace
from coach.simulator.world import Message, Place


class Transcript:
    """Collects lines; messages of the coach are noted when first seen and when they change."""

    def __init__(self, workspace: Workspace) -> None:
        self._ws = workspace
        self._shown: dict[tuple[str, str], str] = {}
        self._day = ""
        self.lines: list[str] = []

    def say(self, who: str, words: str) -> None:
        """Note what a person did."""
        self._stamp()
        self.lines.append(f"  {who}: {words}")

    def page(self, who: str, words: str) -> None:
        """Note what a form said back, in the form, to the one who sent it."""
        self._stamp()
        self.lines.append(f"  Coach privately to {who}, in the form:")
        self.lines += [f"    | {line}" for line in words.splitlines()]

    def note(self, words: str) -> None:
        """Note something about the rehearsal itself."""
        self.lines.append(f"  ({words})")

    def catch_up(self) -> None:
        """Note every message of the coach that is new or says something else than before."""
        world = self._ws.world
        with world.lock:
            every = [
                (place, message)
                for place in world.places.values()
                for message in world.messages.get(place.id, {}).values()
                if message.user == self._ws.bot.id
            ]
        for place, message in sorted(every, key=lambda one: one[1].ts):
            key = (place.id, message.ts)
            if self._shown.get(key) == message.text:
                continue
            changed = key in self._shown
            self._shown[key] = message.text
            self._stamp()
            where = self._where(place, message)
            self.lines.append(f"  Coach {where}{' (changed)' if changed else ''}:")
            self.lines += [f"    | {line}" for line in unescape(message.text).splitlines() or [""]]

    def _where(self, place: Place, message: Message) -> str:
        if message.seen_by:
            return f"privately to {self._ws.world.people[message.seen_by].name}"
        if place.kind == "channel":
            return f"in #{place.name}{', in a thread' if message.thread_ts else ''}"
        others = [self._ws.world.people[p].name for p in place.members if p != self._ws.bot.id]
        return f"to {', '.join(others)}"

    def _stamp(self) -> None:
        now = self._ws.clock.now()
        day = f"{day_words(now, self._ws.world.zone)}, {time_words(now, self._ws.world.zone)}"
        if day != self._day:
            self._day = day
            self.lines.append(day)
