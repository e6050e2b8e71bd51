"""Content files to a Dialogue, or every fault at once: each with file, line, question and repair.

Pure: the files come in as text (`dialogues.library` reads the shipped ones). Whatever the text, the answer
is a Dialogue or `ContentFaults`, never another exception.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from dialogues.authoring import content_rules, overlay_rules, route_rules, word_rules
from dialogues.authoring.parts import Parts, Place
from dialogues.authoring.shape import build, spread
from dialogues.authoring.yaml_tree import Node, read
from dialogues.faults import ContentFaults, Fault, listed, nearest
from dialogues.model import Depth, Dialogue, ExperienceOverlay, Gate, Question, Route, ScaleOverlay, Step

_HEAD = ("id", "version", "spec", "language", "title")
_TOP = (
    "questions", "steps", "check_in", "gates", "scales", "experiences", "routes", "terms", "tools", "others", *_HEAD
)  # fmt: skip
_DEPTHS: tuple[str, ...] = get_args(Depth)
_RULES = (*content_rules.RULES, *word_rules.RULES, *overlay_rules.RULES, *route_rules.RULES)

__all__ = ["ContentFaults", "Fault", "load", "load_glossary"]


@dataclass(slots=True)
class _Gathering:
    """What has been read so far, over all files."""

    parts: Parts = field(default_factory=Parts)
    head: dict[str, Any] = field(default_factory=dict)
    head_file: str = ""
    faults: list[Fault] = field(default_factory=list)


def load(files: Mapping[str, str]) -> Dialogue:
    """Make a dialogue of file names and their texts; raises ContentFaults with every fault found."""
    got = _Gathering()
    for file, text in sorted(files.items()):
        node, faults = read(file, text)
        got.faults += faults
        if node is not None:
            _take_file(got, file, node)
    _head_is_there(got)
    got.faults += [fault for rule in _RULES for fault in rule(got.parts)]
    if got.faults:
        raise ContentFaults(got.faults)
    return _dialogue(got)


def load_glossary(files: Mapping[str, str]) -> Mapping[str, str]:
    """The words explained in these files: term to one line; raises ContentFaults when a file can't be read."""
    faults: list[Fault] = []
    terms: dict[str, str] = {}
    for file, text in sorted(files.items()):
        node, found = read(file, text)
        faults += found
        terms.update(_terms(file, node, faults))
    if faults:
        raise ContentFaults(faults)
    return terms


def _terms(file: str, node: Node | None, faults: list[Fault]) -> dict[str, str]:
    listed = node.keys.get("terms") if node else None
    if listed is None:
        return {}
    for term, words in listed.keys.items():
        if words.kind != "text" or not words.text:
            faults.append(Fault(file, words.line, "", f'"{term[:60]}" has no meaning in words.', "Add one line."))
    return {term: words.text for term, words in listed.keys.items()}


def _take_file(got: _Gathering, file: str, node: Node) -> None:
    if node.kind != "keys":
        repair = 'Begin with "questions:", "steps:" or "terms:".'
        got.faults.append(Fault(file, node.line, "", "This file has no keys.", repair))
        return
    for key, value in node.keys.items():
        if key not in _TOP:
            repair = nearest(key, _TOP, "Take it out.")
            got.faults.append(Fault(file, value.line, "", f'I don\'t know the key "{key[:60]}" here.', repair))
    _take_questions(got, file, node.keys.get("questions"))
    _take_head(got, file, node)
    _take_steps(got, file, node.keys.get("steps"))
    _take_check_in(got, file, node.keys.get("check_in"))
    _take_each(got, file, node, "gates", Gate, got.parts.gates)
    _take_each(got, file, node, "scales", ScaleOverlay, got.parts.scales)
    _take_each(got, file, node, "experiences", ExperienceOverlay, got.parts.experiences)
    _take_each(got, file, node, "routes", Route, got.parts.routes)


def _take_questions(got: _Gathering, file: str, node: Node | None) -> None:
    if node is None:
        return
    if node.kind != "keys":
        got.faults.append(Fault(file, node.line, "", "Questions must have ids.", 'Begin each one with "phase.word:".'))
        return
    for name, entry in node.keys.items():
        before = got.parts.places.get(name)
        if before is not None:
            says = f"This id is already used in {before.file}, line {before.line}."
            got.faults.append(Fault(file, entry.line, name[:80], says, "Give one of the two another id."))
            continue
        whole = _named(name, entry)
        got.parts.places[name] = Place(file, entry.line, whole)
        question, faults = build(Question, whole, file, name[:80])
        got.faults += faults
        if question is not None:
            got.parts.questions[name] = question


