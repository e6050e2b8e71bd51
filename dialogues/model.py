"""What an author may write: dialogue, phase, step, card, question, field, option, gate, loop, overlay, route.

Everything is frozen and holds words and ids only: no code, no expressions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Limit

Depth = Literal["quick", "standard", "in-depth"]
Scale = Literal["service", "organisation", "cross-organisation", "cross-sector"]
Experience = Literal["new", "some", "experienced"]
Way = Literal["together", "apart", "alone"]
Mode = Literal["solo", "gather", "vote", "confirm", "consent"]
Kind = Literal["text", "list", "choice", "several", "scale", "number", "date", "person", "fields", "each", "scores"]
SeenBy = Literal["names", "no_names", "lead"]
Asked = Literal["everyone", "lead", "runner"]
PHASES = ("explore", "create", "evaluate", "agree")


class Words(BaseModel):
    """Base of every content model: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Words):
    """One thing to pick: its id is stored, its label is shown (75 characters at most)."""

    id: str
    label: str = Limit(max_length=75)


class Field(Words):
    """One box of a form: id, label, kind, and what it starts with.

    `main` marks the box that plain typed text goes to, `hears` the words by which a typed sentence is known to be for
    this one instead. `prefill` names where a first value comes from:
    `question.id` or `question.id#field` (an earlier answer) or `project.name`.
    """

    id: str
    label: str = Limit(max_length=150)
    kind: Literal["text", "long_text", "choice", "several", "scale", "number", "date", "person"] = "text"
    options: tuple[Option, ...] = ()
    required: bool = False
    main: bool = False
    hint: str = ""
    prefill: str = ""
    hears: tuple[str, ...] = ()
    max_length: int = 3000


class Loop(Words):
    """An offer to go back: shown to a person as `label`; taking it re-opens question `to`.

    `when` is an option id anywhere in this question's answer (its choice, a field, an item, a stance) that makes
    the offer; empty: always offered. A loop to a question that is not asked at this depth is not offered.
    """

    to: str
    label: str = Limit(max_length=75)
    when: str = ""


class Variant(Words):
    """Other words for the same question when the team works this way or at this depth."""

    way: Way | None = None
    depth: Depth | None = None
    lone: bool | None = None
    ask: str = ""
    why: str = ""
    fields: tuple[Field, ...] = ()
    mode: Mode | None = None
    asked: Asked | None = None
    at_least: int | None = None
    at_most: int | None = None


class Question(Words):
    """One question with all its words.

    `ask` has 30 words at most, `why` is one line. `each` questions ask one option for every item of
    `items_from`; `several`/`choice` questions with `items_from` pick among earlier answers. When `items_from`
    names a vote, the items are what was taken of it (nothing taken: the items it was taken from).
    A `scores` question is the second round of the vote `second_of`: one level for each of its `fields`, for each of
    what was picked most; it stands on no card and is not counted.
    `after` waits only for questions of the same step that are asked. `prefill` is what the one box of a plain
    kind starts with (`question.id` or `question.id#field`), moved on by `plus_days` when it is a date.
    """

    id: str
    title: str
    perspective: Literal["people", "systems", "design", "risk", "management", "evaluate"]
    key_word: str = ""
    mode: Mode
    kind: Kind
    ask: str
    why: str
    health: str
    social_care: str
    good: str
    stuck: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()  # words of the glossary that it uses, explained to those who are new
    skip_effect: str
    seen_by: SeenBy = "names"
    asked: Asked = "everyone"
    record: str = ""
    fields: tuple[Field, ...] = ()
    options: tuple[Option, ...] = ()
    items_from: str = ""
    second_of: str = ""  # the second round of this vote: opens when its picks are shown, in standard and in-depth
    today_option: str = ""  # label of "today's way", always one of the options of a choice of ideas
    at_most: int | None = None
    at_least: int = 0
    after: tuple[str, ...] = ()
    story: bool = False  # invites stories: opens the form, because a form leaves no message behind
    safety: bool = False  # carries "Someone could be harmed now" and the line on leaving out details
    binds: bool = False  # asked again while the round is open if something it hangs on changes
    hangs_on: tuple[str, ...] = ()
    loops: tuple[Loop, ...] = ()
    variants: tuple[Variant, ...] = ()
    prefill: str = ""
    plus_days: int = 0
    ask_if: str = ""  # name of a plain condition (dialogues/conditions.py); empty: always
    always_at: tuple[Depth, ...] = ()  # depths at which it is asked whatever its condition says


