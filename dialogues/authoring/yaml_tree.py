"""YAML read as a tree of text with line numbers: no types are guessed, so `yes` stays the word "yes".

Built from parse events without recursion, so no text, however odd, can do more than yield faults.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from dialogues.faults import Fault

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 12


@dataclass(slots=True)
class Node:
    """A piece of a file: words, a list, or keys with values; `line` counts from 1."""

    kind: Literal["text", "list", "keys"]
    line: int
    text: str = ""
    items: list[Node] = field(default_factory=list)
    keys: dict[str, Node] = field(default_factory=dict)

    def plain(self) -> Any:
        """The same as str, list and dict, for validation."""
        if self.kind == "text":
            return self.text
        if self.kind == "list":
            return [item.plain() for item in self.items]
        return {key: value.plain() for key, value in self.keys.items()}

    def line_at(self, path: tuple[int | str, ...]) -> int:
        """The line of the deepest node that exists along a path of keys and positions."""
        node = self
        for part in path:
            if isinstance(part, int) and node.kind == "list" and part < len(node.items):
                node = node.items[part]
            elif isinstance(part, str) and part in node.keys:
                node = node.keys[part]
            else:
                break
        return node.line


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been reached yet; `key` is the key awaiting its value."""

    node: Node
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    file: str
    faults: list[Fault] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    root: Node | None = None
    skipping: int = 0

    def fault(self, line: int, says: str, repair: str) -> None:
        self.faults.append(Fault(self.file, line, "", says, repair))

    def take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            self.put(Node("text", line, text=event.value.strip()))
        elif isinstance(event, yaml.AliasEvent):
            self.fault(line, "This points back to another place with *.", "Write the words out again.")
            self.put(Node("text", line))
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self.begin(Node("list" if isinstance(event, yaml.SequenceStartEvent) else "keys", line))
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self.end()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self.fault(line, "A second document begins here with ---.", "Take the --- out.")

    def begin(self, node: Node) -> None:
        if self.skipping or len(self.open) >= _DEEPEST:
            if not self.skipping:
                self.fault(node.line, "This is nested too deep.", "Take some of the brackets or indents out.")
            self.skipping += 1
            return
        self.put(node)
        self.open.append(_Open(node))

    def end(self) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        self.open.pop()

    def put(self, node: Node) -> None:
        if self.skipping:
            return
        if not self.open:
            self.root = self.root or node
            return
        top = self.open[-1]
        if top.node.kind == "list":
            top.node.items.append(node)
        elif top.key is None:
            self.put_key(top, node)
        else:
            self.put_value(top, top.key, node)

    def put_key(self, top: _Open, node: Node) -> None:
        if node.kind != "text":
            self.fault(node.line, "A key must be one word.", "Put it in quotes, or take the brackets out.")
        top.key = node.text

    def put_value(self, top: _Open, key: str, node: Node) -> None:
        top.key = None
        if key in top.node.keys:
            self.fault(node.line, f'"{key[:60]}" is written twice.', "Keep one of the two.")
            return
        top.node.keys[key] = node


def read(file: str, text: str) -> tuple[Node | None, list[Fault]]:
    """Read one file's text; the tree (None when it cannot be read or is empty) and the faults of its writing."""
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problem = error.problem or "it cannot be read"
        builder.fault(line, f"This isn't YAML: {problem}.", _hint(problem))
        return None, builder.faults
    except (yaml.YAMLError, ValueError, OverflowError):
        builder.fault(1, "There are characters in this file that can't be read.", "Save it as plain UTF-8 text.")
        return None, builder.faults
    return builder.root, builder.faults


def _hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return 'Words that hold a colon need quotes around them: "like: this".'
    if "tab" in problem or "cannot start any token" in problem:
        return "Indent with spaces, and put words that begin with a sign in quotes."
    return "Check the quotes and the indents on this line and the one above."