def _named(name: str, entry: Node) -> Node:
    keys = spread(entry).keys if entry.kind == "keys" else {}
    return Node("keys", entry.line, keys={"id": Node("text", entry.line, text=name), **keys})


def _take_head(got: _Gathering, file: str, node: Node) -> None:
    for key in _HEAD:
        value = node.keys.get(key)
        if value is None:
            continue
        if key in got.head:
            got.faults.append(Fault(file, value.line, "", f'"{key}" is in two files.', "Keep one of them."))
            continue
        got.head[key] = _head_value(got, file, key, value)
        got.head_file = file


def _head_value(got: _Gathering, file: str, key: str, value: Node) -> str | int:
    if key not in ("version", "spec"):
        if value.kind != "text" or not value.text:
            got.faults.append(Fault(file, value.line, "", f'"{key}" has no words.', "Write them on the same line."))
        return value.text
    if value.kind == "text" and value.text.isascii() and value.text.isdigit() and 0 < int(value.text[:6]) < 10**5:
        return int(value.text[:6])
    got.faults.append(Fault(file, value.line, "", f'"{key}" should be a whole number.', "Write 1, 2, 3 and so on."))
    return 1


def _take_steps(got: _Gathering, file: str, node: Node | None) -> None:
    for depth, entries in (node.keys if node else {}).items():
        if depth not in _DEPTHS:
            repair = nearest(depth, _DEPTHS, f"Write {listed(_DEPTHS)}.")
            got.faults.append(Fault(file, entries.line, "", f'I don\'t know the depth "{depth[:60]}".', repair))
            continue
        for entry in entries.items:
            step = _built(got, Step, file, entry)
            if step is not None:
                got.parts.steps.setdefault(depth, []).append((step, Place(file, entry.line, entry)))


def _take_check_in(got: _Gathering, file: str, node: Node | None) -> None:
    step = _built(got, Step, file, node) if node else None
    if step is not None and node is not None:
        got.parts.check_in = (step, Place(file, node.line, node))


def _take_each(
    got: _Gathering, file: str, top: Node, key: str, model: Callable[..., Any], into: list[tuple[Any, Place]]
) -> None:
    """Each entry of a list, or of a list keyed by id, built and kept with its place."""
    if key not in top.keys:
        return
    node = spread(top.keys[key], key)
    if node.kind != "list":
        says = f'"{key}" should be a list.'
        got.faults.append(Fault(file, node.line, "", says, "Begin each one with a - and a space."))
    for entry in node.items:
        value = _built(got, model, file, entry)
        if value is not None:
            into.append((value, Place(file, entry.line, spread(entry))))


def _built(got: _Gathering, model: Callable[..., Any], file: str, node: Node) -> Any:
    value, faults = build(model, spread(node), file)  # type: ignore[arg-type]
    got.faults += faults
    return value


def _head_is_there(got: _Gathering) -> None:
    file = got.head_file or "improvement.yaml"
    for key in ("id", "version", "title"):
        if key not in got.head:
            got.faults.append(Fault(file, 1, "", f'"{key}" is missing.', f'Add a line "{key}: …" at the top.'))
    if got.head.get("spec", 1) != 1:
        got.faults.append(Fault(file, 1, "", "I only know files of spec 1.", 'Write "spec: 1".'))
    for depth in _DEPTHS:
        if depth not in got.parts.steps:
            got.faults.append(Fault(file, 1, "", f'There are no steps for "{depth}".', 'Add them under "steps:".'))
    if got.parts.check_in is None:
        got.faults.append(Fault(file, 1, "", '"check_in" is missing.', "Add the step that looks back."))


def _dialogue(got: _Gathering) -> Dialogue:
    assert got.parts.check_in is not None  # a fault otherwise
    return Dialogue(
        **got.head,
        questions=got.parts.questions,
        steps={depth: tuple(step for step, _ in steps) for depth, steps in got.parts.steps.items()},
        check_in=got.parts.check_in[0],
        gates=tuple(gate for gate, _ in got.parts.gates),
        scales=tuple(scale for scale, _ in got.parts.scales),
        experiences=tuple(experience for experience, _ in got.parts.experiences),
        routes=tuple(route for route, _ in got.parts.routes),
    )
