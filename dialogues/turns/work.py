"""The working copy of one turn: cells and members are copied when first touched, the caller's state never is."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from operator import attrgetter

from dialogues.codes import AnnounceCode, Refusal, TellCode
from dialogues.effects import (
    Added,
    Announce,
    Ask,
    Drop,
    Effect,
    Forget,
    Keep,
    KeepChoice,
    KeepEnding,
    KeepGap,
    KeepJoin,
    KeepLine,
    KeepOverride,
    KeepPosition,
    KeepStep,
    KeepTeam,
    Refresh,
    RemindAt,
    Reveal,
    RoundClosed,
    Summarise,
    Tell,
    Welcome,
    WhereWeWere,
)
from dialogues.facts import Facts, Kept
from dialogues.model import Question
from dialogues.plan import Plan
from dialogues.state import Cell, ConversationState, Member, Turn
from dialogues.wording import is_lone

_STATE = attrgetter(*(field.name for field in fields(ConversationState)))
_CELL = attrgetter(*(field.name for field in fields(Cell)))
_NOTHING = Cell()
_ORDER: dict[type[Effect], int] = {
    **dict.fromkeys((Keep, Drop, KeepPosition, KeepGap, KeepChoice, KeepOverride), 0),
    **dict.fromkeys((KeepLine, KeepJoin, KeepStep, KeepEnding, KeepTeam), 0),
    WhereWeWere: 1,
    **dict.fromkeys((Reveal, Added), 2),
    Summarise: 3,
    RoundClosed: 4,
    **dict.fromkeys((Welcome, Announce, Tell, RemindAt, Forget), 5),
    Ask: 6,
    Refresh: 7,
}
_ENDS_A_QUESTION = frozenset({"most_picked", "condition_met", "went_on"})
"""What is said to all about the end of one question: it reads before the summary that this end brings."""


_Kept = Keep | Drop | KeepChoice | Reveal | Added


class Refused(Exception):
    """An input that changes nothing; `code` names the words for the person who acted."""

    def __init__(self, code: Refusal, question: str = "", about: str = "") -> None:
        super().__init__(code)
        self.code: Refusal = code
        self.question = question
        self.about = about


def copied(state: ConversationState) -> ConversationState:
    """A state with its own turn, team and cells; members, cells and lists are still shared."""
    made = ConversationState(*_STATE(state))
    made.team = dict(state.team)
    made.cells = dict(state.cells)
    return made


class Work:
    """One turn in the making: the new state, what is known, and the effects so far."""

    def __init__(self, plan: Plan, state: ConversationState, facts: Facts, at: datetime) -> None:
        self.plan = plan
        self.state = copied(state)
        self.state.turn += 1
        self.turn = self.state.turn
        self.facts = facts
        self.at = at
        self.effects: list[Effect] = []
        self.opened: list[str] = []  # questions asked in this turn
        self.rechosen: list[str] = []  # votes of which something else was taken than before
        self.moved = False  # something settled, opened or closed: the walk may go on
        self._mine: set[int] = set()  # copies made in this turn
        self._ids = 0
        self._kept: list[_Kept] = []
        self._lone: bool | None = None

    # -- what is known
    @property
    def quiet(self) -> bool:
        """Whether nothing settles now: paused, stopped or closed."""
        return self.state.stopped or self.state.status != "active"

    @property
    def asking(self) -> bool:
        """Whether a step is open (the look back too)."""
        return self.state.walk.endswith(".asking")

    @property
    def lone(self) -> bool:
        """Whether the team is one person."""
        if self._lone is None:
            self._lone = is_lone(self.state)
        return self._lone

    def question(self, name: str) -> Question:
        """A question in the words for this team. Refused if there is none of that name."""
        if name not in self.plan.questions:
            raise Refused("unknown_question", name)
        return self.plan.question(name, self.state.way, self.state.depth, self.lone)

    def peek(self, question: str) -> Cell:
        """A question's life, to read only."""
        return self.state.cells.get(question, _NOTHING)

    def cell(self, question: str) -> Cell:
        """A question's life, to change."""
        found = self.state.cells.get(question)
        if found is None or id(found) not in self._mine:
            found = self.state.cells[question] = _copy(found or _NOTHING)
            self._mine.add(id(found))
        return found

    def member(self, person: str) -> Member:
        """A person's place in the team, to change; made when they have none."""
        self._lone = None
        found = self.state.team.get(person)
        if found is None or id(found) not in self._mine:
            found = self.state.team[person] = replace(found) if found else Member(since=self.turn)
            self._mine.add(id(found))
        return found

    def record(self) -> Facts:
        """The facts with what this turn has kept so far."""
        if self._kept:
            self.facts = _with(self.facts, self._kept, self.at, self.state.pass_n)
            self._kept = []
        return self.facts

    def next_round(self) -> None:
        """What was this round's is an earlier round's from now on; what was taken of a vote stands."""
        before = self.record()
        earlier = dict(before.earlier)
        for question, kept in before.answers.items():
            earlier[question] = (*earlier.get(question, ()), *kept)
        self.facts = replace(before, answers={}, earlier=earlier)

    # -- what follows
    def emit(self, effect: Effect) -> None:
        """Add an effect; the order is put right at the end."""
        self.effects.append(effect)
        if isinstance(effect, Keep | Drop | KeepChoice | Reveal | Added):
            self._kept.append(effect)

    def new_id(self) -> str:
        """The id of one more answer: "turn.index"."""
        self._ids += 1
        return f"{self.turn}.{self._ids - 1}"

    def tell(self, person: str, code: TellCode, question: str = "", about: str = "") -> None:
        """Say something to one person; nothing to nobody."""
        if person:
            self.emit(Tell(person, code, question, about))

    def tell_lead(self, code: TellCode, question: str = "", about: str = "") -> None:
        """Say something to the lead."""
        self.tell(self.state.lead, code, question, about)

    def announce(self, code: AnnounceCode, about: str = "") -> None:
        """Say one line to everybody."""
        self.emit(Announce(code, about))

    def summarise(self, what: str, edit: bool = False) -> None:
        """Sum up; a second time in a round edits the first."""
        done = what in self.state.summaries
        if edit and not done:
            return
        if not done:
            self.state.summaries = [*self.state.summaries, what]
        effect = Summarise(what, self.state.pass_n, edit=done)
        if effect not in self.effects and replace(effect, edit=False) not in self.effects:
            self.emit(effect)

    def turn_made(self) -> Turn:
        """The finished turn, its effects in order."""
        self.effects.sort(key=_place)
        return Turn(self.state, tuple(self.effects))


