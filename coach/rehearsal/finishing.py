"""What the lead does when a question's turns are used up: show, confirm, take, move on, go on with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.rehearsal.hands import Hands
from dialogues.model import Dialogue
from dialogues.state import Cell

if TYPE_CHECKING:
    from coach.rehearsal.player import Player

REASON = "rehearsal"
WITHOUT = "Go on without"
"""The button under the question whether to leave an agreement that nobody has spoken to."""


class Finishing:
    """Finishes questions and phases as the file's `unanswered` says; each thing is tried once a turn of the coach."""

    def __init__(self, player: Player, dialogue: Dialogue) -> None:
        self.player = player
        self.dialogue = dialogue
        self._tried: set[tuple[str, int, str]] = set()

    def finish(self, question: str) -> bool:
        """Do the next thing that brings this question to its end; False when there is nothing to do but wait."""
        cell = self.player.stage.state().cells[question]
        return any(self._once(question, cell, do, who) for do, who in self._ways(question, cell))

    def _ways(self, question: str, cell: Cell) -> list[tuple[str, Hands]]:
        lead = self.player.lead
        mode = self.dialogue.questions[question].mode
        voiced = bool(cell.given or cell.stance or cell.hands)
        asked = [hands for hands in self.player.people.values() if hands.person.id in cell.asked_of] or [lead]
        if cell.status == "contested":
            return [("go_ahead_anyway", lead)]
        if cell.status == "shown":
            return [("take_this", lead), ("take", lead), ("move_on", lead), ("next", lead)]
        if self.dialogue.questions[question].second_of:
            shows = [("show_now", lead)] if voiced else []
            return [*shows, ("take_these", lead), ("next", lead)]
        if mode == "confirm" and not voiced:
            return [("confirm", one) for one in asked] + self._unanswered(asked)
        if voiced:
            return [("show_now", lead), ("next", lead), ("thats_all", lead), ("move_on", lead)]
        return [*self._unanswered(asked), ("next", lead), ("move_on", lead), (WITHOUT, lead)]

    def _unanswered(self, asked: list[Hands]) -> list[tuple[str, Hands]]:
        choice = self.player.rehearsal.unanswered
        return [(choice, self.player.lead)] if choice == "stop" else [(choice, one) for one in asked]

    def _once(self, question: str, cell: Cell, do: str, hands: Hands) -> bool:
        cells = self.player.stage.state().cells.values()
        others = sum(one.status == "open" for one in cells)  # in the room a card may be hidden behind another
        key = (question, cell.asked, f"{do}:{hands.person.id}:{cell.status}:{len(cell.given)}:{others}")
        if key in self._tried:
            return False
        self._tried.add(key)
        if not self._do(do, question, hands):
            return False
        self.player.transcript.say(hands.person.name, f"[{do.replace('_', ' ')}]")
        return self.player.stage.state().cells.get(question) != cell

    def _do(self, do: str, question: str, hands: Hands) -> bool:
        if do == "take_these":
            return self._take_at_once(self.dialogue.questions[question].second_of, hands)
        if not (hands.press(do, question) or (do == "stop" and hands.press(do)) or self._first(do, question, hands)):
            return False
        if hands.person.view is not None:
            if do not in ("stop", "go_ahead_anyway"):
                hands.person.close(clear=True)
                return False
            if do == "stop":
                self.player.answering.fill({"step": "Ask again next week", "who": self.player.rehearsal.lead})
                self.player.ended = True
            else:
                self.player.answering.fill({"reason": REASON})
        return True

    def _take_at_once(self, vote: str, hands: Hands) -> bool:
        """Choose without weighing: send the form as it opens, with the most picked in it."""
        if not hands.press("take_these", vote) or hands.person.view is None:
            return False
        self.player.answering.fill({})
        return True

    def _first(self, do: str, question: str, hands: Hands) -> bool:
        """Press what names no question, or the first open one, only when this question is that."""
        state = self.player.stage.state()
        first = next((q for q in self.player.order if q in state.cells and state.cells[q].status == "open"), "")
        return do in ("show_now", "move_on", "next") and first == question and hands.press(do, "")

    def go_on(self) -> bool:
        """Past something thin with the reason "rehearsal", on with one voice, or on from a rest."""
        state = self.player.stage.state()
        if state.walk.endswith(".thin"):
            return self._press_with_reason("go_on")
        return state.thin and self._press_with_reason("carry_on_thin")

    def _press_with_reason(self, do: str) -> bool:
        before = self.player.stage.state()
        if not self.player.lead.press(do):
            return False
        self.player.transcript.say(self.player.rehearsal.lead, f"[{do.replace('_', ' ')}]")
        if self.player.lead.person.view is not None:
            self.player.answering.fill({"reason": REASON})
        after = self.player.stage.state()
        return (after.walk, after.step, after.thin) != (before.walk, before.step, before.thin)
