"""From the tree of a file to the content models, with every mistake of shape as a fault in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dialogues.authoring.yaml_tree import Node
from dialogues.faults import Fault, listed, nearest
from dialogues.model import Added, AddedStep, Field, Loop, Need, Option, Variant, Words

Model = TypeVar("Model", bound=BaseModel)
_BY_ID = ("fields", "options", "scales", "experiences")
_INSIDE: dict[str, type[Words]] = {
    "fields": Field,
    "options": Option,
    "loops": Loop,
    "variants": Variant,
    "needs": Need,
    "adds": Added,
    "steps": AddedStep,
    "words": Variant,
}
_MISSING = {
    "ask": "Add the question itself, 30 words at most.",
    "why": "Add one line that says why you ask.",
    "health": "Add an example answer from health care.",
    "social_care": "Add an example answer from social care.",
    "good": "Add a line that says what a good answer has.",
    "skip_effect": "Add a line that says what happens if people skip it.",
    "title": "Add two to four words that name it.",
    "label": "Add the words that people see.",
    "thin": "Add the words to show when it isn't there.",
    "because": 'Add why the coach suggests it, to go after "because".',
}
_TYPES = {
    "bool_parsing": "should be true or false",
    "int_parsing": "should be a whole number",
    "int_type": "should be a whole number",
    "bool_type": "should be true or false",
    "string_type": "should be plain words",
    "tuple_type": "should be a list",
    "model_type": "should have keys of its own",
    "model_attributes_type": "should have keys of its own",
    "dict_type": "should have keys of its own",
}


def spread(node: Node, key: str = "") -> Node:
    """Turn the short forms into the long ones: fields and options keyed by id become lists with ids.

    `options: {yes: Yes please}` is a list of id and label; `fields: {who: {label: Who?}}` a list with ids; a variant
    with `depth: [standard, in-depth]` is two.
    """
    if node.kind == "keys" and key in _BY_ID:
        return Node("list", node.line, items=[_with_id(name, entry) for name, entry in node.keys.items()])
    if node.kind == "keys":
        return Node("keys", node.line, keys={name: spread(entry, name) for name, entry in node.keys.items()})
    if node.kind == "list":
        items = [one for item in node.items for one in (_by_depth(item) if key == "variants" else (item,))]
        return Node("list", node.line, items=[spread(item) for item in items])
    return node


def _by_depth(variant: Node) -> list[Node]:
    """A variant for several depths as one for each."""
    depths = variant.keys.get("depth")
    if depths is None or depths.kind != "list":
        return [variant]
    return [Node("keys", variant.line, keys={**variant.keys, "depth": depth}) for depth in depths.items]


def _with_id(name: str, entry: Node) -> Node:
    words = entry if entry.kind == "keys" else Node("keys", entry.line, keys={"label": entry})
    inside = spread(words)
    return Node("keys", entry.line, keys={"id": Node("text", entry.line, text=name), **inside.keys})


def build(model: type[Model], node: Node, file: str, question: str = "") -> tuple[Model | None, list[Fault]]:
    """Build one model from a spread tree; None with its faults when anything is wrong."""
    try:
        return model.model_validate(node.plain()), []
    except ValidationError as error:
        return None, [_fault(model, one, node, file, question) for one in error.errors(include_url=False)]


def _fault(model: type[BaseModel], error: ErrorDetails, node: Node, file: str, question: str) -> Fault:
    path = tuple(error["loc"])
    says, repair = _words(model, error, path)
    return Fault(file, node.line_at(path), question, says, repair)


def _words(model: type[BaseModel], error: ErrorDetails, path: tuple[int | str, ...]) -> tuple[str, str]:
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "this")
    kind = error["type"]
    context: dict[str, Any] = error.get("ctx", {})
    if kind == "extra_forbidden":
        return f'I don\'t know the key "{key[:60]}".', nearest(key, _keys(model, path), "Take it out.")
    if kind == "missing":
        return f'"{key}" is missing.', _MISSING.get(key, f'Add a line "{key}: …".')
    if kind == "literal_error":
        known = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
        given = str(error["input"])[:60]
        return f'"{key}" can\'t be "{given}".', nearest(given, known, f"Write {listed(known)}.")
    if kind == "string_too_long":
        return f'"{key}" is too long.', f"Keep it to {context['max_length']} letters or fewer."
    return f'"{key}" {_TYPES.get(kind, "is not right here")}.', "See the guide in dialogues/README.md."


def _keys(model: type[BaseModel], path: tuple[int | str, ...]) -> Iterable[str]:
    """The keys allowed at the end of a path, for a suggestion."""
    inner = model
    for part in path[:-1]:
        if isinstance(part, str):
            inner = _INSIDE.get(part, inner)
    return list(inner.model_fields)