def _place(effect: Effect) -> int:
    ends = isinstance(effect, Announce) and effect.code in _ENDS_A_QUESTION
    return _ORDER[Reveal] if ends else _ORDER[type(effect)]


def _copy(cell: Cell) -> Cell:
    made = Cell(*_CELL(cell))
    made.done = dict(cell.done)
    made.given = {person: list(ids) for person, ids in cell.given.items()}
    made.stance = dict(cell.stance)
    made.hands = dict(cell.hands)
    made.late = list(cell.late)
    made.chosen = list(cell.chosen)
    made.held = list(cell.held)
    made.items = list(cell.items)
    return made


def _with(facts: Facts, kept: list[_Kept], at: datetime, pass_n: int) -> Facts:
    answers, chosen = dict(facts.answers), dict(facts.chosen)
    for one in kept:
        if isinstance(one, KeepChoice):
            chosen[one.question] = one.chosen
            continue
        if isinstance(one, Reveal | Added):
            held = one.but if isinstance(one, Added) else ()
            shown = (each if each.id in held else _public(each) for each in answers.get(one.question, ()))
            answers[one.question] = tuple(shown)
            continue
        gone = one.answer if isinstance(one, Drop) else one.supersedes
        if gone:
            for question, standing in answers.items():
                answers[question] = tuple(each for each in standing if each.id != gone)
        if isinstance(one, Keep):
            answers[one.question] = (*answers.get(one.question, ()), _kept(one, at, pass_n))
    return replace(facts, answers=answers, chosen=chosen)


def _public(kept: Kept) -> Kept:
    return replace(kept, private=False) if kept.private else kept


def _kept(keep: Keep, at: datetime, pass_n: int) -> Kept:
    marks = keep.voice, keep.private, keep.late, keep.beside
    return Kept(keep.answer, keep.question, keep.by, keep.value, at, pass_n, *marks)
