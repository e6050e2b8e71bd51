"""A shell without Slack: plays inputs through the engine, keeps the record as storage would, and turns the clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from dialogues import effects as e
from dialogues import inputs as i
from dialogues.engine import begin, take
from dialogues.facts import Facts, Kept
from dialogues.model import Dialogue
from dialogues.state import Cell, ConversationState, Turn, from_json, to_json

MONDAY = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)  # nine o'clock in London
_Effect = TypeVar("_Effect", bound=e.Effect)


class Player:
    """One project as the shell would run it: every turn is checked for what must always hold of turns."""

    def __init__(self, dialogue: Dialogue, *team: str, at: datetime = MONDAY, **start: Any) -> None:
        self.dialogue = dialogue
        self.at = at
        self.facts = Facts(project={"name": "Letters", "problem": "Letters are late"})
        self.kept: dict[str, tuple[Kept, bool]] = {}
        self.history: list[tuple[i.Input | None, Turn]] = []
        self.due: dict[str, e.RemindAt] = {}
        self.state: ConversationState
        self.settle(None, begin(dialogue, i.Start(team[0], at, team=team, **start)))

    # -- doing
    def do(self, kind: type[i.Input], person: str, *args: Any, **named: Any) -> Turn:
        """One input by one person, a minute after the last."""
        self.at += timedelta(minutes=1)
        return self.take(kind(person, self.at, *args, **named))

    def take(self, what: i.Input) -> Turn:
        """One input as it is."""
        turn = take(self.dialogue, self.state, self.facts, what)
        self.settle(what, turn)
        return turn

    def say(self, person: str, question: str, *values: Any, **named: Any) -> Turn:
        """A person answers."""
        return self.do(i.Answer, person, question=question, values=values, **named)

    def settle(self, what: i.Input | None, turn: Turn) -> None:
        """What the shell does after a turn."""
        assert from_json(to_json(turn.state)) == turn.state
        self.state = turn.state
        self.history.append((what, turn))
        for effect in turn.effects:
            self._apply(effect)

    def _apply(self, effect: e.Effect) -> None:
        match effect:
            case e.Keep() | e.Drop():
                self._keep(effect)
            case e.Reveal() | e.Added():
                held = effect.but if isinstance(effect, e.Added) else ()
                for name, (row, stands) in self.kept.items():
                    if row.question == effect.question and name not in held:
                        self.kept[name] = (replace(row, private=False), stands)
            case e.KeepChoice():
                self.facts = replace(self.facts, chosen={**self.facts.chosen, effect.question: effect.chosen})
            case e.KeepJoin():
                self.facts = replace(self.facts, joined=(*self.facts.joined, effect.answers))
            case e.RemindAt():
                self.due[effect.key] = effect
            case e.Forget():
                self.due = {key: due for key, due in self.due.items() if not key.startswith(effect.key)}
            case e.Refresh():
                self._read()

    def _keep(self, keep: e.Keep | e.Drop) -> None:
        gone = keep.answer if isinstance(keep, e.Drop) else keep.supersedes
        if gone:
            self.kept[gone] = (self.kept[gone][0], False)
        if isinstance(keep, e.Drop):
            return
        marks = keep.voice, keep.private, keep.late, keep.beside
        row = Kept(keep.answer, keep.question, keep.by, keep.value, self.at, self.state.pass_n, *marks)
        self.kept[keep.answer] = (row, True)

    def _read(self) -> None:
        now: dict[str, tuple[Kept, ...]] = {}
        before: dict[str, tuple[Kept, ...]] = {}
        for row, stands in self.kept.values():
            if stands:
                into = now if row.pass_n == self.state.pass_n else before
                into[row.question] = (*into.get(row.question, ()), row)
        self.facts = replace(self.facts, answers=now, earlier=before)

    # -- time
    def wait(self, **time: float) -> list[Turn]:
        """Let time pass; every reminder that comes due on the way is taken at its moment."""
        until, turns = self.at + timedelta(**time), []
        while due := self.next_due(until):
            turns.append(self.ring(due))
        self.at = until
        return turns

    def next_due(self, until: datetime) -> e.RemindAt | None:
        """The first reminder due by a moment."""
        found = sorted((due for due in self.due.values() if due.at <= until), key=lambda due: due.at)
        return found[0] if found else None

    def ring(self, due: e.RemindAt) -> Turn:
        """One reminder comes due."""
        self.due.pop(due.key, None)
        self.at = max(self.at, due.at)
        return self.take(i.Reminded("", self.at, due.kind, due.asked, due.question, due.about))

    # -- looking
    def cell(self, question: str) -> Cell:
        """A question's life."""
        return self.state.cells.get(question) or Cell()

    def status(self, question: str) -> str:
        """A question's status."""
        return self.cell(question).status

    def open(self) -> list[str]:
        """Everything open, shown or contested."""
        return [name for name, cell in self.state.cells.items() if cell.status in ("open", "shown", "contested")]

    @property
    def last(self) -> Turn:
        """The last turn."""
        return self.history[-1][1]

    def effects(self, kind: type[_Effect]) -> list[_Effect]:
        """Every effect of a kind in the last turn."""
        return [effect for effect in self.last.effects if isinstance(effect, kind)]

    def every(self, kind: type[_Effect]) -> list[_Effect]:
        """Every effect of a kind in all turns."""
        return [effect for _, turn in self.history for effect in turn.effects if isinstance(effect, kind)]

    def told(self) -> list[tuple[str, str]]:
        """Who was told what in the last turn, by code."""
        return [(tell.person, tell.code) for tell in self.effects(e.Tell)]

    def words(self) -> Iterator[str]:
        """Every word kept and standing."""
        yield from (str(row.value) for row, stands in self.kept.values() if stands)
