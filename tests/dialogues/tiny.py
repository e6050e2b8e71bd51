"""A small dialogue that has one of everything the engine knows, so that tests stay short and fast."""

from __future__ import annotations

from functools import cache
from typing import Any

from dialogues.model import Dialogue, Gate, Loop, Need, Option, Question, Step, Variant
from dialogues.model import Field as Box

STANCES = (
    Option(id="yes", label="Yes"),
    Option(id="can_live", label="I can live with it"),
    Option(id="not_yet", label="Not yet"),
)


def question(name: str, mode: str = "solo", kind: str = "text", **more: Any) -> Question:
    """A question with plain words; asked of everybody unless it is solo or confirmed."""
    asked = "lead" if mode in ("solo", "confirm") else "everyone"
    words = {"title": name, "perspective": "people", "ask": f"{name}?", "why": "So.", "health": "H", "social_care": "S"}
    words |= {"good": "G", "skip_effect": "Nothing.", "asked": asked}
    return Question(id=name, mode=mode, kind=kind, **(words | more))  # type: ignore[arg-type]


def box(name: str, kind: str = "text", **more: Any) -> Box:
    """A box of a form."""
    return Box(id=name, label=name, kind=kind, **more)  # type: ignore[arg-type]


def options(*names: str) -> tuple[Option, ...]:
    """Options labelled by their ids."""
    return tuple(Option(id=name, label=name.capitalize()) for name in names)


def _explore() -> list[Question]:
    needs = Variant(lone=True, ask="And the staff beside them?")
    return [
        question("explore.trigger"),
        question("explore.problem", kind="fields", fields=(box("what", main=True), box("who"))),
        question("explore.people", "gather", "fields", fields=(box("others", main=True),)),
        question("explore.needs", "gather", "list", seen_by="no_names", variants=(needs,)),
        question(
            "explore.evidence", kind="several", items_from="explore.needs", seen_by="lead", after=("explore.needs",)
        ),
        question(
            "explore.priorities",
            "vote",
            "several",
            items_from="explore.needs",
            at_most=3,
            after=("explore.evidence",),
            loops=(Loop(to="explore.needs", label="A need is missing"),),
        ),
    ]


def _create() -> list[Question]:
    care = box("touches_care", "choice", options=options("yes", "no"))
    return [
        question("create.involve", kind="fields", fields=(box("who", main=True), care)),
        question("create.risky", "gather", "list", ask_if="touches_care"),
        question("create.tried", "gather", "list", ask_if="lone_or_standard"),
        question("create.ideas", "gather", "list", seen_by="no_names", hangs_on=("explore.needs",)),
        question(
            "create.choose",
            "vote",
            "several",
            items_from="create.ideas",
            at_most=3,
            today_option="As it is today",
            after=("create.ideas",),
            hangs_on=("create.ideas",),
            seen_by="no_names",
            loops=(Loop(to="create.ideas", label="None of these"),),
        ),
        question(
            "create.weigh",
            "vote",
            "scores",
            second_of="create.choose",
            seen_by="no_names",
            fields=tuple(box(side, "choice", options=options("low", "middle", "high")) for side in ("helps", "effort")),
        ),
        question("create.concept", after=("create.choose",), hangs_on=("create.choose",)),
    ]


def _evaluate() -> list[Question]:
    plan = (box("what", main=True, prefill="create.choose"), box("when", "date"))
    risk = (box("event", main=True), box("sign"), box("owner", "person"))
    happened = box("happened", "choice", options=options("nothing", "yes"))
    return [
        question("evaluate.test_plan", kind="fields", fields=plan, hangs_on=("create.choose",)),
        question("evaluate.risks", "gather", "list", fields=risk, seen_by="no_names"),
        question("evaluate.safety", "gather", "fields", asked="runner", fields=(box("what", main=True), happened)),
        question(
            "evaluate.needs_met",
            "vote",
            "each",
            items_from="explore.priorities",
            options=options("met", "misread"),
            loops=(Loop(to="explore.needs", label="Look again", when="misread"),),
        ),
    ]


def _agree() -> list[Question]:
    aim = (box("measure", main=True, prefill="explore.problem#what"), box("to"), box("by", "date"))
    choice = box("choice", "choice", options=options("go_on", "stop"))
    needs_yes = box("needs_yes", "choice", options=options("yes", "no"))
    person = Variant(lone=True, ask="Who needs to be happy?", fields=(box("person", main=True),))
    return [
        question("agree.decision", kind="fields", fields=(box("reason", main=True), choice, needs_yes)),
        question("agree.case", ask_if="money_or_yes_needed"),
        question("agree.aim", "confirm", "fields", fields=aim, binds=True, hangs_on=("explore.problem",)),
        question(
            "agree.consent",
            "consent",
            "choice",
            options=STANCES,
            seen_by="no_names",
            binds=True,
            after=("agree.aim",),
            hangs_on=("agree.aim",),
            variants=(person,),
            loops=(Loop(to="evaluate.test_plan", label="Back to the plan", when="not_yet"),),
        ),
        question("agree.review", kind="date", prefill="evaluate.test_plan#when", plus_days=1),
    ]


def _check_in() -> list[Question]:
    phases = options("explore", "create", "evaluate", "agree", "stop")
    return [
        question("check_in.learned", "gather"),
        question("check_in.next_phase", "confirm", "choice", options=phases),
    ]


def step(name: str, phase: str, *cards: tuple[str, ...]) -> Step:
    """A step of cards."""
    return Step(id=name, phase=phase, title=name, cards=cards)


QUICK = (
    step("Q1", "explore", ("explore.trigger", "explore.problem"), ("explore.people",), ("explore.needs",)),
    step("Q2", "create", ("create.tried",), ("create.ideas",)),
    step("Q3", "create", ("create.choose",)),
    step("Q4", "evaluate", ("evaluate.test_plan", "evaluate.risks")),
    step("Q5", "agree", ("agree.aim",), ("agree.consent",), ("agree.review",)),
)
STANDARD = (
    step("E1", "explore", ("explore.trigger", "explore.problem"), ("explore.needs",)),
    step("E2", "explore", ("explore.evidence",), ("explore.priorities",), ("agree.aim",)),
    step("C1", "create", ("create.involve",), ("create.risky",), ("create.tried",), ("create.ideas",)),
    step("C2", "create", ("create.choose",), ("create.concept",)),
    step("V1", "evaluate", ("evaluate.test_plan",), ("evaluate.risks",)),
    step("V2", "evaluate", ("evaluate.safety",), ("evaluate.needs_met",)),
    step("A1", "agree", ("agree.decision",), ("agree.case", "agree.aim"), ("agree.consent",), ("agree.review",)),
)
GATES = (
    Gate(
        phase="explore",
        depth="standard",
        needs=(Need(check="lines", question="explore.needs", at_least=3, thin="fewer than three needs"),),
    ),
    Gate(
        phase="create",
        depth="quick",
        needs=(Need(check="chosen", question="create.choose", thin="no idea has been taken"),),
    ),
)


@cache
def tiny_dialogue() -> Dialogue:
    """The small dialogue, quick and standard."""
    every = [*_explore(), *_create(), *_evaluate(), *_agree(), *_check_in()]
    return Dialogue(
        id="tiny",
        version=1,
        title="Tiny",
        questions={one.id: one for one in every},
        steps={"quick": QUICK, "standard": STANDARD},
        check_in=step("K1", "check_in", ("check_in.learned",), ("check_in.next_phase",)),
        gates=GATES,
    )