class Step(Words):
    """A handful of questions with one closing time; `cards` are the forms shown, each of 1 to 3 questions."""

    id: str
    phase: str
    title: str
    minutes: int = 5
    cards: tuple[tuple[str, ...], ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """Every question of the step, in the order of its cards."""
        return tuple(question for card in self.cards for question in card)


class Need(Words):
    """One thing a phase should have before it closes: a named condition with its number and kind words."""

    check: str
    question: str
    at_least: int = 1
    thin: str  # shown when it is not there, for example "fewer than three needs"


class Gate(Words):
    """What a phase needs before it closes, at one depth; soft: quick only shows it, standard asks a reason."""

    phase: str
    depth: Depth
    needs: tuple[Need, ...]


class Added(Words):
    """A question that a wider scale brings into standard, on a card of its own behind the card of `after`."""

    question: str
    after: str


class AddedStep(Step):
    """A step that a wider scale brings into standard, behind the step `behind`."""

    behind: str


class ScaleOverlay(Words):
    """What a scale adds. Scales go from narrow to wide, and each adds to the ones before it.

    `depth` is what is offered first. `needs` replace those of a gate with the same check and question. `words` are
    other words by question. The questions in `each_of` are asked once for each `each`, side by side. `signs` says
    whose yes it takes, `days` how often the coach looks back.
    """

    id: Scale
    label: str
    depth: Depth = "standard"
    adds: tuple[Added, ...] = ()
    steps: tuple[AddedStep, ...] = ()
    needs: tuple[Need, ...] = ()
    words: Mapping[str, Variant] = Limit(default_factory=dict)
    each: Literal["", "organisation", "sector"] = ""
    each_of: tuple[str, ...] = ()
    signs: str = ""
    days: int = 14


class ExperienceOverlay(Words):
    """How much is explained to people who are new, have some or much experience; never what is stored.

    `bulk` puts several questions on one form, `paste` takes a pasted list at once, `words` links the glossary.
    """

    id: Experience
    label: str
    why: Literal["shown", "folded"] = "folded"
    example: Literal["shown", "folded"] = "folded"
    tools: Literal["asked", "one_a_phase", "by_name"] = "one_a_phase"
    words: bool = False
    bulk: bool = False
    paste: bool = False


class Route(Words):
    """One rule of where to go next: on a signal (vocabulary.SIGNALS), to these questions in order, and because of what.

    `because` may hold `{about}`: the words that the signal is about. `whom` is who is asked when it is not whom the
    question is asked of. `offer` adds the offer to stop well, or to go deeper. What a depth does not ask is passed
    over; `always` asks the first question at any depth.
    """

    signal: str
    because: str
    to: tuple[str, ...] = ()
    whom: Literal["", "everyone", "lead", "runner"] = ""
    offer: Literal["", "stop", "deeper"] = ""
    always: bool = False


class Dialogue(Words):
    """A whole dialogue: questions, the steps of each depth, the check-in, gates, overlays and routes.

    `(id, version)` names it for ever; `spec` is the format of the files.
    """

    id: str
    version: int
    spec: int = 1
    language: str = "en-GB"
    title: str
    questions: Mapping[str, Question]
    steps: Mapping[Depth, tuple[Step, ...]]
    check_in: Step
    gates: tuple[Gate, ...] = ()
    scales: tuple[ScaleOverlay, ...] = ()
    experiences: tuple[ExperienceOverlay, ...] = ()
    routes: tuple[Route, ...] = ()

    def steps_of(self, depth: Depth) -> tuple[Step, ...]:
        """The steps of one depth, in order."""
        return self.steps[depth]
