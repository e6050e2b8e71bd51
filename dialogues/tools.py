"""Tools: small ways of thinking that the coach offers at the moment of need, each done in chat in five minutes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

from pydantic import Field as Limit

from dialogues.facts import Facts
from dialogues.inputs import Value
from dialogues.model import Question, Words
from dialogues.recall import standing


class Moment(Words):
    """When a tool helps: at this question, if this holds (vocabulary.OFFERS)."""

    question: str
    when: str


class ToolStep(Words):
    """One small ask of a tool. Its answer goes to `into`, a question or `question#box`; empty: it only helps to think.

    `list` takes lines; `pick` takes some of the lines of `items_from`. `sets` fills other boxes of the same line.
    `of` names the step on whose line these picks push.
    """

    id: str
    ask: str
    kind: Literal["text", "list", "pick", "date", "number"] = "text"
    into: str = ""
    sets: Mapping[str, str] = Limit(default_factory=dict)
    items_from: str = ""
    of: str = ""


class Tool(Words):
    """A tool with its chat version: a name, one line of what for, when to offer it, its steps, where to read more."""

    id: str
    name: str
    line: str
    minutes: int = 5
    moments: tuple[Moment, ...]
    steps: tuple[ToolStep, ...]
    link: str

    @property
    def fills(self) -> tuple[str, ...]:
        """The questions its answers go to, in the order of the steps."""
        return tuple(dict.fromkeys(step.into.partition("#")[0] for step in self.steps if step.into))


class ElsewhereTool(Words):
    """A tool that is done elsewhere: one line and a link."""

    id: str
    name: str
    line: str
    link: str


class Toolbox(Words):
    """All tools, in the author's order."""

    tools: tuple[Tool, ...] = ()
    others: tuple[ElsewhereTool, ...] = ()

    def tool(self, id: str) -> Tool:
        """One tool by its id; KeyError when there is none."""
        return {tool.id: tool for tool in self.tools}[id]


def offer(
    toolbox: Toolbox, question: str, facts: Facts, offered: Collection[str] = (), phases: Collection[str] = ()
) -> Tool | None:
    """The tool to offer at a question now; None when none helps.

    `offered` are the ids of tools that were offered in this round, `phases` the phases in which one was: at most one
    a phase, and none twice.
    """
    if question.partition(".")[0] in phases:
        return None
    return next(
        (tool for tool in toolbox.tools if tool.id not in offered and helps_at(tool, question, facts)),
        None,
    )


def helps_at(tool: Tool, question: str, facts: Facts) -> bool:
    """Whether a tool helps at a question as the record stands."""
    return any(_helps(moment, facts) for moment in tool.moments if moment.question == question)


def _helps(moment: Moment, facts: Facts) -> bool:
    look = HELPS.get(moment.when)
    return look is not None and look(facts)


def collected(
    tool: Tool, questions: Mapping[str, Question], given: Mapping[str, Value]
) -> dict[str, tuple[Value, ...]]:
    """What the steps' answers become: for each question the values of one Answer, ready to be given.

    `questions` are worded for this team; a box that they don't have is left out. `given` is by step id; a step without
    an answer is left out. In a list with boxes a new line begins whenever its main box is filled.
    """
    lines: dict[str, list[Any]] = {}
    for step in tool.steps:
        name, _, box = step.into.partition("#")
        question, value = questions.get(name), given.get(step.id)
        if question is None or value is None or value in ("", []):
            continue
        _into(lines.setdefault(name, []), question, box, step, value)
    return {name: tuple(values) for name, values in lines.items() if values}


def _into(kept: list[Any], question: Question, box: str, step: ToolStep, value: Value) -> None:
    there = {one.id for one in question.fields}
    main = next((one.id for one in question.fields if one.main), "")
    if not box:
        kept += [value] if step.kind == "pick" else _lines(value)
    elif box not in there:
        return
    elif question.kind == "fields":
        kept[:] = [{**(kept[0] if kept else {}), box: value}]
    elif box == main or not kept:
        more = {name: one for name, one in step.sets.items() if name in there}
        kept += [{box: line, **more} for line in _lines(value)]
    else:
        kept[-1] = {**kept[-1], box: value}


def _lines(value: Value) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _count(facts: Facts, question: str) -> int:
    return sum(len(kept.value) if isinstance(kept.value, list) else 1 for kept in standing(facts, question))


def _box(facts: Facts, question: str, name: str) -> Any:
    kept = facts.latest(question)
    return kept.value.get(name) if kept is not None and isinstance(kept.value, dict) else None


def _try_unfinished(facts: Facts) -> bool:
    if facts.latest("evaluate.test_plan") is not None:
        return not all(_box(facts, "evaluate.test_plan", one) for one in ("when", "expect", "watch"))
    planned = facts.latest("create.smallest_test")
    return planned is not None and not all(_box(facts, "create.smallest_test", one) for one in ("when", "where"))


def _try_is_big(facts: Facts) -> bool:
    try:
        return float(_box(facts, "create.smallest_test", "how_many") or 0) > 20
    except (TypeError, ValueError):
        return False


def _tried_and_back(facts: Facts) -> bool:
    often = _box(facts, "explore.problem", "how_often") in ("daily", "weekly")
    return often and _count(facts, "create.tried_before") > 0


HELPS: Mapping[str, Any] = {
    "few_risks": lambda facts: _count(facts, "create.what_if") + _count(facts, "evaluate.risks") < 3,
    "one_cause": lambda facts: _count(facts, "explore.causes") < 2,
    "tried_and_back": _tried_and_back,
    "few_others": lambda facts: _count(facts, "explore.stakeholders") < 5,
    "many_ideas": lambda facts: _count(facts, "create.ideas") > 5,
    "many_needs": lambda facts: _count(facts, "explore.needs") > 6,
    "aim_and_ideas": lambda facts: facts.latest("agree.aim") is not None and _count(facts, "create.ideas") >= 4,
    "try_unfinished": _try_unfinished,
    "try_is_big": _try_is_big,
    "many_parts": lambda facts: _count(facts, "explore.parts") >= 5,
    "few_parts": lambda facts: _count(facts, "explore.parts") < 5,
}
