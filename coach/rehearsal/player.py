"""Plays a rehearsal: the team acts turn by turn, the lead finishes what no turn finishes, the clock jumps when idle."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from coach.rehearsal.answering import Answering
from coach.rehearsal.expecting import unmet
from coach.rehearsal.finishing import Finishing
from coach.rehearsal.hands import Hands
from coach.rehearsal.script import Act, Expect, Rehearsal, at_endings, in_order
from coach.rehearsal.transcript import Transcript
from coach.simulator.world import Refused
from dialogues.machine import TRYING
from dialogues.model import Dialogue
from dialogues.overlays import steps_for

if TYPE_CHECKING:
    from coach.rehearsal.stage import Stage

ROUNDS = 2000  # acts and jumps before a rehearsal is called stuck


class Player:
    """One performance of one rehearsal; `failures` lists in words what did not come out as the file says."""

    def __init__(self, rehearsal: Rehearsal, stage: Stage, dialogue: Dialogue) -> None:
        self.rehearsal = rehearsal
        self.stage = stage
        self.dialogue = dialogue
        self.transcript = Transcript(stage.ws)
        self.failures: list[str] = []
        self.later: list[Expect] = []
        self.people = {mate.name: Hands(stage.ws.person(mate.name), self.settle, stage.ids) for mate in rehearsal.team}
        for name, hands in self.people.items():
            hands.on_page = partial(self._page, name)
        self.lead = self.people[rehearsal.lead]
        self.steps = steps_for(dialogue, rehearsal.depth, rehearsal.scale)
        self.order = [q for step in self.steps for q in step.questions]
        self.order += list(dialogue.check_in.questions)
        for second, vote in ((name, one.second_of) for name, one in dialogue.questions.items() if one.second_of):
            self.order.insert(self.order.index(vote), second)  # what is weighed comes before what is taken
        self.waiting = in_order(rehearsal, dialogue)
        self.endings = at_endings(rehearsal)
        self.round_n, self.rounds = 1, max((act.round for act in rehearsal.turns), default=1)
        self.answering = Answering(self, dialogue)
        self.finishing = Finishing(self, dialogue)
        self.ended = False

    def settle(self) -> None:
        """Let everything finish that is due now, and note what the coach said."""
        self.stage.settle()
        self.transcript.catch_up()

    def _page(self, name: str, words: str) -> None:
        """A sent form says something back in its own place."""
        pages = self.stage.pages.setdefault(name, [])
        if pages[-1:] != [words]:  # a page under a form that was pushed on it shows again
            pages.append(words)
            self.transcript.page(name, words)

    def play(self) -> list[str]:
        """Play to the end; return the failures, an empty list when all held."""
        self._start()
        self._acts("")
        for _ in range(ROUNDS):
            self._next_round()
            self._after_an_ending()
            if self.ended or self._over():
                break
            if not (self._answer_something() or self.finishing.go_on() or self._jump()):
                self.failures.append(f"stuck: nothing is open and nothing is due ({self.stage.state().walk})")
                break
        else:
            self.failures.append("stuck: the rehearsal goes round and round")
        self._all_left()
        if self.round_n < self.rounds:
            self.failures.append(f"round {self.round_n + 1} never began, so its turns were not played")
        self.failures += [f"{phase} never ended, so what comes after it was not played" for phase in self.endings]
        for expect in self.later:
            self.failures += unmet(expect, self.stage)
        return self.failures

    def next_answer(self, question: str, who: str) -> Act | None:
        """Take the next turn of a question if this person simply answers it: a form may ask it as well."""
        acts = self.waiting.get(question) or []
        if not acts or acts[0].by != who or acts[0].answer is None or acts[0].amend:
            return None
        return acts.pop(0)

    def _next_round(self) -> None:
        """The turns of the next round come with it; what was left of the one before was not to be."""
        if self.stage.state().pass_n <= self.round_n or self.round_n >= self.rounds:
            return
        self._all_left()
        self.round_n += 1
        self.waiting = in_order(self.rehearsal, self.dialogue, self.round_n)
        self.endings = at_endings(self.rehearsal, self.round_n)
        self._acts("")

    def _all_left(self) -> None:
        for question in list(self.waiting):
            self._acts(question)

    def _after_an_ending(self) -> None:
        """Play the turns that come once a phase has ended, while it is quiet."""
        walk, summed_up = self.stage.state().walk, self.stage.state().summaries
        resting = walk.removesuffix(".resting")
        ended = {resting} & set(summed_up) if resting != walk else set()
        ended |= {"trying"} if walk == TRYING else set()
        for phase in ended | ({"agree", "round"} if walk == "review" else set()):
            for act in self.endings.pop(phase, []):
                self._tried(act, act.question or "")

    def _over(self) -> bool:
        state = self.stage.state()
        back = self.dialogue.check_in.questions
        left = any(self.waiting.get(q) and (q in state.cells or q.startswith("evaluate")) for q in back)
        more = left or self.round_n < self.rounds
        return state.status in ("closed", "paused") or (state.walk == "review" and not more)

    def _start(self) -> None:
        rehearsal, lead = self.rehearsal, self.lead
        place = None if rehearsal.way == "alone" else "#rehearsal"
        self.transcript.say(rehearsal.lead, "/coach new")
        lead.person.command("/coach new", place)
        self.settle()
        others = [mate.name for mate in rehearsal.team if not mate.lead]
        self.answering.fill({"name": rehearsal.project, "people": others, "way": rehearsal.way})
        self.stage.find_project()
        self.settle()
        if rehearsal.way == "apart":
            for mate in rehearsal.team:
                if mate.joins and not mate.lead and self.people[mate.name].press("fine"):
                    self.transcript.say(mate.name, "[Fine]")
        if rehearsal.depth != "quick":
            self.answering.deepen(rehearsal)
        if self.lead.press("start_now"):
            self.transcript.say(rehearsal.lead, "[Start now]")

    def _answer_something(self) -> bool:
        state = self.stage.state()
        for question in self.order:
            cell = state.cells.get(question)
            if cell is None or cell.status not in ("open", "shown", "contested"):
                continue
            if self.waiting.get(question):
                self._acts(question)
                return True
            if self.finishing.finish(question):
                return True
        return False

    def _acts(self, question: str) -> None:
        raised: list[Act] = []
        while self.waiting.get(question):
            act = self.waiting[question].pop(0)
            if raised and not act.position:
                raised = self.answering.hands_up(question, raised)
            raised += [act] if act.position else []
            self._tried(act, question)
        self.answering.hands_up(question, raised)
        self.waiting.pop(question, None)

    def _tried(self, act: Act, question: str) -> None:
        try:
            self._act(act, question)
        except (Refused, KeyError) as fault:
            self.failures.append(f"{act.by} could not do it ({question or act.after or 'start'}): {fault}")

    def _act(self, act: Act, question: str) -> None:
        if act.wait is not None:
            self.transcript.note(f"{act.wait} later")
            self.stage.wait(act.span, self.transcript.catch_up)
        if act.expect is not None:
            self._expect(act.expect, question, now=act.after is not None)
        if act.by is None:
            return
        hands = self.people[act.by]
        self._move(act, hands)
        if act.say is not None:
            self._did(act.by, f"“{act.say}”")
            hands.person.dm(act.say)
            self.settle()
        if act.press is not None:
            self._did(act.by, f"[{act.press}]")
            if not (hands.press(act.press, question or None) or hands.press(act.press)):
                raise Refused(f"there is nothing called {act.press} to press", "gone")
            if act.boxes is not None:
                self.answering.fill(act.boxes, hands)
        if act.answer is not None:
            self.answering.answer(act, question)
        if act.position is not None:
            self.answering.position(act, question)

    def _expect(self, expect: Expect, question: str, *, now: bool) -> None:
        """Look now; what stands at the end of a question's turns may come true when the lead finishes it."""
        last = all(act.expect is not None for act in self.waiting.get(question, ()))
        if last and not now and not expect.only_now:
            self.later.append(expect)
        else:
            self.failures += unmet(expect, self.stage)

    def _move(self, act: Act, hands: Hands) -> None:
        words = act.command or ("leave" if act.leaves else "")
        if words:
            self._did(act.by or "", f"/coach {words}")
            hands.person.command(f"/coach {words}", None if self.rehearsal.way == "alone" else "#rehearsal")
            self.settle()
        if act.leaves and not hands.press("leave_save"):
            raise Refused("there is no way to leave", "gone")
        if act.joins:
            self._did(act.by or "", "[Fine]")
            if not (hands.press("fine") or hands.press("join")):
                raise Refused("there is no way to join", "gone")

    def _did(self, who: str, words: str) -> None:
        self.transcript.say(who, words)

    def _jump(self) -> bool:
        if not self.stage.jump():
            return False
        self.transcript.catch_up()
        return True

    def said(self, who: str, words: Any) -> None:
        """Note an answer in the transcript."""
        shown = "; ".join(map(str, words)) if isinstance(words, list) else words
        if isinstance(shown, dict):
            shown = "; ".join(f"{key}: {_levels(value)}" for key, value in shown.items())
        self.transcript.say(who, f"“{shown}”")


def _levels(value: Any) -> Any:
    """How an idea was weighed, on one line; anything else as it is."""
    return ", ".join(f"{side} {level}" for side, level in value.items()) if isinstance(value, dict) else value
