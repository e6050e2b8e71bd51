"""The file of tools to a Toolbox, or every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dialogues.authoring.shape import build, spread
from dialogues.authoring.word_rules import ASK_WORDS, unkind
from dialogues.authoring.yaml_tree import Node, read
from dialogues.faults import ContentFaults, Fault, listed, nearest
from dialogues.model import Dialogue
from dialogues.tools import ElsewhereTool, Tool, Toolbox, ToolStep
from dialogues.vocabulary import OFFERS

LINE = 110
STEPS = 6
SITE = "https://www.iitoolkit.com/"

Found = tuple[tuple[int | str, ...], str, str]


def load_tools(files: Mapping[str, str], dialogue: Dialogue) -> Toolbox:
    """The tools in these files, for the questions of a dialogue; raises ContentFaults with every fault found."""
    tools: list[Tool] = []
    others: list[ElsewhereTool] = []
    faults: list[Fault] = []
    for file, text in sorted(files.items()):
        node, found = read(file, text)
        faults += found
        faults += _taken(file, node, "tools", Tool, tools, lambda tool: _tool(tool, dialogue))
        faults += _taken(file, node, "others", ElsewhereTool, others, _elsewhere)
    if faults:
        raise ContentFaults(faults)
    return Toolbox(tools=tuple(tools), others=tuple(others))


def _taken(
    file: str, node: Node | None, key: str, model: Any, into: list[Any], rule: Callable[[Any], Iterator[Found]]
) -> Iterator[Fault]:
    listed_here = node.keys.get(key) if node else None
    if listed_here is None:
        return
    if listed_here.kind != "keys":
        yield Fault(file, listed_here.line, "", f'"{key}" should have ids.', "Begin each one with its id and a colon.")
    for name, entry in listed_here.keys.items():
        whole = spread(Node("keys", entry.line, keys={"id": Node("text", entry.line, text=name), **_by_id(entry)}))
        value, faults = build(model, whole, file, name[:80])
        yield from faults
        if value is not None:
            into.append(value)
            yield from (Fault(file, whole.line_at(path), name[:80], says, repair) for path, says, repair in rule(value))


def _by_id(entry: Node) -> dict[str, Node]:
    """The keys of a tool, its steps keyed by id made a list."""
    keys = dict(entry.keys)
    steps = keys.get("steps")
    if steps is not None and steps.kind == "keys":
        items = [
            Node("keys", step.line, keys={"id": Node("text", step.line, text=name), **step.keys})
            for name, step in steps.keys.items()
        ]
        keys["steps"] = Node("list", steps.line, items=items)
    return keys


def _tool(tool: Tool, dialogue: Dialogue) -> Iterator[Found]:
    yield from _words(("name",), tool.name)
    yield from _words(("line",), tool.line)
    yield from _link(tool.link)
    if len(tool.line) > LINE:
        yield ("line",), f"The line has {len(tool.line)} letters.", f"Keep it to {LINE}."
    if not 2 <= len(tool.steps) <= STEPS:
        yield ("steps",), f"It has {len(tool.steps)} steps.", f"Five minutes hold two to {STEPS}."
    if not tool.moments:
        yield ("moments",), "It is never offered.", 'Add "moments:".'
    for n, moment in enumerate(tool.moments):
        if moment.question not in dialogue.questions:
            yield ("moments", n, "question"), *_no_question(moment.question, dialogue)
        if moment.when not in OFFERS:
            repair = nearest(moment.when, OFFERS, f"Use {listed(list(OFFERS))}.")
            yield ("moments", n, "when"), f'I don\'t know the moment "{moment.when[:60]}".', repair
    for n, step in enumerate(tool.steps):
        before = {one.id for one in tool.steps[:n]}
        yield from ((("steps", n, *path), says, repair) for path, says, repair in _step(step, dialogue, before))


def _step(step: ToolStep, dialogue: Dialogue, before: set[str]) -> Iterator[Found]:
    count = len(step.ask.split())
    if not 0 < count <= ASK_WORDS:
        yield ("ask",), f"The question has {count} words.", f"Say it in 1 to {ASK_WORDS}."
    yield from _words(("ask",), step.ask)
    if (step.kind == "pick") != bool(step.items_from):
        yield ("kind",), "Only a pick has lines to pick from.", 'Use "kind: pick" together with "items_from:".'
    if step.items_from and step.items_from not in dialogue.questions:
        yield ("items_from",), *_no_question(step.items_from, dialogue)
    if step.of and (step.kind != "pick" or step.of not in before):
        yield ("of",), f'No step "{step.of[:60]}" comes before this pick.', "Name the step whose line it pushes on."
    name, _, box = step.into.partition("#")
    question = dialogue.questions.get(name)
    if step.into and question is None:
        yield ("into",), *_no_question(name, dialogue)
    if question is None:
        return
    boxes = {one.id for fields in (question.fields, *(v.fields for v in question.variants)) for one in fields}
    for one in (*([box] if box else []), *step.sets):
        if one not in boxes:
            yield ("into",), f'{name} has no box "{one[:60]}".', nearest(one, boxes, "Use the id of one of its boxes.")
    if question.kind == "fields" and not box:
        yield ("into",), f"{name} is a form.", f"Write {name}# and the id of a box."


def _elsewhere(tool: ElsewhereTool) -> Iterator[Found]:
    yield from _words(("name",), tool.name)
    yield from _words(("line",), tool.line)
    yield from _link(tool.link)
    if len(tool.line) > LINE:
        yield ("line",), f"The line has {len(tool.line)} letters.", f"Keep it to {LINE}."


def _words(path: tuple[int | str, ...], words: str) -> Iterator[Found]:
    if not words:
        yield path, "There are no words here.", "Write them."
    for says, repair in unkind(words):
        yield path, says, repair


def _link(link: str) -> Iterator[Found]:
    if not link.startswith(SITE):
        yield ("link",), f'"{link[:60]}" is not a page of the toolkit.', f"Begin it with {SITE}."


def _no_question(name: str, dialogue: Dialogue) -> tuple[str, str]:
    return f'There is no question "{name[:60]}".', nearest(name, dialogue.questions, "Take it out.")
